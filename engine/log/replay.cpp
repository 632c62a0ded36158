// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/replay.h"

#include <future>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qint64 kBatch = 10'000;
constexpr qint64 kBatchBytes = 16 << 20;

/// The log may have lost its end and gone on from there with what others appended.
Result<> checkAppliedEntry(std::stop_token stop, ReplicatedLog &log, const ManagedState &state, const Position &position)
{
    LIFEBOAT_ASSIGN(const auto known, state.appliedEntry(position.appliedIndex));
    if (!known)
        return {};
    const auto part = log.read(position.appliedIndex, 1, kBatchBytes, std::move(stop));
    // Trimmed or damaged by now, it is nothing to this state.
    const bool isGone = !part
        && (part.error().code == ErrorCode::LogTrimmed || part.error().code == ErrorCode::EntryMissing);
    if (isGone)
        return {};
    LIFEBOAT_TRY(part);
    const bool isSameHistory = part->bounds.lineage == position.lineage;
    if (isSameHistory && !part->entries.isEmpty() && entryHash(part->entries.first()) != *known)
        return failure(ErrorCode::LogDiffers, QString::number(position.appliedIndex));
    return {};
}

Result<> takeOnHistory(std::stop_token stop, ReplicatedLog &log, ManagedState &state, Position &position, const LogBounds &bounds)
{
    if (position.lineage != bounds.lineage) {
        LIFEBOAT_ASSIGN(const QList<TableCount> tables, state.tables());
        const bool isEmpty = std::ranges::all_of(tables, [](const TableCount &t) { return t.rows == 0; });
        if (position.appliedIndex > 0 || !isEmpty)
            return failure(ErrorCode::LineageDiffers, position.lineage.value,
                           u"the log's history is %1"_s.arg(bounds.lineage.value));
        if (bounds.first > 1)
            return failure(ErrorCode::LogTrimmed, u"1"_s);
        LIFEBOAT_ASSIGN(position, state.startLineage(bounds.lineage));
    }
    if (bounds.last < position.appliedIndex)
        return failure(ErrorCode::EntryMissing, QString::number(position.appliedIndex),
                       u"the log ends at %1"_s.arg(bounds.last));
    return checkAppliedEntry(std::move(stop), log, state, position);
}

/// Where a replay ends besides the end of the log.
struct Until
{
    std::optional<Index> index;
    std::optional<QDateTime> time;

    qint64 limitFrom(Index from) const
    {
        return index ? qint64(std::min<Index>(kBatch, *index + 1 - from)) : kBatch;
    }
};

/// Reads a batch while the one before it is applied.
class ReadAhead
{
public:
    ReadAhead(std::stop_token stop, ReplicatedLog &log, const Until &until, Index from)
        : m_stop(std::move(stop))
        , m_log(log)
        , m_until(until)
    {
        start(from);
    }

    /// The next entries; none at the end.
    Result<LogPart> next()
    {
        if (!m_reading.valid())
            return LogPart{m_bounds, {}};
        LIFEBOAT_ASSIGN(LogPart part, m_reading.get());
        m_bounds = part.bounds;
        QList<Entry> &entries = part.entries;
        const bool isLast = entries.isEmpty() || entries.last().index == m_until.index;
        if (m_until.time) {
            const auto later = [&](const Entry &entry) { return entry.time > *m_until.time; };
            entries.erase(std::ranges::find_if(entries, later), entries.end());
        }
        if (!isLast && !entries.isEmpty())
            start(entries.last().index + 1);
        return part;
    }

private:
    void start(Index from)
    {
        // Without a policy it is read when asked for where the system has no thread left.
        m_reading = std::async([this, from] {
            return m_log.read(from, m_until.limitFrom(from), kBatchBytes, m_stop);
        });
    }

    const std::stop_token m_stop;
    ReplicatedLog &m_log;
    const Until &m_until;
    LogBounds m_bounds;
    std::future<Result<LogPart>> m_reading;
};

Result<> replayBatches(JobControl &control, ReplicatedLog &log, ManagedState &state,
                       const Until &until, Replayed &replayed)
{
    LIFEBOAT_ASSIGN(const LogBounds bounds, log.bounds(control.stopToken()));
    LIFEBOAT_TRY(takeOnHistory(control.stopToken(), log, state, replayed.position, bounds));
    Index &applied = replayed.position.appliedIndex;
    if (until.index && *until.index < applied)
        return failure(ErrorCode::InvalidArgument, QString::number(*until.index),
                       u"the state is at %1"_s.arg(applied));
    replayed.reachedEnd = applied == bounds.last;
    if (replayed.reachedEnd || until.index == applied)
        return {};
    ReadAhead batches(control.stopToken(), log, until, applied + 1);
    while (true) {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_ASSIGN(const LogPart part, batches.next());
        if (part.bounds.lineage != bounds.lineage)
            return failure(ErrorCode::LineageDiffers, bounds.lineage.value,
                           u"the log's history is %1"_s.arg(part.bounds.lineage.value));
        replayed.reachedEnd = applied >= part.bounds.last;
        if (part.entries.isEmpty())
            return {};
        qint64 bytes = 0;
        for (const Entry &entry : part.entries)
            bytes += entry.change.document.size();
        LIFEBOAT_ASSIGN(const qint64 taken, state.apply(part.entries, ManagedState::Durable::Later, bounds.lineage));
        replayed.applied += taken;
        applied = part.entries.last().index;
        control.progress().advance(bytes);
    }
}

} // namespace

Result<Replayed> replay(JobControl &control, ReplicatedLog &log, ManagedState &state,
                        std::optional<Index> until, std::optional<QDateTime> untilTime)
{
    Replayed replayed;
    LIFEBOAT_ASSIGN(replayed.position, state.position());
    const Result<> done = replayBatches(control, log, state, {until, untilTime}, replayed);
    const Result<> synced = state.sync();
    LIFEBOAT_TRY(done);
    LIFEBOAT_TRY(synced);
    return replayed;
}

} // namespace lifeboat
