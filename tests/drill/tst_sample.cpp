// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/drill/drillrunner.h"
#include "engine/drill/sample.h"
#include "engine/snapshot/take.h"
#include "tests/support/childprocess.h"
#include "tests/support/expect.h"
#include "tests/support/manualclock.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QFile>

#include <future>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

constexpr std::chrono::minutes kPatience(2); // far more than anything needs: only a hang gets there

/// "--child load DATABASE": writes to a sample database until its standard input ends, then says how many commits.
std::optional<int> playLoad(int argc, char **argv)
{
    if (argc != 4 || QByteArrayView(argv[1]) != "--child" || QByteArrayView(argv[2]) != "load")
        return std::nullopt;
    UnwatchedControl control;
    const auto commits = writeSampleLoad(control, QFile::decodeName(argv[3]), STDIN_FILENO);
    std::printf("%s\n", commits ? std::to_string(*commits).c_str() : qPrintable(toString(commits.error())));
    return commits ? 0 : 1;
}

void overwrite(const QString &path, qsizetype at, const QByteArray &bytes)
{
    QByteArray content = readFile(path);
    content.replace(at, bytes.size(), bytes);
    writeFile(path, content);
}

} // namespace

class tst_Sample final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void makesWhatItSays();
    void keepsASoundOne();
    void remakesADamagedOne_data();
    void remakesADamagedOne();
    void canceledMaking();
    void madeByOneAtATime();
    void loadEndsWithItsParent();
    void loadEndsWhenCanceled();
    void loadWithoutDatabase();
    void snapshotUnderLoadPasses();
    void waitsForACommit();
    void waitingEndsWithTheWriter();
    void keepsFiveSnapshots();

private:
    Sample copyOfTheSample(const Workspace &space);
    static qint64 transfers(const Sample &sample)
    {
        return askSql(sample.database, u"SELECT count(*) FROM transfers"_s).toLongLong();
    }
    static void checkInvariants(const Sample &sample);

    PosixFileSystem m_fileSystem;
    UnwatchedControl m_control;
    Workspace m_space;
    Sample m_made;
    QByteArray m_bytes;
};

void tst_Sample::initTestCase()
{
    m_made = ok(makeSample(m_control, m_fileSystem, m_space.path(u"sample"_s)));
    m_bytes = readFile(m_made.database);
}

Sample tst_Sample::copyOfTheSample(const Workspace &space)
{
    Sample sample = m_made;
    sample.database = space.path(u"orders.db"_s);
    sample.store = space.path(u"snapshots"_s);
    sample.plan.store = sample.store;
    space.makeDirectory(u"snapshots"_s);
    space.write(u"orders.db"_s, m_bytes);
    return sample;
}

void tst_Sample::checkInvariants(const Sample &sample)
{
    QCOMPARE(askSql(sample.database, u"PRAGMA integrity_check"_s), u"ok"_s);
    QCOMPARE(askSql(sample.database, u"SELECT sum(balance) FROM accounts"_s), u"1000000"_s);
    QCOMPARE(askSql(sample.database, u"SELECT count(*) FROM accounts"_s), u"1000"_s);
    QCOMPARE(askSql(sample.database, u"SELECT count(*) FROM orders WHERE NOT json_valid(document)"_s), u"0"_s);
    // One commit is one transfer and one order; and every balance is what its transfers made of it.
    QCOMPARE(askSql(sample.database,
                    u"SELECT (SELECT count(*) FROM orders) - (SELECT count(*) FROM transfers)"_s),
             u"20000"_s);
    QCOMPARE(askSql(sample.database, u"SELECT count(*) FROM accounts a WHERE balance <> 1000"
                                     " - coalesce((SELECT sum(amount) FROM transfers WHERE source = a.id), 0)"
                                     " + coalesce((SELECT sum(amount) FROM transfers WHERE target = a.id), 0)"_s),
             u"0"_s);
    QCOMPARE(askSql(sample.database, u"SELECT count(*) FROM transfers WHERE source = target OR amount <= 0"_s), u"0"_s);
}

void tst_Sample::makesWhatItSays()
{
    QCOMPARE(m_made.database, m_space.path(u"sample/orders.db"_s));
    QCOMPARE(m_made.store, m_space.path(u"sample/snapshots"_s));
    QCOMPARE(m_made.plan.store, m_made.store);
    QCOMPARE(askSql(m_made.database, u"PRAGMA journal_mode"_s), u"wal"_s);
    QVERIFY(m_bytes.size() > 20'000'000 && m_bytes.size() < 30'000'000);
    checkInvariants(m_made);
    QVERIFY(ok(planFromToml(toToml(m_made.plan), u"/"_s)) == m_made.plan);
}

