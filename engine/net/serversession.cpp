// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/serversession.h"

#include "engine/base/ids.h"
#include "engine/net/calls.h"
#include "engine/net/handshake.h"
#include "engine/net/listener.h"
#include "engine/net/websocket.h"
#include "engine/net/whendone.h"

#include <QTcpSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

/// Before authentication: a hello takes 200 bytes.
constexpr quint64 kHelloBytes = 4096;

/// Token checks that may wait; each takes tens of milliseconds.
constexpr int kPendingChecks = 256;

constexpr qsizetype kInFlight = 256;

/// Less in a piece is more work for the node than for whoever sends it, or grants it byte by byte.
constexpr qsizetype kSmallPiece = 4096;

/// What a transfer needs besides its pieces' credit: that of a small last piece, an end, or to be cancelled.
constexpr int kOfTransfer = 3;

/// A peer that does not read what it asked for is let go.
constexpr qint64 kMaxBacklog = 96 << 20;

/// An id as a key; a number and a string never share one.
QString keyOf(const rpc::Id &id)
{
    if (const auto *number = std::get_if<qint64>(&id))
        return QString::number(*number);
    return u'"' + std::get<QString>(id);
}

} // namespace

ServerSession::ServerSession(ServerParts &parts, QWebSocket *socket, QTcpSocket *transport,
                             QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_socket(socket)
    , m_transport(transport)
    , m_allowance(parts.peers, parts.limits, parts.clock, socket->peerAddress())
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
    const auto *const bad = std::get_if<rpc::Malformed>(&message);
    const auto *const request = std::get_if<rpc::Request>(&message);
    if (const auto within = takeAllowance(request, bytes.size()); !within) {
        refuse(bad ? bad->id : request ? request->id : rpc::Id(), within.error());
        // One who does not listen costs more than an answer is worth.
        if (m_state != State::Open || !m_allowance.bears(bytes.size()))
            end(QWebSocketProtocol::CloseCodePolicyViolated, u"too many calls"_s);
        return;
    }
    if (bad) {
        refuse(bad->id, {ErrorCode::ProtocolViolation, {}, bad->what}, bad->number);
        if (m_state != State::Open)
            end(QWebSocketProtocol::CloseCodePolicyViolated, u"not a message"_s);
        return;
    }
    if (!request)
        return end(QWebSocketProtocol::CloseCodePolicyViolated, u"an answer to no call"_s);
    if (m_state == State::New)
        return onHello(*request);
    if (m_state == State::Checking)
        return end(QWebSocketProtocol::CloseCodePolicyViolated, u"a call before the greeting"_s);
    onCall(*request);
}

/// For a message, a call or none. What a transfer cannot do without is never held back: it would only stall.
Result<> ServerSession::takeAllowance(const rpc::Request *request, qsizetype bytes)
{
    if (m_state != State::Open)
        return m_allowance.takeCall();
    if (request && request->method.startsWith("transfer."_L1) && m_allowance.takeOwed(bytes))
        return {};
    LIFEBOAT_TRY(m_allowance.take(bytes));
    if (m_inFlight.size() >= kInFlight)
        return failure(ErrorCode::RateLimited, {}, u"calls not yet answered"_s);
    return {};
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
    if (m_allowance.isShutOut())
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
        const Error &error = token.error();
        if (error.code == ErrorCode::AuthenticationFailed) {
            ++m_parts.counters.failedAuthentications;
            if (m_allowance.takeAttempt())
                m_parts.audit.record(m_caller, kHelloMethod, {}, codeName(error.code));
        }
        refuse(id, error);
        return end(QWebSocketProtocol::CloseCodePolicyViolated, codeName(error.code));
    }
    m_state = State::Open;
    m_allowance.belongTo(token->name);
    m_caller.token = token->name;
    m_caller.role = token->role;
    if (auto *const deadline = findChild<QTimer *>(kDeadline))
        deadline->stop();
    const auto largest =
        quint64(std::max(m_parts.limits.textFrameBytes, m_parts.limits.binaryFrameBytes));
    m_socket->setMaxAllowedIncomingFrameSize(largest);
    m_socket->setMaxAllowedIncomingMessageSize(largest);
    m_socket->setOutgoingFrameSize(kSentFrameBytes);
    m_transfers = new ServerTransfers(
        m_parts, m_caller,
        {.send =
             [this](const QByteArray &frame) {
                 m_parts.counters.bytesSent += quint64(frame.size());
                 if (frame.size() >= kFrameHeaderBytes + kSmallPiece)
                     m_allowance.owe(1);
                 sendPiece(*m_socket, frame);
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
    for (const QJsonObject &newest : m_parts.handler.recovery())
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
    if (isCostly(request.method, request.parameters)) {
        if (const auto within = m_allowance.takeCostly(request.method); !within)
            return refuse(request.id, within.error());
    }
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
    if (request.method == "snapshot.fetch"_L1 || request.method == "snapshot.send"_L1) {
        m_allowance.owe(kOfTransfer);
        return request.method == "snapshot.fetch"_L1 ? m_transfers->fetch(parameters, reply)
                                                     : m_transfers->send(parameters, reply);
    }
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
    const Result<bool> taken = frame ? m_transfers->take(*frame) : failure(frame.error());
    if (!taken)
        return end(QWebSocketProtocol::CloseCodePolicyViolated, taken.error().detail);
    // The windows of transfers govern the others.
    const bool isWithin = !*taken ? m_allowance.take(message.size()).has_value()
                                  : frame->payload().size() >= kSmallPiece || m_allowance.takeCall();
    if (!isWithin && !m_allowance.bears(message.size()))
        end(QWebSocketProtocol::CloseCodePolicyViolated, u"too much data for nothing"_s);
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
    return backlogOf(m_transport);
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
