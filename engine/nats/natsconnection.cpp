// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nats/natsconnection.h"

#include "engine/base/pause.h"
#include "engine/nats/natserror.h"
#include "engine/nats/natshandles.h"

#include <QUrl>
#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr milliseconds kStopNotice(40); ///< how long a stop may go unnoticed
constexpr milliseconds kLook(5); ///< between two looks whether it is connected again
constexpr milliseconds kRefusedPause(1'000); ///< before a server that closed on us is asked again

bool isConnected(natsConnection *connection)
{
    return natsConnection_Status(connection) == NATS_CONN_STATUS_CONNECTED;
}

Result<NatsMessageHandle> messageFor(const NatsOutgoing &message, const QByteArray &reply,
                                     const QString &where)
{
    natsMsg *made = nullptr;
    natsStatus status = natsMsg_Create(&made, message.subject.constData(),
                                       reply.isEmpty() ? nullptr : reply.constData(),
                                       message.data.data(), int(message.data.size()));
    NatsMessageHandle handle(made);
    for (const auto &[name, value] : message.headers) {
        if (status == NATS_OK)
            status = natsMsgHeader_Set(handle.get(), name.constData(), value.constData());
    }
    if (status != NATS_OK)
        return failure(natsError(status, where, QString::fromUtf8(message.subject)));
    return handle;
}

} // namespace

void NatsSubscription::Destroy::operator()(__natsSubscription *subscription) const
{
    natsSubscription_Destroy(subscription);
}

NatsSubscription::NatsSubscription(std::shared_ptr<__natsConnection> connection, QByteArray subject,
                                   QString where)
    : m_connection(std::move(connection))
    , m_subject(std::move(subject))
    , m_where(std::move(where))
{
}

Result<std::optional<NatsMessage>> NatsSubscription::next(milliseconds timeout, std::stop_token stop)
{
    const auto deadline = Steady::now() + timeout;
    while (true) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
        natsMsg *message = nullptr;
        const natsStatus status = natsSubscription_NextMsg(
            &message, m_subscription.get(), std::clamp(left, milliseconds(0), kStopNotice).count());
        if (status == NATS_OK)
            return NatsMessage(message);
        if (status == NATS_SLOW_CONSUMER)
            continue; // more came than is kept
        if (status != NATS_TIMEOUT)
            return failure(natsError(status, m_where));
        if (!isConnected(m_connection.get()))
            return failure(natsError(NATS_CONNECTION_DISCONNECTED, m_where));
        if (stop.stop_requested() || left <= milliseconds(0))
            return std::nullopt;
    }
}

NatsConnection::NatsConnection(const NatsSettings &settings)
    : m_settings(settings)
    , m_where(namesOf(settings))
{
}

NatsConnection::~NatsConnection() = default;

Result<std::shared_ptr<NatsConnection>> NatsConnection::open(const NatsSettings &settings)
{
    std::shared_ptr<NatsConnection> connection(new NatsConnection(settings));
    LIFEBOAT_ASSIGN(connection->m_connection, connection->connect());
    return connection;
}

Result<std::shared_ptr<__natsConnection>> NatsConnection::connect() const
{
    LIFEBOAT_ASSIGN(const NatsOptionsHandle options, natsOptionsFor(m_settings));
    natsConnection *made = nullptr;
    if (const natsStatus status = natsConnection_Connect(&made, options.get()); status != NATS_OK)
        return failure(error(status));
    return std::shared_ptr<natsConnection>(made, [](natsConnection *old) { natsConnection_Destroy(old); });
}

/// The connection as it stands; a new one if nats.c gave that one up.
std::shared_ptr<__natsConnection> NatsConnection::current() const
{
    std::shared_ptr<natsConnection> connection;
    {
        const std::scoped_lock lock(m_mutex);
        connection = m_connection;
    }
    if (natsConnection_IsClosed(connection.get())) {
        const std::unique_lock alone(m_connecting, std::try_to_lock);
        if (alone && Steady::now() >= m_nextTry) {
            const auto made = connect();
            m_nextTry = Steady::now() + kRefusedPause;
            const std::scoped_lock lock(m_mutex);
            m_refused = made ? std::optional<Error>() : made.error();
            if (made)
                connection = m_connection = *made;
        }
    }
    const bool well = isConnected(connection.get());
    const std::scoped_lock lock(m_mutex);
    if (well)
        m_lostSince.reset();
    else if (!m_lostSince)
        m_lostSince = QDateTime::currentDateTimeUtc();
    return connection;
}

Result<std::shared_ptr<__natsConnection>> NatsConnection::connected() const
{
    std::shared_ptr<natsConnection> connection = current();
    if (!isConnected(connection.get()))
        return failure(trouble(connection.get()));
    return connection;
}

Error NatsConnection::trouble(__natsConnection *connection) const
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_refused)
            return *m_refused;
    }
    std::array<char, 512> text{};
    const natsStatus status = natsConnection_ReadLastError(connection, text.data(), text.size());
    Error error = natsError(status, m_where, withoutSecrets(QString::fromUtf8(text.data())));
    if (error.code != ErrorCode::AuthenticationFailed && error.code != ErrorCode::CertificateUntrusted)
        error.code = ErrorCode::Unreachable;
    return error;
}

Error NatsConnection::error(int status) const
{
    natsStatus last = NATS_OK;
    const char *text = nats_GetLastError(&last);
    const bool isOfThis = text && last == natsStatus(status);
    return natsError(status, m_where, isOfThis ? withoutSecrets(QString::fromUtf8(text)) : QString());
}

