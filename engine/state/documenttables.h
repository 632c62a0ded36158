// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/state/entry.h"

#include <SQLiteCpp/Statement.h>

#include <map>

namespace lifeboat {

/// How many documents a table holds.
struct TableCount
{
    QString name;
    quint64 rows = 0;

    bool operator==(const TableCount &) const = default;
};

/// The tables of documents in a managed state's database, changed through one connection: FORMAT.md
/// says how they look. Everything is part of the caller's transaction and throws
/// SQLite::Exception; the database must outlive it. One thread at a time.
class DocumentTables
{
public:
    explicit DocumentTables(SQLite::Database &database);

    /// Makes the tables every state has and counts those that have no count yet: a state that
    /// another version or another program wrote. Writes nothing where nothing is missing.
    void complete();

    /// The change must name a table as isTableName has it. Counts follow with writeCounts().
    void apply(const Change &change);

    void writeCounts();

    /// To be called when the transaction did not happen.
    void forget();

    /// Sorted by name; of any connection, without counting rows.
    static QList<TableCount> counts(SQLite::Database &database);

private:
    struct Table
    {
        SQLite::Statement insert;
        SQLite::Statement update;
        SQLite::Statement remove;
        qint64 added = 0; ///< rows, since the counts were written
    };

    /// Null for a table that does not exist, unless it is to be made.
    Table *find(const QString &name, bool make);
    void create(const QString &name);
    bool has(const QString &name);

    SQLite::Database &m_database;
    std::map<QString, Table> m_tables; ///< those met so far
    std::string m_id; ///< kept so that its memory is reused
    std::string m_document;
};

} // namespace lifeboat
