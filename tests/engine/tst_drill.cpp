// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorefixture.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/manualclock.h"

#include "engine/archive/sidecar.h"
#include "engine/drill/drillrunner.h"
#include "engine/node/embeddednode.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Drills as a whole: what they find, what they conclude, what they leave behind.
class tst_Drill final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void passes();
    void verdicts_data();
    void verdicts();
    void damage_data();
    void damage();
    void noDrillAtAll();
    void newestOfAStore();
    void cancelled();
    void stagesAreTold();
    void nodeIsLocked();
    void nodeClears();
    void hostileTextsAreEscaped();
    void reportRoundTrip();
    void brokenReports();
    void history();
    void forecast();

private:
    DrillRequest request() const;
    DrillReport run(const DrillPlan &plan);

    std::unique_ptr<RestoreFixture> m_fixture;
    FaultyFileSystem m_fileSystem;
};

void tst_Drill::init()
{
    m_fixture = std::make_unique<RestoreFixture>(managed(100, u"snapshot"_s));
}

DrillRequest tst_Drill::request() const
{
    DrillRequest request;
    request.plan.name = u"nightly"_s;
    request.plan.archive = m_fixture->archive;
    request.nodeDirectory = m_fixture->space.path(u"embedded"_s);
    request.historyDirectory = m_fixture->space.path(u"history"_s);
    request.threads = 2;
    return request;
}

DrillReport tst_Drill::run(const DrillPlan &plan)
{
    DrillRequest wanted = request();
    wanted.plan = plan;
    UnwatchedControl control;
    return ok(runDrill(control, wanted, m_fileSystem));
}

void tst_Drill::passes()
{
    DrillPlan plan = request().plan;
    plan.integrity = Integrity::Full;
    plan.rows = {{u"accounts"_s, 100}};
    plan.sql = {{u"no money is lost"_s, u"SELECT sum(balance) FROM accounts"_s, u"100000"_s}};
    plan.maxRto = 10min;
    plan.maxRpo = 24h;
    const DrillReport report = run(plan);
    QVERIFY(report.verdict == Verdict::Passed);
    QCOMPARE(report.assertions.size(), 5);
    QCOMPARE(report.heldAssertions(), 5);
    QCOMPARE(report.stages.size(), 5);
    for (const DrillStage &stage : report.stages)
        QVERIFY(stage.state == StepState::Done && !stage.error);
    QVERIFY(report.rto && report.rpo && !report.forecast);
    QVERIFY(report.position == (Position{{u"lineage-a"_s}, 100}));
    QCOMPARE(report.restoredBytes, report.archive->manifest.rawBytes());
    QVERIFY(ok(readSidecar(m_fileSystem, m_fixture->archive)).verification->depth == Depth::Restored);
    const DrillFiles files = drillFiles(request().historyDirectory, report.id);
    for (const QString &file : {files.json, files.html, files.junit})
        QVERIFY(QFile::exists(file));
    QVERIFY(run(plan).forecast.has_value());
}

void tst_Drill::verdicts_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("passes");
    QTest::newRow("nothing asserted but integrity") << QString() << true;
    QTest::newRow("enough rows") << u"rows 100"_s << true;
    QTest::newRow("a row too few") << u"rows 101"_s << false;
    QTest::newRow("table missing") << u"table"_s << false;
    QTest::newRow("number as number") << u"sql 100000.0"_s << true;
    QTest::newRow("wrong sum") << u"sql 100001"_s << false;
    QTest::newRow("query wrong") << u"query"_s << false;
    QTest::newRow("query writes") << u"write"_s << false;
    QTest::newRow("RTO missed") << u"rto"_s << false;
    QTest::newRow("RPO missed") << u"rpo"_s << false;
}

void tst_Drill::verdicts()
{
    QFETCH(const QString, what);
    QFETCH(const bool, passes);
    DrillPlan plan = request().plan;
    const QString sum = u"SELECT sum(balance) FROM accounts"_s;
    if (what.startsWith("rows "_L1))
        plan.rows = {{u"accounts"_s, what.sliced(5).toULongLong()}};
    else if (what == "table"_L1)
        plan.rows = {{u"no\"such"_s, 0}};
    else if (what.startsWith("sql "_L1))
        plan.sql = {{{}, sum, what.sliced(4)}};
    else if (what == "query"_L1)
        plan.sql = {{{}, u"SELECT nonsense"_s, u"1"_s}};
    else if (what == "write"_L1)
        plan.sql = {{{}, u"DELETE FROM accounts RETURNING 1"_s, u"1"_s}};
    else if (what == "rto"_L1)
        plan.maxRto = 0ms;
    else if (what == "rpo"_L1)
        plan.maxRpo = 0ms;
    const DrillReport report = run(plan);
    QCOMPARE(report.verdict == Verdict::Passed, passes);
    QCOMPARE(report.heldAssertions() == report.assertions.size(), passes);
    QVERIFY(!report.failure);
    QCOMPARE(contentOf(m_fixture->space.path(u"embedded/state.db"_s)).sum, 100'000);
}

void tst_Drill::damage_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("a flipped bit") << 0;
    QTest::newRow("cut") << 1;
    QTest::newRow("a future version") << 2;
}

