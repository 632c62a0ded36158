// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorefixture.h"
#include "tests/support/childprocess.h"

#include "engine/base/limits.h"
#include "engine/state/fsmstate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using Kind = Fault::Kind;

/// Restores that are failed, cancelled, killed or lose power at every call that changes something.
class tst_RestoreFaults final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faults_data();
    void faults();
    void cancelAtEveryCall();
    void killedAtEveryCall_data();
    void killedAtEveryCall();
    void resumeRedoesLittle();
    void resumeOfAnotherArchive();
    void damagedStagingIsRedone();
    void staleSideFiles_data();
    void staleSideFiles();
    void stalePreviousSideFiles();
    void logBesideTheStaging();
    void twoAtOnce();
    void finishedBetweenOpenAndLock();
    void withoutLinksAndFailing();

private:
    enum class Before { Missing, Older, Damaged };
    static void prepare(const RestoreFixture &fixture, Before before);
    static void checkOldOrNew(const RestoreFixture &fixture, Before before);
};

void tst_RestoreFaults::prepare(const RestoreFixture &fixture, Before before)
{
    if (before == Before::Older)
        makeDatabase(fixture.target, {.keepWal = true, .position = Position{{u"lineage-a"_s}, 50}, .marker = u"local"_s});
    if (before == Before::Damaged)
        writeFile(fixture.target, QByteArray(5000, 'x'));
}

/// The state is the old one or the new one, whole; and whatever happened, the next restore succeeds.
void tst_RestoreFaults::checkOldOrNew(const RestoreFixture &fixture, Before before)
{
    if (before == Before::Missing && !QFile::exists(fixture.target)) {
        // nothing yet
    } else if (before == Before::Damaged && readFile(fixture.target) == QByteArray(5000, 'x')) {
        // not yet
    } else {
        const SampleContent content = contentOf(fixture.target);
        SampleContent local = fixture.snapshot;
        local.marker = u"local"_s;
        local.appliedIndex = 50;
        QVERIFY2(content == fixture.snapshot || (before == Before::Older && content == local), qPrintable(content.marker));
    }
    FaultyFileSystem sound;
    ok(fixture.restore(sound));
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);
    for (const QString &name : fixture.nodeFiles())
        QVERIFY2(!name.startsWith(u'.') && !name.endsWith(".part"_L1), qPrintable(name));
    const QString previous = fixture.target + u".previous"_s;
    if (before == Before::Older)
        QCOMPARE(contentOf(previous).marker, u"local"_s);
    else if (before == Before::Damaged)
        QVERIFY(readFile(previous) == QByteArray(5000, 'x'));
    QVERIFY(ok(readFsmState(sound, fixture.target)).describes(ok(sound.info(fixture.target))));
}

void tst_RestoreFaults::faults_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("at");
    constexpr const char *kKinds[] = {"once", "onwards", "tear", "power loss"};
    constexpr const char *kBefores[] = {"nothing", "older", "damaged"};
    for (int before = 0; before < 3; ++before) {
        const RestoreFixture fixture(managed(100, u"snapshot"_s));
        prepare(fixture, Before(before));
        FaultyFileSystem counting;
        ok(fixture.restore(counting));
        for (int kind = 0; kind < 4; ++kind) {
            for (qint64 at = 1; at <= counting.calls(); ++at)
                QTest::addRow("%s, %s at %lld", kBefores[before], kKinds[kind], at) << before << kind << at;
        }
    }
}

void tst_RestoreFaults::faults()
{
    QFETCH(const int, before);
    QFETCH(const int, kind);
    QFETCH(const qint64, at);
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    prepare(fixture, Before(before));
    {
        FaultyFileSystem fileSystem({at, Kind(kind), ErrorCode::DiskFull}, fixture.space.path(u"node"_s));
        const auto outcome = fixture.restore(fileSystem);
        QVERIFY(fileSystem.struck());
        if (!outcome)
            EXPECT_ERROR(outcome, ErrorCode::DiskFull);
        if (Kind(kind) == Kind::PowerLoss)
            fileSystem.losePower();
        // What could not be synced after the swap is said, and may be gone after a loss of power.
        if (outcome && (Kind(kind) != Kind::PowerLoss || outcome->warnings.isEmpty()))
            QCOMPARE(contentOf(fixture.target), fixture.snapshot);
    }
    checkOldOrNew(fixture, Before(before));
}

