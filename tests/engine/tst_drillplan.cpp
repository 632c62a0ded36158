// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/drill/drillplan.h"
#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lifeboat;
using namespace lifeboat::test;
using std::chrono::milliseconds;

class tst_DrillPlan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads();
    void roundTrip();
    void invalid_data();
    void invalid();
    void files();
    void durations_data();
    void durations();
    void durationTexts_data();
    void durationTexts();
};

void tst_DrillPlan::reads()
{
    const DrillPlan plan = ok(planFromToml(R"(
name = "orders, nightly"
[snapshot]
store = "snapshots/orders"
[assertions]
integrity = "full"
max_rto = 10
max_rpo = "1.5min"
[assertions.rows]
orders = 120000
"odd name" = 0
[[assertions.sql]]
name = "no money is lost"
query = "SELECT sum(balance) FROM accounts"
expect = 1000000
[[assertions.sql]]
query = "SELECT 1"
expect = true
)", u"/plans"_s));
    QCOMPARE(plan.name, u"orders, nightly"_s);
    QCOMPARE(plan.store, u"/plans/snapshots/orders"_s);
    QVERIFY(plan.archive.isEmpty());
    QVERIFY(plan.integrity == Integrity::Full);
    QCOMPARE(plan.maxRto.value(), milliseconds(10s));
    QCOMPARE(plan.maxRpo.value(), milliseconds(90s));
    QCOMPARE(plan.rows.size(), 2);
    QCOMPARE(plan.sql.size(), 2);
    QCOMPARE(plan.sql[0].expected, u"1000000"_s);
    QCOMPARE(plan.sql[1].expected, u"1"_s);
    const DrillPlan small = ok(planFromToml("[snapshot]\narchive = '/a/b.snap.tar'", u"/plans"_s));
    QCOMPARE(small.archive, u"/a/b.snap.tar"_s);
    QCOMPARE(small.name, u"b.snap.tar"_s);
    QVERIFY(small.integrity == Integrity::Quick);
}

void tst_DrillPlan::roundTrip()
{
    DrillPlan plan;
    plan.name = u"quotes \" and ' and ä\nand lines"_s;
    plan.archive = u"/srv/a b/\"c\".snap.tar"_s;
    plan.integrity = Integrity::Full;
    plan.rows = {{u"a.b"_s, 0}, {u"t"_s, 9'000'000'000}};
    plan.sql = {{u"n"_s, u"SELECT '''x'''"_s, u"'x'"_s}, {{}, u"SELECT 1"_s, u"1"_s}};
    plan.maxRto = 1500ms;
    plan.maxRpo = 48h;
    QVERIFY(ok(planFromToml(toToml(plan), u"/"_s)) == plan);
    plan.store = std::exchange(plan.archive, {});
    plan.store = u"/srv/store"_s;
    plan.rows.clear();
    plan.sql.clear();
    plan.maxRto.reset();
    plan.maxRpo.reset();
    QVERIFY(ok(planFromToml(toToml(plan), u"/"_s)) == plan);
}

void tst_DrillPlan::invalid_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("says");
    const QByteArray good = "[snapshot]\narchive = 'a'\n";
    const auto row = [](const char *name, const QByteArray &toml, const char *says) {
        QTest::newRow(name) << toml << QString::fromLatin1(says);
    };
    row("empty", "", "archive or store");
    row("not TOML", "{\"a\": 1}", "line 1");
    row("binary", QByteArray(100, '\0'), "line 1");
    row("invalid UTF-8", "name = \"\xff\"", "line 1");
    row("neither", "[snapshot]", "archive or store");
    row("both", "[snapshot]\narchive = 'a'\nstore = 'b'", "archive or store");
    row("unknown key", good + "colour = 1", "line 3: unknown key");
    row("unknown table", good + "[extra]", "unknown key extra");
    row("unknown assertion", good + "[assertions]\nmax_rtoo = 1", "unknown key assertions.max_rtoo");
    row("snapshot not a table", "snapshot = 1", "snapshot is not a table");
    row("archive not a text", "[snapshot]\narchive = 1", "line 2: archive is not a text");
    row("name not a text", "name = 1\n" + good, "line 1: name");
    row("integrity unknown", good + "[assertions]\nintegrity = 'none'", "integrity is");
    row("integrity a number", good + "[assertions]\nintegrity = 1", "integrity is not a text");
    row("duration without sense", good + "[assertions]\nmax_rto = 'soon'", "line 4: max_rto is not a duration");
    row("duration negative", good + "[assertions]\nmax_rpo = -1", "max_rpo");
    row("duration a flag", good + "[assertions]\nmax_rpo = true", "max_rpo");
    row("rows negative", good + "[assertions.rows]\nt = -1", "rows.t");
    row("rows a fraction", good + "[assertions.rows]\nt = 1.5", "rows.t");
    row("rows a text", good + "[assertions.rows]\nt = '1'", "rows.t");
    row("sql a table", good + "[assertions.sql]\nquery = 'x'", "[[assertions.sql]]");
    row("sql a list of texts", good + "[assertions]\nsql = ['x']", "[[assertions.sql]]");
    row("sql without query", good + "[[assertions.sql]]\nexpect = 1", "needs a query");
    row("sql without expect", good + "[[assertions.sql]]\nquery = 'SELECT 1'", "needs expect");
    row("sql expects a list", good + "[[assertions.sql]]\nquery = 'SELECT 1'\nexpect = [1]", "expect is");
    row("sql unknown key", good + "[[assertions.sql]]\nquery = 'SELECT 1'\nexpect = 1\nwhy = 2", "unknown key");
    row("twice", good + good, "line 3");
}

void tst_DrillPlan::invalid()
{
    QFETCH(const QByteArray, toml);
    QFETCH(const QString, says);
    const auto plan = planFromToml(toml, u"/"_s);
    EXPECT_ERROR(plan, ErrorCode::PlanInvalid);
    QVERIFY2(plan.error().detail.contains(says), qPrintable(plan.error().detail));
}

void tst_DrillPlan::files()
{
    const Workspace space;
    PosixFileSystem fileSystem;
    EXPECT_ERROR(readPlan(fileSystem, space.path(u"none.toml"_s)), ErrorCode::NotFound);
    space.write(u"bad.toml"_s, "name = ");
    const auto bad = readPlan(fileSystem, space.path(u"bad.toml"_s));
    EXPECT_ERROR(bad, ErrorCode::PlanInvalid);
    QCOMPARE(bad.error().subject, space.path(u"bad.toml"_s));
    space.write(u"good.toml"_s, "[snapshot]\nstore = 'store'");
    QCOMPARE(ok(readPlan(fileSystem, space.path(u"good.toml"_s))).store, space.path(u"store"_s));
}

void tst_DrillPlan::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms");
    const auto row = [](const char *text, qint64 ms) { QTest::newRow(text) << QString::fromLatin1(text) << ms; };
    row("250ms", 250);
    row("10s", 10'000);
    row("1.5min", 90'000);
    row("2h", 7'200'000);
    row("1d", 86'400'000);
    row("7", 7000);
    row("0.25", 250);
    row("0", 0);
    row(" 3 s ", 3000);
    for (const char *bad : {"", "s", "-1s", "1w", "ten", "1s1s", "nan", "inf", "1e400", "1 000s", "0x10", "99999999d", "--1"})
        row(bad, -1);
}

void tst_DrillPlan::durations()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, ms);
    const auto read = parseDuration(text);
    QCOMPARE(read.has_value(), ms >= 0);
    if (read)
        QCOMPARE(read->count(), ms);
}

void tst_DrillPlan::durationTexts_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("0") << qint64(0) << u"0ms"_s;
    QTest::newRow("1") << qint64(1) << u"1ms"_s;
    QTest::newRow("1500") << qint64(1500) << u"1500ms"_s;
    QTest::newRow("60 s") << qint64(60'000) << u"1min"_s;
    QTest::newRow("48 h") << qint64(172'800'000) << u"2d"_s;
}

void tst_DrillPlan::durationTexts()
{
    QFETCH(const qint64, ms);
    QTEST(durationText(milliseconds(ms)), "text");
    QCOMPARE(parseDuration(durationText(milliseconds(ms)))->count(), ms);
}

QTEST_GUILESS_MAIN(tst_DrillPlan)
#include "tst_drillplan.moc"