/// Damage is what drills are for: a report that says so, not an error without one.
void tst_Drill::damage()
{
    QFETCH(const int, how);
    TarMembers members = takeApart(readFile(m_fixture->archive));
    if (how == 0)
        members[1].data[100] = char(members[1].data[100] ^ 1);
    if (how == 2)
        editManifest(members, [](QJsonObject &manifest) { manifest[u"formatVersion"_s] = 2; });
    QByteArray bytes = putTogether(members);
    if (how == 1)
        bytes.truncate(bytes.size() - 512);
    writeFile(m_fixture->archive, bytes);
    DrillPlan plan = request().plan;
    plan.rows = {{u"accounts"_s, 1}};
    const DrillReport report = run(plan);
    QVERIFY(report.verdict == Verdict::Failed);
    QVERIFY(report.failure.has_value());
    QCOMPARE(report.heldAssertions(), 0);
    QCOMPARE(report.assertions.size(), 2);
    QVERIFY(!report.rto);
    if (how == 0)
        QVERIFY(ok(readSidecar(m_fileSystem, m_fixture->archive)).verification->damage.has_value());
    QCOMPARE(ok(readHistory(m_fileSystem, request().historyDirectory)).size(), 1);
}

void tst_Drill::noDrillAtAll()
{
    UnwatchedControl control;
    DrillRequest wanted = request();
    wanted.plan.archive = m_fixture->space.path(u"none.snap.tar"_s);
    EXPECT_ERROR(runDrill(control, wanted, m_fileSystem), ErrorCode::NotFound);
    wanted.plan.archive.clear();
    wanted.plan.store = m_fixture->space.makeDirectory(u"empty"_s);
    EXPECT_ERROR(runDrill(control, wanted, m_fileSystem), ErrorCode::NotFound);
    FaultyFileSystem full;
    full.setFreeBytes(10);
    EXPECT_ERROR(runDrill(control, request(), full), ErrorCode::DiskFull);
    QCOMPARE(ok(readHistory(m_fileSystem, request().historyDirectory)).size(), 0);
}

void tst_Drill::newestOfAStore()
{
    const QString newest = m_fixture->takeFrom(m_fixture->space.path(u"second.db"_s), managed(300, u"newest"_s));
    DrillPlan plan = request().plan;
    plan.archive.clear();
    plan.store = m_fixture->space.path(u"store"_s);
    QCOMPARE(run(plan).archivePath, newest);
    QVERIFY(QFile::resize(newest, 2000));
    QCOMPARE(run(plan).archivePath, m_fixture->archive);
}

void tst_Drill::cancelled()
{
    for (const Stage at : {Stage::Finding, Stage::Verifying, Stage::Restoring, Stage::Checking}) {
        Progress progress;
        std::stop_source stop;
        JobControl control(progress, stop.get_token());
        FaultyFileSystem fileSystem;
        const StageListener listener = [&](const QList<DrillStage> &) {
            if (progress.state().stage >= at)
                stop.request_stop();
        };
        const auto outcome = runDrill(control, request(), fileSystem, SystemClock::instance(), listener);
        if (!outcome)
            EXPECT_ERROR(outcome, ErrorCode::Canceled);
    }
    QVERIFY(run(request().plan).verdict == Verdict::Passed);
}

void tst_Drill::stagesAreTold()
{
    UnwatchedControl control;
    QList<QList<DrillStage>> told;
    ok(runDrill(control, request(), m_fileSystem, SystemClock::instance(), [&](const QList<DrillStage> &stages) { told.append(stages); }));
    QCOMPARE(told.size(), 10);
    for (const auto &stages : std::as_const(told))
        QCOMPARE(stages.size(), 5);
    QVERIFY(told[0][0].state == StepState::Running);
    QVERIFY(told[9][4].state == StepState::Done);
}

void tst_Drill::nodeIsLocked()
{
    auto node = ok(EmbeddedNode::open(m_fileSystem, request().nodeDirectory));
    UnwatchedControl control;
    EXPECT_ERROR(runDrill(control, request(), m_fileSystem), ErrorCode::Locked);
    EXPECT_ERROR(EmbeddedNode::open(m_fileSystem, request().nodeDirectory), ErrorCode::Locked);
    node.reset();
    ok(runDrill(control, request(), m_fileSystem));
}

void tst_Drill::nodeClears()
{
    const auto node = ok(EmbeddedNode::open(m_fileSystem, m_fixture->space.path(u"deep/embedded"_s)));
    EXPECT_ERROR(node->start(), ErrorCode::NotFound);
    makeDatabase(node->statePath(), managed(7, u"m"_s));
    ok(node->start());
    QCOMPARE(node->position()->appliedIndex, quint64(7));
    QCOMPARE(ok(node->connection().query(u"SELECT count(*) FROM accounts"_s)).toInt(), 100);
    ok(node->clear());
    QVERIFY(!node->position());
    QCOMPARE(m_fixture->space.names(u"deep/embedded"_s), QStringList{u"lock"_s});
}

