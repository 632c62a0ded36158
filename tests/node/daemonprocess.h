// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/nodeclient.h"

#include <QProcess>

namespace lifeboat::test {

/// A real lifeboatd on loopback, with a directory of its own, on a free port. Killed when it goes. Its standard error is in a file
/// beside that directory, and shown if the test failed.
class DaemonProcess
{
public:
    /// Makes the node's directory with lifeboatd --init; `log`: shared with others, or empty; `share`: a directory
    /// shared with others for log, leases and published snapshots instead, or empty. It takes snapshots only when told to:
    /// its policy has no interval.
    DaemonProcess(const QString &directory, const QString &name, const QString &log = {}, const QString &share = {});

    /// NATS servers that keep its log, its leases and what it publishes, each on so many of them.
    struct OnNats
    {
        QStringList urls;
        int replicas = 1;
    };
    DaemonProcess(const QString &directory, const QString &name, const OnNats &nats);

    ~DaemonProcess();
    Q_DISABLE_COPY_MOVE(DaemonProcess)

    /// Replaces text in its configuration, between runs.
    void configure(const QByteArray &from, const QByteArray &to) const;

    /// Returns once it listens.
    void start();
    void kill(); ///< SIGKILL
    int terminate(); ///< SIGTERM; its exit status
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 processId() const { return m_process.processId(); }

    net::Endpoint endpoint() const;
    QString data(const QString &name) const;
    QString configPath() const;

private:
    void initialise(const QString &name, const QStringList &more);

    const QString m_directory;
    QString m_token;
    QByteArray m_fingerprint;
    QUrl m_url;
    QProcess m_process;
};

/// Its path.
QString daemonProgram();

/// Runs lifeboatd to its end; standard output and error together.
struct DaemonRun
{
    int status = -1;
    QString output;
};
DaemonRun runDaemon(const QStringList &arguments);

} // namespace lifeboat::test
