// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/state/entry.h"

#include <QList>
#include <chrono>
#include <limits>
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

/// One unbroken history as far as a log has it.
struct LoggedHistory
{
    LogBounds bounds;
    std::optional<Position> origin = {}; ///< of which it is the continuation; none for a first one, or where nobody noted it

    /// A state at `at` finds here all that comes after it, and nothing else.
    bool holds(const Position &at) const
    {
        return at.lineage == bounds.lineage && at.appliedIndex + 1 >= bounds.first && at.appliedIndex <= bounds.last;
    }

    /// It went on from `at`, but what came next is no longer there.
    bool isPast(const Position &at) const
    {
        return at.lineage == bounds.lineage && at.appliedIndex + 1 < bounds.first;
    }
};

/// What a log can go on with.
struct LoggedHistories
{
    LoggedHistory current;
    std::optional<LoggedHistory> kept = {}; ///< the one that ended last
};

/// Entries behind each other, and what the log was at the moment they were read.
struct LogPart
{
    LogBounds bounds;
    QList<Entry> entries;
};

/// What must be true of the log for an append to be made.
struct AppendIf
{
    std::optional<Lineage> lineage = {}; ///< it is of that history
    std::optional<Index> last = {}; ///< it ends there
    Index reaches = 0; ///< it ends there or later
};

/// The ordered changes of one cluster, shared by its nodes. Twins: LocalLog (a SQLite file several
/// processes on one machine share), JetStreamLog (a stream that machines share) and MemoryLog. Safe to
/// use from any thread.
class ReplicatedLog
{
public:
    static constexpr Index kLargestIndex = std::numeric_limits<qint64>::max() - 1;

    virtual ~ReplicatedLog() = default;

    /// Appends the changes in order, all or none, durably, and returns the last one's index. Every
    /// change must pass checkChange (DocumentInvalid; the detail says which). EntryDuplicate if
    /// `condition` does not hold: the place is another's by now; EntryMissing if the log does not
    /// reach as far. LogMissing if its file is not the one that was opened. DiskFull…
    virtual Result<Index> append(std::span<const Change> changes, const QString &actor,
                                 const QDateTime &time, const AppendIf &condition = {}) = 0;

    /// Entries from `from` on, at most `limit` and about `maxBytes` of documents, but at least one
    /// if there is one; none past the end; up to a hole. LogTrimmed if `from` is no longer there;
    /// EntryMissing if it is a hole or damaged, and whole entries follow. Damaged ones that none
    /// follows are what a torn write left: they are cut off, and count as never appended.
    /// Canceled soon after `stop` was requested, where others have to be waited for.
    virtual Result<LogPart> read(Index from, qint64 limit, qint64 maxBytes = 16 << 20,
                                 std::stop_token stop = {}) = 0;

    /// As append(), it and read() return LogMissing once the log's file is gone or another's; as read() Canceled.
    virtual Result<LogBounds> bounds(std::stop_token stop = {}) = 0;

    /// Returns the last index once it is at least `index`, or what it is after `timeout` or when
    /// stopped; Canceled where it cannot be told by then. Takes notice within about ten milliseconds.
    virtual Result<Index> waitFor(Index index, std::chrono::milliseconds timeout,
                                  std::stop_token stop = {}) = 0;

    /// Removes the entries up to `upTo`, or all if it is past the end: the next one's index stays
    /// what it is. The caller knows that a verified snapshot holds them.
    virtual Result<> trim(Index upTo) = 0;

    /// Errors as bounds().
    virtual Result<LoggedHistories> histories() = 0;

    /// A new history: the next entry gets index `from`.appliedIndex + 1 of `lineage`, a name that no history ever had.
    /// The one that ends is kept, the one kept before is removed. A log that is of that lineage already, with the same
    /// origin, stays as it is, and one that keeps it takes it up: several nodes may ask for the same at once.
    /// Where the log's file is gone it begins anew, or with what stands in its place.
    /// InvalidArgument for an empty lineage, above kLargestIndex, and for the name of a history that began elsewhere:
    /// at one index of one lineage there is never but one entry.
    virtual Result<> begin(const Lineage &lineage, const Position &from) = 0;

    /// Takes up the history of `at`, where the log holds it, with all its entries: so a restore that began another can be
    /// taken back by every node, wherever each stood. Nothing where it is the log's. LineageDiffers for one the log does not have,
    /// LogTrimmed and EntryMissing where it does not have that place.
    virtual Result<> resume(const Position &at) = 0;

protected:
    /// checkChange for all of them.
    static Result<> checkChanges(std::span<const Change> changes);

    static Result<> checkCondition(const AppendIf &condition, const LogBounds &bounds);

    /// What a log that has `histories` does to begin another, or to take one up; errors as there.
    enum class Turn { Stay, Back, Anew };
    static Result<Turn> turnTo(const LoggedHistories &histories, const Lineage &lineage, const Position &from);
    static Result<Turn> turnBack(const LoggedHistories &histories, const Position &at);
};

} // namespace lifeboat