/// Whatever stands in a database, a name or a path: reports show it and do nothing else with it.
void tst_Drill::hostileTextsAreEscaped()
{
    const QString hostile = u"<script>alert(1)</script>\" onload='x' & ]]> %1 %2 \x01 \uFFFF ä"_s;
    DrillPlan plan = request().plan;
    plan.name = hostile;
    plan.rows = {{hostile, 1}};
    plan.sql = {{hostile, u"SELECT '<img src=x onerror=y>' || char(1)"_s, hostile}};
    const DrillReport report = run(plan);
    const QByteArray html = toHtml(report);
    for (const QByteArray &bad : {QByteArray("<script"), QByteArray("<img")})
        QVERIFY2(!html.contains(bad), html.mid(html.indexOf(bad), 200).constData());
    QVERIFY(html.contains("&lt;script&gt;"));
    QVERIFY(!html.contains("http://") && !html.contains("https://"));
    QXmlStreamReader xml(toJUnit(report));
    int cases = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == "testcase"_L1)
            ++cases;
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(cases, report.stages.size() + report.assertions.size());
}

void tst_Drill::reportRoundTrip()
{
    DrillPlan plan = request().plan;
    plan.rows = {{u"accounts"_s, 101}};
    plan.maxRto = 10min;
    const DrillReport report = run(plan);
    const QByteArray json = toJson(report);
    const DrillReport back = ok(drillReportFromJson(json, u"report.json"_s));
    QCOMPARE(toJson(back), json);
    QVERIFY(back.plan == report.plan);
    QVERIFY(back.verdict == report.verdict);
    QVERIFY(back.position == report.position);
    QVERIFY(back.archive->manifest == report.archive->manifest);
}

void tst_Drill::brokenReports()
{
    const QByteArray json = toJson(run(request().plan));
    EXPECT_ERROR(drillReportFromJson({}, u"r"_s), ErrorCode::ManifestInvalid);
    EXPECT_ERROR(drillReportFromJson("[]", u"r"_s), ErrorCode::ManifestInvalid);
    for (qsizetype size = 1; size < json.size() - 2; size += 97)
        QVERIFY(!drillReportFromJson(json.first(size), u"r"_s));
    const DrillReport liar = ok(drillReportFromJson(QByteArray(json).replace("\"holds\": true", "\"holds\": false"), u"r"_s));
    QVERIFY(liar.verdict == Verdict::Failed);
    const DrillReport strange = ok(drillReportFromJson(QByteArray(json).replace("\"passed\"", "\"excellent\""), u"r"_s));
    QVERIFY(strange.verdict == Verdict::Failed);
}

void tst_Drill::history()
{
    const QString directory = request().historyDirectory;
    QCOMPARE(ok(readHistory(m_fileSystem, directory)).size(), 0);
    QList<QString> ids;
    for (int i = 0; i < 3; ++i)
        ids.prepend(run(request().plan).id.value);
    m_fixture->space.makeDirectory(u"history/foreign"_s);
    m_fixture->space.makeDirectory(u"history/20260102T030405678Z-0123abcd"_s);
    m_fixture->space.write(u"history/20260102T030405678Z-0123abcd/report.json"_s, "{");
    const QList<DrillReport> reports = ok(readHistory(m_fileSystem, directory));
    QCOMPARE(reports.size(), 3);
    std::ranges::sort(ids, std::greater());
    for (qsizetype i = 0; i < 3; ++i)
        QCOMPARE(reports[i].id.value, ids[i]);
}

void tst_Drill::forecast()
{
    QVERIFY(!forecastRto({}, 1000));
    DrillReport one;
    one.rto = 1000ms;
    one.restoredBytes = 1'000'000'000;
    const Forecast single = forecastRto({one}, one.restoredBytes).value();
    QCOMPARE(single.expected, 1000ms);
    QCOMPARE(single.low, 500ms);
    QCOMPARE(single.high, 2000ms);
    QCOMPARE(single.runs, 1);
    QVERIFY(forecastRto({one}, 2 * one.restoredBytes)->expected > 1500ms);
    DrillReport slow = one;
    slow.rto = 3000ms;
    DrillReport fast = one;
    fast.rto = 800ms;
    const Forecast spread = forecastRto({one, slow, fast}, one.restoredBytes).value();
    QCOMPARE(spread.expected, 1000ms);
    QCOMPARE(spread.low, 800ms);
    QCOMPARE(spread.high, 3000ms);
    DrillReport unfinished;
    QVERIFY(!forecastRto({unfinished}, 1000));
}

QTEST_GUILESS_MAIN(tst_Drill)
#include "tst_drill.moc"