void tst_RestoreFaults::cancelAtEveryCall()
{
    SampleSpec spec = managed(100, u"snapshot"_s);
    spec.fillerBytes = 13'000'000;
    const RestoreFixture fixture(spec);
    FaultyFileSystem counting;
    ok(fixture.restore(counting));
    int cancelled = 0;
    for (qint64 at = 1; at <= counting.calls(); ++at) {
        for (const QString &name : fixture.nodeFiles())
            QFile::remove(fixture.space.path(u"node/"_s + name));
        prepare(fixture, Before::Older);
        FaultyFileSystem fileSystem;
        Progress progress;
        std::stop_source stop;
        JobControl control(progress, stop.get_token());
        fileSystem.setHook([&](QByteArrayView, const QString &) {
            if (fileSystem.calls() + 1 == at)
                stop.request_stop();
        });
        const auto outcome = fixture.restore(fileSystem, control);
        cancelled += !outcome;
        if (!outcome) {
            EXPECT_ERROR(outcome, ErrorCode::Canceled);
            QCOMPARE(contentOf(fixture.target).marker, u"local"_s);
        }
        checkOldOrNew(fixture, Before::Older);
    }
    QVERIFY(cancelled >= 4);
}

void tst_RestoreFaults::killedAtEveryCall_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<qint64>("at");
    constexpr const char *kBefores[] = {"nothing", "older", "damaged"};
    for (int before = 0; before < 3; ++before) {
        const RestoreFixture fixture(managed(100, u"snapshot"_s));
        prepare(fixture, Before(before));
        FaultyFileSystem counting;
        ok(fixture.restore(counting));
        for (qint64 at = 1; at <= counting.calls(); ++at)
            QTest::addRow("%s, at %lld", kBefores[before], at) << before << at;
    }
}

void tst_RestoreFaults::killedAtEveryCall()
{
    QFETCH(const int, before);
    QFETCH(const qint64, at);
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    prepare(fixture, Before(before));
    ChildProcess victim(u"restore"_s, {fixture.archive, fixture.target, QString::number(at), u"1"_s});
    QCOMPARE(victim.nextLine(), u"there"_s);
    victim.kill();
    checkOldOrNew(fixture, Before(before));
}

/// Killed in the middle of 64 MB: what was staged is compared, not decoded again.
void tst_RestoreFaults::resumeRedoesLittle()
{
    SampleSpec spec = managed(100, u"snapshot"_s);
    spec.fillerBytes = 64'000'000;
    const RestoreFixture fixture(spec);
    constexpr int kThreads = 2;
    constexpr qint64 kSegmentsDone = 10;
    FaultyFileSystem counting;
    qint64 firstWrite = 0;
    counting.setHook([&](QByteArrayView call, const QString &path) {
        if (firstWrite == 0 && call == "write" && path.endsWith(".restoring"_L1))
            firstWrite = counting.calls() + 1;
    });
    ok(fixture.restore(counting));
    for (const QString &name : fixture.nodeFiles())
        QFile::remove(fixture.space.path(u"node/"_s + name));

    ChildProcess victim(u"restore"_s, {fixture.archive, fixture.target, QString::number(firstWrite + kSegmentsDone), QString::number(kThreads)});
    QCOMPARE(victim.nextLine(), u"there"_s);
    victim.kill();
    QVERIFY(!QFile::exists(fixture.target));
    FaultyFileSystem sound;
    const RestoreOutcome outcome = ok(fixture.restore(sound));
    const qint64 raw = outcome.plan.archive.manifest.rawBytes();
    QVERIFY(outcome.plan.reasons.contains(PlanReason::RestoreUnfinished));
    QCOMPARE(outcome.decodedBytes + outcome.resumedBytes, raw);
    const qint64 redone = outcome.decodedBytes - (raw - kSegmentsDone * limits::kSegmentBytes);
    QVERIFY2(redone <= raw / 50 + kThreads * limits::kSegmentBytes, qPrintable(QString::number(redone)));
    QVERIFY2(outcome.resumedBytes >= (kSegmentsDone - kThreads) * limits::kSegmentBytes, qPrintable(QString::number(outcome.resumedBytes)));
    QVERIFY(readFile(fixture.target) == readFile(fixture.space.path(u"source.db"_s)));
}

