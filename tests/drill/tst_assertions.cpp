// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/assertions.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <future>
#include <semaphore>
#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using std::chrono::milliseconds;

class tst_Assertions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void rows_data();
    void rows();
    void sqlValues_data();
    void sqlValues();
    void sqlRefused_data();
    void sqlRefused();
    void longValues();
    void order();
    void nothingToAssert();
    void times_data();
    void times();
    void unreached();
    void cancelInterruptsALongQuery();
    void canceledBefore();

private:
    AssertionOutcome outcomeOf(const SqlAssertion &assertion);

    std::unique_ptr<Workspace> m_space;
    std::unique_ptr<Connection> m_connection;
    QByteArray m_bytes;
};

void tst_Assertions::init()
{
    m_space = std::make_unique<Workspace>();
    const QString database = m_space->path(u"state.db"_s);
    makeDatabase(database, {.position = {}, .marker = u"here"_s});
    runSql(database,
           u"CREATE TABLE empty (x); CREATE TABLE \"it's \"\"odd\"\"\" (x); INSERT INTO \"it's "
           u"\"\"odd\"\"\" VALUES (1), (2);"
           "CREATE TABLE \"a.b; DROP TABLE empty\" (x); CREATE TABLE \"Größe\" (x); CREATE VIEW "
           "half AS"
           " SELECT * FROM accounts WHERE id <= 50"_s);
    m_connection = ok(Connection::open(database, Connection::Access::ReadOnly));
    m_bytes = m_space->read(u"state.db"_s);
}

void tst_Assertions::cleanup()
{
    // Whatever was asserted: not a byte of the database differs.
    QCOMPARE(m_space->read(u"state.db"_s), m_bytes);
    m_connection.reset();
    m_space.reset();
}

AssertionOutcome tst_Assertions::outcomeOf(const SqlAssertion &assertion)
{
    UnwatchedControl control;
    DrillPlan plan;
    plan.sql = {assertion};
    const auto outcomes = ok(assertData(control, *m_connection, plan));
    if (outcomes.size() != 1)
        fail(u"%1 outcomes"_s.arg(outcomes.size()), std::source_location::current());
    return outcomes.first();
}

void tst_Assertions::rows_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<quint64>("minimum");
    QTest::addColumn<QString>("found"); // empty: an error
    QTest::addColumn<bool>("holds");
    QTest::newRow("exactly") << u"accounts"_s << quint64(100) << u"100"_s << true;
    QTest::newRow("more than enough") << u"accounts"_s << quint64(99) << u"100"_s << true;
    QTest::newRow("one too few") << u"accounts"_s << quint64(101) << u"100"_s << false;
    QTest::newRow("none wanted, none there") << u"empty"_s << quint64(0) << u"0"_s << true;
    QTest::newRow("one wanted, none there") << u"empty"_s << quint64(1) << u"0"_s << false;
    QTest::newRow("very many") << u"accounts"_s << std::numeric_limits<quint64>::max() << u"100"_s << false;
    QTest::newRow("view") << u"half"_s << quint64(50) << u"50"_s << true;
    QTest::newRow("other case") << u"ACCOUNTS"_s << quint64(100) << u"100"_s << true;
    QTest::newRow("quotes") << u"it's \"odd\""_s << quint64(2) << u"2"_s << true;
    QTest::newRow("like SQL") << u"a.b; DROP TABLE empty"_s << quint64(0) << u"0"_s << true;
    QTest::newRow("umlauts") << u"Größe"_s << quint64(0) << u"0"_s << true;
    QTest::newRow("missing") << u"orders"_s << quint64(0) << QString() << false;
    QTest::newRow("missing, with quotes") << u"x\" UNION SELECT 1 --"_s << quint64(0) << QString() << false;
    QTest::newRow("empty name") << QString() << quint64(0) << QString() << false;
}

