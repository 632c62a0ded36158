// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/nodeclient.h"

#include "engine/base/ids.h"
#include "engine/net/certificate.h"
#include "engine/net/clienttransfers.h"
#include "engine/net/handshake.h"
#include "engine/net/jsonrpc.h"
#include "engine/net/untrusted.h"
#include "engine/net/websocket.h"

#include <QHash>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>
#include <QWebSocket>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

/// From open() to the greeting.
constexpr auto kOpening = std::chrono::seconds(15);

/// A node that is silent for so long is asked for a sign of life, and given up if it gives none.
constexpr auto kSilence = std::chrono::seconds(20);

/// Rows of large documents make the largest answers.
constexpr qsizetype kMaxAnswer = 64 << 20;

using Then = std::function<void(const Result<QJsonValue> &)>;

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

} // namespace

class NodeClient::Private
{
public:
    Private(NodeClient *owner, Endpoint where);

    void onConnected();
    void onSslErrors(const QList<QSslError> &errors);
    void onSocketError(QAbstractSocket::SocketError error);
    void onDisconnected();
    void onText(const QString &text);
    void onNotification(const rpc::Request &note);
    void onBinary(const QByteArray &message);
    void checkLife();
    void call(const QString &method, const QJsonObject &parameters,
              std::chrono::milliseconds timeout, Then then);
    void notify(const QString &method, const QJsonObject &parameters);
    QByteArray metFingerprint() const;
    Error untrusted(std::optional<CertificateFault> fault = {}) const;
    void end(const Error &why);

    struct Pending
    {
        Then then;
        std::shared_ptr<QTimer> timer;
    };

    NodeClient *const q;
    const Endpoint endpoint;
    QWebSocket socket;
    QTimer opening;
    QTimer life;
    std::optional<Error> why; ///< known before the socket says that it is over
    bool started = false;
    bool connected = false;
    bool greeted = false;
    bool over = false;
    bool alive = true;
    qint64 lastId = 0;
    QHash<qint64, Pending> pending;
    QHash<quint32, QPointer<ClientTransfer>> transfers;
    JobRunner runner{4};
    ClientLink link;
};

NodeClient::Private::Private(NodeClient *owner, Endpoint where)
    : q(owner)
    , endpoint(std::move(where))
    , link{.call =
               [this](const QString &method, const QJsonObject &parameters, Then then) {
                   call(method, parameters, std::chrono::seconds(60), std::move(then));
               },
           .notify = [this](const QString &method,
                            const QJsonObject &parameters) { notify(method, parameters); },
           .attach = [this](quint32 number,
                            ClientTransfer *transfer) { transfers.insert(number, transfer); },
           .outlet = {.send = [this](const QByteArray &frame) { sendPiece(socket, frame); },
                      .backlog = [this] { return backlogOf(socket.findChild<QTcpSocket *>()); }},
           .runner = runner}
{
    socket.setMaxAllowedIncomingFrameSize(kMaxNodeFrame);
    socket.setMaxAllowedIncomingMessageSize(kMaxAnswer);
    socket.setOutgoingFrameSize(kSentFrameBytes);
    opening.setSingleShot(true);
}

QByteArray NodeClient::Private::metFingerprint() const
{
    const QSslCertificate met = metCertificate(socket);
    return met.isNull() ? QByteArray() : fingerprintOf(met);
}

Error NodeClient::Private::untrusted(std::optional<CertificateFault> fault) const
{
    return {ErrorCode::CertificateUntrusted, endpoint.url.host(), untrustedDetail(metFingerprint(), fault)};
}

void NodeClient::Private::onSslErrors(const QList<QSslError> &errors)
{
    // A pinned certificate needs nobody's word, for no name and no time.
    if (!endpoint.fingerprint.isEmpty() && metFingerprint() == endpoint.fingerprint)
        socket.ignoreSslErrors();
    else
        why = untrusted(endpoint.fingerprint.isEmpty() ? faultOf(errors, metCertificate(socket)) : std::nullopt);
}

void NodeClient::Private::onConnected()
{
    connected = true;
    limitReadAhead(socket);
    // What an authority vouches for is not yet the certificate that was pinned.
    if (!endpoint.fingerprint.isEmpty() && metFingerprint() != endpoint.fingerprint)
        return end(untrusted());
    if (auto *const transport = socket.findChild<QTcpSocket *>())
        transport->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    call(kHelloMethod, toJson(Hello{{kProtocolVersion}, endpoint.token}), kOpening,
         [this](const Result<QJsonValue> &answer) {
             if (!answer)
                 return end(answer.error());
             opening.stop();
             life.start(kSilence);
             greeted = true;
             Q_EMIT q->greeted(answer->toObject());
         });
}

