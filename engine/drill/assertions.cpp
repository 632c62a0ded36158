// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/assertions.h"

#include <QVariant>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

QString asText(const SQLite::Column &column)
{
    switch (column.getType()) {
    case SQLITE_NULL:
        return u"NULL"_s;
    case SQLITE_FLOAT:
        return QString::number(column.getDouble(), 'g', 17);
    case SQLITE_BLOB:
        return QString::fromLatin1(QByteArray(static_cast<const char *>(column.getBlob()), column.getBytes()).toHex());
    default:
        return QString::fromUtf8(column.getText(), column.getBytes());
    }
}

/// Whole numbers digit by digit, other numbers as doubles, everything else as text.
bool sameValue(const QString &found, const QString &expected)
{
    if (found == expected)
        return true;
    bool firstOk = false;
    bool secondOk = false;
    const double first = found.toDouble(&firstOk);
    const double second = expected.toDouble(&secondOk);
    const auto isWhole = [](const QString &text) { return !text.contains('.'_L1) && !text.contains('e'_L1, Qt::CaseInsensitive); };
    return firstOk && secondOk && !(isWhole(found) && isWhole(expected)) && first == second;
}

/// The first column of the first row. The connection is read-only: a statement that writes is refused by SQLite.
Result<QString> lookUp(Connection &connection, const QString &query)
{
    try {
        SQLite::Statement statement(connection.sqlite(), query.toStdString());
        if (!statement.executeStep() || statement.getColumnCount() < 1)
            return failure(ErrorCode::QueryFailed, query, u"the query gives no row"_s);
        return asText(statement.getColumn(0));
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception.getExtendedErrorCode(), query, QString::fromUtf8(exception.what())));
    }
}

QString quoted(QString name)
{
    return u'"' + name.replace(u"\""_s, u"\"\""_s) + u'"';
}

AssertionOutcome assertRows(Connection &connection, const RowsAssertion &assertion)
{
    AssertionOutcome outcome{.kind = AssertionKind::Rows, .subject = assertion.table, .expected = QString::number(assertion.minimum), .found = {}, .holds = false, .error = {}};
    const auto found = lookUp(connection, u"SELECT count(*) FROM "_s + quoted(assertion.table));
    if (!found) {
        outcome.error = found.error();
        outcome.error->subject = assertion.table;
        return outcome;
    }
    outcome.found = *found;
    outcome.holds = found->toULongLong() >= assertion.minimum;
    return outcome;
}

AssertionOutcome assertSql(Connection &connection, const SqlAssertion &assertion)
{
    AssertionOutcome outcome{.kind = AssertionKind::Sql, .subject = assertion.name.isEmpty() ? assertion.query : assertion.name, .expected = assertion.expected, .found = {}, .holds = false, .error = {}};
    const auto found = lookUp(connection, assertion.query);
    if (!found) {
        outcome.error = found.error();
        return outcome;
    }
    outcome.found = *found;
    outcome.holds = sameValue(*found, assertion.expected);
    return outcome;
}

} // namespace

Result<QList<AssertionOutcome>> assertData(const JobControl &control, Connection &connection, const DrillPlan &plan)
{
    // A plan may come from anybody: it reads this database and no other file.
    sqlite3_limit(connection.sqlite().getHandle(), SQLITE_LIMIT_ATTACHED, 0);
    connection.interruptOn(control.stopToken());
    QList<AssertionOutcome> outcomes;
    for (const RowsAssertion &rows : plan.rows) {
        outcomes.append(assertRows(connection, rows));
        LIFEBOAT_TRY(control.checkpoint());
    }
    for (const SqlAssertion &sql : plan.sql) {
        outcomes.append(assertSql(connection, sql));
        LIFEBOAT_TRY(control.checkpoint());
    }
    connection.interruptOn({});
    return outcomes;
}

AssertionOutcome assertTime(AssertionKind kind, std::chrono::milliseconds limit, std::optional<std::chrono::milliseconds> measured)
{
    return {.kind = kind,
            .subject = {},
            .expected = durationText(limit),
            .found = measured ? durationText(*measured) : QString(),
            .holds = measured && *measured <= limit,
            .error = {}};
}

QList<AssertionOutcome> unreachedAssertions(const DrillPlan &plan)
{
    QList<AssertionOutcome> outcomes;
    outcomes.append({.kind = AssertionKind::Integrity, .subject = {}, .expected = u"ok"_s, .found = {}, .holds = false, .error = {}});
    for (const RowsAssertion &rows : plan.rows)
        outcomes.append({.kind = AssertionKind::Rows, .subject = rows.table, .expected = QString::number(rows.minimum), .found = {}, .holds = false, .error = {}});
    for (const SqlAssertion &sql : plan.sql)
        outcomes.append({.kind = AssertionKind::Sql, .subject = sql.name.isEmpty() ? sql.query : sql.name, .expected = sql.expected, .found = {}, .holds = false, .error = {}});
    if (plan.maxRto)
        outcomes.append(assertTime(AssertionKind::Rto, *plan.maxRto, std::nullopt));
    if (plan.maxRpo)
        outcomes.append(assertTime(AssertionKind::Rpo, *plan.maxRpo, std::nullopt));
    return outcomes;
}

} // namespace lifeboat
