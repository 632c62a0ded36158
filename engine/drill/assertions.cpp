// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/assertions.h"

#include <QLocale>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// Bytes of a text, blob or row that SQLite may make or read for a query: far beyond what anybody compares, and little
/// enough that a plan from somebody else cannot eat up the machine's memory.
constexpr int kValueBytes = 64 * 1024 * 1024;

/// Characters of a value that a report shows.
constexpr qsizetype kShownCharacters = 1000;

QString asText(const SQLite::Column &column)
{
    switch (column.getType()) {
    case SQLITE_NULL:
        return u"NULL"_s;
    case SQLITE_FLOAT:
        return QString::number(column.getDouble(), 'g', QLocale::FloatingPointShortest);
    case SQLITE_BLOB:
        return QString::fromLatin1(QByteArray(static_cast<const char *>(column.getBlob()), column.getBytes()).toHex());
    default:
        return QString::fromUtf8(column.getText(), column.getBytes());
    }
}

QString shown(const QString &text)
{
    if (text.size() <= kShownCharacters)
        return text;
    const qsizetype cut = text.at(kShownCharacters - 1).isHighSurrogate() ? kShownCharacters - 1 : kShownCharacters;
    return u"%1\u2026 %2 more characters"_s.arg(text.first(cut)).arg(text.size() - cut);
}

/// What a query gave.
struct Value {
    QString text;
    bool isNumber = false; ///< for SQLite; a text or blob of digits is none
};

/// Whole numbers digit by digit, other numbers as doubles, everything else as text: two digests that happen to read as
/// the same number ("0e1", "0e2") differ.
bool sameValue(const Value &value, const QString &expected)
{
    const QString &found = value.text;
    if (found == expected || !value.isNumber)
        return found == expected;
    bool firstOk = false;
    bool secondOk = false;
    const double first = found.toDouble(&firstOk);
    const double second = expected.toDouble(&secondOk);
    const auto isWhole = [](const QString &text) { return !text.contains('.'_L1) && !text.contains('e'_L1, Qt::CaseInsensitive); };
    return firstOk && secondOk && !(isWhole(found) && isWhole(expected)) && first == second;
}

/// Denies what would outlast the plan: these pragmas are the process's, whose every other database would feel them.
int authorize(void *, int action, const char *pragma, const char *value, const char *, const char *)
{
    constexpr std::array kOfTheProcess{"hard_heap_limit"_L1, "soft_heap_limit"_L1, "temp_store_directory"_L1,
                                       "data_store_directory"_L1};
    if (action != SQLITE_PRAGMA || !value)
        return SQLITE_OK;
    const QByteArray name = QByteArray(pragma).toLower();
    return std::ranges::contains(kOfTheProcess, QLatin1StringView(name)) ? SQLITE_DENY : SQLITE_OK;
}

/// True if anything but blanks and comments follows the first statement of `sql`, which SQLite can prepare.
bool hasSecondStatement(sqlite3 *database, const std::string &sql)
{
    const char *rest = sql.c_str();
    for (bool first = true; *rest != '\0'; first = false) {
        sqlite3_stmt *statement = nullptr;
        const char *next = rest;
        const int code = sqlite3_prepare_v2(database, rest, -1, &statement, &next);
        const bool found = code != SQLITE_OK || statement;
        sqlite3_finalize(statement);
        if (found && !first)
            return true;
        if (next == rest)
            break;
        rest = next;
    }
    return false;
}

/// The first column of the first row. The connection is read-only: a statement that writes is refused by SQLite.
Result<Value> lookUp(Connection &connection, const QString &query)
{
    // SQLite would stop reading there, and what follows would only look as if it had been asserted.
    if (query.contains(QChar(u'\0')))
        return failure(ErrorCode::QueryFailed, query, u"the query contains a NUL character"_s);
    try {
        const std::string sql = query.toStdString();
        SQLite::Statement statement(connection.sqlite(), sql);
        // What nobody would run must not look as if it had been asserted.
        if (hasSecondStatement(connection.sqlite().getHandle(), sql))
            return failure(ErrorCode::QueryFailed, query, u"more than one statement"_s);
        if (!statement.executeStep() || statement.getColumnCount() < 1)
            return failure(ErrorCode::QueryFailed, query, u"the query gives no row"_s);
        const SQLite::Column column = statement.getColumn(0);
        return Value{asText(column), column.getType() == SQLITE_INTEGER || column.getType() == SQLITE_FLOAT};
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, query));
    }
}

AssertionOutcome unreached(AssertionKind kind, const QString &subject, const QString &expected)
{
    return {.kind = kind, .subject = subject, .expected = expected, .found = {}, .holds = false, .error = {}};
}

AssertionOutcome unreached(const RowsAssertion &assertion)
{
    return unreached(AssertionKind::Rows, assertion.table, QString::number(assertion.minimum));
}

AssertionOutcome unreached(const SqlAssertion &assertion)
{
    return unreached(AssertionKind::Sql, assertion.name.isEmpty() ? assertion.query : assertion.name, assertion.expected);
}

AssertionOutcome assertRows(Connection &connection, const RowsAssertion &assertion)
{
    AssertionOutcome outcome = unreached(assertion);
    const auto found = lookUp(connection, u"SELECT count(*) FROM "_s + quotedIdentifier(assertion.table));
    if (!found) {
        outcome.error = found.error();
        outcome.error->subject = assertion.table;
        return outcome;
    }
    outcome.found = found->text;
    outcome.holds = found->text.toULongLong() >= assertion.minimum;
    return outcome;
}

AssertionOutcome assertSql(Connection &connection, const SqlAssertion &assertion)
{
    AssertionOutcome outcome = unreached(assertion);
    const auto found = lookUp(connection, assertion.query);
    if (!found) {
        outcome.error = found.error();
        return outcome;
    }
    outcome.found = shown(found->text);
    outcome.holds = sameValue(*found, assertion.expected);
    return outcome;
}

} // namespace

Result<QList<AssertionOutcome>> assertData(const JobControl &control, Connection &connection, const DrillPlan &plan)
{
    // A plan may come from anybody: it reads this database and no other file.
    sqlite3_limit(connection.sqlite().getHandle(), SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(connection.sqlite().getHandle(), SQLITE_LIMIT_LENGTH, kValueBytes);
    sqlite3_set_authorizer(connection.sqlite().getHandle(), authorize, nullptr);
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
    outcomes.append(unreached(AssertionKind::Integrity, {}, u"ok"_s));
    for (const RowsAssertion &rows : plan.rows)
        outcomes.append(unreached(rows));
    for (const SqlAssertion &sql : plan.sql)
        outcomes.append(unreached(sql));
    if (plan.maxRto)
        outcomes.append(assertTime(AssertionKind::Rto, *plan.maxRto, std::nullopt));
    if (plan.maxRpo)
        outcomes.append(assertTime(AssertionKind::Rpo, *plan.maxRpo, std::nullopt));
    return outcomes;
}

} // namespace lifeboat
