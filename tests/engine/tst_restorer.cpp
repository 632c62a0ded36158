// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorefixture.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/childprocess.h"

#include "engine/state/fsmstate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_Restorer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstBoot();
    void skipLeavesTheStateAndMergesNodes();
    void confirmation();
    void clearsThePreviousState();
    void everyTable();
    void keepsPrevious();
    void goingBackStartsALineage();
    void goingBackAfterAnInterruptionStartsALineage();
    void whatIsOlderStaysOlderAfterGoingBack();
    void integrityIsChecked();
    void inUse_data();
    void inUse();
    void diskFull();
    void badArchives_data();
    void badArchives();
    void archiveChangedMeanwhile();
    void threads_data();
    void threads();

private:
    FaultyFileSystem m_fileSystem;
};

void tst_Restorer::firstBoot()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    const RestoreOutcome outcome = ok(fixture.restore(m_fileSystem));
    QVERIFY(outcome.plan.action == RestoreAction::Full);
    QCOMPARE(outcome.previousPath, QString());
    QCOMPARE(outcome.decodedBytes, outcome.plan.archive.manifest.rawBytes());
    QCOMPARE(outcome.resumedBytes, 0);
    QCOMPARE(outcome.addedNodes, 1);
    QVERIFY(outcome.position == (Position{{u"lineage-a"_s}, 100}));
    QCOMPARE(fixture.nodeFiles(), QStringList({u"fsm_state.json"_s, u"nodes.json"_s, u"state.db"_s}));
    const FsmState note = ok(readFsmState(m_fileSystem, fixture.target));
    QVERIFY(note.position == outcome.position);
    QVERIFY(note.snapshot == outcome.plan.archive.manifest.id);
    QVERIFY(note.describes(ok(m_fileSystem.info(fixture.target))));
    QVERIFY(readFile(fixture.target) == readFile(fixture.space.path(u"source.db"_s)));
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);
}

/// Local 200, snapshot 100: the state stays, and what only the snapshot knows of the cluster is learnt.
void tst_Restorer::skipLeavesTheStateAndMergesNodes()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    makeDatabase(fixture.target, managed(200, u"local"_s));
    const QByteArray before = readFile(fixture.target);
    const RestoreOutcome outcome = ok(fixture.restore(m_fileSystem));
    QVERIFY(outcome.plan.action == RestoreAction::Skip);
    QCOMPARE(outcome.decodedBytes, 0);
    QCOMPARE(outcome.addedNodes, 1);
    QVERIFY(outcome.position == (Position{{u"lineage-a"_s}, 200}));
    QVERIFY(readFile(fixture.target) == before);
    QCOMPARE(fixture.nodeFiles(), QStringList({u"nodes.json"_s, u"state.db"_s}));
    QCOMPARE(ok(readNodeMap(m_fileSystem, fixture.target)).keys(), QStringList{u"peer"_s});
    QCOMPARE(contentOf(fixture.target).marker, u"local"_s);
}

void tst_Restorer::confirmation()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    makeDatabase(fixture.target, managed(50, u"local"_s));
    const QStringList names = fixture.nodeFiles();
    const QByteArray before = readFile(fixture.target);
    UnwatchedControl control;
    RestoreRequest request;
    request.archive = fixture.archive;
    request.target = fixture.target;
    EXPECT_ERROR(runRestore(control, request, m_fileSystem), ErrorCode::ConfirmationNeeded);
    for (const QString &wrong : {u"State.db"_s, u"state.db "_s, fixture.target, u"yes"_s}) {
        request.confirmedName = wrong;
        const auto outcome = runRestore(control, request, m_fileSystem);
        EXPECT_ERROR(outcome, ErrorCode::ConfirmationWrong);
        QCOMPARE(outcome.error().detail, u"state.db"_s);
    }
    QVERIFY(readFile(fixture.target) == before);
    QCOMPARE(fixture.nodeFiles(), names);
    request.confirmedName = u"state.db"_s;
    ok(runRestore(control, request, m_fileSystem));
}

void tst_Restorer::clearsThePreviousState()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    makeDatabase(fixture.target, managed(50, u"local"_s));
    runSql(fixture.target, u"CREATE TABLE old_things (x); INSERT INTO old_things VALUES (1); INSERT INTO accounts (balance) VALUES (5)"_s);
    ok(fixture.restore(m_fileSystem));
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);
    QCOMPARE(askSql(fixture.target, u"SELECT count(*) FROM sqlite_schema WHERE name = 'old_things'"_s), u"0"_s);
}