QString NatsConnection::withoutSecrets(QString text) const
{
    QStringList secrets{m_settings.password, m_settings.token};
    for (const QString &url : m_settings.urls) {
        secrets.append(QUrl(url).userInfo(QUrl::FullyEncoded));
        secrets.append(QUrl(url).password());
    }
    for (const QString &secret : std::as_const(secrets)) {
        if (!secret.isEmpty())
            text.replace(secret, u"…"_s);
    }
    return text;
}

QString NatsConnection::serverUrl() const
{
    std::array<char, 512> url{};
    natsConnection_GetConnectedUrl(current().get(), url.data(), url.size());
    return QUrl(QString::fromUtf8(url.data())).toString(QUrl::RemoveUserInfo);
}

NatsConnection::State NatsConnection::state() const
{
    const auto connection = current();
    State state{.isConnected = isConnected(connection.get()), .lostSince = {}, .trouble = {}};
    if (!state.isConnected) {
        state.trouble = trouble(connection.get());
        const std::scoped_lock lock(m_mutex);
        state.lostSince = m_lostSince;
    }
    return state;
}

qint64 NatsConnection::maxPayload() const
{
    return natsConnection_GetMaxPayload(current().get());
}

Result<std::chrono::microseconds> NatsConnection::roundTrip() const
{
    LIFEBOAT_ASSIGN(const auto connection, connected());
    int64_t nanoseconds = 0;
    if (const natsStatus status = natsConnection_GetRTT(connection.get(), &nanoseconds); status != NATS_OK)
        return failure(error(status));
    return std::chrono::ceil<std::chrono::microseconds>(std::chrono::nanoseconds(nanoseconds));
}

Result<> NatsConnection::awaitConnected(milliseconds timeout, std::stop_token stop) const
{
    const auto deadline = Steady::now() + timeout;
    while (true) {
        const auto connection = connected();
        if (connection)
            return {};
        if (stop.stop_requested())
            return failure(ErrorCode::Canceled, m_where);
        if (Steady::now() >= deadline)
            return failure(connection.error());
        pause(stop, kLook);
    }
}

Result<> NatsConnection::publish(const NatsOutgoing &message, const QByteArray &reply) const
{
    LIFEBOAT_ASSIGN(const auto connection, connected());
    LIFEBOAT_ASSIGN(const auto handle, messageFor(message, reply, m_where));
    if (const natsStatus status = natsConnection_PublishMsg(connection.get(), handle.get()); status != NATS_OK)
        return failure(error(status));
    return {};
}

Result<NatsMessage> NatsConnection::request(const NatsOutgoing &message) const
{
    return request(message, m_settings.requestTimeout);
}

Result<NatsMessage> NatsConnection::request(const NatsOutgoing &message, milliseconds timeout) const
{
    LIFEBOAT_ASSIGN(const auto connection, connected());
    LIFEBOAT_ASSIGN(const auto handle, messageFor(message, {}, m_where));
    natsMsg *reply = nullptr;
    const natsStatus status = natsConnection_RequestMsg(&reply, connection.get(), handle.get(), timeout.count());
    if (status == NATS_OK)
        return NatsMessage(reply);
    if (status == NATS_TIMEOUT)
        LIFEBOAT_TRY(checkPermitted(message.subject));
    return failure(natsError(status, m_where, QString::fromUtf8(message.subject)));
}

Result<NatsMessage> NatsConnection::request(const NatsOutgoing &message, std::stop_token stop) const
{
    if (!stop.stop_possible()) // nats.c waits for the answer without looking up
        return request(message);
    LIFEBOAT_ASSIGN(NatsSubscription inbox, subscribe(makeInbox()));
    LIFEBOAT_TRY(publish(message, inbox.subject()));
    LIFEBOAT_ASSIGN(std::optional<NatsMessage> answer, inbox.next(m_settings.requestTimeout, stop));
    if (answer)
        return std::move(*answer);
    if (stop.stop_requested())
        return failure(ErrorCode::Canceled, m_where);
    LIFEBOAT_TRY(checkPermitted(message.subject));
    return failure(natsError(NATS_TIMEOUT, m_where, QString::fromUtf8(message.subject)));
}

Result<> NatsConnection::checkPermitted(const QByteArray &subject) const
{
    const auto connection = current();
    if (!connection)
        return {};
    std::array<char, 512> text{};
    natsConnection_ReadLastError(connection.get(), text.data(), text.size());
    const QString last = QString::fromUtf8(text.data());
    if (last.contains("permissions violation"_L1, Qt::CaseInsensitive) && last.contains(QString::fromUtf8(subject)))
        return failure(natsError(NATS_NOT_PERMITTED, m_where, last));
    return {};
}

Result<NatsSubscription> NatsConnection::subscribe(const QByteArray &subject, int kept) const
{
    LIFEBOAT_ASSIGN(auto connection, connected());
    NatsSubscription subscription(connection, subject, m_where);
    natsSubscription *made = nullptr;
    natsStatus status = natsConnection_SubscribeSync(&made, connection.get(), subject.constData());
    subscription.m_subscription.reset(made);
    if (status == NATS_OK)
        status = natsSubscription_SetPendingLimits(made, kept, -1);
    if (status != NATS_OK)
        return failure(error(status));
    return subscription;
}

QByteArray NatsConnection::makeInbox()
{
    natsInbox *inbox = nullptr;
    natsInbox_Create(&inbox);
    const QByteArray subject(inbox);
    natsInbox_Destroy(inbox);
    return subject;
}

} // namespace lifeboat
