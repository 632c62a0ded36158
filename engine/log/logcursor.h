// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/log/logmessage.h"
#include "engine/nats/streamreader.h"

namespace lifeboat {

/// Where a batch ends in a stream, and which one it is.
struct BatchPlace
{
    quint64 sequence = 0;
    QByteArray id;
};

/// Reads the messages on one subject of a stream in order and puts batches together. One thread at a
/// time. After an error it is of no use any more.
class LogCursor
{
public:
    /// At the first message whose sequence is at least `from`.
    static Result<std::unique_ptr<LogCursor>> open(const JetStream &stream, const QByteArray &name, const QByteArray &subject, quint64 from);

    /// The entries of the next whole batch whose sequences are at most `until`, which the stream has;
    /// none if there is no such batch. Messages that are not ours, damaged, or of a batch that was never
    /// completed are passed over. EntryMissing if the server left one out; ProtocolVersion.
    /// Soon none after `stop` was requested.
    Result<std::optional<QList<Entry>>> next(quint64 until, std::stop_token stop = {});

    /// Of the batch next() returned last.
    const BatchPlace &place() const { return m_place; }

private:
    using Received = StreamReader::Received;

    explicit LogCursor(std::unique_ptr<StreamReader> reader);
    Result<std::optional<Received>> receive(quint64 until, std::stop_token stop);
    std::optional<QList<Entry>> join(LogMessage message, quint64 sequence);

    const std::unique_ptr<StreamReader> m_reader;
    std::optional<Received> m_ahead; ///< received, but past what was wanted
    QList<LogMessage> m_parts; ///< of the batch that is being put together
    quint64 m_partSequence = 0; ///< of the last of them
    qint64 m_partBytes = 0;
    BatchPlace m_place;
};

} // namespace lifeboat