/// All tables of a control plane over older ones of the same names: each is the snapshot's, row by row, and no other.
void tst_Restorer::everyTable()
{
    const QStringList tables{u"assignments"_s, u"cluster_state"_s, u"results"_s, u"tasks"_s, u"vm_states"_s, u"worker_status"_s, u"workers"_s};
    const auto makePlane = [&tables](const QString &path, quint64 index, const QString &marker, int extraRows) {
        makeDatabase(path, managed(index, marker));
        for (qsizetype i = 0; i < tables.size(); ++i) {
            runSql(path, u"CREATE TABLE %1 (id TEXT PRIMARY KEY, document TEXT, number REAL, bytes BLOB)"_s.arg(tables[i]));
            for (int row = 0; row < i + 1 + extraRows; ++row)
                runSql(path, u"INSERT INTO %1 VALUES ('%2 %3', json_object('é', %3), NULLIF(%3, 1) / 3.0, randomblob(%3 * 700))"_s
                                 .arg(tables[i], marker).arg(row));
        }
    };
    RestoreFixture fixture;
    const QString source = fixture.space.path(u"plane.db"_s);
    makePlane(source, 100, u"snapshot"_s, 0);
    UnwatchedControl control;
    const auto taken = ok(takeSnapshot(control, {.database = source, .store = fixture.space.path(u"store"_s), .node = {}, .nodeMap = {}}, m_fileSystem));
    for (qsizetype i = 0; i < tables.size(); ++i)
        QVERIFY2(taken.summary.manifest.tables.contains(TableRows{tables[i], quint64(i + 1)}), qPrintable(tables[i]));
    makePlane(fixture.target, 50, u"local"_s, 3);
    fixture.archive = taken.path;
    ok(fixture.restore(m_fileSystem));
    for (const QString &table : tables) {
        const QString sql = u"SELECT group_concat(quote(id) || quote(document) || quote(number) || quote(bytes)) FROM (SELECT * FROM %1 ORDER BY id)"_s.arg(table);
        QVERIFY(askSql(source, sql).contains("snapshot 0"_L1));
        QCOMPARE(askSql(fixture.target, sql), askSql(source, sql));
    }
}

void tst_Restorer::keepsPrevious()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    for (int round = 0; round < 3; ++round) {
        const QString marker = u"local %1"_s.arg(round);
        QFile::remove(fixture.target);
        makeDatabase(fixture.target, {.keepWal = true, .position = Position{{u"lineage-a"_s}, 50}, .marker = marker});
        const RestoreOutcome outcome = ok(fixture.restore(m_fileSystem));
        QCOMPARE(outcome.previousPath, fixture.target + u".previous"_s);
        QCOMPARE(contentOf(fixture.target), fixture.snapshot);
        QCOMPARE(contentOf(outcome.previousPath).marker, marker);
        QCOMPARE(fixture.nodeFiles(), QStringList({u"fsm_state.json"_s, u"nodes.json"_s, u"state.db"_s, u"state.db.previous"_s}));
    }
}

void tst_Restorer::goingBackStartsALineage()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    makeDatabase(fixture.target, managed(200, u"local"_s));
    const RestoreOutcome outcome = ok(fixture.restore(m_fileSystem, true));
    QCOMPARE(outcome.position->appliedIndex, quint64(100));
    QVERIFY(outcome.position->lineage != Lineage{u"lineage-a"_s});
    QCOMPARE(askSql(fixture.target, u"SELECT value FROM lifeboat_state WHERE key = 'lineage'"_s), outcome.position->lineage.value);
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);
    QVERIFY(ok(readFsmState(m_fileSystem, fixture.target)).position == outcome.position);
}

/// Interrupted on the way back, and begun again, with and without being told to go back: the state that comes of it
/// must not pass for the old history at a smaller index.
void tst_Restorer::goingBackAfterAnInterruptionStartsALineage()
{
    for (const bool forcedAgain : {true, false}) {
        const RestoreFixture fixture(managed(100, u"snapshot"_s));
        makeDatabase(fixture.target, managed(200, u"local"_s));
        Progress progress;
        std::stop_source stop;
        JobControl control(progress, stop.get_token());
        FaultyFileSystem fileSystem;
        fileSystem.setHook([&](QByteArrayView call, const QString &) {
            if (call == "write" && progress.state().stage == Stage::Restoring)
                stop.request_stop();
        });
        EXPECT_ERROR(fixture.restore(fileSystem, control, true), ErrorCode::Canceled);
        const RestoreOutcome outcome = ok(fixture.restore(m_fileSystem, forcedAgain));
        const QString lineage = askSql(fixture.target, u"SELECT value FROM lifeboat_state WHERE key = 'lineage'"_s);
        if (outcome.plan.action == RestoreAction::Full)
            QVERIFY(lineage != "lineage-a"_L1);
        else
            QCOMPARE(contentOf(fixture.target).marker, u"local"_s);
    }
}

