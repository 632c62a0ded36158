// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nats/natsconnection.h"
#include "tests/support/workspace.h"

#include <QDeadlineTimer>
#include <QProcess>

namespace lifeboat::test {

/// A nats-server with JetStream on a port of its own of 127.0.0.1, its files in a directory of its own. It ends with this
/// object, and with the process.
class NatsServer
{
public:
    /// False where nats-server is not installed: then the test is to be skipped.
    static bool isInstalled();

    /// Starts it. `configuration`: further lines of its configuration file; `jetStream`: what stands in that block, or
    /// none at all: then it has no JetStream.
    /// `store`: where it keeps its streams, if not in its own directory.
    explicit NatsServer(const QString &configuration = {}, const std::optional<QString> &jetStream = QString(), const QString &store = {});
    ~NatsServer();
    Q_DISABLE_COPY_MOVE(NatsServer)

    QString url() const;
    NatsSettings settings() const; ///< to reach it, with short timeouts
    std::shared_ptr<NatsConnection> connect() const;

    void kill(); ///< SIGKILL, and waits for its end
    void stop(); ///< SIGTERM, and waits for its end
    void start(); ///< again, on the same port and directory
    // From the next start on:
    void configure(const QString &configuration);
    void limit(const QString &jetStream); ///< what stands in that block
    void freeze() const; ///< SIGSTOP, and waits until all of it stands still
    void thaw() const; ///< SIGCONT

    const Workspace &space() const { return m_space; }
    QByteArray log() const; ///< what it wrote of itself, over all its starts

private:
    bool hasStarted(const QDeadlineTimer &deadline);

    Workspace m_space;
    QString m_configuration;
    std::optional<QString> m_jetStream;
    QString m_store;
    QProcess m_process;
    int m_port = -1; ///< any free one at first
};

} // namespace lifeboat::test

/// Ends a test function that needs a server where there is none.
#define NEED_NATS_SERVER() \
    if (!::lifeboat::test::NatsServer::isInstalled()) \
    QSKIP("nats-server is not installed")
