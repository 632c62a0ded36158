// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nats/jetstream.h"

#include <map>

namespace lifeboat {

/// Which messages of a stream are read, and how.
struct StreamReading
{
    QByteArray stream;
    QByteArray subject; ///< may have wildcards
    quint64 from = 1; ///< the first whose sequence is at least that
    bool headersOnly = false; ///< "Nats-Msg-Size" tells the size of what is left out
    bool lastPerSubject = false; ///< only the newest on each subject; `from` does not count
};

/// Reads messages of a stream in order, many with one request, through a consumer of its own. One
/// thread at a time. After an error it is of no use any more: begin another where it stood.
class StreamReader
{
public:
    struct Received
    {
        quint64 sequence;
        QDateTime time; ///< when the server took it (UTC)
        NatsMessage message;
    };

    static Result<std::unique_ptr<StreamReader>> open(const JetStream &stream, const StreamReading &reading);
    ~StreamReader();
    Q_DISABLE_COPY_MOVE(StreamReader)

    /// The next message; none if there was none for about a second, or soon after `stop`. EntryMissing if the server left one out.
    Result<std::optional<Received>> next(std::stop_token stop = {});

    /// How many messages were still to come when the last one was sent.
    quint64 pending() const { return m_pending; }

private:
    StreamReader(const JetStream &stream, QByteArray name, NatsSubscription inbox);
    Result<> ask();
    bool isMoreWanted() const;

    const JetStream m_stream;
    const QByteArray m_name; ///< of the stream
    QByteArray m_consumer;
    NatsSubscription m_inbox;
    quint64 m_requests = 0; ///< how often more was asked for
    std::map<QByteArray, quint64> m_open; ///< where the end is told of those times that have not ended, which of all they were
    qint64 m_messages = 0, m_bytes = 0; ///< that came since the last time
    quint64 m_delivered = 0; ///< by the consumer, as it counts
    quint64 m_pending = 0;
};

} // namespace lifeboat
