// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servednode.h"

#include "engine/net/handshake.h"
#include "engine/net/jsonrpc.h"

#include <QJsonDocument>
#include <random>

using namespace Qt::StringLiterals;
using namespace lifeboat::net;

namespace lifeboat::test {

QFuture<Result<QJsonValue>> EchoNode::call(const Caller &caller, const QString &method,
                                           const QJsonObject &parameters)
{
    called.append(method);
    if (hold) {
        m_held.append(std::make_shared<QPromise<Result<QJsonValue>>>());
        m_held.last()->start();
        return m_held.last()->future();
    }
    if (error)
        return QtFuture::makeReadyValueFuture(Result<QJsonValue>(failure(*error)));
    return QtFuture::makeReadyValueFuture(Result<QJsonValue>(QJsonObject{
        {u"method"_s, method}, {u"token"_s, caller.token}, {u"parameters"_s, parameters}}));
}

void EchoNode::answerHeld()
{
    for (const auto &promise : std::exchange(m_held, {})) {
        promise->addResult(QJsonValue(u"held"_s));
        promise->finish();
    }
}

QJsonObject EchoNode::greeting()
{
    return {{u"node"_s, u"n1"_s}, {u"lineage"_s, u"l1"_s}};
}

Result<OfferedArchive> EchoNode::offer(const QString &snapshot)
{
    if (!m_archives.contains(snapshot))
        return failure(ErrorCode::NotFound, snapshot);
    return m_archives.value(snapshot);
}

Result<QString> EchoNode::admit(const Caller &, const QString &, const QString &snapshot, qint64)
{
    if (m_archives.contains(snapshot))
        return failure(ErrorCode::AlreadyExists, snapshot);
    return m_space.path(snapshot + u".incoming"_s);
}

QFuture<Result<QJsonValue>> EchoNode::received(const Caller &, const QString &snapshot,
                                               const QString &partPath)
{
    arrived.append(fileNameOf(partPath));
    QFile::rename(partPath, m_space.path(snapshot + u".received"_s));
    return QtFuture::makeReadyValueFuture(
        Result<QJsonValue>(QJsonObject{{u"snapshot"_s, snapshot}}));
}

void EchoNode::keep(const QString &snapshot, const QByteArray &bytes)
{
    m_space.write(snapshot, bytes);
    m_archives.insert(snapshot, {m_space.path(snapshot), bytes.size()});
}

ServedNode::ServedNode(ServedNodeOptions options)
    : m_options(options)
    , m_tokens(ok(TokenStore::open(PosixFileSystem::instance(), m_space.path(u"tokens.json"_s))))
    , m_audit(ok(AuditLog::open(PosixFileSystem::instance(), m_space.path(u"audit.log"_s))))
{
    const QDateTime now = m_options.clock->utcNow();
    for (const Role role : {Role::Viewer, Role::Operator, Role::Admin})
        m_secrets.append(ok(m_tokens->add(roleName(role), role, now)));
    if (m_options.tls) {
        const QString certificate = m_space.path(u"node.crt"_s);
        const QString key = m_space.path(u"node.key"_s);
        const CertificateNames names{u"n1"_s, {u"localhost"_s}, {QHostAddress::LocalHost}};
        ok(makeCertificate(PosixFileSystem::instance(), names, QDateTime::currentDateTimeUtc(),
                           certificate, key));
        m_identity = ok(loadCertificate(PosixFileSystem::instance(), certificate, key));
    }
    restart();
}

void ServedNode::restart()
{
    m_server.reset();
    m_server = std::make_unique<NodeServer>(
        ServerSettings{QHostAddress::LocalHost, m_port, m_identity.certificate, m_identity.key,
                       m_options.limits},
        m_node, *m_tokens, *m_audit, *m_options.fileSystem, *m_options.clock);
    ok(m_server->listen());
    m_port = m_server->port();
}

QUrl ServedNode::url() const
{
    return QUrl(u"%1://127.0.0.1:%2"_s.arg(m_options.tls ? "wss"_L1 : "ws"_L1).arg(m_port));
}

Endpoint ServedNode::endpoint(Role role) const
{
    return {url(), secret(role), fingerprintOf(m_identity.certificate)};
}

QStringList ServedNode::audited()
{
    stop();
    QStringList records;
    for (const QByteArray &line : m_space.read(u"audit.log"_s).trimmed().split('\n')) {
        const QJsonObject record = QJsonDocument::fromJson(line).object();
        QStringList fields;
        for (const auto key : {"actor"_L1, "call"_L1, "target"_L1, "result"_L1}) {
            const QString field = record[key].toString();
            fields.append(field.isEmpty() ? u"-"_s : field);
        }
        records.append(fields.join(u' '));
    }
    return records;
}

QByteArray noise(qsizetype size)
{
    std::mt19937 random(7);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random());
    return bytes;
}

void waitFor(const std::function<bool()> &condition, const std::source_location &where)
{
    if (!QTest::qWaitFor(condition, 60'000))
        fail(u"waited in vain"_s, where);
}

Result<QJsonValue> await(const QFuture<Result<QJsonValue>> &future,
                         const std::source_location &where)
{
    waitFor([&future] { return future.isFinished(); }, where);
    return future.result();
}

std::unique_ptr<NodeClient> greeted(const Endpoint &endpoint, const std::source_location &where)
{
    auto client = std::make_unique<NodeClient>(endpoint);
    QString why;
    QObject::connect(client.get(), &NodeClient::ended, client.get(),
                     [&why](const Error &error) { why = toString(error); });
    client->open();
    waitFor([&] { return client->isOpen() || !why.isEmpty(); }, where);
    if (!why.isEmpty())
        fail(why, where);
    client->disconnect(client.get());
    return client;
}

Error refusal(const Endpoint &endpoint, const std::source_location &where)
{
    NodeClient client(endpoint);
    std::optional<Error> why;
    int ends = 0;
    QObject::connect(&client, &NodeClient::ended, &client, [&](const Error &error) {
        why = error;
        ++ends;
    });
    QObject::connect(&client, &NodeClient::greeted, &client,
                     [&where] { fail(u"unexpectedly let in"_s, where); });
    client.open();
    waitFor([&why] { return why.has_value(); }, where);
    QCoreApplication::processEvents();
    if (ends != 1)
        fail(u"ended more than once"_s, where);
    return *why;
}

RawPeer::RawPeer(const QUrl &url)
{
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                     [this](const QString &text) {
                         received.append(QJsonDocument::fromJson(text.toUtf8()).object());
                     });
    QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { over = true; });
    bool connected = false;
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&connected] { connected = true; });
    socket.open(url);
    waitFor([&] { return connected || over; });
    QObject::disconnect(&socket, &QWebSocket::connected, &socket, nullptr);
}

QJsonObject RawPeer::next(const std::source_location &where)
{
    waitFor([this] { return over || !received.isEmpty(); }, where);
    return received.isEmpty() ? QJsonObject() : received.takeFirst();
}

void RawPeer::hello(const QString &secret)
{
    send(rpc::encode({rpc::Id(qint64(1)), kHelloMethod, toJson(Hello{{1}, secret})}));
    next();
}

} // namespace lifeboat::test
