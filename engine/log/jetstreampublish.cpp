// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JetStreamLog: putting a batch into the stream.
#include "engine/log/jetstreamlog.h"
#include "engine/nats/streamwriter.h"

#include <QUuid>
#include <condition_variable>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr milliseconds kPause(20); ///< before a leader is asked for again
constexpr auto kIdHeader = "Lifeboat-Id";
constexpr auto kPartHeader = "Lifeboat-Part";
constexpr qint64 kWhole = 8 * 1024; ///< bytes up to which a batch is one message
constexpr int kWindow = 16; ///< parts on their way at once

QByteArray makeId()
{
    return QUuid::createUuid().toByteArray(QUuid::Id128);
}

NatsHeaders headersAfter(const LogMessage &message, quint64 expected)
{
    NatsHeaders headers = headersOf(message);
    headers.append({kExpectedLastSequence, QByteArray::number(expected)});
    return headers;
}

/// Of one that is sent before the one before it is acknowledged: where that is refused this is, whoever stands in its place.
NatsHeaders headersInTurn(const LogMessage &message, quint64 expected)
{
    const auto idOf = [&](int part) { return message.id + '-' + QByteArray::number(part); };
    NatsHeaders headers = headersAfter(message, expected);
    headers.append({kMessageId, idOf(message.part)});
    if (message.part > 1)
        headers.append({kExpectedLastId, idOf(message.part - 1)});
    return headers;
}

/// That the servers cannot be reached now says nothing of what they may have been given before.
Result<> afterSending(const Result<> &waited, bool mayBeStored)
{
    if (waited || !mayBeStored || waited.error().code != ErrorCode::Unreachable)
        return waited;
    return failure(ErrorCode::TimedOut, waited.error().subject, waited.error().detail);
}

} // namespace

/// Waits for what may pass, or returns the error: it does not, or not in time.
Result<> JetStreamLog::await(const Error &error, Deadline deadline) const
{
    if (!isPassing(error.code) || Steady::now() >= deadline)
        return failure(error);
    if (error.code == ErrorCode::Unreachable && m_stream.connection().state().isConnected) {
        // No leader now, or no stream any more.
        const auto info = m_stream.streamInfo(m_names.name);
        if (!info && !isPassing(info.error().code))
            return failure(info.error());
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable().wait_for(lock, kPause);
    }
    return m_stream.connection().awaitConnected(std::chrono::ceil<milliseconds>(deadline - Steady::now()));
}

/// Stores a message right after sequence `expected`, exactly once, also if it was sent before. RevisionDiffers if that place is another's.
Result<quint64> JetStreamLog::store(const NatsOutgoing &message, quint64 expected, bool mayBeStored, Deadline deadline) const
{
    while (true) {
        auto stored = m_stream.store(message, m_names.name);
        if (stored)
            return stored;
        Error error = stored.error();
        if (error.code == ErrorCode::RevisionDiffers) {
            if (!mayBeStored)
                return stored;
            // Whose message stands there, or is about to?
            const auto info = m_stream.streamInfo(m_names.name);
            const auto there = m_stream.messageAt(m_names.name, expected + 1);
            const auto isSame = [&](QByteArrayView header) { return headerOf(there->headers, header) == headerOf(message.headers, header); };
            if (there)
                return isSame(kIdHeader) && isSame(kPartHeader) ? Result<quint64>(expected + 1) : stored;
            if (there.error().code != ErrorCode::NotFound || !info)
                error = info ? there.error() : info.error();
            else if (quint64((*info)[u"state"_s][u"last_seq"_s].toInteger()) > expected)
                return failure(ErrorCode::TimedOut, QString::fromUtf8(m_names.name), u"it may have been stored and removed"_s);
            else
                error = {ErrorCode::Unreachable, QString::fromUtf8(m_names.name), u"the one before is being stored"_s};
        }
        mayBeStored = mayBeStored || error.code != ErrorCode::Unreachable;
        LIFEBOAT_TRY(afterSending(await(error, deadline), mayBeStored));
    }
}

/// Stores messages right after sequence `expected`, many on their way at once. After errors that may pass nobody knows how many are stored.
Result<> JetStreamLog::storeTogether(quint64 expected, int count, const std::function<NatsOutgoing(int)> &message) const
{
    LIFEBOAT_ASSIGN(const auto writer, StreamWriter::open(m_stream, m_names.name, kWindow));
    for (int i = 1; i <= count; ++i)
        LIFEBOAT_TRY(writer->send(message(i)));
    LIFEBOAT_TRY(writer->finish());
    if (writer->first() == expected + 1 && writer->last() == expected + quint64(count))
        return {};
    return failure(ErrorCode::ProtocolViolation, QString::fromUtf8(m_names.name), u"parts are not behind each other"_s);
}

/// The entries of `body` after those of `view`; what the log is then.
Result<JetStreamLog::View> JetStreamLog::publish(View view, QByteArrayView body, quint64 count, Deadline deadline) const
{
    const LogHistory &history = view.about.current;
    const qint64 room = m_stream.connection().maxPayload() - logHeaderBytes(history.lineage);
    if (room <= 0)
        return failure(ErrorCode::LimitExceeded, QString::fromUtf8(m_names.name), u"the server takes no message of that size"_s);
    const bool isWhole = body.size() <= std::min(room, kWhole);
    LogMessage batch{.lineage = history.lineage,
                     .first = view.tail.last + 1,
                     .count = count,
                     .part = 1,
                     .parts = isWhole ? 1 : int((body.size() + room - 1) / room) + 1,
                     .id = makeId(),
                     .body = {}};
    const QByteArray subject = m_names.entries(history.number);
    const auto messageOf = [&](int part, NatsHeaders (*headers)(const LogMessage &, quint64)) {
        const qint64 at = std::min<qint64>((part - 1) * room, body.size());
        const QByteArrayView data = body.sliced(at, std::min(room, body.size() - at));
        batch.part = part;
        batch.body = QByteArray::fromRawData(data.data(), data.size());
        return NatsOutgoing{subject, headers(batch, view.sequence + quint64(part) - 1), data};
    };
    Result<> together;
    if (!isWhole)
        together = storeTogether(view.sequence, batch.parts, [&](int part) { return messageOf(part, &headersInTurn); });
    if (!together)
        LIFEBOAT_TRY(afterSending(await(together.error(), deadline), true));
    if (isWhole || !together) {
        // Without the ids of those sent before: a server that ceased to lead (seen with 2.10.27) may keep one for minutes as being
        // stored that it never stored. The sequence says as well whether it is there.
        for (int part = 1; part <= batch.parts; ++part)
            LIFEBOAT_TRY(store(messageOf(part, &headersAfter), view.sequence + quint64(part) - 1, !together.has_value(), deadline));
    }
    view.messages += batch.parts;
    view.sequence += quint64(batch.parts);
    view.tail = {view.sequence, view.tail.last + count, history.lineage};
    return view;
}

} // namespace lifeboat