void tst_RestoreFaults::resumeOfAnotherArchive()
{
    RestoreFixture fixture(managed(100, u"snapshot"_s));
    ChildProcess victim(u"restore"_s, {fixture.archive, fixture.target, u"9"_s, u"1"_s});
    QCOMPARE(victim.nextLine(), u"there"_s);
    victim.kill();
    QVERIFY(fixture.nodeFiles().contains(u".state.db.restoring"_s));
    fixture.archive = fixture.takeFrom(fixture.space.path(u"other.db"_s), managed(300, u"other"_s));
    FaultyFileSystem sound;
    const RestoreOutcome outcome = ok(fixture.restore(sound));
    QCOMPARE(outcome.resumedBytes, 0);
    QCOMPARE(contentOf(fixture.target).marker, u"other"_s);
    QVERIFY(!fixture.nodeFiles().contains(u".state.db.restoring"_s));
}

void tst_RestoreFaults::damagedStagingIsRedone()
{
    SampleSpec spec = managed(100, u"snapshot"_s);
    spec.fillerBytes = 9'000'000;
    const RestoreFixture fixture(spec);
    FaultyFileSystem fileSystem;
    Progress progress;
    std::stop_source stop;
    JobControl control(progress, stop.get_token());
    fileSystem.setHook([&](QByteArrayView call, const QString &) {
        if (call == "sync" && progress.state().stage == Stage::Checking)
            stop.request_stop();
    });
    EXPECT_ERROR(fixture.restore(fileSystem, control), ErrorCode::Canceled);
    const QString staging = fixture.space.path(u"node/.state.db.restoring"_s);
    QByteArray bytes = readFile(staging);
    bytes[5'000'000] = char(bytes[5'000'000] ^ 1);
    writeFile(staging, bytes);
    FaultyFileSystem sound;
    const RestoreOutcome outcome = ok(fixture.restore(sound));
    QCOMPARE(outcome.decodedBytes, limits::kSegmentBytes);
    QVERIFY(readFile(fixture.target) == readFile(fixture.space.path(u"source.db"_s)));
}

void tst_RestoreFaults::staleSideFiles_data()
{
    QTest::addColumn<bool>("wal");
    QTest::addColumn<bool>("targetExists");
    QTest::newRow("log, target missing") << true << false;
    QTest::newRow("log, target there") << true << true;
    QTest::newRow("journal, target missing") << false << false;
}

/// SQLite replays whatever log or hot journal stands beside a main file: an old one must not meet the new state.
void tst_RestoreFaults::staleSideFiles()
{
    QFETCH(const bool, wal);
    QFETCH(const bool, targetExists);
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    if (wal) {
        makeDatabase(fixture.target, {.keepWal = true, .position = Position{{u"lineage-a"_s}, 50}, .marker = u"stale"_s});
        if (!targetExists)
            QVERIFY(QFile::remove(fixture.target));
    } else {
        // The journal of an interrupted transaction on another database of the same size.
        const QString other = fixture.space.path(u"journalled.db"_s);
        makeDatabase(other, {.wal = false, .position = Position{{u"lineage-a"_s}, 50}, .marker = u"stale"_s});
        const auto connection = ok(Connection::open(other, Connection::Access::ReadWrite));
        ok(connection->execute(u"PRAGMA cache_size = 1; BEGIN; UPDATE accounts SET balance = 0; UPDATE notes SET text = 'x';"
                               "CREATE TABLE more AS SELECT a.* FROM accounts a, accounts b"_s));
        QVERIFY(QFile::copy(other + u"-journal"_s, fixture.target + u"-journal"_s));
    }
    FaultyFileSystem fileSystem;
    ok(fixture.restore(fileSystem));
    for (const auto suffix : {"-wal"_L1, "-journal"_L1, "-shm"_L1})
        QVERIFY2(!QFile::exists(fixture.target + suffix), suffix.data());
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);
}

