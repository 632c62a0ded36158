// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/drill/drillplan.h"
#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <QDir>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using std::chrono::milliseconds;

namespace {

constexpr auto kEveryKey =
    "name = \"orders, nightly\"\n"
    "\n"
    "[snapshot]\n"
    "archive = \"20261121T020322123Z-9f3a01c4.snap.tar\"\n"
    "\n"
    "[assertions]\n"
    "integrity = \"full\"\n"
    "max_rto = \"10s\"\n"
    "max_rpo = 900\n"
    "\n"
    "[assertions.rows]\n"
    "\"odd \\\"name\\\"\" = 0\n"
    "orders = 120000\n"
    "\n"
    "[[assertions.sql]]\n"
    "name = \"no money is lost\"\n"
    "query = \"  SELECT sum(balance) FROM accounts  \"\n"
    "expect = 1000000\n"
    "\n"
    "[[assertions.sql]]\n"
    "query = \"SELECT 1\"\n"
    "expect = \"NULL\"\n";

DrillPlan minimalPlan()
{
    DrillPlan plan;
    plan.name = u"plan"_s;
    plan.store = u"/srv/store"_s;
    return plan;
}

} // namespace

class tst_DrillPlan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryKey();
    void defaults();
    void paths_data();
    void paths();
    void expectations_data();
    void expectations();
    void refuses_data();
    void refuses();
    void durations_data();
    void durations();
    void durationsAsNumbers_data();
    void durationsAsNumbers();
    void durationTexts_data();
    void durationTexts();
    void roundTripOfTexts_data();
    void roundTripOfTexts();
    void roundTripOfEverything();
    void readsFiles();
};

void tst_DrillPlan::readsEveryKey()
{
    const DrillPlan plan = ok(planFromToml(kEveryKey, u"/srv/plans"_s));
    DrillPlan expected;
    expected.name = u"orders, nightly"_s;
    expected.archive = u"/srv/plans/20261121T020322123Z-9f3a01c4.snap.tar"_s;
    expected.integrity = Integrity::Full;
    expected.maxRto = std::chrono::seconds(10);
    expected.maxRpo = std::chrono::minutes(15);
    expected.rows = {{u"odd \"name\""_s, 0}, {u"orders"_s, 120'000}};
    expected.sql = {{u"no money is lost"_s, u"SELECT sum(balance) FROM accounts"_s, u"1000000"_s},
                    {QString(), u"SELECT 1"_s, u"NULL"_s}};
    QVERIFY(plan == expected);
}

void tst_DrillPlan::defaults()
{
    const DrillPlan plan = ok(planFromToml("[snapshot]\nstore = \"/srv/snapshots/orders\"\n", u"/"_s));
    QCOMPARE(plan.name, u"orders"_s);
    QVERIFY(plan.integrity == Integrity::Quick);
    QVERIFY(plan.rows.isEmpty());
    QVERIFY(plan.sql.isEmpty());
    QVERIFY(!plan.maxRto);
    QVERIFY(!plan.maxRpo);
    QCOMPARE(ok(planFromToml("[snapshot]\narchive = \"/srv/x.snap.tar\"", u"/"_s)).name, u"x.snap.tar"_s);
    QVERIFY(ok(planFromToml("[snapshot]\nstore = \"/s\"\n[assertions]\nintegrity = \"quick\"", u"/"_s)).integrity
            == Integrity::Quick);
}

void tst_DrillPlan::paths_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("expected");
    QTest::newRow("absolute") << u"/srv/store"_s << u"/srv/store"_s;
    QTest::newRow("relative") << u"store"_s << u"/plans/nightly/store"_s;
    QTest::newRow("upwards") << u"../store"_s << u"/plans/store"_s;
    QTest::newRow("here") << u"."_s << u"/plans/nightly"_s;
    QTest::newRow("trailing slash") << u"/srv/store/"_s << u"/srv/store"_s;
    QTest::newRow("blanks and umlauts") << u"große Sicherung"_s << u"/plans/nightly/große Sicherung"_s;
}

void tst_DrillPlan::paths()
{
    QFETCH(const QString, given);
    QFETCH(const QString, expected);
    for (const QString &key : {u"archive"_s, u"store"_s}) {
        const QString toml = u"[snapshot]\n%1 = '%2'"_s.arg(key, given);
        const DrillPlan plan = ok(planFromToml(toml.toUtf8(), u"/plans/nightly"_s));
        QCOMPARE(plan.archive + plan.store, expected);
        QCOMPARE(plan.archive.isEmpty(), key == u"store");
    }
}

void tst_DrillPlan::expectations_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("expected");
    QTest::newRow("whole") << "1000000"_ba << u"1000000"_s;
    QTest::newRow("negative") << "-1"_ba << u"-1"_s;
    QTest::newRow("largest") << "9223372036854775807"_ba << u"9223372036854775807"_s;
    QTest::newRow("real") << "2.5"_ba << u"2.5"_s;
    QTest::newRow("real as people write it") << "0.1"_ba << u"0.1"_s;
    QTest::newRow("true") << "true"_ba << u"1"_s;
    QTest::newRow("false") << "false"_ba << u"0"_s;
    QTest::newRow("text") << "'1.50'"_ba << u"1.50"_s;
    QTest::newRow("empty text") << "''"_ba << u""_s;
    QTest::newRow("no value") << "'NULL'"_ba << u"NULL"_s;
}

