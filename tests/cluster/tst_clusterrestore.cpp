// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/clusterrestore.h"
#include "engine/cluster/nodeconnection.h"
#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"

#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_ClusterRestore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void plansAll();
    void restoresAllWithinTheLimit();
    void logsOfTheirOwnBeginEachTheirOwnHistory();
    void retryGoesToTheSameHistory();
    void needsConfirmation();
    void isBusyWhileItRuns();
    void firstFailureStops_data();
    void firstFailureStops();
    void aSecondOneIsRefusedByTheNode();
    void cancels();
    void cancelsWhatIsOutOfReach();
    void followsOverACut();
    void itsEndCancelsNothing();
    void undoesAll();
    void undoesWithoutHavingRestored();
    void keepsDoneWhatCouldNotBeUndone();
    void sendsTheArchiveToThoseWithoutIt();
    void reports();

private:
    ClusterRestoreRequest request() const;
    std::unique_ptr<ClusterRestore> made(const ClusterRestoreRequest &request);
    FakeNode &node(int number) { return m_nodes->node(number); }
    void finish(int number, OperationStatus status, const std::optional<Error> &error = {})
    {
        m_nodes->finish(number, status, error);
    }
    QStringList phases(const ClusterRestore &restore) const;
    QJsonObject lastRun(int number, const QString &method)
    {
        return m_nodes->lastParameters(number, method);
    }

    std::unique_ptr<RestoringNodes> m_nodes;
    FakeNetwork *m_network = nullptr;
};

void tst_ClusterRestore::init()
{
    m_nodes = std::make_unique<RestoringNodes>(3, RestoringNodes::Listing::Untold);
    m_network = &m_nodes->network();
}

void tst_ClusterRestore::cleanup()
{
    m_nodes.reset();
}

ClusterRestoreRequest tst_ClusterRestore::request() const
{
    return {.cluster = u"orders"_s,
            .snapshot = m_nodes->snapshot(),
            .confirmedName = u"orders"_s,
            .parallel = 2};
}

std::unique_ptr<ClusterRestore> tst_ClusterRestore::made(const ClusterRestoreRequest &request)
{
    return std::make_unique<ClusterRestore>(request, m_nodes->connections(), PosixFileSystem::instance(),
                                            m_network->clock());
}

QStringList tst_ClusterRestore::phases(const ClusterRestore &restore) const
{
    QStringList names;
    for (const NodeRestore &each : restore.nodes())
        names.append(phaseName(each.phase));
    return names;
}

void tst_ClusterRestore::plansAll()
{
    const auto restore = made(request());
    const QSignalSpy planned(restore.get(), &ClusterRestore::planned);
    restore->plan();
    QCOMPARE(planned.size(), 1);
    QCOMPARE(phases(*restore), (QStringList{u"planned"_s, u"planned"_s, u"planned"_s}));
    QCOMPARE(restore->nodes()[1].plan->target, u"/srv/n1/orders.db"_s);
    QCOMPARE(node(0).count(u"restore.run"_s), 0);
    QVERIFY(!restore->isRunning());
}

void tst_ClusterRestore::restoresAllWithinTheLimit()
{
    ClusterRestoreRequest limited = request();
    limited.threads = 2;
    const auto restore = made(limited);
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    restore->plan();
    ok(restore->run());
    QCOMPARE(phases(*restore), (QStringList{u"restoring"_s, u"restoring"_s, u"planned"_s}));
    QCOMPARE(restore->nodes()[0].permille, 100);
    QCOMPARE(lastRun(0, u"restore.run"_s)["threads"_L1].toInt(), 2);
    finish(1, OperationStatus::Completed);
    QCOMPARE(phases(*restore), (QStringList{u"restoring"_s, u"done"_s, u"restoring"_s}));
    finish(0, OperationStatus::Completed);
    QCOMPARE(finished.size(), 0);
    finish(2, OperationStatus::Completed);
    QCOMPARE(finished.size(), 1);
    QVERIFY(restore->succeeded());
    QCOMPARE(restore->nodes()[2].outcome["action"_L1].toString(), u"full"_s);
    const QString lineage = lastRun(0, u"restore.run"_s)["lineage"_L1].toString();
    QVERIFY(!lineage.isEmpty());
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(lastRun(i, u"restore.run"_s)["lineage"_L1].toString(), lineage);
        QCOMPARE(lastRun(i, u"restore.run"_s)["confirm"_L1].toString(), u"orders.db"_s);
    }
}