void NodeClient::Private::onSocketError(QAbstractSocket::SocketError error)
{
    if (why)
        return end(*why);
    const QString detail = socket.errorString();
    const QString host = endpoint.url.host();
    switch (error) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return end({ErrorCode::ProtocolViolation, host, detail});
    case QAbstractSocket::RemoteHostClosedError:
        return; // disconnected() follows, once everything that came before was read
    default:
        end({greeted ? ErrorCode::Disconnected : ErrorCode::Unreachable,
             endpoint.url.authority(), detail});
    }
}

void NodeClient::Private::onDisconnected()
{
    if (!connected && !why) {
        const bool isKnown = socket.error() != QAbstractSocket::UnknownSocketError;
        return end({ErrorCode::Unreachable, endpoint.url.authority(),
                    isKnown ? socket.errorString() : QString()});
    }
    const bool isOfToken = socket.closeCode() == QWebSocketProtocol::CloseCodePolicyViolated
        && socket.closeReason() == codeName(ErrorCode::AuthenticationFailed);
    if (isOfToken && !why)
        return end({ErrorCode::AuthenticationFailed, endpoint.url.host(), {}});
    const bool refused = socket.closeCode() == QWebSocketProtocol::CloseCodeTooMuchData
        || socket.closeCode() == QWebSocketProtocol::CloseCodeProtocolError
        || socket.closeCode() == QWebSocketProtocol::CloseCodePolicyViolated;
    end(why.value_or(Error{refused ? ErrorCode::ProtocolViolation : ErrorCode::Disconnected,
                           endpoint.url.host(), socket.closeReason()}));
}

void NodeClient::Private::call(const QString &method, const QJsonObject &parameters,
                               std::chrono::milliseconds timeout, Then then)
{
    if (over || !started)
        return then(failure(ErrorCode::Disconnected, endpoint.url.host()));
    const qint64 id = ++lastId;
    const auto timer = std::make_shared<QTimer>();
    timer->setSingleShot(true);
    QObject::connect(timer.get(), &QTimer::timeout, &socket, [this, id, method] {
        if (const auto late = pending.take(id); late.then) {
            late.timer->disconnect();
            late.then(failure(ErrorCode::TimedOut, endpoint.url.host(), method));
        }
    });
    timer->start(timeout);
    pending.insert(id, {std::move(then), timer});
    socket.sendTextMessage(QString::fromUtf8(rpc::encode({id, method, parameters})));
}

void NodeClient::Private::notify(const QString &method, const QJsonObject &parameters)
{
    if (!over)
        socket.sendTextMessage(QString::fromUtf8(rpc::encode({{}, method, parameters})));
}

void NodeClient::Private::onText(const QString &text)
{
    alive = true;
    const rpc::Message message = rpc::decode(text.toUtf8(), kMaxAnswer);
    if (const auto *note = std::get_if<rpc::Request>(&message)) {
        if (note->isNotification())
            return onNotification(*note);
    } else if (const auto *response = std::get_if<rpc::Response>(&message)) {
        const auto *id = std::get_if<qint64>(&response->id);
        // An answer that is late is no answer any more.
        if (id && *id > 0 && *id <= lastId) {
            if (const auto waiting = pending.take(*id); waiting.then)
                waiting.then(response->outcome);
            return;
        }
        if (!response->outcome)
            return end(response->outcome.error());
    }
    const auto *bad = std::get_if<rpc::Malformed>(&message);
    end({ErrorCode::ProtocolViolation, endpoint.url.host(),
         bad ? bad->what : u"not an answer to a call"_s});
}

void NodeClient::Private::onNotification(const rpc::Request &note)
{
    const QJsonObject &content = note.parameters;
    if (note.method == "snapshot.recovery"_L1)
        Q_EMIT q->recoveryOffered(content);
    else if (note.method == "event"_L1)
        Q_EMIT q->eventArrived(parseDecimal(content["sequence"_L1].toString()).value_or(0),
                               content["name"_L1].toString(), content["content"_L1].toObject());
    else if (const auto transfer = transfers.value(quint32(content["transfer"_L1].toInteger())))
        transfer->onNotification(note.method, content);
}

void NodeClient::Private::onBinary(const QByteArray &message)
{
    alive = true;
    const auto frame = decodeFrame(message);
    if (!frame)
        return end({ErrorCode::ProtocolViolation, endpoint.url.host(), frame.error().detail});
    // Frames of a transfer that was given up may still be on their way.
    if (const auto transfer = transfers.value(frame->transfer))
        transfer->onFrame(*frame);
}

void NodeClient::Private::checkLife()
{
    if (!std::exchange(alive, false))
        end({ErrorCode::TimedOut, endpoint.url.host(), u"no sign of life"_s});
    else
        socket.ping();
}