void tst_Assertions::rows()
{
    QFETCH(const QString, table);
    QFETCH(const quint64, minimum);
    QFETCH(const QString, found);
    QFETCH(const bool, holds);
    UnwatchedControl control;
    DrillPlan plan;
    plan.rows = {{table, minimum}};
    const auto outcomes = ok(assertData(control, *m_connection, plan));
    QCOMPARE(outcomes.size(), 1);
    const AssertionOutcome &outcome = outcomes.first();
    QVERIFY(outcome.kind == AssertionKind::Rows);
    QCOMPARE(outcome.subject, table);
    QCOMPARE(outcome.expected, QString::number(minimum));
    QCOMPARE(outcome.found, found);
    QCOMPARE(outcome.holds, holds);
    QCOMPARE(outcome.error.has_value(), found.isEmpty());
    if (outcome.error) {
        QCOMPARE(codeOf(outcome.error->code), codeOf(ErrorCode::QueryFailed));
        QCOMPARE(outcome.error->subject, table);
    }
}

void tst_Assertions::sqlValues_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("found");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char *name, const QString &query, const QString &expected,
                        const QString &found,
                        bool holds) { QTest::newRow(name) << query << expected << found << holds; };
    row("sum", u"SELECT sum(balance) FROM accounts"_s, u"100000"_s, u"100000"_s, true);
    row("another sum", u"SELECT sum(balance) FROM accounts"_s, u"100001"_s, u"100000"_s, false);
    row("whole as real", u"SELECT 1"_s, u"1.0"_s, u"1"_s, true);
    row("real as whole", u"SELECT 1.0"_s, u"1"_s, u"1"_s, true);
    row("real as real", u"SELECT 2.5"_s, u"2.50"_s, u"2.5"_s, true);
    row("real as people write it", u"SELECT 0.1"_s, u"0.1"_s, u"0.1"_s, true);
    row("real, differing", u"SELECT 0.1"_s, u"0.10000001"_s, u"0.1"_s, false);
    row("exponent", u"SELECT 1000"_s, u"1e3"_s, u"1000"_s, true);
    row("negative", u"SELECT -7"_s, u"-7"_s, u"-7"_s, true);
    row("largest", u"SELECT 9223372036854775807"_s, u"9223372036854775807"_s, u"9223372036854775807"_s, true);
    row("one less than the largest", u"SELECT 9223372036854775807"_s, u"9223372036854775806"_s,
        u"9223372036854775807"_s, false);
    row("beyond a double's digits", u"SELECT 9007199254740993"_s, u"9007199254740992"_s, u"9007199254740993"_s, false);
    row("number against text", u"SELECT 1"_s, u"one"_s, u"1"_s, false);
    row("number against nothing", u"SELECT 0"_s, QString(), u"0"_s, false);
    row("text", u"SELECT text FROM notes"_s, u"here"_s, u"here"_s, true);
    row("text, other case", u"SELECT text FROM notes"_s, u"HERE"_s, u"here"_s, false);
    row("text, blank after it", u"SELECT 'a '"_s, u"a"_s, u"a "_s, false);
    row("umlauts", u"SELECT 'Größe \U0001F6DF'"_s, u"Größe \U0001F6DF"_s, u"Größe \U0001F6DF"_s, true);
    row("text of digits", u"SELECT '42'"_s, u"42"_s, u"42"_s, true);
    row("texts that read as the same number", u"SELECT '0e462097431906'"_s, u"0e830400451993"_s,
        u"0e462097431906"_s, false);
    row("text with zeros in front", u"SELECT '1.0'"_s, u"01.0"_s, u"1.0"_s, false);
    row("empty text", u"SELECT ''"_s, QString(), QString(), true);
    row("no value", u"SELECT NULL"_s, u"NULL"_s, u"NULL"_s, true);
    row("no value against 0", u"SELECT NULL"_s, u"0"_s, u"NULL"_s, false);
    row("no value against empty", u"SELECT NULL"_s, QString(), u"NULL"_s, false);
    row("sum of no rows", u"SELECT sum(x) FROM empty"_s, u"0"_s, u"NULL"_s, false);
    row("blob", u"SELECT x'00ff10'"_s, u"00ff10"_s, u"00ff10"_s, true);
    row("empty blob", u"SELECT x''"_s, QString(), QString(), true);
    row("blobs that read as the same number", u"SELECT x'0e10'"_s, u"0e20"_s, u"0e10"_s, false);
    row("first column", u"SELECT 1, 2"_s, u"1"_s, u"1"_s, true);
    row("first row", u"SELECT id FROM accounts ORDER BY id"_s, u"1"_s, u"1"_s, true);
    row("semicolon", u"SELECT 1;"_s, u"1"_s, u"1"_s, true);
    row("comment after it", u"SELECT 1; -- done\n /* really */"_s, u"1"_s, u"1"_s, true);
    row("CTE", u"WITH n(x) AS (VALUES (1), (2)) SELECT count(*) FROM n"_s, u"2"_s, u"2"_s, true);
    row("pragma that reads", u"PRAGMA user_version"_s, u"0"_s, u"0"_s, true);
}

