// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorefixture.h"

#include "engine/snapshot/undo.h"
#include "engine/state/fsmstate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using Kind = Fault::Kind;

/// Restores taken back, and operations on a state that leave their mark so that none is done twice.
class tst_Undo final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void undoAndUndoTheUndo();
    void planTellsWhatComesBack();
    void refused_data();
    void refused();
    void inUse();
    void brokenPreviousStays();
    void previousWithoutItsLogStays();
    void faults_data();
    void faults();
    void killedUndoIsDoneOnce();
    void killedRestoreIsDoneOnce_data();
    void killedRestoreIsDoneOnce();
    void markIsOfOneOperation();
    void sameLineageOnRequest();

private:
    Result<UndoOutcome> undo(FileSystem &fileSystem, const QString &operation = {}) const;
    Result<RestoreOutcome> restore(FileSystem &fileSystem, const QString &operation,
                                   const Lineage &lineage = {}) const;
    QString marker() const { return contentOf(m_fixture->target).marker; }

    std::unique_ptr<RestoreFixture> m_fixture;
};

void tst_Undo::init()
{
    m_fixture = std::make_unique<RestoreFixture>(managed(100, u"snapshot"_s));
    makeDatabase(m_fixture->target, managed(200, u"local"_s));
}

Result<UndoOutcome> tst_Undo::undo(FileSystem &fileSystem, const QString &operation) const
{
    UnwatchedControl control;
    return undoRestore(
        control,
        {.target = m_fixture->target, .confirmedName = u"state.db"_s, .operation = operation},
        fileSystem);
}

Result<RestoreOutcome> tst_Undo::restore(FileSystem &fileSystem, const QString &operation,
                                         const Lineage &lineage) const
{
    UnwatchedControl control;
    RestoreRequest request;
    request.archive = m_fixture->archive;
    request.target = m_fixture->target;
    request.confirmedName = u"state.db"_s;
    request.force = true;
    request.operation = operation;
    request.lineage = lineage;
    return runRestore(control, request, fileSystem);
}

void tst_Undo::undoAndUndoTheUndo()
{
    FaultyFileSystem fileSystem;
    ok(restore(fileSystem, {}));
    QCOMPARE(marker(), u"snapshot"_s);
    const UndoOutcome undone = ok(undo(fileSystem));
    QCOMPARE(marker(), u"local"_s);
    QVERIFY(undone.position == Position({u"lineage-a"_s}, 200));
    QCOMPARE(contentOf(undone.previousPath).marker, u"snapshot"_s);
    QVERIFY(ok(readFsmState(fileSystem, m_fixture->target)).position == undone.position);
    ok(undo(fileSystem));
    QCOMPARE(marker(), u"snapshot"_s);
    QCOMPARE(contentOf(undone.previousPath).marker, u"local"_s);
}

void tst_Undo::planTellsWhatComesBack()
{
    FaultyFileSystem fileSystem;
    EXPECT_ERROR(planUndo(m_fixture->target, fileSystem), ErrorCode::NotFound);
    const RestoreOutcome restored = ok(restore(fileSystem, {}));
    const QStringList files = m_fixture->nodeFiles();
    const UndoPlan plan = ok(planUndo(m_fixture->target, fileSystem));
    QVERIFY(plan.local == restored.position);
    QVERIFY(plan.position == (Position{{u"lineage-a"_s}, 200}));
    QVERIFY(plan.snapshot == restored.plan.archive.manifest.id);
    QVERIFY(plan.restoredAt.isValid() && plan.bytes > 0);
    QCOMPARE(m_fixture->nodeFiles(), files);
    ok(undo(fileSystem));
    const UndoPlan back = ok(planUndo(m_fixture->target, fileSystem));
    QVERIFY(back.position == restored.position && back.snapshot.isEmpty() && back.redoes());
    // After a redo it is the restore that stands to be taken back, as before.
    ok(undo(fileSystem));
    const UndoPlan again = ok(planUndo(m_fixture->target, fileSystem));
    QVERIFY(again.snapshot == plan.snapshot && !again.redoes());
    ok(undo(fileSystem));
    QVERIFY(ok(planUndo(m_fixture->target, fileSystem)).redoes());
}

void tst_Undo::refused_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("restored");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("nothing kept") << u"state.db"_s << false << ErrorCode::NotFound;
    QTest::newRow("nothing typed") << QString() << true << ErrorCode::ConfirmationNeeded;
    QTest::newRow("wrong name") << u"stat.db"_s << true << ErrorCode::ConfirmationWrong;
}

void tst_Undo::refused()
{
    QFETCH(const QString, typed);
    QFETCH(const bool, restored);
    QFETCH(const ErrorCode, code);
    FaultyFileSystem fileSystem;
    if (restored)
        ok(restore(fileSystem, {}));
    const QStringList before = m_fixture->nodeFiles();
    UnwatchedControl control;
    EXPECT_ERROR(
        undoRestore(control, {.target = m_fixture->target, .confirmedName = typed}, fileSystem),
        code);
    QCOMPARE(m_fixture->nodeFiles(), before);
    QCOMPARE(marker(), restored ? u"snapshot"_s : u"local"_s);
}

void tst_Undo::inUse()
{
    FaultyFileSystem fileSystem;
    ok(restore(fileSystem, {}));
    const auto user = ok(Connection::open(m_fixture->target, Connection::Access::ReadWrite));
    ok(user->execute(u"BEGIN IMMEDIATE"_s));
    EXPECT_ERROR(undo(fileSystem), ErrorCode::TargetInUse);
    ok(user->execute(u"COMMIT"_s));
    QCOMPARE(ok(user->query(u"SELECT count(*) FROM accounts"_s)).toInt(), 100);
}