/// A state that has gone back once is of a history of its own, and still newer than what that history began from.
void tst_Restorer::whatIsOlderStaysOlderAfterGoingBack()
{
    RestoreFixture fixture(managed(100, u"snapshot"_s));
    const QString at100 = fixture.archive;
    const QString at50 = fixture.takeFrom(fixture.space.path(u"early.db"_s), managed(50, u"early"_s));
    const QString at150 = fixture.takeFrom(fixture.space.path(u"late.db"_s), managed(150, u"late"_s));
    makeDatabase(fixture.target, managed(200, u"local"_s));
    const auto plan = [&](const QString &archive, bool force) {
        fixture.archive = archive;
        return ok(fixture.plan(m_fileSystem, force));
    };
    const auto goBack = [&](const QString &archive) {
        fixture.archive = archive;
        return ok(fixture.restore(m_fileSystem, true)).position->lineage;
    };
    const Lineage second = goBack(at100);
    for (const QString &archive : {at50, at100}) {
        const RestorePlan asked = plan(archive, false);
        QVERIFY(asked.action == RestoreAction::Skip);
        QVERIFY(asked.reasons == QList{PlanReason::LocalCovers});
        const RestorePlan forced = plan(archive, true);
        QVERIFY(forced.action == RestoreAction::Full && forced.startsLineage);
    }
    // That is of the old history, behind where this one left it.
    QVERIFY(plan(at150, false).reasons == QList{PlanReason::OtherLineage});
    const Lineage third = goBack(at50);
    QVERIFY(third != second && third != Lineage{u"lineage-a"_s});
    QVERIFY(plan(at50, false).action == RestoreAction::Skip);
    QVERIFY(plan(at100, false).reasons == QList{PlanReason::OtherLineage});
}