void tst_Assertions::sqlValues()
{
    QFETCH(const QString, query);
    QFETCH(const QString, expected);
    QFETCH(const QString, found);
    QFETCH(const bool, holds);
    const AssertionOutcome outcome = outcomeOf({u"its name"_s, query, expected});
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(toString(*outcome.error)) : "");
    QVERIFY(outcome.kind == AssertionKind::Sql);
    QCOMPARE(outcome.subject, u"its name"_s);
    QCOMPARE(outcome.expected, expected);
    QCOMPARE(outcome.found, found);
    QCOMPARE(outcome.holds, holds);
    QCOMPARE(outcomeOf({QString(), query, expected}).subject, query);
}

void tst_Assertions::sqlRefused_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name, const QString &query, ErrorCode code) {
        QTest::newRow(name) << query << code;
    };
    row("no rows", u"SELECT 1 FROM empty"_s, ErrorCode::QueryFailed);
    row("syntax", u"SELEKT 1"_s, ErrorCode::QueryFailed);
    row("unfinished", u"SELECT (1"_s, ErrorCode::QueryFailed);
    row("missing table", u"SELECT x FROM missing"_s, ErrorCode::QueryFailed);
    row("empty", QString(), ErrorCode::QueryFailed);
    row("comment", u"-- nothing"_s, ErrorCode::QueryFailed);
    row("only a semicolon", u";"_s, ErrorCode::QueryFailed);
    row("insert", u"INSERT INTO empty VALUES (1)"_s, ErrorCode::PermissionDenied);
    row("insert returning", u"INSERT INTO empty VALUES (1) RETURNING 1"_s, ErrorCode::PermissionDenied);
    row("update", u"UPDATE accounts SET balance = 1 RETURNING 1"_s, ErrorCode::PermissionDenied);
    row("delete", u"DELETE FROM accounts RETURNING 1"_s, ErrorCode::PermissionDenied);
    row("drop", u"DROP TABLE accounts"_s, ErrorCode::PermissionDenied);
    row("create", u"CREATE TABLE new (x)"_s, ErrorCode::PermissionDenied);
    row("pragma that writes", u"PRAGMA user_version = 1"_s, ErrorCode::PermissionDenied);
    row("limit of the process", u"PRAGMA Hard_Heap_Limit = 1000000000000"_s, ErrorCode::PermissionDenied);
    row("limit of the process, as a call", u"PRAGMA main.soft_heap_limit(1000000000000)"_s, ErrorCode::PermissionDenied);
    row("directory of the process", u"PRAGMA temp_store_directory = '/'"_s, ErrorCode::PermissionDenied);
    row("NUL before the rest", u"SELECT 1"_s + QChar(u'\0') + u" WHERE 0"_s, ErrorCode::QueryFailed);
    row("a value beyond the limit", u"SELECT zeroblob(67108865)"_s, ErrorCode::QueryFailed);
    row("two statements", u"SELECT 1; SELECT 2"_s, ErrorCode::QueryFailed);
    row("a second one that writes", u"SELECT 1; DROP TABLE accounts"_s, ErrorCode::QueryFailed);
    row("a second one that is none", u"SELECT 1; nonsense"_s, ErrorCode::QueryFailed);
}

