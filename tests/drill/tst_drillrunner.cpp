// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drillbench.h"

#include "engine/archive/layout.h"
#include "engine/archive/sidecar.h"
#include "engine/snapshot/catalog.h"

#include <QSysInfo>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using std::chrono::milliseconds;

namespace {

constexpr auto kAllDone = "find done, verify done, restore done, start done, assert done"_L1;
constexpr auto kAllWaiting = "find waiting, verify waiting, restore waiting, start waiting, assert waiting"_L1;

} // namespace

class tst_DrillRunner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passes();
    void managedState();
    void emptyPlan();
    void assertionFailing_data();
    void assertionFailing();
    void stagesInOrder();
    void measuresTimes();
    void snapshotFromTheFuture_data();
    void snapshotFromTheFuture();
    void futureIsNotTheNewest();
    void replacedMeanwhile();
    void newestIntactOfTheStore();
    void nothingToDrill();
    void locked();
    void clearsThePreviousDrill();
    void forecastsFromEarlierRuns();
};

void tst_DrillRunner::passes()
{
    DrillBench bench;
    const TakenSnapshot taken = bench.take({.fillerBytes = 9'000'000, .position = {}, .marker = u"proof"_s});
    DrillPlan plan = bench.plan(taken.path);
    plan.sql.append({u"marker"_s, u"SELECT text FROM notes"_s, u"proof"_s});
    const DrillReport report = ok(bench.run(plan));
    QVERIFY(report.verdict == Verdict::Passed);
    QCOMPARE(broken(report), QStringList());
    QCOMPARE(report.assertions.size(), 8);
    QCOMPARE(report.heldAssertions(), 8);
    QCOMPARE(report.assertions.first().found, u"ok"_s);
    QCOMPARE(report.assertions[1].found, u"100"_s);
    QCOMPARE(describe(report.stages), kAllDone);
    QVERIFY(!report.failure);
    QVERIFY(!report.position);
    QVERIFY(report.plan == plan);
    QCOMPARE(report.startedAt, bench.clock.utcNow());
    QCOMPARE(report.host, QSysInfo::machineHostName());
    QCOMPARE(report.archivePath, taken.path);
    QVERIFY(report.archive->manifest == taken.summary.manifest);
    QCOMPARE(report.archive->digest.size(), 64);
    QCOMPARE(report.restoredBytes, taken.summary.manifest.rawBytes());
    QCOMPARE(report.stages[int(DrillStep::Restore)].bytes, report.restoredBytes);
    QCOMPARE(report.stages[int(DrillStep::Verify)].bytes, taken.summary.archiveBytes);
    QVERIFY(report.peakMemoryBytes > 1'000'000);
    QCOMPARE(report.threads, 2);

    // Kept, in all three forms.
    const DrillFiles files = drillFiles(bench.space.path(u"history"_s), report.id);
    QCOMPARE(readFile(files.json), toJson(report));
    QCOMPARE(readFile(files.html), toHtml(report));
    QCOMPARE(readFile(files.junit), toJUnit(report));
    QCOMPARE(bench.history().size(), 1);
    QCOMPARE(fieldsOf(bench.history().first()), fieldsOf(report));
    // The catalog knows.
    const Sidecar sidecar = ok(readSidecar(bench.fileSystem, taken.path));
    QCOMPARE(depthName(sidecar.verification->depth), u"restored"_s);
    QCOMPARE(sidecar.verification->at, bench.clock.utcNow());
    QVERIFY(!sidecar.verification->damage);
    // What was drilled is there to look at, and the database it is of is as it was.
    QVERIFY(contentOf(bench.node() + u"/state.db"_s) == contentOf(bench.database()));
    const ProgressState progress = bench.control.progress().state();
    QVERIFY(progress.stage == Stage::Done);
    QCOMPARE(progress.permille, 1000);
}