void tst_Undo::brokenPreviousStays()
{
    FaultyFileSystem fileSystem;
    ok(restore(fileSystem, {}));
    const QString previous = m_fixture->target + u".previous"_s;
    QByteArray broken = readFile(previous);
    broken.replace(4096, 4096, QByteArray(4096, 'x'));
    writeFile(previous, broken);
    const auto outcome = undo(fileSystem);
    QVERIFY(!outcome);
    QCOMPARE(marker(), u"snapshot"_s);
    QVERIFY(readFile(previous) == broken);
}

void tst_Undo::previousWithoutItsLogStays()
{
    FaultyFileSystem fileSystem;
    ok(restore(fileSystem, {}));
    writeFile(m_fixture->target + u"-wal.previous"_s, "frames");
    EXPECT_ERROR(undo(fileSystem), ErrorCode::IntegrityFailed);
    QCOMPARE(marker(), u"snapshot"_s);
}

void tst_Undo::faults_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("at");
    init();
    FaultyFileSystem counting;
    ok(restore(counting, {}));
    const qint64 before = counting.calls();
    ok(undo(counting));
    constexpr const char *kKinds[] = {"once", "onwards", "tear", "power loss"};
    for (int kind = 0; kind < 4; ++kind) {
        for (qint64 at = 1; at <= counting.calls() - before; ++at)
            QTest::addRow("%s at %lld", kKinds[kind], at) << kind << at;
    }
}

void tst_Undo::faults()
{
    QFETCH(const int, kind);
    QFETCH(const qint64, at);
    FaultyFileSystem sound;
    ok(restore(sound, {}));
    {
        FaultyFileSystem fileSystem({at, Kind(kind), ErrorCode::DiskFull},
                                    m_fixture->space.path(u"node"_s));
        const auto outcome = undo(fileSystem);
        QVERIFY(fileSystem.struck());
        if (Kind(kind) == Kind::PowerLoss)
            fileSystem.losePower();
        else
            QCOMPARE(marker(), outcome ? u"local"_s : u"snapshot"_s);
    }
    const QString now = marker();
    QVERIFY2(now == "local"_L1 || now == "snapshot"_L1, qPrintable(now));
    ok(undo(sound));
    QCOMPARE(marker(), now == "local"_L1 ? u"snapshot"_s : u"local"_s);
    QCOMPARE(contentOf(m_fixture->target + u".previous"_s).marker, now);
}

/// Everything after some call fails, as after a kill; the same operation begun again ends as if it
/// had run once.
void tst_Undo::killedUndoIsDoneOnce()
{
    FaultyFileSystem counting;
    ok(restore(counting, {}));
    const qint64 before = counting.calls();
    ok(undo(counting, u"op"_s));
    const qint64 calls = counting.calls() - before;
    for (qint64 at = 1; at <= calls; ++at) {
        init();
        FaultyFileSystem sound;
        ok(restore(sound, {}));
        FaultyFileSystem failing({at, Kind::Onwards, ErrorCode::WriteFailed});
        (void)undo(failing, u"op"_s);
        ok(undo(sound, u"op"_s));
        QCOMPARE(marker(), u"local"_s);
        QCOMPARE(contentOf(m_fixture->target + u".previous"_s).marker, u"snapshot"_s);
        QVERIFY(wasRestoredBy(sound, m_fixture->target, u"op"_s));
    }
}

void tst_Undo::killedRestoreIsDoneOnce_data()
{
    QTest::addColumn<bool>("hasLinks");
    QTest::newRow("links") << true;
    QTest::newRow("exchange only") << false;
}

void tst_Undo::killedRestoreIsDoneOnce()
{
    QFETCH(const bool, hasLinks);
    FaultyFileSystem counting;
    counting.setHasLinks(hasLinks);
    ok(restore(counting, u"op"_s));
    const qint64 calls = counting.calls();
    int alreadyDone = 0;
    for (qint64 at = 1; at <= calls; ++at) {
        init();
        FaultyFileSystem failing({at, Kind::Onwards, ErrorCode::WriteFailed});
        failing.setHasLinks(hasLinks);
        (void)restore(failing, u"op"_s);
        const bool done = marker() == "snapshot"_L1;
        FaultyFileSystem sound;
        QVERIFY2(wasRestoredBy(sound, m_fixture->target, u"op"_s) == done,
                 qPrintable(QString::number(at)));
        alreadyDone += done ? 1 : 0;
        if (!done)
            ok(restore(sound, u"op"_s));
        QCOMPARE(marker(), u"snapshot"_s);
    }
    QVERIFY(alreadyDone > 0);
}

void tst_Undo::markIsOfOneOperation()
{
    FaultyFileSystem fileSystem;
    QVERIFY(!wasRestoredBy(fileSystem, m_fixture->target, u"op"_s));
    ok(restore(fileSystem, u"op"_s));
    QVERIFY(wasRestoredBy(fileSystem, m_fixture->target, u"op"_s));
    QVERIFY(!wasRestoredBy(fileSystem, m_fixture->target, u"other"_s));
    QVERIFY(!wasRestoredBy(fileSystem, m_fixture->target, {}));
    runSql(m_fixture->target, u"CREATE TABLE later (x)"_s);
    QVERIFY(wasRestoredBy(fileSystem, m_fixture->target, u"op"_s));
    ok(restore(fileSystem, u"other"_s));
    QVERIFY(!wasRestoredBy(fileSystem, m_fixture->target, u"op"_s));
}

void tst_Undo::sameLineageOnRequest()
{
    FaultyFileSystem fileSystem;
    const auto outcome = ok(restore(fileSystem, {}, {u"agreed"_s}));
    QVERIFY(outcome.position == Position({u"agreed"_s}, 100));
}

QTEST_APPLESS_MAIN(tst_Undo)
#include "tst_undo.moc"
