// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/log/logmessage.h"
#include "engine/nats/jetstream.h"

namespace lifeboat {

/// Reads the messages on one subject of a stream in order, many with one request, through a consumer
/// of its own, and puts batches together. One thread at a time. After an error it is of no use any more.
class LogCursor
{
public:
    /// At the first message whose sequence is at least `from`.
    static Result<std::unique_ptr<LogCursor>> open(const JetStream &stream, const QByteArray &name, const QByteArray &subject, quint64 from);
    ~LogCursor();
    Q_DISABLE_COPY_MOVE(LogCursor)

    /// The entries of the next whole batch whose sequences are at most `until`, which the stream has;
    /// none if there is no such batch. Messages that are not ours, damaged, or of a batch that was never
    /// completed are passed over. EntryMissing if the server left one out; ProtocolVersion.
    Result<std::optional<QList<Entry>>> next(quint64 until);

private:
    struct Received
    {
        quint64 sequence;
        NatsMessage message;
    };

    LogCursor(const JetStream &stream, QByteArray name, NatsSubscription inbox);
    Result<> ask();
    Result<std::optional<Received>> receive(quint64 until);
    Result<std::optional<Received>> fetch();
    std::optional<QList<Entry>> join(LogMessage message, quint64 sequence);

    const JetStream m_stream;
    const QByteArray m_name;
    QByteArray m_consumer;
    NatsSubscription m_inbox;
    qint64 m_asked = 0; ///< messages still to come for what was asked for
    quint64 m_delivered = 0; ///< by the consumer, as it counts
    std::optional<Received> m_ahead; ///< received, but past what was wanted
    QList<LogMessage> m_parts; ///< of the batch that is being put together
    quint64 m_partSequence = 0; ///< of the last of them
    qint64 m_partBytes = 0;
};

} // namespace lifeboat