/// A log that somebody's program left beside the kept old state belongs to that one only, and a log without a database
/// belongs to none: neither may be replayed into another.
void tst_RestoreFaults::stalePreviousSideFiles()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    const QString previous = fixture.target + u".previous"_s;
    FaultyFileSystem fileSystem;
    makeDatabase(fixture.target, managed(50, u"first"_s));
    ok(fixture.restore(fileSystem));
    QCOMPARE(contentOf(previous).marker, u"first"_s);

    // The state is lost but for its log, then restored: the kept one stays what it is.
    QVERIFY(QFile::remove(fixture.target));
    makeDatabase(fixture.target, {.keepWal = true, .position = Position{{u"lineage-a"_s}, 60}, .marker = u"second"_s});
    QVERIFY(QFile::remove(fixture.target));
    ok(fixture.restore(fileSystem));
    QCOMPARE(contentOf(previous).marker, u"first"_s);
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);

    // The kept one has a log of its own, then is replaced: the log must not outlive it.
    QVERIFY(QFile::remove(previous));
    makeDatabase(previous, {.keepWal = true, .position = Position{{u"lineage-a"_s}, 70}, .marker = u"third"_s});
    QVERIFY(QFile::remove(fixture.target));
    makeDatabase(fixture.target, managed(80, u"fourth"_s));
    ok(fixture.restore(fileSystem));
    QCOMPARE(contentOf(previous).marker, u"fourth"_s);
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);
}

/// Killed while the staging was being given a new lineage: its log must not be replayed into the next staging.
void tst_RestoreFaults::logBesideTheStaging()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    makeDatabase(fixture.target, managed(200, u"local"_s));
    const QString stray = fixture.space.path(u"stray.db"_s);
    makeDatabase(stray, {.keepWal = true, .position = Position{{u"lineage-a"_s}, 150}, .marker = u"stray"_s});
    QVERIFY(QFile::copy(stray + u"-wal"_s, fixture.space.path(u"node/.state.db.restoring-wal"_s)));
    FaultyFileSystem fileSystem;
    ok(fixture.restore(fileSystem, true));
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);
    for (const QString &name : fixture.nodeFiles())
        QVERIFY2(!name.startsWith(u'.'), qPrintable(name));
}

void tst_RestoreFaults::twoAtOnce()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    ChildProcess other(u"restore"_s, {fixture.archive, fixture.target, u"8"_s, u"1"_s});
    QCOMPARE(other.nextLine(), u"there"_s);
    FaultyFileSystem fileSystem;
    EXPECT_ERROR(fixture.restore(fileSystem), ErrorCode::Locked);
    other.kill();
    ok(fixture.restore(fileSystem));
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);
}

/// Another restore ends between our opening the staging file and locking it: what we hold then is the live state.
void tst_RestoreFaults::finishedBetweenOpenAndLock()
{
    RestoreFixture fixture(managed(100, u"snapshot"_s));
    const QString second = fixture.takeFrom(fixture.space.path(u"other.db"_s), managed(300, u"other"_s));
    ChildProcess interrupted(u"restore"_s, {fixture.archive, fixture.target, u"9"_s, u"1"_s});
    QCOMPARE(interrupted.nextLine(), u"there"_s);
    interrupted.kill();
    FaultyFileSystem fileSystem;
    bool met = false;
    fileSystem.setHook([&](QByteArrayView call, const QString &) {
        if (call != "lock" || met)
            return;
        met = true;
        FaultyFileSystem other;
        ok(fixture.restore(other));
    });
    RestoreFixture &late = fixture;
    const QString first = late.archive;
    UnwatchedControl control;
    RestoreRequest request;
    request.archive = second;
    request.target = late.target;
    request.confirmedName = u"state.db"_s;
    const auto outcome = runRestore(control, request, fileSystem);
    QVERIFY(met);
    const SampleContent content = contentOf(fixture.target);
    QCOMPARE(content.integrity, u"ok"_s);
    QCOMPARE(content.marker, outcome ? u"other"_s : u"snapshot"_s);
}

/// Everything fails from one call on, as after a kill, and names can only be exchanged: the old state is never lost.
void tst_RestoreFaults::withoutLinksAndFailing()
{
    for (qint64 at = 1;; ++at) {
        const RestoreFixture fixture(managed(100, u"snapshot"_s));
        prepare(fixture, Before::Older);
        FaultyFileSystem fileSystem({at, Kind::Onwards, ErrorCode::WriteFailed});
        fileSystem.setHasLinks(false);
        (void)fixture.restore(fileSystem);
        FaultyFileSystem sound;
        sound.setHasLinks(false);
        ok(fixture.restore(sound));
        QCOMPARE(contentOf(fixture.target), fixture.snapshot);
        QCOMPARE(contentOf(fixture.target + u".previous"_s).marker, u"local"_s);
        if (!fileSystem.struck())
            return;
    }
}

LIFEBOAT_TEST_MAIN(tst_RestoreFaults)
#include "tst_restorefaults.moc"