void tst_Sample::keepsASoundOne()
{
    const Workspace space;
    const Sample sample = copyOfTheSample(space);
    runSql(
        sample.database,
        u"CREATE TABLE marker (x); INSERT INTO orders (placed_at, document) VALUES ('now', '{}')"_s);
    const Sample kept = ok(makeSample(m_control, m_fileSystem, space.path()));
    QCOMPARE(kept.database, sample.database);
    QVERIFY(kept.plan == sample.plan);
    QCOMPARE(askSql(sample.database, u"SELECT count(*) FROM marker"_s), u"0"_s);
    // Also while somebody has it open and its last commits stand in the "-wal".
    ChildProcess holder(u"hold"_s, {sample.database, u"write"_s});
    QCOMPARE(holder.nextLine(), u"ready"_s);
    ok(makeSample(m_control, m_fileSystem, space.path()));
    QCOMPARE(holder.finish(), 0);
    QCOMPARE(askSql(sample.database, u"SELECT count(*) FROM marker"_s), u"0"_s);
}

void tst_Sample::remakesADamagedOne_data()
{
    QTest::addColumn<QString>("damage");
    QTest::newRow("money lost") << u"UPDATE accounts SET balance = balance - 1 WHERE id = 7"_s;
    QTest::newRow("orders lost") << u"DELETE FROM orders WHERE id = 7"_s;
    QTest::newRow("table lost") << u"DROP TABLE transfers"_s;
    QTest::newRow("an order is no JSON") << u"UPDATE orders SET document = 'x' WHERE id = 7"_s;
    QTest::newRow("an index that is not its table's")
        << u"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql ="
           " 'CREATE INDEX orders_placed ON orders (placed_at || 1)' WHERE name = 'orders_placed'"_s;
    QTest::newRow("a page overwritten") << u"page"_s;
    QTest::newRow("cut") << u"cut"_s;
    QTest::newRow("empty file") << u"empty"_s;
    QTest::newRow("no database") << u"text"_s;
}

void tst_Sample::remakesADamagedOne()
{
    QFETCH(const QString, damage);
    const Workspace space;
    const Sample sample = copyOfTheSample(space);
    runSql(sample.database, u"CREATE TABLE marker (x)"_s);
    if (damage == u"page")
        overwrite(sample.database, m_bytes.size() / 4096 / 2 * 4096, QByteArray(4096, '\x5a'));
    else if (damage == u"cut")
        writeFile(sample.database, m_bytes.first(m_bytes.size() / 2));
    else if (damage == u"empty")
        writeFile(sample.database, {});
    else if (damage == u"text")
        writeFile(sample.database, "no database");
    else
        runSql(sample.database, damage);
    space.write(u"orders.db-journal"_s, "left over");
    ok(makeSample(m_control, m_fileSystem, space.path()));
    checkInvariants(sample);
    QCOMPARE(askSql(sample.database, u"SELECT count(*) FROM sqlite_schema WHERE name = 'marker'"_s), u"0"_s);
    QVERIFY(!space.exists(u"orders.db-journal"_s));
}

void tst_Sample::canceledMaking()
{
    const Workspace space;
    Progress progress;
    std::stop_source stop;
    stop.request_stop();
    JobControl control(progress, stop.get_token());
    EXPECT_ERROR(makeSample(control, m_fileSystem, space.path()), ErrorCode::Canceled);
    checkInvariants(ok(makeSample(m_control, m_fileSystem, space.path())));
    // A sound one is not lost because nobody waited until that was known, nor because somebody keeps it locked.
    runSql(space.path(u"orders.db"_s), u"CREATE TABLE marker (x); PRAGMA journal_mode = DELETE"_s);
    EXPECT_ERROR(makeSample(control, m_fileSystem, space.path()), ErrorCode::Canceled);
    ChildProcess holder(u"hold"_s, {space.path(u"orders.db"_s), u"write"_s});
    QCOMPARE(holder.nextLine(), u"ready"_s);
    ok(makeSample(m_control, m_fileSystem, space.path()));
    QCOMPARE(holder.finish(), 0);
    QCOMPARE(askSql(space.path(u"orders.db"_s), u"SELECT count(*) FROM marker"_s), u"0"_s);
}

/// A half-made one looks damaged; it is not removed under the writes of whoever makes it.
void tst_Sample::madeByOneAtATime()
{
    const Workspace space;
    writeFile(space.path(u"orders.db"_s), "half");
    const auto other = ok(PosixFileSystem::instance().open(space.path(u"lock"_s), OpenMode::OpenOrCreate));
    ok(other->lock());
    EXPECT_ERROR(makeSample(m_control, m_fileSystem, space.path()), ErrorCode::Locked);
    QCOMPARE(readFile(space.path(u"orders.db"_s)), "half");
}

void tst_Sample::loadEndsWithItsParent()
{
    const Workspace space;
    const Sample sample = copyOfTheSample(space);
    ChildProcess load(u"load"_s, {sample.database});
    QVERIFY(QTest::qWaitFor([&] { return transfers(sample) > 20; }, QDeadlineTimer(kPatience)));
    QCOMPARE(load.finish(), 0); // closes its standard input, which is the pipe
    QCOMPARE(load.nextLine().toLongLong(), transfers(sample));
    checkInvariants(sample);
    // Killed in the midst of it, as a program that crashes.
    ChildProcess killed(u"load"_s, {sample.database});
    const qint64 before = transfers(sample);
    QVERIFY(QTest::qWaitFor([&] { return transfers(sample) > before + 5; }, QDeadlineTimer(kPatience)));
    killed.kill();
    checkInvariants(sample);
}

