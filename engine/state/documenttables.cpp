// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/documenttables.h"

#include "engine/state/livedatabase.h"

#include <set>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr std::array kControlPlane = {"assignments"_L1,   "cluster_state"_L1, "results"_L1,
                                      "tasks"_L1,         "vm_states"_L1,     "worker_status"_L1,
                                      "workers"_L1};

constexpr auto kCountKey = "rows:"_L1;

std::string countKey(const QString &table)
{
    return (kCountKey + table).toStdString();
}

/// What has exactly the columns of a table of documents.
QStringList documentTables(SQLite::Database &database)
{
    SQLite::Statement names(
        database,
        "SELECT name FROM sqlite_schema AS t WHERE type = 'table' AND"
        " (SELECT group_concat(name) FROM pragma_table_info(t.name)) = 'id,document'");
    QStringList found;
    while (names.executeStep()) {
        const QString name = QString::fromStdString(names.getColumn(0).getString());
        if (isTableName(name))
            found.append(name);
    }
    return found;
}

} // namespace

DocumentTables::DocumentTables(SQLite::Database &database)
    : m_database(database)
{
}

void DocumentTables::complete()
{
    std::set<QString> counted;
    for (const TableCount &table : counts(m_database))
        counted.insert(table.name);
    for (const auto name : kControlPlane) {
        if (!counted.contains(name))
            create(name);
    }
    SQLite::Statement add(m_database, "INSERT OR REPLACE INTO lifeboat_state VALUES (?, ?)");
    for (const QString &name : documentTables(m_database)) {
        if (counted.contains(name))
            continue;
        const std::string query = "SELECT count(*) FROM " + quotedIdentifier(name).toStdString();
        add.bind(1, countKey(name));
        add.bind(2, m_database.execAndGet(query).getString());
        add.exec();
        add.reset();
    }
}

void DocumentTables::apply(const Change &change)
{
    Table *table = find(change.table, change.op == EntryOp::Put);
    if (!table)
        return;
    m_id = change.id.toStdString();
    if (change.op == EntryOp::Delete) {
        table->remove.bindNoCopy(1, m_id);
        table->added -= table->remove.exec();
        table->remove.reset();
        return;
    }
    m_document.assign(change.document.data(), size_t(change.document.size()));
    table->insert.bindNoCopy(1, m_id);
    table->insert.bindNoCopy(2, m_document);
    const bool isNew = table->insert.exec() == 1;
    table->insert.reset();
    if (isNew) {
        ++table->added;
        return;
    }
    table->update.bindNoCopy(1, m_document);
    table->update.bindNoCopy(2, m_id);
    table->update.exec();
    table->update.reset();
}

void DocumentTables::writeCounts()
{
    SQLite::Statement add(m_database,
                          "UPDATE lifeboat_state SET value = CAST(value AS INTEGER) + ? WHERE key = ?");
    for (auto &[name, table] : m_tables) {
        if (table.added == 0)
            continue;
        add.bind(1, int64_t(table.added));
        add.bind(2, countKey(name));
        add.exec();
        add.reset();
        table.added = 0;
    }
}

void DocumentTables::forget()
{
    m_tables.clear();
}

DocumentTables::Table *DocumentTables::find(const QString &name, bool make)
{
    if (const auto known = m_tables.find(name); known != m_tables.end())
        return &known->second;
    if (!has(name)) {
        if (!make)
            return nullptr;
        create(name);
    }
    const std::string table = quotedIdentifier(name).toStdString();
    return &m_tables
                .try_emplace(name,
                             Table{{m_database, "INSERT INTO " + table
                                        + " VALUES (?, ?) ON CONFLICT (id) DO NOTHING"},
                                   {m_database, "UPDATE " + table + " SET document = ? WHERE id = ?"},
                                   {m_database, "DELETE FROM " + table + " WHERE id = ?"}})
                .first->second;
}

void DocumentTables::create(const QString &name)
{
    // An ordinary rowid table: with random ids it takes documents eight times as fast as one
    // WITHOUT ROWID, in a third of the space.
    m_database.exec("CREATE TABLE IF NOT EXISTS " + quotedIdentifier(name).toStdString()
                    + " (\"id\" TEXT NOT NULL UNIQUE, \"document\" TEXT NOT NULL)");
    SQLite::Statement add(m_database, "INSERT OR IGNORE INTO lifeboat_state VALUES (?, '0')");
    add.bind(1, countKey(name));
    add.exec();
}

bool DocumentTables::has(const QString &name)
{
    return m_database.tableExists(name.toStdString());
}

QList<TableCount> DocumentTables::counts(SQLite::Database &database)
{
    SQLite::Statement statement(database,
                                "SELECT substr(key, 6), CAST(value AS INTEGER) FROM lifeboat_state"
                                " WHERE key > 'rows:' AND key < 'rows;' ORDER BY key");
    QList<TableCount> found;
    while (statement.executeStep())
        found.append({QString::fromStdString(statement.getColumn(0).getString()),
                      quint64(statement.getColumn(1).getInt64())});
    return found;
}

} // namespace lifeboat
