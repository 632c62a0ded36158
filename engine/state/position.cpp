// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/position.h"

#include <QRegularExpression>
#include <QVariant>
#include <SQLiteCpp/Statement.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

Result<std::unique_ptr<Connection>> openToLook(FileSystem &fileSystem, const QString &path)
{
    LIFEBOAT_ASSIGN(const LiveDatabase database, LiveDatabase::open(path));
    LIFEBOAT_ASSIGN(const SqliteHeader header, database.header());
    const bool atRest = header.walMode && !fileSystem.exists(path + u"-wal"_s);
    return Connection::open(path, atRest ? Connection::Access::AtRest : Connection::Access::ReadOnly,
                            std::chrono::milliseconds(500));
}

Result<std::optional<Position>> readPosition(Connection &connection)
{
    // Another program may have a table of that name too, or a view, and to read that is to run whatever it says.
    LIFEBOAT_ASSIGN(const QVariant columns,
                    connection.query(u"SELECT count(*) FROM sqlite_schema AS s, pragma_table_info(s.name) AS c"
                                     " WHERE s.name = 'lifeboat_state' AND s.type = 'table'"
                                     " AND s.sql NOT LIKE 'CREATE VIRTUAL%' AND c.name IN ('key', 'value')"_s));
    if (columns.toInt() != 2)
        return std::optional<Position>();
    const auto value = [&](QLatin1StringView key) {
        return connection.query(u"SELECT value FROM lifeboat_state WHERE key = '%1'"_s.arg(key));
    };
    LIFEBOAT_ASSIGN(const QVariant initialized, value("initialized"_L1));
    LIFEBOAT_ASSIGN(const QVariant lineage, value("lineage"_L1));
    LIFEBOAT_ASSIGN(const QVariant index, value("applied_index"_L1));
    const auto number = parseDecimal(index.toString());
    if (initialized.toString() != "1"_L1 || lineage.toString().isEmpty() || !number)
        return std::optional<Position>();
    return Position{{lineage.toString()}, *number};
}

namespace {

std::string ancestorKey(const Lineage &lineage)
{
    return "ancestor:" + lineage.value.toStdString();
}

std::string originKey(const Lineage &lineage)
{
    return "origin:" + lineage.value.toStdString();
}

/// Empty where there is none.
Result<QString> textAt(Connection &connection, const std::string &key)
{
    try {
        SQLite::Statement statement(connection.sqlite(), "SELECT value FROM lifeboat_state WHERE key = ?");
        statement.bind(1, key);
        return statement.executeStep() ? QString::fromStdString(statement.getColumn(0).getString()) : QString();
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, connection.file().path()));
    }
}

} // namespace

Result<> writePosition(Connection &connection, const Position &position)
{
    LIFEBOAT_TRY(connection.execute(
        u"CREATE TABLE IF NOT EXISTS lifeboat_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"_s));
    try {
        SQLite::Statement statement(connection.sqlite(),
                                    "INSERT OR REPLACE INTO lifeboat_state VALUES"
                                    " ('initialized', '1'), ('lineage', ?), ('applied_index', ?)");
        statement.bind(1, position.lineage.value.toStdString());
        statement.bind(2, std::to_string(position.appliedIndex));
        statement.exec();
        return {};
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, connection.file().path()));
    }
}

Result<> branchOff(Connection &connection, const Position &position, const Lineage &lineage)
{
    try {
        SQLite::Statement statement(connection.sqlite(), "INSERT OR REPLACE INTO lifeboat_state VALUES (?, ?), (?, ?)");
        const std::string index = std::to_string(position.appliedIndex);
        statement.bind(1, ancestorKey(position.lineage));
        statement.bind(2, index);
        statement.bind(3, originKey(lineage));
        statement.bind(4, index + ':' + position.lineage.value.toStdString());
        statement.exec();
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, connection.file().path()));
    }
    return writePosition(connection, {lineage, position.appliedIndex});
}

Result<std::optional<Index>> readBranch(Connection &connection, const Lineage &lineage)
{
    return textAt(connection, ancestorKey(lineage)).transform([](const QString &told) { return parseDecimal(told); });
}

Result<std::optional<Position>> readOrigin(Connection &connection, const Lineage &lineage)
{
    LIFEBOAT_ASSIGN(const QString told, textAt(connection, originKey(lineage)));
    const qsizetype colon = told.indexOf(u':');
    const auto index = parseDecimal(QStringView(told).left(std::max<qsizetype>(colon, 0)));
    return index ? std::optional(Position{{told.sliced(colon + 1)}, *index}) : std::nullopt;
}

bool isLineage(const QString &text)
{
    static const QRegularExpression pattern(u"\\A[A-Za-z0-9._-]{1,64}\\z"_s);
    return pattern.match(text).hasMatch();
}

} // namespace lifeboat