/// Every byte is what was captured, but the database was not sound: it may not take the target's place.
void tst_Restorer::integrityIsChecked()
{
    RestoreFixture fixture(managed(100, u"snapshot"_s));
    const QString source = fixture.space.path(u"bad.db"_s);
    makeDatabase(source, {.fillerBytes = 400'000, .position = Position{{u"lineage-a"_s}, 300}, .marker = u"bad"_s});
    QByteArray bytes = readFile(source);
    const qsizetype page = askSql(source, u"SELECT rootpage FROM sqlite_schema WHERE name = 'accounts_by_balance'"_s).toLongLong() - 1;
    bytes.replace(page * 4096, 2000, QByteArray(2000, '\x55'));
    writeFile(source, bytes);
    UnwatchedControl control;
    const auto taken = takeSnapshot(control, {.database = source, .store = fixture.space.path(u"store"_s), .node = {}, .nodeMap = {}}, m_fileSystem);
    QVERIFY2(taken.has_value(), "this damage is none that counting rows notices");
    makeDatabase(fixture.target, managed(50, u"local"_s));
    const SampleContent before = contentOf(fixture.target);
    fixture.archive = taken->path;
    EXPECT_ERROR(fixture.restore(m_fileSystem), ErrorCode::IntegrityFailed);
    QCOMPARE(contentOf(fixture.target), before);
    QCOMPARE(fixture.nodeFiles(), QStringList{u"state.db"_s});

    RestoreRequest request;
    request.archive = fixture.archive;
    request.target = fixture.target;
    request.confirmedName = u"state.db"_s;
    request.acceptFindings = true;
    QVERIFY(!ok(runRestore(control, request, m_fileSystem)).findings.structure.isEmpty());
    QVERIFY(readFile(fixture.target) == bytes);
}

void tst_Restorer::inUse_data()
{
    QTest::addColumn<bool>("wal");
    QTest::addColumn<QString>("how");
    for (const bool wal : {true, false}) {
        for (const char *how : {"idle", "read", "write"})
            QTest::addRow("%s, %s", wal ? "WAL" : "rollback journal", how) << wal << QString::fromLatin1(how);
    }
}

void tst_Restorer::inUse()
{
    QFETCH(const bool, wal);
    QFETCH(const QString, how);
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    SampleSpec spec = managed(50, u"local"_s);
    spec.wal = wal;
    makeDatabase(fixture.target, spec);
    ChildProcess holder(u"hold"_s, {fixture.target, how});
    QCOMPARE(holder.nextLine(), u"ready"_s);
    const QStringList names = fixture.nodeFiles();
    const auto outcome = fixture.restore(m_fileSystem);
    EXPECT_ERROR(outcome, ErrorCode::TargetInUse);
    QVERIFY2(outcome.error().detail.contains("process"_L1), qPrintable(outcome.error().detail));
    QCOMPARE(fixture.nodeFiles(), names);
    QCOMPARE(holder.finish(), 0);
    ok(fixture.restore(m_fileSystem));
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);
}

void tst_Restorer::diskFull()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    makeDatabase(fixture.target, managed(50, u"local"_s));
    FaultyFileSystem full;
    full.setFreeBytes(10'000);
    EXPECT_ERROR(fixture.restore(full), ErrorCode::DiskFull);
    QCOMPARE(fixture.nodeFiles(), QStringList{u"state.db"_s});
    QCOMPARE(contentOf(fixture.target).marker, u"local"_s);
}

using Surgery = std::function<void(TarMembers &)>;

void tst_Restorer::badArchives_data()
{
    QTest::addColumn<int>("surgery");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("a segment's byte") << 0 << ErrorCode::DigestMismatch;
    QTest::newRow("a segment missing") << 1 << ErrorCode::MemberMissing;
    QTest::newRow("segments swapped, sums made right") << 2 << ErrorCode::PageMismatch;
    QTest::newRow("cut") << 3 << ErrorCode::ArchiveTruncated;
    QTest::newRow("index's byte") << 4 << ErrorCode::DigestMismatch;
    QTest::newRow("path escape") << 5 << ErrorCode::MemberNameUnsafe;
    QTest::newRow("empty") << 6 << ErrorCode::ArchiveTruncated;
}

void tst_Restorer::badArchives()
{
    QFETCH(const int, surgery);
    QFETCH(const ErrorCode, code);
    SampleSpec spec = managed(100, u"snapshot"_s);
    spec.fillerBytes = 9'000'000;
    const RestoreFixture fixture(spec);
    makeDatabase(fixture.target, managed(50, u"local"_s));
    const SampleContent before = contentOf(fixture.target);
    TarMembers members = takeApart(readFile(fixture.archive));
    if (surgery == 0)
        members[2].data[1000] = char(members[2].data[1000] ^ 4);
    if (surgery == 1)
        members.removeAt(2);
    if (surgery == 2) {
        const QByteArray first = members[1].data;
        members[1].setData(members[2].data);
        members[2].setData(first);
        resum(members);
    }
    if (surgery == 4)
        members[members.size() - 2].data[5] ^= 1;
    if (surgery == 5)
        members[2].setName("../../escape");
    QByteArray bytes = putTogether(members);
    if (surgery == 3)
        bytes.truncate(bytes.size() / 2);
    if (surgery == 6)
        bytes.clear();
    writeFile(fixture.archive, bytes);
    EXPECT_ERROR(fixture.restore(m_fileSystem), code);
    QCOMPARE(contentOf(fixture.target), before);
    QCOMPARE(fixture.nodeFiles(), QStringList{u"state.db"_s});
}

void tst_Restorer::archiveChangedMeanwhile()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    const QString other = fixture.takeFrom(fixture.space.path(u"other.db"_s), managed(300, u"other"_s));
    FaultyFileSystem fileSystem;
    fileSystem.setHook([&](QByteArrayView call, const QString &) {
        if (call == "lock") {
            QFile::remove(fixture.archive);
            QVERIFY(QFile::copy(other, fixture.archive));
        }
    });
    EXPECT_ERROR(fixture.restore(fileSystem), ErrorCode::DigestMismatch);
    QVERIFY(!QFile::exists(fixture.target));
}

void tst_Restorer::threads_data()
{
    QTest::addColumn<int>("threads");
    for (const int threads : {1, 2, 16})
        QTest::addRow("%d", threads) << threads;
}

void tst_Restorer::threads()
{
    QFETCH(const int, threads);
    SampleSpec spec = managed(100, u"snapshot"_s);
    spec.fillerBytes = 64'000'000;
    const RestoreFixture fixture(spec);
    UnwatchedControl control;
    RestoreRequest request;
    request.archive = fixture.archive;
    request.target = fixture.target;
    request.threads = threads;
    request.integrity = Integrity::Full;
    ok(runRestore(control, request, m_fileSystem));
    QVERIFY(readFile(fixture.target) == readFile(fixture.space.path(u"source.db"_s)));
    QCOMPARE(control.progress().state().permille, 1000);
}

LIFEBOAT_TEST_MAIN(tst_Restorer)
#include "tst_restorer.moc"