void tst_Assertions::sqlRefused()
{
    QFETCH(const QString, query);
    QFETCH(const ErrorCode, code);
    const AssertionOutcome outcome = outcomeOf({QString(), query, u"1"_s});
    QVERIFY(!outcome.holds);
    QCOMPARE(outcome.found, QString());
    QVERIFY(outcome.error);
    QCOMPARE(codeOf(outcome.error->code), codeOf(code));
    // One bad query says nothing about the next.
    QVERIFY(outcomeOf({QString(), u"SELECT 1"_s, u"1"_s}).holds);
}

/// Compared as a whole, kept in part: a report must stay small enough to be read.
void tst_Assertions::longValues()
{
    const QString query = u"SELECT replace(hex(zeroblob(1000)), '0', 'x') || '!'"_s;
    const AssertionOutcome held = outcomeOf({QString(), query, QString(2000, u'x') + u'!'});
    QVERIFY(held.holds);
    QCOMPARE(held.found, QString(1000, u'x') + u"\u2026 1001 more characters"_s);
    QVERIFY(!outcomeOf({QString(), query, QString(2000, u'x') + u'?'}).holds);
    const AssertionOutcome huge = outcomeOf({QString(), u"SELECT zeroblob(9000000)"_s, u"0"_s});
    QCOMPARE(huge.found, QString(1000, u'0') + u"\u2026 17999000 more characters"_s);
    // Not through the middle of a character.
    const AssertionOutcome wide = outcomeOf(
        {QString(), u"SELECT 'x' || replace(hex(zeroblob(600)), '0', '\U0001F6DF')"_s, u"0"_s});
    QVERIFY(wide.found.startsWith(u'x') && wide.found.contains(u"\U0001F6DF\u2026"_s));
}

void tst_Assertions::order()
{
    UnwatchedControl control;
    DrillPlan plan;
    plan.rows = {{u"notes"_s, 1}, {u"missing"_s, 1}, {u"accounts"_s, 1}};
    plan.sql = {{u"b"_s, u"nonsense"_s, u"1"_s}, {u"a"_s, u"SELECT 1"_s, u"1"_s}};
    plan.maxRto = milliseconds(1);
    const auto outcomes = ok(assertData(control, *m_connection, plan));
    QStringList seen;
    for (const AssertionOutcome &outcome : outcomes)
        seen += outcome.subject + (outcome.holds ? u" holds"_s : u" fails"_s);
    QCOMPARE(seen,
             QStringList({u"notes holds"_s, u"missing fails"_s, u"accounts holds"_s, u"b fails"_s,
                          u"a holds"_s}));
}

void tst_Assertions::nothingToAssert()
{
    UnwatchedControl control;
    QVERIFY(ok(assertData(control, *m_connection, {})).isEmpty());
    // No other file is read or written, whatever the way.
    const QString other = m_space->path(u"other.db"_s);
    makeDatabase(other);
    QVERIFY(!outcomeOf({QString(), u"ATTACH '%1' AS other"_s.arg(other), u"1"_s}).holds);
    const AssertionOutcome attached = outcomeOf({QString(), u"SELECT count(*) FROM other.accounts"_s, u"100"_s});
    QVERIFY(attached.error);
    const AssertionOutcome copied =
        outcomeOf({QString(), u"VACUUM INTO '%1'"_s.arg(m_space->path(u"copy.db"_s)), u"1"_s});
    QVERIFY(copied.error);
    QVERIFY(!m_space->exists(u"copy.db"_s));
    QVERIFY(outcomeOf({QString(), u"SELECT load_extension('%1')"_s.arg(other), u"1"_s}).error);
}

