// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/serversession.h"

#include "engine/base/ids.h"
#include "engine/net/calls.h"
#include "engine/net/handshake.h"
#include "engine/net/listener.h"
#include "engine/net/whendone.h"

#include <QSslSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

/// Before authentication: a hello takes 200 bytes.
constexpr quint64 kHelloBytes = 4096;

/// Token checks that may wait; each takes tens of milliseconds.
constexpr int kPendingChecks = 256;

constexpr qsizetype kInFlight = 256;

/// A peer that does not read what it asked for is let go.
constexpr qint64 kMaxBacklog = 96 << 20;

/// An id as a key; a number and a string never share one.
QString keyOf(const rpc::Id &id)
{
    if (const auto *number = std::get_if<qint64>(&id))
        return QString::number(*number);
    return u'"' + std::get<QString>(id);
}

bool isCostly(QStringView method)
{
    return method == "snapshot.take"_L1 || method == "snapshot.fetch"_L1
        || method == "snapshot.send"_L1 || method == "restore.run"_L1
        || method == "restore.undo"_L1;
}

} // namespace

ServerSession::ServerSession(ServerParts &parts, QWebSocket *socket, QTcpSocket *transport,
                             QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_socket(socket)
    , m_transport(transport)
    , m_calls(parts.limits.callsPerSecond, parts.limits.callsBurst, parts.clock.steadyNow())
    , m_bytes(double(parts.limits.bytesPerSecond), double(parts.limits.bytesBurst),
              parts.clock.steadyNow())
{
    socket->setParent(this);
    transport->setParent(this);
    const QHostAddress address = socket->peerAddress();
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    m_caller.address =
        u"%1:%2"_s.arg(isV4 ? QHostAddress(v4).toString() : u'[' + address.toString() + u']')
            .arg(socket->peerPort());
    socket->setMaxAllowedIncomingFrameSize(kHelloBytes);
    socket->setMaxAllowedIncomingMessageSize(kHelloBytes);
    connect(socket, &QWebSocket::textMessageReceived, this, &ServerSession::onText);
    connect(socket, &QWebSocket::binaryMessageReceived, this, &ServerSession::onBinary);
    connect(socket, &QWebSocket::disconnected, this, [this] {
        m_state = State::Over;
        deleteLater();
    });
    connect(socket, &QWebSocket::pong, this, [this] { m_alive = true; });
    connect(m_transport, &QTcpSocket::readyRead, this, [this] { m_alive = true; });
    connect(m_transport, &QTcpSocket::bytesWritten, this, [this] {
        if (m_transfers)
            m_transfers->goOn();
    });
}

ServerSession::~ServerSession()
{
    m_socket->disconnect(this);
    m_transport->disconnect(this);
    // It still looks at what it runs over.
    delete m_socket;
}

void ServerSession::onText(const QString &text)
{
    if (m_state == State::Over)
        return;
    const QByteArray bytes = text.toUtf8();
    m_parts.counters.bytesReceived += quint64(bytes.size());
    const rpc::Message message = rpc::decode(bytes, m_parts.limits.textFrameBytes);
    if (const auto *bad = std::get_if<rpc::Malformed>(&message)) {
        refuse(bad->id, {ErrorCode::ProtocolViolation, {}, bad->what}, bad->number);
        if (m_state != State::Open)
            end(QWebSocketProtocol::CloseCodePolicyViolated, u"not a message"_s);
        return;
    }
    const auto *request = std::get_if<rpc::Request>(&message);
    if (!request)
        return end(QWebSocketProtocol::CloseCodePolicyViolated, u"an answer to no call"_s);
    if (m_state == State::New)
        return onHello(*request);
    if (m_state == State::Checking)
        return end(QWebSocketProtocol::CloseCodePolicyViolated, u"a call before the greeting"_s);
    if (const auto over = overLimit(*request, bytes.size())) {
        refuse(request->id, *over);
        // One who does not listen costs more than an answer is worth.
        if (++m_refusedInARow > m_parts.limits.callsBurst)
            end(QWebSocketProtocol::CloseCodePolicyViolated, u"too many calls"_s);
        return;
    }
    m_refusedInARow = 0;
    onCall(*request);
}

std::optional<Error> ServerSession::overLimit(const rpc::Request &request, qsizetype bytes)
{
    const auto now = m_parts.clock.steadyNow();
    // Credit is what the peer owes us for reading; holding it back would only stall.
    if (request.method != "transfer.credit"_L1 && !m_calls.take(1, now))
        return Error{ErrorCode::RateLimited, {}, u"calls"_s};
    if (!m_bytes.take(double(bytes), now))
        return Error{ErrorCode::RateLimited, {}, u"bytes"_s};
    if (m_inFlight.size() >= kInFlight)
        return Error{ErrorCode::RateLimited, {}, u"calls not yet answered"_s};
    return std::nullopt;
}

void ServerSession::onHello(const rpc::Request &request)
{
    const auto leave = [&](const Error &error, int number = 0) {
        refuse(request.id, error, number);
        end(QWebSocketProtocol::CloseCodePolicyViolated, codeName(error.code));
    };
    if (request.method != kHelloMethod || request.isNotification())
        return leave({ErrorCode::ProtocolViolation, {}, u"the first call is session.hello"_s},
                     rpc::kInvalidRequest);
    const auto hello = helloFromJson(request.parameters);
    if (!hello)
        return leave(hello.error());
    const auto version = chooseVersion(*hello);
    if (!version)
        return leave(version.error());
    const QByteArray key = peerKey(m_socket->peerAddress());
    if (m_parts.attempts.isEmpty(key, m_parts.clock.steadyNow()))
        return leave({ErrorCode::RateLimited, {}, u"failed attempts"_s});
    if (m_parts.pendingChecks >= kPendingChecks)
        return leave({ErrorCode::RateLimited, {}, u"tokens being checked"_s});
    m_state = State::Checking;
    ++m_parts.pendingChecks;
    auto job = m_parts.checks.start<TokenInfo>(
        [&tokens = m_parts.tokens, secret = hello->token,
         now = m_parts.clock.utcNow()](JobControl &) { return tokens.check(secret, now); });
    // The count belongs to the server, the rest to this session, which may be gone by then.
    whenDone(parent(), job.future,
             [&parts = m_parts](const Result<TokenInfo> &) { --parts.pendingChecks; });
    whenDone(this, job.future,
             [this, id = request.id, version = *version](const Result<TokenInfo> &token) {
                 if (m_state == State::Checking)
                     onChecked(id, version, token);
             });
}

void ServerSession::onChecked(const rpc::Id &id, int version, const Result<TokenInfo> &token)
{
    if (!token) {
        const QByteArray key = peerKey(m_socket->peerAddress());
        Error error = token.error();
        if (error.code == ErrorCode::AuthenticationFailed) {
            ++m_parts.counters.failedAuthentications;
            if (m_parts.attempts.take(key, m_parts.clock.steadyNow()))
                m_parts.audit.record(m_caller, kHelloMethod, {}, codeName(error.code));
        }
        refuse(id, error);
        return end(QWebSocketProtocol::CloseCodePolicyViolated, codeName(error.code));
    }
    m_state = State::Open;
    m_caller.token = token->name;
    m_caller.role = token->role;
    if (auto *const deadline = findChild<QTimer *>(kDeadline))
        deadline->stop();
    const auto largest =
        quint64(std::max(m_parts.limits.textFrameBytes, m_parts.limits.binaryFrameBytes));
    m_socket->setMaxAllowedIncomingFrameSize(largest);
    m_socket->setMaxAllowedIncomingMessageSize(largest);
    m_socket->setOutgoingFrameSize(largest);
    m_transfers = new ServerTransfers(
        m_parts, m_caller,
        {.send =
             [this](const QByteArray &frame) {
                 m_parts.counters.bytesSent += quint64(frame.size());
                 m_socket->sendBinaryMessage(frame);
             },
         .backlog = [this] { return backlog(); }},
        [this](const QString &method, const QJsonObject &parameters) {
            notify(method, parameters);
        },
        this);
    QJsonObject greeting = m_parts.handler.greeting();
    greeting[u"role"_s] = roleName(token->role);
    greeting[u"version"_s] = version;
    send(rpc::encodeResult(id, greeting));
    if (const QJsonObject newest = m_parts.handler.recovery(); !newest.isEmpty())
        notify(u"snapshot.recovery"_s, newest);
}

void ServerSession::onCall(const rpc::Request &request)
{
    ++m_parts.counters.calls;
    if (!tokenStands())
        return refuse(request.id, {ErrorCode::AuthenticationFailed, {}, {}});
    const CallSpec *const call = findCall(request.method);
    if (!call)
        return refuse(request.id, {ErrorCode::ProtocolViolation, request.method, u"no such call"_s},
                      rpc::kMethodNotFound);
    const bool quiet = request.method.startsWith("transfer."_L1);
    if (request.isNotification() && !quiet)
        return refuse({}, {ErrorCode::ProtocolViolation, request.method, u"a call without id"_s},
                      rpc::kInvalidRequest);
    if (!request.isNotification() && m_inFlight.contains(keyOf(request.id)))
        return refuse({}, {ErrorCode::ProtocolViolation, {}, u"an id that still waits"_s},
                      rpc::kInvalidRequest);
    if (m_caller.role < call->role) {
        if (call->audited)
            m_parts.refused.record(m_caller, request.method, auditTarget(request.parameters));
        return refuse(request.id,
                      {ErrorCode::RoleInsufficient, request.method, roleName(call->role)});
    }
    if (const auto right = checkParameters(*call, request.parameters); !right)
        return refuse(request.id, right.error());
    if (isCostly(request.method)
        && !m_parts.takes.take(m_caller.token.toUtf8(), m_parts.clock.steadyNow()))
        return refuse(request.id, {ErrorCode::RateLimited, request.method, u"per minute"_s});
    if (request.isNotification())
        return perform(request, [](const Result<QJsonValue> &) { });
    m_inFlight.insert(keyOf(request.id));
    const Answer reply = [self = QPointer(this),
                          id = request.id](const Result<QJsonValue> &outcome) {
        if (self)
            self->answer(id, outcome);
    };
    call->audited ? audited(request, reply) : perform(request, reply);
}

/// Nothing is done that could not be recorded first.
void ServerSession::audited(const rpc::Request &request, const Answer &reply)
{
    const QString target = auditTarget(request.parameters);
    const auto begun = m_parts.audit.record(m_caller, request.method, target, u"begun"_s);
    whenDone(this, begun, [this, request, reply, target](const Result<bool> &recorded) {
        if (!recorded)
            return reply(failure(recorded.error()));
        auto &audit = m_parts.audit;
        perform(
            request,
            [&audit, caller = m_caller, request, reply, target](const Result<QJsonValue> &outcome) {
                audit.record(caller, request.method, target,
                             outcome ? u"ok"_s : codeName(outcome.error().code));
                reply(outcome);
            });
    });
}

void ServerSession::perform(const rpc::Request &request, const Answer &reply)
{
    const QJsonObject &parameters = request.parameters;
    if (request.method == "events.subscribe"_L1)
        return subscribe(parameters, reply);
    if (request.method == "snapshot.fetch"_L1)
        return m_transfers->fetch(parameters, reply);
    if (request.method == "snapshot.send"_L1)
        return m_transfers->send(parameters, reply);
    if (request.method == "transfer.credit"_L1)
        return reply(m_transfers->credit(parameters));
    if (request.method == "transfer.cancel"_L1)
        return reply(m_transfers->cancel(parameters));
    if (request.method == "transfer.end"_L1)
        return reply(m_transfers->end(parameters));
    const auto call = [&handler = m_parts.handler, caller = m_caller, method = request.method,
                       parameters] { return handler.call(caller, method, parameters); };
    // The outcome is recorded even if this connection is over by then.
    if (request.method == "state.change"_L1)
        return m_changes->add(parent(), call, reply);
    whenDone(parent(), call(), reply);
}

void ServerSession::subscribe(const QJsonObject &parameters, const Answer &reply)
{
    const EventRing &events = m_parts.events;
    reply(QJsonObject{{u"sequence"_s, QString::number(events.newest())},
                      {u"stream"_s, events.stream()}});
    if (const auto after = parseDecimal(parameters["after"_L1].toString())) {
        for (const QString &message : events.since(*after, parameters["stream"_L1].toString()))
            m_socket->sendTextMessage(message);
    }
    m_subscribed = true;
}

void ServerSession::onBinary(const QByteArray &message)
{
    m_parts.counters.bytesReceived += quint64(message.size());
    if (m_state != State::Open)
        return end(QWebSocketProtocol::CloseCodePolicyViolated, u"data before the greeting"_s);
    if (message.size() > m_parts.limits.binaryFrameBytes)
        return end(QWebSocketProtocol::CloseCodeTooMuchData, u"a frame too large"_s);
    const auto frame = decodeFrame(message);
    const Result<> taken = frame ? m_transfers->take(*frame) : failure(frame.error());
    if (!taken)
        end(QWebSocketProtocol::CloseCodePolicyViolated, taken.error().detail);
}

void ServerSession::refuse(const rpc::Id &id, const Error &error, int number)
{
    ++m_parts.counters.refusedCalls;
    send(rpc::encodeError(id, error, number));
}

void ServerSession::answer(const rpc::Id &id, const Result<QJsonValue> &outcome)
{
    m_inFlight.remove(keyOf(id));
    send(outcome ? rpc::encodeResult(id, *outcome) : rpc::encodeError(id, outcome.error()));
}

void ServerSession::notify(const QString &method, const QJsonObject &parameters)
{
    send(rpc::encode({{}, method, parameters}));
}

void ServerSession::send(const QByteArray &text)
{
    if (m_state == State::Over)
        return;
    m_parts.counters.bytesSent += quint64(text.size());
    m_socket->sendTextMessage(QString::fromUtf8(text));
    if (backlog() > kMaxBacklog)
        m_socket->abort();
}

qint64 ServerSession::backlog() const
{
    const auto *const tls = qobject_cast<QSslSocket *>(m_transport);
    return m_transport->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

void ServerSession::tell(const QString &message)
{
    if (!m_subscribed || m_state != State::Open)
        return;
    m_socket->sendTextMessage(message);
    if (backlog() > kMaxBacklog)
        m_socket->abort();
}

void ServerSession::checkLife()
{
    if (!std::exchange(m_alive, false) || m_state == State::Over)
        return m_socket->abort();
    if (m_state == State::Open && tokenStands())
        m_socket->ping();
}

/// Ends the session of a token that was revoked or has expired meanwhile.
bool ServerSession::tokenStands()
{
    const auto good = m_parts.tokens.stillGood(m_caller.token, m_parts.clock.utcNow());
    if (good || good.error().code != ErrorCode::AuthenticationFailed)
        return true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            end(QWebSocketProtocol::CloseCodePolicyViolated, codeName(ErrorCode::AuthenticationFailed));
        },
        Qt::QueuedConnection);
    return false;
}

void ServerSession::goAway()
{
    end(QWebSocketProtocol::CloseCodeGoingAway, u"the node goes"_s);
}

void ServerSession::end(QWebSocketProtocol::CloseCode code, const QString &reason)
{
    if (m_state == State::Over)
        return;
    m_state = State::Over;
    m_socket->close(code, reason);
}

} // namespace lifeboat::net