void tst_DrillRunner::managedState()
{
    DrillBench bench;
    const Position position{{u"b5ae2a0c"_s}, 4711};
    const TakenSnapshot taken = bench.take({.position = position, .marker = {}});
    const DrillReport report = ok(bench.run(bench.plan(taken.path)));
    QVERIFY(report.verdict == Verdict::Passed);
    QVERIFY(report.position == position);
    QVERIFY(bench.history().first().position == position);
}

void tst_DrillRunner::emptyPlan()
{
    DrillBench bench;
    DrillPlan plan;
    const TakenSnapshot taken = bench.take();
    plan.archive = taken.path;
    const DrillReport report = ok(bench.run(plan));
    QVERIFY(report.verdict == Verdict::Passed);
    QCOMPARE(report.plan.name, taken.summary.manifest.name);
    QCOMPARE(report.assertions.size(), 1);
}

void tst_DrillRunner::assertionFailing_data()
{
    QTest::addColumn<QString>("which");
    QTest::addColumn<QString>("found");
    QTest::addColumn<QString>("error");
    QTest::newRow("rows") << u"accounts"_s << u"100"_s << QString();
    QTest::newRow("missing table") << u"orders"_s << QString() << u"QueryFailed"_s;
    QTest::newRow("value") << u"total"_s << u"100000"_s << QString();
    QTest::newRow("query that fails") << u"nonsense"_s << QString() << u"QueryFailed"_s;
    QTest::newRow("query that writes") << u"writing"_s << QString() << u"PermissionDenied"_s;
    QTest::newRow("RTO") << u"rto"_s << u"1001ms"_s << QString();
    QTest::newRow("RPO") << u"rpo"_s << u"2h"_s << QString();
}

void tst_DrillRunner::assertionFailing()
{
    QFETCH(const QString, which);
    QFETCH(const QString, found);
    QFETCH(const QString, error);
    DrillBench bench;
    const TakenSnapshot taken = bench.take();
    bench.clock.advance(std::chrono::hours(2));
    DrillPlan plan = bench.plan(taken.path);
    plan.maxRto = milliseconds(1001);
    plan.maxRpo = std::chrono::hours(2);
    if (which == u"accounts")
        plan.rows[0].minimum = 101;
    else if (which == u"orders")
        plan.rows.append({which, 0});
    else if (which == u"total")
        plan.sql[0].expected = u"99999"_s;
    else if (which == u"nonsense")
        plan.sql.append({which, u"SELECT nonsense"_s, u"1"_s});
    else if (which == u"writing")
        plan.sql.append({which, u"DELETE FROM accounts RETURNING 1"_s, u"1"_s});
    else if (which == u"rto")
        plan.maxRto = milliseconds(1000);
    else
        plan.maxRpo = std::chrono::hours(2) - milliseconds(1);
    const auto slowly = [&bench](const QList<DrillStage> &stages) {
        if (stages[int(DrillStep::Restore)].state == StepState::Running)
            bench.clock.advance(milliseconds(1001));
    };
    const DrillReport report = ok(bench.run(plan, slowly));
    QVERIFY(report.verdict == Verdict::Failed);
    QCOMPARE(broken(report), QStringList({which}));
    const auto outcome = std::ranges::find(report.assertions, false, &AssertionOutcome::holds);
    QCOMPARE(outcome->found, found);
    QCOMPARE(outcome->error ? codeName(outcome->error->code) : QString(), error);
    // The drill itself went well: it is the data that does not hold.
    QCOMPARE(describe(report.stages), kAllDone);
    QVERIFY(!report.failure);
    QCOMPARE(report.rto.value(), milliseconds(1001));
    QCOMPARE(bench.history().size(), 1);
    QVERIFY(bench.history().first().verdict == Verdict::Failed);
    const Sidecar sidecar = ok(readSidecar(bench.fileSystem, taken.path));
    QCOMPARE(depthName(sidecar.verification->depth), u"restored"_s);
    QVERIFY(!sidecar.verification->damage);
}

