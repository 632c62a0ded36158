// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/posixfilesystem.h"
#include "engine/net/auditlog.h"
#include "engine/net/certificate.h"
#include "engine/net/nodeclient.h"
#include "engine/net/nodeserver.h"
#include "engine/net/tokenstore.h"
#include "tests/support/expect.h"
#include "tests/support/manualclock.h"
#include "tests/support/workspace.h"

#include <QPromise>
#include <QWebSocket>

namespace lifeboat::test {

/// A node that answers every call with what it was asked, and keeps archives in a directory.
class EchoNode final : public net::CallHandler
{
public:
    explicit EchoNode(const Workspace &space)
        : m_space(space)
    {
    }

    QFuture<Result<QJsonValue>> call(const net::Caller &caller, const QString &method,
                                     const QJsonObject &parameters) override;
    QJsonObject greeting() override;
    QList<QJsonObject> recovery() override { return newest; }
    Result<net::OfferedArchive> offer(const QString &snapshot) override;
    Result<QString> admit(const net::Caller &caller, const QString &state, const QString &snapshot,
                          qint64 size) override;
    QFuture<Result<QJsonValue>> received(const net::Caller &caller, const QString &snapshot,
                                         const QString &partPath) override;

    /// Makes an archive of that content to be fetched.
    void keep(const QString &snapshot, const QByteArray &bytes);

    QStringList called; ///< methods, in order
    QStringList arrived; ///< names of the files given to received(), in order
    QList<QJsonObject> newest; ///< what recovery() says
    std::optional<Error> error; ///< what every call fails with
    bool hold = false; ///< calls are answered by answerHeld()
    void answerHeld();

private:
    const Workspace &m_space;
    QHash<QString, net::OfferedArchive> m_archives;
    QList<std::shared_ptr<QPromise<Result<QJsonValue>>>> m_held;
};

/// How a ServedNode is set up.
struct ServedNodeOptions
{
    bool tls = false;
    net::PeerLimits limits = {.takesPerMinute = 100'000};
    FileSystem *fileSystem = &PosixFileSystem::instance(); ///< of transfers
    const Clock *clock = &SystemClock::instance();
};

/// A NodeServer on a free port of loopback with an EchoNode behind it, in the test's thread, and
/// tokens of all roles.
class ServedNode
{
public:
    explicit ServedNode(ServedNodeOptions options = {});

    void stop() { m_server.reset(); }

    /// A new server on the same port.
    void restart();

    net::NodeServer &server() { return *m_server; }
    EchoNode &node() { return m_node; }
    net::TokenStore &tokens() { return *m_tokens; }
    const Workspace &space() const { return m_space; }
    QString secret(net::Role role) const { return m_secrets[int(role)]; }
    net::Endpoint endpoint(net::Role role = net::Role::Admin) const;
    QUrl url() const;
    const net::Identity &identity() const { return m_identity; }

    /// Records of the audit log, each as "actor call target result", once all are written.
    QStringList audited();

private:
    Workspace m_space;
    ServedNodeOptions m_options;
    EchoNode m_node{m_space};
    std::unique_ptr<net::TokenStore> m_tokens;
    std::unique_ptr<net::AuditLog> m_audit;
    QStringList m_secrets;
    net::Identity m_identity;
    quint16 m_port = 0;
    std::unique_ptr<net::NodeServer> m_server;
};

/// Bytes that no compressor makes smaller, the same at every call.
QByteArray noise(qsizetype size);

/// Runs the event loop until `condition`; the test fails if it never comes true.
void waitFor(const std::function<bool()> &condition,
             const std::source_location &where = std::source_location::current());

/// The outcome of a call or transfer.
Result<QJsonValue> await(const QFuture<Result<QJsonValue>> &future,
                         const std::source_location &where = std::source_location::current());

/// Opens a client and waits until it is greeted.
std::unique_ptr<net::NodeClient>
greeted(const net::Endpoint &endpoint,
        const std::source_location &where = std::source_location::current());

/// Opens a client that must not get in, and returns why.
Error refusal(const net::Endpoint &endpoint,
              const std::source_location &where = std::source_location::current());

/// A WebSocket without manners: sends what it is told and keeps what comes.
class RawPeer
{
public:
    explicit RawPeer(const QUrl &url);

    void send(const QByteArray &text) { socket.sendTextMessage(QString::fromUtf8(text)); }

    /// The next message that came; an empty object if the connection ended without one.
    QJsonObject next(const std::source_location &where = std::source_location::current());

    /// Says hello and swallows the answer.
    void hello(const QString &secret);

    bool isOver() const { return over; }

    QWebSocket socket;
    QList<QJsonObject> received;
    bool over = false;
};

} // namespace lifeboat::test