void tst_DrillPlan::expectations()
{
    QFETCH(const QByteArray, toml);
    QFETCH(const QString, expected);
    const QByteArray text = "[snapshot]\nstore = '/s'\n[[assertions.sql]]\nquery = 'SELECT 1'\nexpect = " + toml;
    QCOMPARE(ok(planFromToml(text, u"/"_s)).sql.first().expected, expected);
}

void tst_DrillPlan::refuses_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("detail"); // a part of it
    const auto row = [](const char *name, const QByteArray &toml, const QString &detail) {
        QTest::newRow(name) << toml << detail;
    };
    const QByteArray snapshot = "[snapshot]\nstore = '/s'\n";
    row("empty", "", u"either archive or store"_s);
    row("comments only", "# nothing\n", u"either archive or store"_s);
    row("not TOML", "name = orders nightly\n", u"line 1"_s);
    row("not TOML, later", "name = 'x'\n\n[snapshot\n", u"line 3"_s);
    row("JSON", "{\"name\": \"x\"}", u"line 1"_s);
    row("binary", QByteArray("\x00\x01\xff\xfe\x80 \x00", 7), u"line 1"_s);
    row("not UTF-8", "name = '\xff\xfe'", u"line 1"_s);
    row("SQLite file", QByteArray("SQLite format 3\0\x10\0\x02\x02", 20), u"line 1"_s);
    row("key twice", "name = 'a'\nname = 'b'\n", u"line 2"_s);
    row("row twice", snapshot + "[assertions.rows]\na = 1\na = 2", u"line 5"_s);
    row("neither", "[snapshot]\n", u"either archive or store"_s);
    row("both", snapshot + "archive = '/a'\n", u"either archive or store"_s);
    row("both empty", "[snapshot]\nstore = ''\narchive = ''", u"either archive or store"_s);
    row("unknown key", "colour = 'red'\n" + snapshot, u"line 1: unknown key colour"_s);
    row("unknown table", snapshot + "[network]\nhost = 'x'", u"line 3: unknown key network"_s);
    row("unknown key of snapshot", snapshot + "latest = true", u"line 3: unknown key snapshot.latest"_s);
    row("unknown key of assertions", snapshot + "[assertions]\nmax_rpo = 1\nmax_rtp = 1",
        u"line 5: unknown key assertions.max_rtp"_s);
    row("unknown key of sql", snapshot + "[[assertions.sql]]\nquery = 'SELECT 1'\nexpect = 1\nexpects = 1",
        u"line 6: unknown key assertions.sql.expects"_s);
    row("name is a number", "name = 7\n" + snapshot, u"line 1: name is not a text"_s);
    row("name is a table", snapshot + "[name]", u"line 3: name is not a text"_s);
    row("snapshot is a text", "snapshot = '/s'", u"line 1: snapshot is not a table"_s);
    row("snapshot is an array", "[[snapshot]]\nstore = '/s'", u"line 1: snapshot is not a table"_s);
    row("store is a number", "[snapshot]\nstore = 7", u"line 2: store is not a text"_s);
    row("assertions is a number", "assertions = 1\n" + snapshot, u"line 1: assertions is not a table"_s);
    row("integrity is true", snapshot + "[assertions]\nintegrity = true", u"line 4: integrity is not a text"_s);
    row("integrity is none", snapshot + "[assertions]\nintegrity = 'none'", u"line 4: integrity is"_s);
    row("integrity in capitals", snapshot + "[assertions]\nintegrity = 'FULL'", u"line 4: integrity is"_s);
    for (const char *key : {"max_rto", "max_rpo"}) {
        for (const char *value : {"'soon'", "''", "-1", "'-1s'", "true", "[10]", "nan", "inf",
                                  "1e300", "'10 parsecs'", "1979-05-27", "-0.0001"}) {
            QTest::addRow("%s = %s", key, value)
                << snapshot + "[assertions]\n" + key + " = " + value
                << (qstrcmp(value, "true") == 0 || *value == '[' || *value == '1'
                        ? u"line 4: %1"_s
                        : u"line 4: %1 is not a duration"_s)
                       .arg(QLatin1StringView(key));
        }
    }
    for (const char *value : {"-1", "1.0", "'7'", "true", "[1]"})
        QTest::addRow("rows = %s", value) << snapshot + "[assertions.rows]\norders = " + value
                                          << u"line 4: rows.orders is not a whole number"_s;
    row("rows beyond 64 bits", snapshot + "[assertions.rows]\norders = 9223372036854775808", u"line 4"_s);
    row("rows is an array", snapshot + "[assertions]\nrows = [1]", u"line 4: rows is not a table"_s);
    row("sql is a table", snapshot + "[assertions.sql]\nquery = 'SELECT 1'\nexpect = 1", u"[[assertions.sql]]"_s);
    row("sql is a text", snapshot + "[assertions]\nsql = 'SELECT 1'", u"line 4: assertions.sql is written as"_s);
    row("sql of texts", snapshot + "[assertions]\nsql = ['SELECT 1']", u"line 4: assertions.sql is written as"_s);
    row("no query", snapshot + "[[assertions.sql]]\nexpect = 1", u"line 3: assertions.sql needs a query"_s);
    row("blank query", snapshot + "[[assertions.sql]]\nquery = '  '\nexpect = 1",
        u"line 3: assertions.sql needs a query"_s);
    row("no expectation", snapshot + "[[assertions.sql]]\nquery = 'SELECT 1'",
        u"line 3: assertions.sql needs expect"_s);
    row("expectation is an array",
        snapshot + "[[assertions.sql]]\nquery = 'SELECT 1'\nexpect = [1]", u"line 5: expect is"_s);
    row("expectation is a date",
        snapshot + "[[assertions.sql]]\nquery = 'SELECT 1'\nexpect = 1979-05-27",
        u"line 5: expect is"_s);
    row("NUL in the query", snapshot + "[[assertions.sql]]\nquery = \"SELECT 1\\u0000 OR 0\"\nexpect = 1",
        u"line 3: the query contains a NUL character"_s);
    row("NUL in a path", "[snapshot]\narchive = \"/a\\u0000b\"", u"line 2: archive contains a NUL"_s);
    row("deeply nested", "a = " + QByteArray(100'000, '['), u"line 1"_s);
    row("percent signs", "'%1%2' = 1\n" + snapshot, u"line 1: unknown key %1%2"_s);
}

void tst_DrillPlan::refuses()
{
    QFETCH(const QByteArray, toml);
    QFETCH(const QString, detail);
    const auto plan = planFromToml(toml, u"/"_s);
    EXPECT_ERROR(plan, ErrorCode::PlanInvalid);
    QVERIFY2(plan.error().detail.contains(detail), qPrintable(plan.error().detail));
}

void tst_DrillPlan::durations_data()
{
    QTest::addColumn<qint64>("expected"); // -1: none
    const auto row = [](const char *text, qint64 expected) { QTest::newRow(text) << expected; };
    row("250ms", 250);
    row("10s", 10'000);
    row("1.5min", 90'000);
    row("2h", 7'200'000);
    row("1d", 86'400'000);
    row("15", 15'000);
    row("0.25", 250);
    row("0", 0);
    row("0s", 0);
    row("0.4ms", 0);
    row("0.5ms", 1);
    row("1.0005s", 1001);
    row(" 10 s ", 10'000);
    row("36500d", 3'153'600'000'000);
    for (const char *nonsense :
         {"",         " ",      "s",      "ms",     "min",    "ten seconds", "10 parsecs",
          "10m",      "10S",    "10 s s", "1.2.3s", "1,5min", "-1s",         "-1",
          "-0.001ms", "nan",    "nans",   "inf",    "infs",   "36501d",      "1e300",
          "1e300d",   "1e999s", "0x10s",  "--1s",   "1s2",    "10min5s",     "٣s"})
        row(nonsense, -1);
}

void tst_DrillPlan::durations()
{
    QFETCH(const qint64, expected);
    const auto read = parseDuration(QString::fromUtf8(QTest::currentDataTag()));
    QCOMPARE(read ? qint64(read->count()) : -1, expected);
}

void tst_DrillPlan::durationsAsNumbers_data()
{
    QTest::addColumn<qint64>("expected");
    QTest::newRow("10") << qint64(10'000);
    QTest::newRow("0") << qint64(0);
    QTest::newRow("1.5") << qint64(1500);
    QTest::newRow("0.001") << qint64(1);
    QTest::newRow("86400") << qint64(86'400'000);
    QTest::newRow("'1.5min'") << qint64(90'000);
}

void tst_DrillPlan::durationsAsNumbers()
{
    QFETCH(const qint64, expected);
    const QByteArray value = QTest::currentDataTag();
    const DrillPlan plan = ok(planFromToml(
        "[snapshot]\nstore = '/s'\n[assertions]\nmax_rto = " + value + "\nmax_rpo = " + value,
        u"/"_s));
    QCOMPARE(plan.maxRto->count(), expected);
    QCOMPARE(plan.maxRpo->count(), expected);
}

void tst_DrillPlan::durationTexts_data()
{
    QTest::addColumn<qint64>("count");
    QTest::newRow("0ms") << qint64(0);
    QTest::newRow("250ms") << qint64(250);
    QTest::newRow("1001ms") << qint64(1001);
    QTest::newRow("10s") << qint64(10'000);
    QTest::newRow("90s") << qint64(90'000);
    QTest::newRow("15min") << qint64(900'000);
    QTest::newRow("2h") << qint64(7'200'000);
    QTest::newRow("30d") << qint64(2'592'000'000);
}

void tst_DrillPlan::durationTexts()
{
    QFETCH(const qint64, count);
    const QString text = durationText(milliseconds(count));
    QCOMPARE(text, QLatin1StringView(QTest::currentDataTag()));
    QCOMPARE(parseDuration(text).value().count(), count);
}

void tst_DrillPlan::roundTripOfTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"orders"_s;
    QTest::newRow("blanks") << u"two words"_s;
    QTest::newRow("double quote") << u"say \"hello\""_s;
    QTest::newRow("single quote") << u"it's"_s;
    QTest::newRow("both quotes") << u"it's \"so\""_s;
    QTest::newRow("three single quotes") << u"a'''b"_s;
    QTest::newRow("three double quotes") << u"a\"\"\"b"_s;
    QTest::newRow("backslash") << u"C:\\new\\table"_s;
    QTest::newRow("two lines") << u"SELECT 1\nFROM x"_s;
    QTest::newRow("begins with a newline") << u"\nSELECT 1"_s;
    QTest::newRow("ends with a newline") << u"SELECT 1\n"_s;
    QTest::newRow("lines and quotes") << u"x = 'a'\nAND y = \"b\""_s;
    QTest::newRow("lines and three quotes") << u"a'''\nb'''"_s;
    QTest::newRow("ends with a quote") << u"a\nb'"_s;
    QTest::newRow("carriage return") << u"a\r\nb\rc"_s;
    QTest::newRow("line ends in a backslash") << u"a\\\n   b"_s;
    QTest::newRow("tab") << u"a\tb"_s;
    QTest::newRow("control") << u"a\u0001\u001b\u007fb"_s;
    QTest::newRow("umlauts") << u"Bestände für Ä"_s;
    QTest::newRow("beyond 16 bits") << u"\U0001F6DF lifeboat"_s;
    QTest::newRow("line separator") << u"a\u2028b\u0085c"_s;
    QTest::newRow("right to left") << u"سجلات \u202e x"_s;
    QTest::newRow("like a table") << u"[snapshot]"_s;
    QTest::newRow("dots") << u"a.b.c"_s;
    QTest::newRow("comment") << u"# no comment"_s;
    QTest::newRow("percent") << u"%1 %2 %s"_s;
    QTest::newRow("number") << u"1.50"_s;
    QTest::newRow("true") << u"true"_s;
}

void tst_DrillPlan::roundTripOfTexts()
{
    QFETCH(const QString, text);
    DrillPlan plan = minimalPlan();
    plan.name = text;
    plan.store = u"/srv/"_s + text;
    plan.rows = {{text, 7}};
    plan.sql = {{text, u"SELECT '%1' AS x"_s.arg(text), text}};
    const QByteArray toml = toToml(plan);
    const DrillPlan read = ok(planFromToml(toml, u"/elsewhere"_s));
    QCOMPARE(read.name, plan.name);
    QCOMPARE(read.store, plan.store);
    QCOMPARE(read.rows.first().table, text);
    QCOMPARE(read.sql.first().name, text);
    QCOMPARE(read.sql.first().query, plan.sql.first().query);
    QCOMPARE(read.sql.first().expected, text);
    QVERIFY(read == plan);
    QCOMPARE(toToml(read), toml);
}

void tst_DrillPlan::roundTripOfEverything()
{
    DrillPlan plan = ok(planFromToml(kEveryKey, u"/srv/plans"_s));
    QVERIFY(ok(planFromToml(toToml(plan), u"/"_s)) == plan);
    plan.maxRto = milliseconds(1);
    plan.maxRpo = milliseconds(0);
    plan.integrity = Integrity::Quick;
    plan.rows.append({u"zz"_s, quint64(std::numeric_limits<qint64>::max())});
    for (const char *expected : {"0.1", "1e-07", "-0.5", "12345678901234567890"})
        plan.sql.append({QString(), u"SELECT 1"_s, QString::fromLatin1(expected)});
    QVERIFY(ok(planFromToml(toToml(plan), u"/"_s)) == plan);
    QVERIFY(ok(planFromToml(toToml(minimalPlan()), u"/"_s)) == minimalPlan());
}

void tst_DrillPlan::readsFiles()
{
    const Workspace space;
    PosixFileSystem fileSystem;
    space.makeDirectory(u"plans"_s);
    space.write(u"plans/nightly.toml"_s, "[snapshot]\nstore = '../store'");
    QCOMPARE(ok(readPlan(fileSystem, space.path(u"plans/nightly.toml"_s))).store, space.path(u"store"_s));
    EXPECT_ERROR(readPlan(fileSystem, space.path(u"plans/none.toml"_s)), ErrorCode::NotFound);
    space.write(u"bad.toml"_s, "[snapshot]");
    const auto bad = readPlan(fileSystem, space.path(u"bad.toml"_s));
    EXPECT_ERROR(bad, ErrorCode::PlanInvalid);
    QCOMPARE(bad.error().subject, space.path(u"bad.toml"_s));
    space.write(u"large.toml"_s, "[snapshot]\nstore = '/s'\n" + QByteArray(256 * 1024 - 24, '#'));
    QCOMPARE(ok(readPlan(fileSystem, space.path(u"large.toml"_s))).store, u"/s"_s);
    space.write(u"huge.toml"_s, "[snapshot]\nstore = '/s'\n" + QByteArray(256 * 1024 - 23, '#'));
    EXPECT_ERROR(readPlan(fileSystem, space.path(u"huge.toml"_s)), ErrorCode::LimitExceeded);
}

QTEST_GUILESS_MAIN(tst_DrillPlan)
#include "tst_drillplan.moc"