void NodeClient::Private::end(const Error &error)
{
    if (std::exchange(over, true))
        return;
    opening.stop();
    life.stop();
    for (const Pending &each : std::exchange(pending, {})) {
        each.timer->stop();
        each.then(failure(ErrorCode::Disconnected, endpoint.url.host(), toString(error)));
    }
    const bool asked = error.code == ErrorCode::Canceled;
    const QList<ClientTransfer *> all = q->findChildren<ClientTransfer *>();
    for (ClientTransfer *transfer : all)
        transfer->abort(asked ? Error{ErrorCode::Canceled, {}, {}}
                              : Error{ErrorCode::Disconnected, endpoint.url.host(), {}});
    asked ? socket.close() : socket.abort();
    QMetaObject::invokeMethod(q, [this, error] { Q_EMIT q->ended(error); }, Qt::QueuedConnection);
}

NodeClient::NodeClient(Endpoint endpoint, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(endpoint)))
{
    QWebSocket *const socket = &d->socket;
    connect(socket, &QWebSocket::connected, this, [this] { d->onConnected(); });
    connect(socket, &QWebSocket::disconnected, this, [this] { d->onDisconnected(); });
    connect(socket, &QWebSocket::sslErrors, this, 
            [this](const QList<QSslError> &errors) { d->onSslErrors(errors); });
    connect(socket, &QWebSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError error) { d->onSocketError(error); });
    connect(socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { d->onText(text); });
    connect(socket, &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &message) { d->onBinary(message); });
    connect(socket, &QWebSocket::pong, this, [this] { d->alive = true; });
    connect(socket, &QWebSocket::bytesWritten, this, [this] {
        for (ClientSend *transfer : findChildren<ClientSend *>())
            transfer->goOn();
    });
    connect(&d->life, &QTimer::timeout, this, [this] { d->checkLife(); });
    connect(&d->opening, &QTimer::timeout, this,
            [this] { d->end({ErrorCode::TimedOut, d->endpoint.url.host(), u"connecting"_s}); });
}

NodeClient::~NodeClient()
{
    d->socket.disconnect(this);
    d->end({ErrorCode::Disconnected, {}, {}});
    qDeleteAll(findChildren<ClientTransfer *>());
}

void NodeClient::open()
{
    const QUrl &url = d->endpoint.url;
    d->started = true;
    d->opening.start(kOpening);
    const bool plain = url.scheme() == "ws"_L1;
    if (!url.isValid() || url.host().isEmpty() || (!plain && url.scheme() != "wss"_L1))
        return d->end({ErrorCode::InvalidArgument, url.toString(QUrl::RemoveUserInfo), u"not a node's address"_s});
    if (plain && !isLoopback(url.host()))
        return d->end({ErrorCode::InvalidArgument, url.toString(QUrl::RemoveUserInfo), u"no TLS beyond loopback"_s});
    if (plain && !d->endpoint.fingerprint.isEmpty())
        return d->end(d->untrusted());
    // As other programs do: what the system's store lacks.
    if (const QString extra = qEnvironmentVariable("SSL_CERT_FILE"); !plain && !extra.isEmpty()) {
        QSslConfiguration configuration = d->socket.sslConfiguration();
        configuration.addCaCertificates(extra);
        d->socket.setSslConfiguration(configuration);
    }
    d->socket.open(url);
}

void NodeClient::close()
{
    d->end({ErrorCode::Canceled, {}, {}});
}

bool NodeClient::isOpen() const
{
    return d->greeted && !d->over;
}

QFuture<Result<QJsonValue>> NodeClient::call(const QString &method, const QJsonObject &parameters,
                                             std::chrono::milliseconds timeout)
{
    const auto promise = std::make_shared<QPromise<Result<QJsonValue>>>();
    promise->start();
    auto future = promise->future();
    const auto then = [promise](const Result<QJsonValue> &outcome) {
        promise->addResult(outcome);
        promise->finish();
    };
    if (!isOpen())
        then(failure(ErrorCode::Disconnected, d->endpoint.url.host()));
    else
        d->call(method, parameters, timeout, then);
    return future;
}

QFuture<Result<QJsonValue>> NodeClient::fetch(const QString &snapshot, const QString &path,
                                              FileSystem &fileSystem,
                                              std::shared_ptr<Progress> progress,
                                              std::stop_token stop)
{
    return (new ClientFetch(d->link, {std::move(progress), std::move(stop)}, fileSystem, snapshot,
                            path, this))
        ->future();
}

QFuture<Result<QJsonValue>> NodeClient::send(const QString &snapshot, const QString &path,
                                             FileSystem &fileSystem,
                                             std::shared_ptr<Progress> progress,
                                             std::stop_token stop, const QString &state)
{
    return (new ClientSend(d->link, {std::move(progress), std::move(stop)}, fileSystem, state,
                           snapshot, path, this))
        ->future();
}

bool isTransient(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Unreachable:
    case ErrorCode::TimedOut:
    case ErrorCode::Disconnected:
    case ErrorCode::RateLimited:
    case ErrorCode::Busy:
        return true;
    default:
        return false;
    }
}

} // namespace lifeboat::net
