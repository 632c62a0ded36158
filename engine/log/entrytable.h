// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/log/replicatedlog.h"

#include <SQLiteCpp/Database.h>

namespace lifeboat {

/// The tables of a local log, through one connection and within the caller's transaction. Throws
/// SQLite::Exception.
class EntryTable
{
public:
    explicit EntryTable(SQLite::Database &database)
        : m_database(database)
    {
    }

    /// Makes them in an empty database, or returns LogMissing unless it may. DatabaseUnsupported if
    /// it is neither that nor a log of this version.
    Result<> makeOrCheck(const Lineage &lineage, Index after, bool mayMake);

    LogBounds bounds();
    void append(Index first, std::span<const Change> changes, const QString &actor,
                const QDateTime &time);

    /// Whole entries behind each other from index `from` on; see ReplicatedLog::read.
    QList<Entry> read(Index from, qint64 limit, qint64 maxBytes);

    /// Removes what is damaged at the end; true if there was any.
    bool cutTornTail();

    /// Removes the entries up to `upTo` for good.
    void trim(Index upTo);

    LoggedHistories histories();

    /// The current history is kept, in place of the one that was; the next entry is `after` + 1 of `lineage`.
    void beginAnew(const Lineage &lineage, Index after);

    /// The current history and the kept one, which is there, change places.
    void goBack();

    /// Notes where a history that is there began, and forgets it of those that are not.
    void setOrigin(const Lineage &lineage, const Position &origin);

private:
    std::optional<Position> originOf(const Lineage &lineage);
    void makeEntries();
    std::string value(const std::string &key);
    void setValue(const std::string &key, const std::string &value);

    SQLite::Database &m_database;
};

} // namespace lifeboat
