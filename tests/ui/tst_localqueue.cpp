// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/localqueue.h"

#include "engine/base/posixfilesystem.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/workspace/drillrun.h"
#include "ui/console/workspace/localwork.h"

#include <QSignalSpy>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_LocalQueue final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesAndRestores();
    void whatAKillInterruptedIsDoneOnce();
    void whatWaitedIsDoneToo();
    void aRestoreKilledAfterItsSwapIsDone();
    void verifies();
    void aDrillAKillInterruptedIsTakenUp();
    void drillsAreTakenUpOneAfterTheOther();
    void drillsWithoutAQueue();
    void aSecondConsoleWorksWithoutIt();
    void aQueueThatCannotBeReadIsSaid();
    void failuresAreTold();
    void neitherLaneKeepsBackTheOther_data();
    void neitherLaneKeepsBackTheOther();

private:
    std::unique_ptr<LocalQueue> open();
    QString directory() const { return m_space->path(u"queue"_s); }
    /// A queue whose owner was killed: restores that archive to there, `isBegun` or not.
    OperationId interrupted(const QString &archive, const QString &target, bool isBegun);
    OperationId interrupted(const OperationRequest &request, const QString &directory, bool isBegun = true);
    static lifeboat::Operation last(const QSignalSpy &ended) { return ended.last().first().value<lifeboat::Operation>(); }

    std::unique_ptr<TemporaryWorkspace> m_space;
    JobRunner m_jobs{1};
};

void tst_LocalQueue::init()
{
    m_space = std::make_unique<TemporaryWorkspace>();
}

std::unique_ptr<LocalQueue> tst_LocalQueue::open()
{
    auto queue = std::make_unique<LocalQueue>(PosixFileSystem::instance(), directory(), m_space->console().operations(), m_jobs);
    if (!QTest::qWaitFor([&] { return queue->isSettled(); }, 30'000))
        qFatal("the queue is not opened");
    return queue;
}

OperationId tst_LocalQueue::interrupted(const QString &archive, const QString &target, bool isBegun)
{
    RestoreRequest request;
    request.archive = archive;
    request.target = target;
    return interrupted(ui::operationOf(request, u"Restore it"_s), directory(), isBegun);
}

OperationId tst_LocalQueue::interrupted(const OperationRequest &request, const QString &directory, bool isBegun)
{
    ok(PosixFileSystem::instance().makeDirectory(directory));
    const auto queue = ok(OperationsQueue::open(directory + u"/operations.db"_s));
    const OperationId id = ok(queue->add(request)).id;
    if (isBegun && !ok(queue->takeDue()))
        qFatal("it was not begun");
    return id;
}

void tst_LocalQueue::takesAndRestores()
{
    const auto queue = open();
    QVERIFY(queue->isDurable());
    QSignalSpy ended(queue.get(), &LocalQueue::ended);
    QStringList titles;
    const ui::Operations &operations = m_space->console().operations();
    const auto shown = connect(&operations, &ui::Operations::started, this, [&] { titles << operations.own().last().title; });
    const QString database = m_space->path(u"orders.db"_s);
    makeDatabase(database);
    TakeRequest take;
    take.database = database;
    take.store = m_space->path(u"store"_s);
    queue->take(take, u"Snapshot of orders.db"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30s);
    disconnect(shown);
    QCOMPARE(titles, QStringList{u"Snapshot of orders.db"_s});
    QVERIFY(operations.own().isEmpty());
    QCOMPARE(int(last(ended).status), int(OperationStatus::Completed));
    RestoreRequest restore;
    restore.archive = last(ended).result["path"_L1].toString();
    restore.target = m_space->path(u"back.db"_s);
    queue->restore(restore, u"Restore back.db"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 2, 30s);
    QCOMPARE(last(ended).result["action"_L1].toString(), u"full"_s);
    QVERIFY(contentOf(restore.target) == contentOf(database));
}

void tst_LocalQueue::whatAKillInterruptedIsDoneOnce()
{
    const QString archive = m_space->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    const QString target = m_space->path(u"back.db"_s);
    const OperationId id = interrupted(archive, target, true);
    {
        auto queue = std::make_unique<LocalQueue>(PosixFileSystem::instance(), directory(),
                                                  m_space->console().operations(), m_jobs);
        QSignalSpy ended(queue.get(), &LocalQueue::ended);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30s);
        QCOMPARE(last(ended).id, id);
        QCOMPARE(int(last(ended).status), int(OperationStatus::Completed));
        QCOMPARE(last(ended).attempts, 2);
        QVERIFY(contentOf(target) == contentOf(m_space->path(u"orders.db"_s)));
    }
    QVERIFY(QFile::remove(target));
    const auto again = open();
    QVERIFY(m_space->console().operations().own().isEmpty());
    const auto known = ok(OperationsQueue::open(directory() + u"/operations.db"_s));
    QCOMPARE(int(ok(known->operation(id)).status), int(OperationStatus::Completed));
    QVERIFY(!QFile::exists(target));
}

void tst_LocalQueue::whatWaitedIsDoneToo()
{
    const QString archive = m_space->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    const OperationId id = interrupted(archive, m_space->path(u"back.db"_s), false);
    LocalQueue queue(PosixFileSystem::instance(), directory(), m_space->console().operations(), m_jobs);
    QSignalSpy ended(&queue, &LocalQueue::ended);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30s);
    QCOMPARE(last(ended).id, id);
    QVERIFY(QFile::exists(m_space->path(u"back.db"_s)));
}