void tst_DrillRunner::stagesInOrder()
{
    DrillBench bench;
    const TakenSnapshot taken = bench.take();
    QStringList seen;
    // As the console does, every list is kept: what is told later must not depend on nobody holding an older one.
    QList<QList<DrillStage>> kept;
    const DrillReport report = ok(bench.run(bench.plan(taken.path), [&](const QList<DrillStage> &stages) {
        seen += describe(stages);
        kept.append(stages);
    }));
    QStringList expected;
    QString now = kAllWaiting;
    for (const char *step : {"find", "verify", "restore", "start", "assert"}) {
        const QString name = QString::fromLatin1(step);
        expected += now.replace(name + u" waiting"_s, name + u" running"_s);
        expected += now.replace(name + u" running"_s, name + u" done"_s);
    }
    QCOMPARE(seen, expected);
    QCOMPARE(describe(report.stages), expected.last());
    for (qsizetype i = 0; i < kept.size(); ++i)
        QCOMPARE(describe(kept.at(i)), expected.at(i));
}

void tst_DrillRunner::measuresTimes()
{
    DrillBench bench;
    const TakenSnapshot taken = bench.take();
    bench.clock.advance(std::chrono::minutes(7));
    const QDateTime started = bench.clock.utcNow();
    // While it runs, the n-th stage takes n * 100 ms; between stages 1 ms passes.
    const DrillReport report = ok(bench.run(bench.plan(taken.path), [&bench](const QList<DrillStage> &stages) {
        for (qsizetype i = 0; i < stages.size(); ++i) {
            if (stages[i].state == StepState::Running)
                return bench.clock.advance(milliseconds(100 * (i + 1)));
        }
        bench.clock.advance(milliseconds(1));
    }));
    qint64 begin = 0;
    for (qsizetype i = 0; i < report.stages.size(); ++i) {
        QCOMPARE(report.stages[i].begin.count(), begin);
        QCOMPARE(report.stages[i].time.count(), 100 * (i + 1));
        begin += 100 * (i + 1) + 1;
    }
    QCOMPARE(report.startedAt, started);
    QCOMPARE(report.rpo.value(), std::chrono::minutes(7));
    QCOMPARE(report.rto.value().count(), 1500 + 4);
    QCOMPARE(report.assertions[5].found, u"1504ms"_s);
    QCOMPARE(report.assertions[6].found, u"7min"_s);
}

void tst_DrillRunner::snapshotFromTheFuture_data()
{
    QTest::addColumn<qint64>("minutes");
    QTest::addColumn<QString>("found");
    QTest::newRow("clocks drift") << qint64(5) << u"0ms"_s;
    QTest::newRow("a wrong clock") << qint64(6) << u"dated 6min ahead of this clock"_s;
    QTest::newRow("a very wrong clock") << qint64(73 * 365 * 24 * 60) << u"dated 26645d ahead of this clock"_s;
}

/// Nothing is known of what would be lost where the snapshot says it was taken tomorrow.
void tst_DrillRunner::snapshotFromTheFuture()
{
    QFETCH(const qint64, minutes);
    QFETCH(const QString, found);
    DrillBench bench;
    const TakenSnapshot taken = bench.take();
    bench.clock.advance(-std::chrono::minutes(minutes));
    const DrillReport report = ok(bench.run(bench.plan(taken.path)));
    const bool tolerated = minutes <= 5;
    QCOMPARE(report.rpo.has_value(), tolerated);
    QCOMPARE(report.assertions.last().found, found);
    QCOMPARE(broken(report), tolerated ? QStringList() : QStringList{u"rpo"_s});
    QCOMPARE(report.verdict == Verdict::Passed, tolerated);
    QCOMPARE(toHtml(report).contains("the snapshot is dated ahead of this clock"), !tolerated);
}