void tst_Sample::loadEndsWhenCanceled()
{
    const Workspace space;
    const Sample sample = copyOfTheSample(space);
    Progress progress;
    std::stop_source stop;
    auto load = std::async(std::launch::async, [&] {
        JobControl control(progress, stop.get_token());
        return writeSampleLoad(control, sample.database, -1);
    });
    QVERIFY(QTest::qWaitFor([&] { return transfers(sample) > 5; }, QDeadlineTimer(kPatience)));
    stop.request_stop();
    const qint64 commits = ok(load.get());
    QCOMPARE(transfers(sample), commits);
    checkInvariants(sample);
    // Asked to stop before it began, or its parent gone already: nothing is written.
    const qint64 before = transfers(sample);
    JobControl stopped(progress, stop.get_token());
    QCOMPARE(ok(writeSampleLoad(stopped, sample.database, -1)), 0);
    std::array<int, 2> pipe{};
    QCOMPARE(::pipe(pipe.data()), 0);
    ::close(pipe[1]);
    QCOMPARE(ok(writeSampleLoad(m_control, sample.database, pipe[0])), 0);
    ::close(pipe[0]);
    QCOMPARE(transfers(sample), before);
}

void tst_Sample::loadWithoutDatabase()
{
    const Workspace space;
    QVERIFY(!writeSampleLoad(m_control, space.path(u"none.db"_s), -1));
    QVERIFY(!space.exists(u"none.db"_s));
}

void tst_Sample::waitsForACommit()
{
    const Workspace space;
    const Sample sample = copyOfTheSample(space);
    int looks = 0;
    ok(waitForCommit(m_control, sample.database, [&] {
        if (++looks == 3)
            runSql(sample.database, u"UPDATE accounts SET owner = 'x' WHERE id = 1"_s);
        return true;
    }));
    QCOMPARE(looks, 3);
}

void tst_Sample::waitingEndsWithTheWriter()
{
    const Workspace space;
    const Sample sample = copyOfTheSample(space);
    EXPECT_ERROR(waitForCommit(m_control, sample.database, [] { return false; }), ErrorCode::Unexpected);
    ManualClock clock;
    const auto goesOn = [&clock] {
        clock.advance(std::chrono::seconds(4));
        return true;
    };
    EXPECT_ERROR(waitForCommit(m_control, sample.database, goesOn, clock), ErrorCode::Unexpected);
    Progress progress;
    std::stop_source stop;
    stop.request_stop();
    const JobControl canceled(progress, stop.get_token());
    EXPECT_ERROR(waitForCommit(canceled, sample.database, goesOn, clock), ErrorCode::Canceled);
}

void tst_Sample::keepsFiveSnapshots()
{
    const Workspace space;
    Sample sample;
    sample.store = space.path();
    for (int i = 1; i <= 7; ++i) {
        for (const auto suffix : {".snap.tar"_L1, ".meta.json"_L1})
            space.write(u"2026010%1T030405678Z-00000001"_s.arg(i) + suffix, "x");
    }
    removeOldSamples(m_fileSystem, sample);
    QCOMPARE(space.names().size(), 10);
}

void tst_Sample::snapshotUnderLoadPasses()
{
    const Workspace space;
    const Sample sample = copyOfTheSample(space);
    ChildProcess load(u"load"_s, {sample.database});
    for (int round = 1; round <= 3; ++round) {
        const qint64 before = transfers(sample);
        QVERIFY(QTest::qWaitFor([&] { return transfers(sample) > before + 10; }, QDeadlineTimer(kPatience)));
        const TakenSnapshot taken = ok(takeSnapshot(m_control,
                                                    {.database = sample.database,
                                                     .store = sample.store,
                                                     .threads = 2,
                                                     .node = {},
                                                     .nodeMap = {}},
                                                    m_fileSystem));
        DrillPlan plan = sample.plan;
        // The machine's pace is not what is tested.
        plan.maxRto.reset();
        plan.maxRpo.reset();
        const DrillReport report = ok(runDrill(m_control,
                                               {.plan = plan,
                                                .nodeDirectory = space.path(u"node"_s),
                                                .historyDirectory = space.path(u"history"_s),
                                                .threads = 2},
                                               m_fileSystem));
        QCOMPARE(report.archivePath, taken.path);
        QVERIFY2(report.verdict == Verdict::Passed, toJson(report).constData());
        Sample restored = sample;
        restored.database = space.path(u"node/state.db"_s);
        QVERIFY(transfers(restored) > before + 10);
        checkInvariants(restored);
    }
    QCOMPARE(load.finish(), 0);
    // The load never had to stop for the snapshots.
    QCOMPARE(load.nextLine().toLongLong(), transfers(sample));
    checkInvariants(sample);
}

int main(int argc, char **argv)
{
    if (const auto status = playLoad(argc, argv))
        return *status;
    if (const auto status = playRole(argc, argv))
        return *status;
    const QCoreApplication application(argc, argv);
    tst_Sample test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sample.moc"