/// Done again it would keep the new state as the old one.
void tst_LocalQueue::aRestoreKilledAfterItsSwapIsDone()
{
    const QString archive = m_space->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    const QString target = m_space->path(u"back.db"_s);
    makeDatabase(target);
    const QByteArray old = readFile(target);
    const OperationId id = interrupted(archive, target, true);
    RestoreRequest request;
    request.archive = archive;
    request.target = target;
    request.confirmedName = u"back.db"_s;
    request.force = true;
    request.operation = id.value;
    UnwatchedControl control;
    ok(runRestore(control, request, PosixFileSystem::instance()));
    LocalQueue queue(PosixFileSystem::instance(), directory(), m_space->console().operations(), m_jobs);
    QSignalSpy ended(&queue, &LocalQueue::ended);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30s);
    QCOMPARE(int(last(ended).status), int(OperationStatus::Completed));
    QCOMPARE(readFile(last(ended).result["previous"_L1].toString()), old);
}

void tst_LocalQueue::verifies()
{
    const QString archive = m_space->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    const OperationId id =
        interrupted(ui::operationOf(VerifyRequest{archive, Depth::Read, 0}, u"Verify it"_s), directory());
    LocalQueue queue(PosixFileSystem::instance(), directory(), m_space->console().operations(), m_jobs);
    QSignalSpy ended(&queue, &LocalQueue::ended);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30s);
    QCOMPARE(last(ended).id, id);
    QCOMPARE(last(ended).attempts, 2);
    QCOMPARE(last(ended).result["depth"_L1].toString(), u"read"_s);
    QVERIFY(QFile::remove(archive));
    queue.verify({archive, Depth::Sealed, 0}, u"Verify it"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 2, 30s);
    QCOMPARE(int(last(ended).status), int(OperationStatus::Dead));
}

/// Whoever shows drills shows it, and its report.
void tst_LocalQueue::aDrillAKillInterruptedIsTakenUp()
{
    DrillRequest request;
    request.plan.name = u"orders"_s;
    request.plan.archive = m_space->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    request.nodeDirectory = m_space->console().paths().embeddedNode;
    request.historyDirectory = m_space->console().paths().drillHistory;
    const OperationId id = interrupted(ui::operationOf(request, u"Drill: orders"_s), m_space->path(u"operations"_s));
    DrillRun run(m_space->console());
    QSignalSpy started(&run, &DrillRun::started);
    QSignalSpy finished(&run, &DrillRun::finished);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30s);
    QCOMPARE(started.size(), 1);
    QCOMPARE(run.plan().archive, request.plan.archive);
    QVERIFY(!run.isRunning());
    const auto report = finished[0][0].value<DrillReport>();
    QCOMPARE(report.id.value, id.value);
    QCOMPARE(int(report.verdict), int(Verdict::Passed));
    QCOMPARE(ok(readHistory(PosixFileSystem::instance(), request.historyDirectory)).size(), 1);
    run.start(request.plan); // another one
    QVERIFY(run.isRunning());
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 30s);
    QCOMPARE(ok(readHistory(PosixFileSystem::instance(), request.historyDirectory)).size(), 2);
}

/// Several that an earlier start left behind: the queue may do them at once, they are shown one by one.
void tst_LocalQueue::drillsAreTakenUpOneAfterTheOther()
{
    LocalQueue &queue = m_space->console().localQueue();
    QTRY_VERIFY(queue.isSettled());
    DrillRun run(m_space->console());
    QStringList followed;
    connect(&run, &DrillRun::started, this, [&] { followed.append(run.plan().name); });
    QList<lifeboat::Operation> operations;
    for (const QString &name : {u"first"_s, u"over"_s, u"failed"_s, u"last"_s}) {
        DrillRequest request;
        request.plan.name = name;
        request.plan.archive = m_space->path(u"a.snap.tar"_s);
        lifeboat::Operation operation;
        operation.id = {name};
        operation.request = ui::operationOf(request, name);
        operations.append(operation);
        Q_EMIT queue.shown(int(operations.size()), operation);
    }
    const QSignalSpy failed(&run, &DrillRun::failed);
    const auto end = [&](int i, ErrorCode code = ErrorCode::Canceled) {
        operations[i].status = OperationStatus::Dead;
        operations[i].lastError = Error{code, {}, {}};
        Q_EMIT queue.ended(operations[i]);
    };
    QCOMPARE(followed, QStringList{u"first"_s});
    end(1);
    end(2, ErrorCode::NotFound); // before anybody showed it
    QCOMPARE(run.plan().name, u"first"_s);
    end(0);
    QCOMPARE(followed, (QStringList{u"first"_s, u"failed"_s, u"last"_s}));
    QCOMPARE(failed.size(), 2);
    QVERIFY(failed[1][0].value<Error>().code == ErrorCode::NotFound);
    QVERIFY(run.isRunning());
    end(3);
    QVERIFY(!run.isRunning());
}

