// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/state/entry.h"

#include <QList>
#include <chrono>
#include <optional>
#include <span>
#include <stop_token>

namespace lifeboat {

/// What a log holds: entries first to last; last == first - 1 where it holds none.
struct LogBounds
{
    Lineage lineage;
    Index first = 1;
    Index last = 0;

    bool isEmpty() const { return last < first; }
    bool operator==(const LogBounds &) const = default;
};

/// The ordered changes of one cluster, shared by its nodes. Twins: LocalLog (a SQLite file several
/// processes on one machine share) and MemoryLog. Safe to use from any thread.
class ReplicatedLog
{
public:
    virtual ~ReplicatedLog() = default;

    /// Appends the changes in order, all or none, durably, and returns the last one's index. Every
    /// change must pass checkChange (DocumentInvalid). With `expectedLast`: EntryDuplicate unless
    /// the log ended there. DiskFull…
    virtual Result<Index> append(std::span<const Change> changes, const QString &actor,
                                 const QDateTime &time, std::optional<Index> expectedLast = {}) = 0;

    /// Entries from `from` on, at most `limit` and about `maxBytes` of documents, but at least one
    /// if there is one; none past the end. LogTrimmed if `from` is no longer there; EntryMissing at
    /// a hole; what a torn write left behind the last whole entry is cut off.
    virtual Result<QList<Entry>> read(Index from, qint64 limit, qint64 maxBytes = 16 << 20) = 0;

    virtual Result<LogBounds> bounds() = 0;

    /// Returns the last index once it is at least `index`, or what it is after `timeout` or when
    /// stopped.
    virtual Result<Index> waitFor(Index index, std::chrono::milliseconds timeout,
                                  std::stop_token stop = {}) = 0;

    /// Removes the entries up to `upTo`. The caller knows that a verified snapshot holds them.
    virtual Result<> trim(Index upTo) = 0;

    /// A new history: removes every entry; the next one gets index `after` + 1 of `lineage`.
    virtual Result<> restart(const Lineage &lineage, Index after) = 0;
};

} // namespace lifeboat