void tst_Assertions::times_data()
{
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("measured"); // -1: none
    QTest::addColumn<QString>("found");
    QTest::addColumn<bool>("holds");
    QTest::newRow("below") << qint64(10'000) << qint64(9'999) << u"9999ms"_s << true;
    QTest::newRow("exactly") << qint64(10'000) << qint64(10'000) << u"10s"_s << true;
    QTest::newRow("above") << qint64(10'000) << qint64(10'001) << u"10001ms"_s << false;
    QTest::newRow("at once") << qint64(0) << qint64(0) << u"0ms"_s << true;
    QTest::newRow("not measured") << qint64(10'000) << qint64(-1) << QString() << false;
}

void tst_Assertions::times()
{
    QFETCH(const qint64, limit);
    QFETCH(const qint64, measured);
    QFETCH(const QString, found);
    QFETCH(const bool, holds);
    for (const AssertionKind kind : {AssertionKind::Rto, AssertionKind::Rpo}) {
        const auto time = measured < 0 ? std::nullopt : std::optional(milliseconds(measured));
        const AssertionOutcome outcome = assertTime(kind, milliseconds(limit), time);
        QVERIFY(outcome.kind == kind);
        QCOMPARE(outcome.expected, durationText(milliseconds(limit)));
        QCOMPARE(outcome.found, found);
        QCOMPARE(outcome.holds, holds);
        QVERIFY(!outcome.error);
    }
}

void tst_Assertions::unreached()
{
    DrillPlan plan;
    QCOMPARE(unreachedAssertions(plan).size(), 1);
    plan.rows = {{u"orders"_s, 7}};
    plan.sql = {{u"name"_s, u"SELECT 1"_s, u"x"_s}, {QString(), u"SELECT 2"_s, u"y"_s}};
    plan.maxRto = milliseconds(1000);
    plan.maxRpo = milliseconds(2000);
    QStringList seen;
    for (const AssertionOutcome &outcome : unreachedAssertions(plan)) {
        QVERIFY(!outcome.holds);
        QCOMPARE(outcome.found, QString());
        QVERIFY(!outcome.error);
        seen += u"%1 %2 %3"_s.arg(QString::number(int(outcome.kind)), outcome.subject, outcome.expected);
    }
    QCOMPARE(seen,
             QStringList({u"0  ok"_s, u"1 orders 7"_s, u"2 name x"_s, u"2 SELECT 2 y"_s, u"3  1s"_s,
                          u"4  2s"_s}));
}

void tst_Assertions::cancelInterruptsALongQuery()
{
    // The query itself says that it is running; without a cancel it would never end.
    static std::binary_semaphore running(0);
    const auto say = [](sqlite3_context *context, int, sqlite3_value **) {
        running.release();
        sqlite3_result_int(context, 0);
    };
    QCOMPARE(sqlite3_create_function_v2(m_connection->sqlite().getHandle(), "running", 0,
                                        SQLITE_UTF8, nullptr, say, nullptr, nullptr, nullptr),
             SQLITE_OK);
    DrillPlan plan;
    plan.sql = {
        {u"endless"_s,
         u"WITH RECURSIVE n(x) AS (SELECT running() UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"_s,
         u"1"_s},
        {u"never reached"_s, u"SELECT running()"_s, u"1"_s}};
    Progress progress;
    std::stop_source stop;
    JobControl control(progress, stop.get_token());
    auto asserted = std::async(std::launch::async, [&] { return assertData(control, *m_connection, plan); });
    running.acquire();
    stop.request_stop();
    EXPECT_ERROR(asserted.get(), ErrorCode::Canceled);
    QVERIFY(!running.try_acquire());
}

void tst_Assertions::canceledBefore()
{
    Progress progress;
    std::stop_source stop;
    stop.request_stop();
    const JobControl control(progress, stop.get_token());
    DrillPlan plan;
    plan.rows = {{u"accounts"_s, 1}};
    EXPECT_ERROR(assertData(control, *m_connection, plan), ErrorCode::Canceled);
    // The connection is as good as before.
    QVERIFY(outcomeOf({QString(), u"SELECT count(*) FROM accounts"_s, u"100"_s}).holds);
}

QTEST_GUILESS_MAIN(tst_Assertions)
#include "tst_assertions.moc"
