// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/nats/natsmessage.h"
#include "engine/nats/natssettings.h"

#include <QDateTime>
#include <mutex>
#include <optional>
#include <stop_token>

struct __natsConnection;
struct __natsSubscription;

namespace lifeboat {

/// Messages that arrive on a subject from the moment it was subscribed to, in order; kept until they
/// are asked for. One thread at a time.
class NatsSubscription
{
public:
    /// The next message; none after `timeout`, or soon after `stop` was requested. Disconnected while the connection
    /// is down: what was sent meanwhile is lost, what is sent later arrives again.
    Result<std::optional<NatsMessage>> next(std::chrono::milliseconds timeout, std::stop_token stop = {});

    const QByteArray &subject() const { return m_subject; }

private:
    friend class NatsConnection;
    struct Destroy
    {
        void operator()(__natsSubscription *subscription) const;
    };

    NatsSubscription(std::shared_ptr<__natsConnection> connection, QByteArray subject, QString where);

    std::shared_ptr<__natsConnection> m_connection; ///< outlives the subscription
    QByteArray m_subject;
    QString m_where;
    std::unique_ptr<__natsSubscription, Destroy> m_subscription;
};

/// A connection to a NATS cluster: the one seam to nats.c, whose threads run nothing of ours. Any
/// thread; calls wait on the network. Once open it connects again by itself, for ever, also after the
/// server has refused it. Errors name the servers and never hold a secret.
class NatsConnection
{
public:
    struct State
    {
        bool isConnected = false;
        std::optional<QDateTime> lostSince; ///< when it was first noticed (UTC)
        std::optional<Error> trouble; ///< why, while it is not connected
    };

    /// Connects to the first server that takes it. Errors as natsOptionsFor() and natsError().
    static Result<std::shared_ptr<NatsConnection>> open(const NatsSettings &settings);
    ~NatsConnection();
    Q_DISABLE_COPY_MOVE(NatsConnection)

    const NatsSettings &settings() const { return m_settings; }
    QString where() const { return m_where; } ///< the configured servers
    QString serverUrl() const; ///< the one it is connected to; empty while it is not
    State state() const;
    qint64 maxPayload() const; ///< bytes of headers and data that the server takes in one message
    Result<std::chrono::microseconds> roundTrip() const;

    /// Waits until it is connected. The error state() shows after `timeout`, Canceled when stopped.
    Result<> awaitConnected(std::chrono::milliseconds timeout, std::stop_token stop = {}) const;

    // All of these fail at once while it is not connected.

    /// Hands the message to the server; whether somebody takes it is not known. LimitExceeded.
    Result<> publish(const NatsOutgoing &message, const QByteArray &reply = {}) const;

    /// Sends the message and waits for the answer. After TimedOut and Disconnected it is not known
    /// whether anybody took it; after other errors nobody did. ServiceMissing: nobody listens on that
    /// subject now; PermissionDenied, LimitExceeded.
    Result<NatsMessage> request(const NatsOutgoing &message) const;
    Result<NatsMessage> request(const NatsOutgoing &message, std::chrono::milliseconds timeout) const;
    /// Canceled soon after `stop` was requested; the message may have been taken then.
    Result<NatsMessage> request(const NatsOutgoing &message, std::stop_token stop) const;

    /// Subscribes to a subject, which may have wildcards; what is requested or published through this
    /// connection afterwards finds the subscription in place. Of messages nobody asks for at most `kept` are kept, the
    /// oldest; -1: all.
    Result<NatsSubscription> subscribe(const QByteArray &subject, int kept = -1) const;

    /// PermissionDenied if the last thing the server complained of is that we publish on `subject`: it says so only in
    /// passing, so that whoever waits for an answer in vain asks here why.
    Result<> checkPermitted(const QByteArray &subject) const;

    /// A subject nobody else uses.
    static QByteArray makeInbox();

private:
    explicit NatsConnection(const NatsSettings &settings);
    Result<std::shared_ptr<__natsConnection>> connect() const;
    Result<std::shared_ptr<__natsConnection>> connected() const;
    std::shared_ptr<__natsConnection> current() const;
    Error trouble(__natsConnection *connection) const;
    Error error(int status) const;
    QString withoutSecrets(QString text) const;

    const NatsSettings m_settings;
    const QString m_where;
    mutable std::mutex m_mutex; ///< guards the three below
    mutable std::shared_ptr<__natsConnection> m_connection;
    mutable std::optional<QDateTime> m_lostSince;
    mutable std::optional<Error> m_refused; ///< why it could not be made anew
    mutable std::mutex m_connecting; ///< one at a time; taken before m_mutex
    mutable std::chrono::steady_clock::time_point m_nextTry; ///< guarded by m_connecting
};

} // namespace lifeboat
