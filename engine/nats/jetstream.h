// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nats/natsconnection.h"

#include <QJsonObject>

namespace lifeboat {

/// A message as a stream keeps it.
struct StoredMessage
{
    quint64 sequence = 0; ///< in the stream, from 1
    QByteArray subject;
    NatsHeaders headers;
    QByteArray data;
    QDateTime time; ///< when the server took it (UTC)
};

/// The calls of JetStream's JSON API that we need, each one request answered by the stream's leader.
/// Errors as jetStreamError(), with the stream's name as subject, and as NatsConnection::request;
/// ServiceMissing where nobody answers for JetStream. Any thread.
class JetStream
{
public:
    /// Calls end with Canceled soon after `stop` was requested.
    explicit JetStream(std::shared_ptr<NatsConnection> connection, std::stop_token stop = {});

    /// The same, for calls that end with `stop`.
    JetStream with(std::stop_token stop) const { return JetStream(m_connection, std::move(stop)); }

    NatsConnection &connection() const { return *m_connection; }

    /// Any call: "STREAM.INFO.name". `subject` is for errors.
    Result<QJsonObject> call(const QByteArray &verb, const QString &subject, const QJsonObject &request = {}) const;

    /// Its "config", "state", "created", "cluster". NotFound.
    Result<QJsonObject> streamInfo(const QByteArray &stream) const;

    /// A new stream. AlreadyExists if one of that name has another configuration.
    Result<> createStream(const QJsonObject &config) const;

    /// Stores a message and returns its sequence. RevisionDiffers if an expectation in its headers
    /// does not hold; Unreachable if no stream takes the subject, or it has no leader now. After
    /// TimedOut and Disconnected it may have been stored all the same. `stream` is for errors.
    Result<quint64> store(const NatsOutgoing &message, const QByteArray &stream) const;

    /// The sequence in an answer to a message that was to be stored. Errors as store().
    static Result<quint64> sequenceIn(const NatsMessage &answer, const QByteArray &stream);

    // NotFound where there is none.
    Result<StoredMessage> messageAt(const QByteArray &stream, quint64 sequence) const;
    Result<StoredMessage> lastOn(const QByteArray &stream, const QByteArray &subject) const;
    Result<StoredMessage> firstOnFrom(const QByteArray &stream, const QByteArray &subject, quint64 sequence) const;

    /// Removes the messages on `subject` (which may have wildcards) whose sequence is below `below`;
    /// all of them without it. Returns how many.
    Result<qint64> purge(const QByteArray &stream, const QByteArray &subject, std::optional<quint64> below = {}) const;

    Result<> removeMessage(const QByteArray &stream, quint64 sequence) const;

private:
    Result<StoredMessage> message(const QByteArray &stream, const QJsonObject &request) const;

    std::shared_ptr<NatsConnection> m_connection;
    std::stop_token m_stop;
};

/// Headers JetStream knows.
inline constexpr auto kExpectedLastSequence = "Nats-Expected-Last-Sequence";
inline constexpr auto kExpectedLastSubjectSequence = "Nats-Expected-Last-Subject-Sequence";
inline constexpr auto kExpectedLastId = "Nats-Expected-Last-Msg-Id";
inline constexpr auto kMessageId = "Nats-Msg-Id";
inline constexpr auto kRollup = "Nats-Rollup";

} // namespace lifeboat