void tst_DrillRunner::futureIsNotTheNewest()
{
    DrillBench bench;
    const TakenSnapshot today = bench.take();
    bench.clock.advance(std::chrono::days(400));
    const TakenSnapshot ahead = bench.takeAgain();
    QCOMPARE(ok(bench.run(bench.storePlan())).archivePath, ahead.path);
    bench.clock.advance(-std::chrono::days(399));
    QCOMPARE(ok(bench.run(bench.storePlan())).archivePath, today.path);
}

/// What the drill proved of one file says nothing of another that has its name now.
void tst_DrillRunner::replacedMeanwhile()
{
    DrillBench bench;
    const TakenSnapshot taken = bench.take();
    const QString sidecar = layout::sidecarPath(taken.path);
    bool replaced = false;
    const DrillReport report = ok(bench.run(bench.plan(taken.path), [&](const QList<DrillStage> &stages) {
        if (replaced || stages[int(DrillStep::Assert)].state != StepState::Running)
            return;
        replaced = true;
        const QByteArray bytes = readFile(taken.path);
        QVERIFY(QFile::remove(sidecar));
        writeFile(taken.path + u".new"_s, bytes);
        ok(bench.fileSystem.rename(taken.path + u".new"_s, taken.path));
    }));
    QVERIFY(replaced && report.verdict == Verdict::Passed);
    QVERIFY(!ok(readCatalogEntry(bench.fileSystem, taken.path)).verification);
}