void tst_LocalQueue::drillsWithoutAQueue()
{
    LocalQueue queue(PosixFileSystem::instance(), {}, m_space->console().operations(), m_jobs);
    QSignalSpy ended(&queue, &LocalQueue::ended);
    QSignalSpy stages(&queue, &LocalQueue::stagesChanged);
    DrillRequest request;
    request.plan.archive = m_space->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    request.nodeDirectory = m_space->path(u"node"_s);
    request.historyDirectory = m_space->path(u"drills"_s);
    queue.drill(request, u"Drill"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30s);
    const DrillId id{last(ended).result["drill"_L1].toString()};
    QCOMPARE(ok(readDrill(PosixFileSystem::instance(), request.historyDirectory, id)).plan.archive, request.plan.archive);
    QVERIFY(!stages.isEmpty());
}

void tst_LocalQueue::aSecondConsoleWorksWithoutIt()
{
    const auto first = open();
    const auto second = open();
    QVERIFY(first->isDurable());
    QVERIFY(!second->isDurable());
    QSignalSpy ended(second.get(), &LocalQueue::ended);
    RestoreRequest restore;
    restore.archive = m_space->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    restore.target = m_space->path(u"back.db"_s);
    second->restore(restore, u"Restore back.db"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30s);
    QCOMPARE(int(last(ended).status), int(OperationStatus::Completed));
}

void tst_LocalQueue::aQueueThatCannotBeReadIsSaid()
{
    ok(PosixFileSystem::instance().makeDirectory(directory()));
    writeFile(directory() + u"/operations.db"_s, QByteArray(8192, 'x'));
    LocalQueue queue(PosixFileSystem::instance(), directory(), m_space->console().operations(), m_jobs);
    QSignalSpy troubled(&queue, &LocalQueue::troubled);
    QSignalSpy ended(&queue, &LocalQueue::ended);
    RestoreRequest restore;
    restore.archive = m_space->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    restore.target = m_space->path(u"back.db"_s);
    queue.restore(restore, u"Restore back.db"_s); // before anybody knows
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30s);
    QCOMPARE(troubled.size(), 1);
    QVERIFY(!queue.isDurable());
    QCOMPARE(readFile(directory() + u"/operations.db"_s), QByteArray(8192, 'x'));
}

void tst_LocalQueue::failuresAreTold()
{
    const auto queue = open();
    QSignalSpy ended(queue.get(), &LocalQueue::ended);
    TakeRequest take;
    take.database = m_space->path(u"nowhere.db"_s);
    take.store = m_space->path(u"store"_s);
    queue->take(take, u"Snapshot of nowhere.db"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30s);
    QCOMPARE(int(last(ended).status), int(OperationStatus::Dead));
    QCOMPARE(codeOf(last(ended).lastError->code), codeOf(ErrorCode::NotFound));
}

void tst_LocalQueue::neitherLaneKeepsBackTheOther_data()
{
    QTest::addColumn<bool>("isDurable");
    QTest::addColumn<bool>("isNetworkSlow");
    QTest::newRow("transfers, in a queue") << true << true;
    QTest::newRow("work here, in a queue") << true << false;
    QTest::newRow("transfers, without one") << false << true;
    QTest::newRow("work here, without one") << false << false;
}

void tst_LocalQueue::neitherLaneKeepsBackTheOther()
{
    QFETCH(const bool, isDurable);
    QFETCH(const bool, isNetworkSlow);
    using Lane = LocalQueue::Lane;
    std::atomic<int> begun = 0;
    std::atomic<bool> isFree = false;
    LocalQueue queue(PosixFileSystem::instance(), isDurable ? directory() : QString(), m_space->console().operations(), m_jobs);
    const auto slow = [&](JobControl &control, const lifeboat::Operation &) -> Result<QJsonObject> {
        for (++begun; !isFree; std::this_thread::yield())
            LIFEBOAT_TRY(control.checkpoint());
        return QJsonObject();
    };
    const auto quick = [](JobControl &, const lifeboat::Operation &) -> Result<QJsonObject> { return QJsonObject(); };
    queue.handle(u"slow"_s, isNetworkSlow ? Lane::Network : Lane::Machine, slow);
    queue.handle(u"quick"_s, isNetworkSlow ? Lane::Machine : Lane::Network, quick);
    QSignalSpy ended(&queue, &LocalQueue::ended);
    for (int i = 0; i < 5; ++i)
        queue.add({.kind = u"slow"_s, .target = QString::number(i), .parameters = {}, .actor = {}});
    QTRY_COMPARE_WITH_TIMEOUT(begun.load(), 2, 30s);
    queue.add({.kind = u"quick"_s, .target = u"other"_s, .parameters = {}, .actor = {}});
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30s);
    QCOMPARE(last(ended).request.kind, u"quick"_s);
    QCOMPARE(begun.load(), 2);
    isFree = true;
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 6, 30s);
}

QTEST_MAIN(tst_LocalQueue)
#include "tst_localqueue.moc"
