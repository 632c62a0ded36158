// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/callhandler.h"

#include <QHostAddress>
#include <QObject>
#include <QSslCertificate>
#include <QSslKey>
#include <memory>

namespace lifeboat {
class Clock;
class FileSystem;
} // namespace lifeboat

namespace lifeboat::net {

class AuditLog;
class TokenStore;

/// What a peer may use up. Token buckets: `…PerSecond` refills, `…Burst` is the most that can
/// gather.
struct PeerLimits
{
    int connections = 1100; ///< of all peers together
    int connectionsPerAddress = 550;
    bool exemptsLoopback = true; ///< this machine's own programs may take all connections
    // Of a token, whatever its connections; of an address until one has authenticated.
    int callsPerSecond = 500;
    int callsBurst = 1000;
    qint64 bytesPerSecond = 128 << 20; ///< it may send, in text and in binary frames each
    qint64 bytesBurst = 256 << 20;
    int takesPerMinute = 30; ///< calls that make the node work long: takes, verifications, plans, restores, transfers
    qint64 textFrameBytes = 8 << 20;
    qint64 binaryFrameBytes = 2 << 20;
    int handshakeSeconds = 10; ///< until the connection has authenticated, else it is closed
    int failedTokensPerMinute = 10; ///< per address; then all attempts from there are RateLimited
    int silenceSeconds = 30; ///< after which a peer is asked for a sign of life, and then dropped
};

struct ServerSettings
{
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 7411; ///< 0: any free one
    QSslCertificate certificate{}; ///< null: no TLS, for loopback only
    QSslKey key{};
    PeerLimits limits{};
    QList<QSslCertificate> chain{}; ///< shown with the certificate
};

/// Serves a node by PROTOCOL.md; also answers plain HTTP GET of /healthz and /metrics on the same
/// port. Lives in one thread with an event loop and never blocks it.
class NodeServer final : public QObject
{
    Q_OBJECT

public:
    /// None of the references is owned; all outlive the server.
    NodeServer(ServerSettings settings, CallHandler &handler, TokenStore &tokens, AuditLog &audit,
               FileSystem &fileSystem, const Clock &clock, QObject *parent = nullptr);
    ~NodeServer() override;

    /// Locked if the port is taken, PermissionDenied; InvalidArgument for no TLS beyond loopback.
    Result<> listen();

    quint16 port() const;

    /// Tells every subscriber; numbered from 1 on, the last 10,000 are kept for those who come
    /// back.
    void publish(const QString &name, const QJsonObject &content);

    /// What /metrics shows besides the server's own counters: Prometheus text.
    void setMetrics(std::function<QByteArray()> metrics);

    /// What /healthz says, for everybody to read: `troubles` with 503, else `concerns` with 200, "ok" if there are neither.
    void setHealth(std::function<QByteArray()> troubles, std::function<QByteArray()> concerns = {});

    /// Tells peers that the node goes, and closes.
    void close();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lifeboat::net
