// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/nodeserver.h"

#include "engine/net/listener.h"
#include "engine/net/serversession.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

class NodeServer::Private
{
public:
    Private(ServerSettings given, CallHandler &handler, TokenStore &tokens, AuditLog &audit,
            FileSystem &fileSystem, const Clock &clock);

    std::optional<Page> page(const QByteArray &path) const;
    QList<ServerSession *> sessions() const { return root->findChildren<ServerSession *>(); }

    const ServerSettings settings;
    ServerParts parts;
    std::function<QByteArray()> metrics;
    std::function<QByteArray()> troubles, concerns;
    std::unique_ptr<Listener> listener;
    std::unique_ptr<QObject> root; ///< parent of all sessions and of what waits for the handler
    QTimer life;
};

NodeServer::Private::Private(ServerSettings given, CallHandler &handler, TokenStore &tokens,
                             AuditLog &audit, FileSystem &fileSystem, const Clock &clock)
    : settings(std::move(given))
    , parts{.limits = settings.limits,
            .handler = handler,
            .tokens = tokens,
            .fileSystem = fileSystem,
            .clock = clock,
            .audit{audit, clock}}
    , listener(std::make_unique<Listener>(
          settings, [this](const QByteArray &path) { return page(path); }, nullptr))
    , root(std::make_unique<QObject>())
{
}

std::optional<Page> NodeServer::Private::page(const QByteArray &path) const
{
    if (path == "/healthz") {
        const QByteArray severe = troubles ? troubles() : QByteArray();
        const QByteArray slight = concerns ? concerns() : QByteArray();
        if (!severe.isEmpty())
            return Page{false, severe + slight};
        return Page{true, slight.isEmpty() ? "ok\n" : "degraded\n" + slight};
    }
    if (path != "/metrics")
        return std::nullopt;
    QByteArray text;
    const auto add = [&text](QByteArrayView name, QByteArrayView kind, quint64 value) {
        text += "# TYPE lifeboat_net_" + name.toByteArray() + ' ' + kind.toByteArray()
            + "\nlifeboat_net_" + name.toByteArray() + ' ' + QByteArray::number(value) + '\n';
    };
    const ServerCounters &counters = parts.counters;
    add("connections", "gauge", quint64(listener->connections()));
    add("calls_total", "counter", counters.calls);
    add("refused_calls_total", "counter", counters.refusedCalls);
    add("audit_failures_total", "counter", parts.audit.failures());
    add("failed_authentications_total", "counter", counters.failedAuthentications);
    add("received_bytes_total", "counter", counters.bytesReceived);
    add("sent_bytes_total", "counter", counters.bytesSent);
    return Page{true, text + (metrics ? metrics() : QByteArray())};
}

NodeServer::NodeServer(ServerSettings settings, CallHandler &handler, TokenStore &tokens,
                       AuditLog &audit, FileSystem &fileSystem, const Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(settings), handler, tokens, audit, fileSystem, clock))
{
    connect(d->listener.get(), &Listener::connected, this,
            [this](QWebSocket *socket, QTcpSocket *transport) {
                if (transport)
                    new ServerSession(d->parts, socket, transport, d->root.get());
                else
                    delete socket;
            });
    connect(&d->life, &QTimer::timeout, this, [this] {
        for (ServerSession *session : d->sessions())
            session->checkLife();
        d->parts.refused.recordOmitted();
    });
}

NodeServer::~NodeServer() = default;

Result<> NodeServer::listen()
{
    const QHostAddress address = d->settings.address;
    const QString name = u"%1:%2"_s.arg(address.toString()).arg(d->settings.port);
    if (d->settings.certificate.isNull() && !address.isLoopback())
        return failure(ErrorCode::InvalidArgument, name, u"no TLS beyond loopback"_s);
    if (!d->listener->listen(address, d->settings.port)) {
        const QString detail = d->listener->errorString();
        switch (d->listener->serverError()) {
        case QAbstractSocket::AddressInUseError:
            return failure(ErrorCode::Locked, name, detail);
        case QAbstractSocket::SocketAccessError:
            return failure(ErrorCode::PermissionDenied, name, detail);
        default:
            return failure(ErrorCode::InvalidArgument, name, detail);
        }
    }
    d->life.start(std::chrono::seconds(d->settings.limits.silenceSeconds));
    return {};
}

quint16 NodeServer::port() const
{
    return d->listener->serverPort();
}

void NodeServer::publish(const QString &name, const QJsonObject &content)
{
    const QString message = d->parts.events.add(name, content);
    for (ServerSession *session : d->sessions())
        session->tell(message);
}

void NodeServer::setMetrics(std::function<QByteArray()> metrics)
{
    d->metrics = std::move(metrics);
}

void NodeServer::setHealth(std::function<QByteArray()> troubles, std::function<QByteArray()> concerns)
{
    d->troubles = std::move(troubles);
    d->concerns = std::move(concerns);
}

void NodeServer::close()
{
    d->listener->close();
    d->life.stop();
    for (ServerSession *session : d->sessions())
        session->goAway();
}

} // namespace lifeboat::net
