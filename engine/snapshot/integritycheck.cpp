// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/integritycheck.h"

#include "engine/state/livedatabase.h"

#include <QRegularExpression>
#include <QVariant>
#include <SQLiteCpp/Statement.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// SQLite ends a check that found this much: findings of one kind must not keep it from finding others.
constexpr int kAsked = 1'000'000'000;
/// Where only one table is checked it ends after so many, whatever is asked for.
constexpr int kMostOfATable = 100;
constexpr qsizetype kKept = 5;

/// sqlite.org/src, pragma.c: what integrity_check says of rows that break rules, and fts5: of an index whose tokenizer it
/// does not have. Everything else is about structure.
bool isContent(const QString &line)
{
    static const QRegularExpression pattern(
        u"^((NULL|NUMERIC|TEXT|non-[A-Z]+) value in |CHECK constraint failed in |unable to validate )"_s);
    return pattern.match(line).hasMatch();
}

/// True for what is said of an index whose order only the database's own application knows.
Result<bool> isOfUnknownOrder(Connection &connection, const QString &line)
{
    static const QRegularExpression ofIndex(u"^(row|rowid|wrong # of entries|non-unique entry) .*\\bindex (.+)$"_s);
    static const QRegularExpression ofKey(u"^row not in PRIMARY KEY order for (.+)$"_s);
    if (!connection.metUnknownCollation())
        return false;
    QString name = ofIndex.match(line).captured(2);
    QString sql = u"SELECT count(*) FROM pragma_index_xinfo('%1') WHERE coll NOT IN ('BINARY', 'NOCASE', 'RTRIM')"_s;
    if (name.isEmpty()) {
        name = ofKey.match(line).captured(1);
        sql = u"SELECT count(*) FROM pragma_index_list('%1') AS list, pragma_index_xinfo(list.name) AS info"
              " WHERE info.coll NOT IN ('BINARY', 'NOCASE', 'RTRIM')"_s;
    }
    if (name.isEmpty())
        return false;
    LIFEBOAT_ASSIGN(const QVariant unknown, connection.query(sql.arg(name.replace(u"'"_s, u"''"_s))));
    return unknown.toInt() > 0;
}

void keep(QStringList &lines, const QString &line)
{
    if (lines.size() < kKept)
        lines.append(line);
}

/// One check; `table`: of that table only.
Result<> check(Connection &connection, Integrity integrity, const QString &table, IntegrityFindings &findings)
{
    const QString what = table.isEmpty() ? QString::number(kAsked) : quotedIdentifier(table);
    const QString pragma = (integrity == Integrity::Quick ? u"PRAGMA quick_check(%1)"_s : u"PRAGMA integrity_check(%1)"_s).arg(what);
    const QString path = connection.file().path();
    try {
        SQLite::Statement check(connection.sqlite(), pragma.toStdString());
        int found = 0;
        while (check.executeStep()) {
            const QString line = QString::fromStdString(check.getColumn(0).getString());
            if (line == "ok"_L1)
                continue;
            ++found;
            LIFEBOAT_ASSIGN(const bool unknownOrder, isOfUnknownOrder(connection, line));
            keep(isContent(line) || unknownOrder ? findings.content : findings.structure, line);
        }
        if (!table.isEmpty() && found >= kMostOfATable)
            keep(findings.structure, u"%1: more is wrong than SQLite tells"_s.arg(table));
        return {};
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, path));
    }
}

/// A table that needs what only its application has (a tokenizer, a module) ends a check of everything: then each
/// table is checked for itself, and that one is a finding.
Result<> checkTables(JobControl &control, Connection &connection, Integrity integrity, IntegrityFindings &findings)
{
    QStringList tables;
    try {
        SQLite::Statement names(connection.sqlite(), "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        while (names.executeStep())
            tables.append(QString::fromStdString(names.getColumn(0).getString()));
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, connection.file().path()));
    }
    for (const QString &table : std::as_const(tables)) {
        LIFEBOAT_TRY(control.checkpoint());
        const auto checked = check(connection, integrity, table, findings);
        if (!checked && checked.error().code != ErrorCode::QueryFailed)
            return failure(checked.error());
        if (!checked)
            keep(findings.content, u"%1: %2"_s.arg(table, checked.error().detail));
    }
    return {};
}

Result<IntegrityFindings> checkDatabase(JobControl &control, const QString &path, Integrity integrity)
{
    IntegrityFindings findings;
    LIFEBOAT_ASSIGN(const auto connection, Connection::open(path, Connection::Access::AtRest));
    // A quick check comes by every page once: a cache that stays in the processor's serves it better than a large one.
    if (integrity == Integrity::Quick)
        LIFEBOAT_TRY(connection->query(u"PRAGMA cache_size = 64"_s));
    connection->interruptOn(control.stopToken());
    auto checked = check(*connection, integrity, {}, findings);
    if (!checked && checked.error().code == ErrorCode::QueryFailed)
        checked = checkTables(control, *connection, integrity, findings);
    LIFEBOAT_TRY(checked);
    return findings;
}

} // namespace

Result<IntegrityFindings> checkIntegrity(JobControl &control, const QString &path, Integrity integrity)
{
    auto findings = checkDatabase(control, path, integrity);
    if (findings)
        return findings;
    switch (findings.error().code) {
    case ErrorCode::DatabaseCorrupt:
    case ErrorCode::DatabaseEmpty:
    case ErrorCode::DatabaseEncrypted:
    case ErrorCode::NotADatabase:
        return IntegrityFindings{.structure = {findings.error().detail}, .content = {}};
    default:
        return findings;
    }
}

} // namespace lifeboat