void tst_DrillRunner::newestIntactOfTheStore()
{
    DrillBench bench;
    const TakenSnapshot oldest = bench.take({.position = {}, .marker = u"oldest"_s});
    const TakenSnapshot middle = bench.take({.position = {}, .marker = u"middle"_s});
    const TakenSnapshot newest = bench.take({.fillerBytes = 100'000, .position = {}, .marker = u"newest"_s});
    bench.space.write(u"store/99991231T235959999Z-00000000.snap.tar.part"_s, "no archive");
    bench.space.write(u"store/notes.txt"_s, "no archive");
    QCOMPARE(ok(bench.run(bench.storePlan())).archivePath, newest.path);
    // Cut: seen at a glance, the next one is taken.
    writeFile(newest.path, readFile(newest.path).chopped(2000));
    const DrillReport second = ok(bench.run(bench.storePlan()));
    QCOMPARE(second.archivePath, middle.path);
    QVERIFY(second.verdict == Verdict::Passed);
    QCOMPARE(contentOf(bench.node() + u"/state.db"_s).marker, u"middle"_s);
    // A flipped bit is found only by looking: that drill fails, and the next one knows.
    QByteArray flipped = readFile(middle.path);
    const qsizetype at = flipped.indexOf("pages/000000.zst") + 512 + 40;
    flipped[at] = char(flipped[at] ^ 1);
    writeFile(middle.path, flipped);
    const DrillReport third = ok(bench.run(bench.storePlan()));
    QCOMPARE(third.archivePath, middle.path);
    QVERIFY(third.verdict == Verdict::Failed);
    QVERIFY(third.archive && !third.rpo); // what does not come back proves no RPO
    QVERIFY(toHtml(third).contains("the snapshot did not come back"));
    const DrillReport fourth = ok(bench.run(bench.storePlan()));
    QCOMPARE(fourth.archivePath, oldest.path);
    QVERIFY(fourth.verdict == Verdict::Passed);
    QCOMPARE(bench.history().size(), 4);
    // None left.
    for (const TakenSnapshot &taken : {middle, oldest})
        writeFile(taken.path, "nothing");
    EXPECT_ERROR(bench.run(bench.storePlan()), ErrorCode::NotFound);
    QCOMPARE(bench.history().size(), 4);
}

void tst_DrillRunner::nothingToDrill()
{
    DrillBench bench;
    EXPECT_ERROR(bench.run(bench.storePlan()), ErrorCode::NotFound);
    bench.space.makeDirectory(u"store"_s);
    EXPECT_ERROR(bench.run(bench.storePlan()), ErrorCode::NotFound);
    EXPECT_ERROR(bench.run(bench.plan(bench.store() + u"/none.snap.tar"_s)), ErrorCode::NotFound);
    EXPECT_ERROR(bench.run(bench.plan(bench.store())), ErrorCode::NotAFile);
    QVERIFY(bench.history().isEmpty());
    QVERIFY(!bench.space.exists(u"history"_s));
}

void tst_DrillRunner::locked()
{
    DrillBench bench;
    const TakenSnapshot taken = bench.take();
    bench.space.makeDirectory(u"node"_s);
    bench.space.write(u"node/state.db"_s, "in use");
    auto lock = ok(bench.fileSystem.open(bench.node() + u"/lock"_s, OpenMode::OpenOrCreate));
    ok(lock->lock());
    bool told = false;
    EXPECT_ERROR(
        bench.run(bench.plan(taken.path), [&told](const QList<DrillStage> &) { told = true; }),
        ErrorCode::Locked);
    QVERIFY(!told);
    QCOMPARE(bench.space.read(u"node/state.db"_s), "in use");
    QVERIFY(bench.history().isEmpty());
    QCOMPARE(depthName(ok(readSidecar(bench.fileSystem, taken.path)).verification->depth), u"sealed"_s);
    lock.reset();
    // A drill while a drill runs, too.
    QString inner;
    ok(bench.run(bench.plan(taken.path), [&](const QList<DrillStage> &stages) {
        if (stages[int(DrillStep::Start)].state == StepState::Running)
            inner = codeOf(runDrill(bench.control, bench.request(bench.plan(taken.path)),
                                    bench.fileSystem, bench.clock));
    }));
    QCOMPARE(inner, codeOf(ErrorCode::Locked));
}

void tst_DrillRunner::clearsThePreviousDrill()
{
    DrillBench bench;
    const TakenSnapshot first = bench.take({.position = Position{{u"line"_s}, 7}, .marker = u"first"_s});
    const TakenSnapshot second = bench.take({.position = {}, .marker = u"second"_s});
    QVERIFY(ok(bench.run(bench.plan(first.path))).position);
    for (const char *name : {"node/nodes.json", "node/state.db-wal", "node/state.db.previous",
                             "node/.state.db.restoring", "node/.state.db.restoring.json"})
        bench.space.write(QString::fromLatin1(name), "of the drill before");
    const DrillReport report = ok(bench.run(bench.plan(second.path)));
    QVERIFY(report.verdict == Verdict::Passed);
    QVERIFY(!report.position);
    QCOMPARE(report.restoredBytes, second.summary.manifest.rawBytes());
    QCOMPARE(contentOf(bench.node() + u"/state.db"_s).marker, u"second"_s);
    QStringList left = bench.space.names(u"node"_s);
    left.removeIf([](const QString &name) { return name == u"state.db-wal" || name == u"state.db-shm"; });
    QCOMPARE(left, QStringList({u"fsm_state.json"_s, u"lock"_s, u"state.db"_s}));
    // The same again: nothing is taken over from the run before, all is really restored.
    QCOMPARE(ok(bench.run(bench.plan(second.path))).restoredBytes, second.summary.manifest.rawBytes());
}

void tst_DrillRunner::forecastsFromEarlierRuns()
{
    DrillBench bench;
    const TakenSnapshot taken = bench.take();
    const auto slowly = [&bench](const QList<DrillStage> &stages) {
        if (stages[int(DrillStep::Verify)].state == StepState::Running)
            bench.clock.advance(milliseconds(800));
    };
    QVERIFY(!ok(bench.run(bench.plan(taken.path), slowly)).forecast);
    const DrillReport second = ok(bench.run(bench.plan(taken.path), slowly));
    QCOMPARE(second.forecast->expected.count(), 800);
    QCOMPARE(second.forecast->runs, 1);
    QCOMPARE(ok(bench.run(bench.plan(taken.path))).forecast->runs, 2);
}

QTEST_GUILESS_MAIN(tst_DrillRunner)
#include "tst_drillrunner.moc"