/// At one index of one history there is one content only: what shares no log may not go on under one name.
void tst_ClusterRestore::logsOfTheirOwnBeginEachTheirOwnHistory()
{
    m_nodes->planned = [](int number, RestorePlan &plan) {
        plan.log = number < 2 ? u"shared"_s : u"apart"_s;
        plan.startsLineage = number == 0;
    };
    const auto restore = made(request());
    restore->plan();
    ok(restore->run());
    for (int i = 0; i < 3; ++i)
        finish(i, OperationStatus::Completed);
    QList<QJsonObject> asked;
    for (int i = 0; i < 3; ++i)
        asked.append(lastRun(i, u"restore.run"_s));
    QVERIFY(!asked[0]["lineage"_L1].toString().isEmpty());
    QCOMPARE(asked[1]["lineage"_L1], asked[0]["lineage"_L1]);
    QVERIFY(asked[2]["lineage"_L1] != asked[0]["lineage"_L1]);
    QVERIFY(asked[1]["begin"_L1].toBool());
    QVERIFY(!asked[2].contains("begin"_L1));
}

/// Those restored already stay where they are, so what is retried must come to them.
void tst_ClusterRestore::retryGoesToTheSameHistory()
{
    const auto restore = made(request());
    restore->plan();
    ok(restore->run());
    finish(0, OperationStatus::Completed);
    finish(2, OperationStatus::Completed);
    finish(1, OperationStatus::Dead, Error{ErrorCode::DiskFull, {}, {}});
    QCOMPARE(phases(*restore), (QStringList{u"done"_s, u"failed"_s, u"done"_s}));
    const QString lineage = lastRun(0, u"restore.run"_s)["lineage"_L1].toString();
    ok(restore->run());
    QCOMPARE(node(1).count(u"restore.run"_s), 2);
    QCOMPARE(lastRun(1, u"restore.run"_s)["lineage"_L1].toString(), lineage);
}

void tst_ClusterRestore::needsConfirmation()
{
    ClusterRestoreRequest unconfirmed = request();
    unconfirmed.confirmedName.clear();
    const auto restore = made(unconfirmed);
    restore->plan();
    EXPECT_ERROR(restore->run(), ErrorCode::ConfirmationNeeded);
    EXPECT_ERROR(restore->undo(), ErrorCode::ConfirmationNeeded);
    restore->confirm(u"order"_s);
    EXPECT_ERROR(restore->run(), ErrorCode::ConfirmationWrong);
    QCOMPARE(restore->run().error().detail, u"orders"_s);
    QCOMPARE(node(0).count(u"restore.run"_s), 0);
    restore->confirm(u"orders"_s);
    ok(restore->run());
}

void tst_ClusterRestore::isBusyWhileItRuns()
{
    const auto restore = made(request());
    ok(restore->run()); // plans by itself
    QVERIFY(restore->isRunning());
    EXPECT_ERROR(restore->run(), ErrorCode::Busy);
    EXPECT_ERROR(restore->undo(), ErrorCode::Busy);
}

void tst_ClusterRestore::firstFailureStops_data()
{
    QTest::addColumn<bool>("stops");
    QTest::newRow("stops") << true;
    QTest::newRow("goes on") << false;
}

void tst_ClusterRestore::firstFailureStops()
{
    QFETCH(const bool, stops);
    ClusterRestoreRequest wanted = request();
    wanted.stopAtFirstFailure = stops;
    const auto restore = made(wanted);
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    restore->plan();
    ok(restore->run());
    finish(0, OperationStatus::Dead, Error{ErrorCode::DiskFull, u"/srv"_s, {}});
    QCOMPARE(node(2).count(u"restore.run"_s), stops ? 0 : 1);
    finish(1, OperationStatus::Completed); // what was begun is finished
    if (!stops)
        finish(2, OperationStatus::Completed);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(phases(*restore),
             (QStringList{u"failed"_s, u"done"_s, stops ? u"skipped"_s : u"done"_s}));
    QCOMPARE(codeOf(restore->nodes()[0].error->code), codeOf(ErrorCode::DiskFull));
    QVERIFY(!restore->succeeded());
    // Again: only those that are not done.
    ok(restore->run());
    QCOMPARE(node(1).count(u"restore.run"_s), 1);
    QCOMPARE(node(0).count(u"restore.run"_s), 2);
}

void tst_ClusterRestore::aSecondOneIsRefusedByTheNode()
{
    ClusterRestoreRequest wanted = request();
    wanted.parallel = 3;
    const auto first = made(wanted);
    const auto second = made(wanted);
    ok(first->run());
    for (int i = 0; i < 3; ++i)
        node(i).failing = {{u"restore.run"_s, {ErrorCode::Busy, u"main"_s, {}}}};
    const QSignalSpy finished(second.get(), &ClusterRestore::finished);
    ok(second->run());
    QCOMPARE(finished.size(), 1);
    QCOMPARE(codeOf(second->nodes()[0].error->code), codeOf(ErrorCode::Busy));
    for (int i = 0; i < 3; ++i)
        finish(i, OperationStatus::Completed);
    QVERIFY(first->succeeded());
}

void tst_ClusterRestore::cancels()
{
    const auto restore = made(request());
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    restore->plan();
    ok(restore->run());
    restore->cancel();
    QVERIFY(QTest::qWaitFor([&] { return finished.size() == 1; }, 30'000));
    QCOMPARE(phases(*restore), (QStringList{u"failed"_s, u"failed"_s, u"skipped"_s}));
    QCOMPARE(codeOf(restore->nodes()[0].error->code), codeOf(ErrorCode::Canceled));
    QCOMPARE(node(0).count(u"operations.cancel"_s), 1);
    QVERIFY(!restore->isRunning());
}

void tst_ClusterRestore::cancelsWhatIsOutOfReach()
{
    const auto restore = made(request());
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    restore->plan();
    ok(restore->run());
    node(0).down = Error{ErrorCode::Unreachable, {}, {}};
    node(0).cut();
    restore->cancel();
    QVERIFY(QTest::qWaitFor([&] { return finished.size() == 1; }, 30'000));
    // Nobody knows what it does now, so nobody says that it is as it was.
    QCOMPARE(codeOf(restore->nodes()[0].error->code), codeOf(ErrorCode::Disconnected));
    node(0).down.reset();
    m_network->pass(1s);
    finish(0, OperationStatus::Completed);
    QCOMPARE(phases(*restore).first(), u"failed"_s);
    QCOMPARE(finished.size(), 1);
}

void tst_ClusterRestore::followsOverACut()
{
    const auto restore = made(request());
    ok(restore->run());
    node(0).cut();
    node(1).cut();
    QTest::qWait(0);
    m_network->pass(1s);
    for (int i = 0; i < 3; ++i)
        finish(i, OperationStatus::Completed);
    QVERIFY(restore->succeeded());
}

/// What nodes tell of operations it began is nobody's from then on.
void tst_ClusterRestore::itsEndCancelsNothing()
{
    auto restore = made(request());
    ok(restore->run());
    restore.reset();
    m_nodes->move(0, 500);
    finish(0, OperationStatus::Completed);
    finish(1, OperationStatus::Completed);
    QCOMPARE(node(0).count(u"operations.cancel"_s), 0);
}

void tst_ClusterRestore::undoesAll()
{
    const auto restore = made(request());
    ok(restore->run());
    for (int i = 0; i < 3; ++i)
        finish(i, OperationStatus::Completed);
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    EXPECT_ERROR(restore->undo({u"n7"_s}), ErrorCode::NotFound);
    ok(restore->undo());
    for (int i = 0; i < 3; ++i)
        finish(i, OperationStatus::Completed);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(phases(*restore), (QStringList{u"undone"_s, u"undone"_s, u"undone"_s}));
    QCOMPARE(lastRun(0, u"restore.undo"_s)["confirm"_L1].toString(), u"orders.db"_s);
    QCOMPARE(restore->report()["verdict"_L1].toString(), u"undone"_s);
}

void tst_ClusterRestore::undoesWithoutHavingRestored()
{
    const auto restore = made(request());
    ok(restore->undo({u"n0"_s, u"n2"_s}));
    finish(0, OperationStatus::Completed);
    finish(2, OperationStatus::Completed);
    QCOMPARE(phases(*restore), (QStringList{u"undone"_s, u"waiting"_s, u"undone"_s}));
    QCOMPARE(lastRun(0, u"restore.undo"_s)["confirm"_L1].toString(), u"orders.db"_s);
    QCOMPARE(node(1).count(u"restore.undo"_s), 0);
}

void tst_ClusterRestore::keepsDoneWhatCouldNotBeUndone()
{
    const auto restore = made(request());
    ok(restore->run());
    for (int i = 0; i < 3; ++i)
        finish(i, OperationStatus::Completed);
    ok(restore->undo());
    finish(0, OperationStatus::Dead, Error{ErrorCode::TargetInUse, {}, {}});
    finish(1, OperationStatus::Completed);
    finish(2, OperationStatus::Completed);
    QCOMPARE(phases(*restore), (QStringList{u"done"_s, u"undone"_s, u"undone"_s}));
    QCOMPARE(codeOf(restore->nodes()[0].error->code), codeOf(ErrorCode::TargetInUse));
    QCOMPARE(restore->report()["verdict"_L1].toString(), u"partly"_s);
}

void tst_ClusterRestore::sendsTheArchiveToThoseWithoutIt()
{
    node(1).failing = {{u"restore.plan"_s, {ErrorCode::NotFound, m_nodes->snapshot(), {}}}};
    const auto without = made(request());
    without->plan();
    QCOMPARE(codeOf(without->nodes()[1].error->code), codeOf(ErrorCode::NotFound));
    ClusterRestoreRequest wanted = request();
    wanted.archive = m_nodes->archive();
    wanted.parallel = 3;
    const auto restore = made(wanted);
    restore->plan();
    QCOMPARE(phases(*restore), (QStringList{u"planned"_s, u"planned"_s, u"planned"_s}));
    QVERIFY(restore->nodes()[1].lacksSnapshot);
    QVERIFY(node(1).sent.isEmpty()); // a plan touches nothing
    node(1).held = {u"(send)"_s};
    ok(restore->run());
    QCOMPARE(phases(*restore)[1], u"sending"_s);
    node(1).failing.clear();
    node(1).release();
    QVERIFY(QTest::qWaitFor([&] { return phases(*restore)[1] == u"restoring"_s; }, 30'000));
    QCOMPARE(node(1).sent, QStringList{m_nodes->snapshot()});
    QVERIFY(node(0).sent.isEmpty());
    for (int i = 0; i < 3; ++i)
        finish(i, OperationStatus::Completed);
    QVERIFY(restore->succeeded());
}

void tst_ClusterRestore::reports()
{
    const auto restore = made(request());
    QCOMPARE(restore->report()["verdict"_L1].toString(), u"planned"_s);
    restore->plan();
    ok(restore->run());
    QCOMPARE(restore->report()["verdict"_L1].toString(), u"running"_s);
    m_network->clock().advance(3s);
    finish(0, OperationStatus::Completed);
    finish(1, OperationStatus::Dead, Error{ErrorCode::DiskFull, u"/srv"_s, {}});
    finish(2, OperationStatus::Completed);
    const QJsonObject report = restore->report();
    QCOMPARE(report["verdict"_L1].toString(), u"partly"_s);
    QCOMPARE(report["cluster"_L1].toString(), u"orders"_s);
    QCOMPARE(report["snapshot"_L1].toString(), m_nodes->snapshot());
    const QJsonObject good = report["nodes"_L1][0].toObject();
    QCOMPARE(good["phase"_L1].toString(), u"done"_s);
    QCOMPARE(good["startedAt"_L1].toString(), u"2026-01-02T03:04:05.678Z"_s);
    QCOMPARE(good["endedAt"_L1].toString(), u"2026-01-02T03:04:08.678Z"_s);
    const QJsonObject bad = report["nodes"_L1][1].toObject();
    QCOMPARE(bad["error"_L1]["code"_L1].toString(), u"DiskFull"_s);
    QVERIFY(bad["plan"_L1]["target"_L1].isString());
}

QTEST_GUILESS_MAIN(tst_ClusterRestore)
#include "tst_clusterrestore.moc"
