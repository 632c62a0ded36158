// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/clusterrestore.h"
#include "engine/cluster/restorereport.h"
#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"

#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

using Phase = NodeRestore::Phase;

/// Nodes that lack the snapshot are sent it and planned before the first node is restored.
class tst_RestorePreparing final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_nodes.reset(); }
    void allBeforeTheFirst_data();
    void allBeforeTheFirst();
    void oneThatFailsStopsAll_data();
    void oneThatFailsStopsAll();
    void oneThatGoesAwayMeanwhileStopsAll();
    void whoWouldBeLeftBehindStopsAll_data();
    void whoWouldBeLeftBehindStopsAll();
    void whoCannotBePreparedIsNotLeftBehind();
    void cancelledMeanwhile();
    void progressIsThatOfTheSending_data();
    void progressIsThatOfTheSending();
    void expectsWhatThoseWithoutItWillPlan_data();
    void expectsWhatThoseWithoutItWillPlan();

private:
    std::unique_ptr<ClusterRestore> made(bool stops = true, int parallel = 3, bool isForced = false)
    {
        return std::make_unique<ClusterRestore>(ClusterRestoreRequest{.cluster = u"orders"_s,
                                                                      .snapshot = m_nodes->snapshot(),
                                                                      .archive = m_nodes->archive(),
                                                                      .confirmedName = u"orders"_s,
                                                                      .force = isForced,
                                                                      .parallel = parallel,
                                                                      .stopAtFirstFailure = stops},
                                                m_nodes->connections(), PosixFileSystem::instance(),
                                                m_nodes->network().clock());
    }
    FakeNode &node(int number) { return m_nodes->node(number); }
    static bool comes(const std::function<bool()> &condition) { return QTest::qWaitFor(condition, 30'000); }
    int begun() { return node(0).count(u"restore.run"_s) + node(1).count(u"restore.run"_s) + node(2).count(u"restore.run"_s); }

    std::unique_ptr<RestoringNodes> m_nodes;
};

/// "n2" lacks it.
void tst_RestorePreparing::init()
{
    m_nodes = std::make_unique<RestoringNodes>(3, RestoringNodes::Listing::Untold);
    node(2).failing = {{u"restore.plan"_s, {ErrorCode::NotFound, m_nodes->snapshot(), {}}}};
    node(2).held = {u"(send)"_s};
}

void tst_RestorePreparing::allBeforeTheFirst_data()
{
    QTest::addColumn<bool>("isPlanned");
    QTest::addColumn<int>("parallel");
    QTest::newRow("at once") << false << 3;
    QTest::newRow("one after another") << false << 1;
    QTest::newRow("planned before") << true << 3;
}

void tst_RestorePreparing::allBeforeTheFirst()
{
    QFETCH(const bool, isPlanned);
    QFETCH(const int, parallel);
    const auto restore = made(true, parallel);
    if (isPlanned)
        restore->plan();
    ok(restore->run());
    QVERIFY(comes([&] { return restore->nodes()[2].phase == Phase::Sending; }));
    QCOMPARE(begun(), 0);
    QVERIFY(restore->nodes()[0].phase == Phase::Planned && restore->nodes()[1].phase == Phase::Planned);
    node(2).failing.clear();
    node(2).release();
    QVERIFY(comes([&] { return node(2).sent.size() == 1; }));
    for (int i = 0; i < 3; ++i) {
        QVERIFY(comes([&] { return begun() == (parallel == 1 ? i + 1 : 3); }));
        m_nodes->finish(i, OperationStatus::Completed);
    }
    QVERIFY(comes([&] { return !restore->isRunning(); }));
    QVERIFY(restore->succeeded());
}

void tst_RestorePreparing::oneThatFailsStopsAll_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<bool>("stops");
    QTest::newRow("cannot be sent it") << u"(send)"_s << true;
    QTest::newRow("cannot be planned") << u"restore.plan"_s << true;
    QTest::newRow("cannot be sent it, others go on") << u"(send)"_s << false;
    QTest::newRow("cannot be planned, others go on") << u"restore.plan"_s << false;
}

void tst_RestorePreparing::oneThatFailsStopsAll()
{
    QFETCH(const QString, method);
    QFETCH(const bool, stops);
    const auto restore = made(stops);
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    restore->plan();
    ok(restore->run());
    QVERIFY(comes([&] { return restore->nodes()[2].phase == Phase::Sending; }));
    node(2).failing = {{method, {ErrorCode::DiskFull, u"/srv/n2"_s, {}}}};
    node(2).release();
    if (!stops) {
        QVERIFY(comes([&] { return begun() == 2; }));
        m_nodes->finish(0, OperationStatus::Completed);
        m_nodes->finish(1, OperationStatus::Completed);
    }
    QVERIFY(comes([&] { return finished.size() == 1; }));
    QCOMPARE(begun(), stops ? 0 : 2);
    QVERIFY(restore->nodes()[2].phase == Phase::Failed);
    QCOMPARE(codeOf(restore->nodes()[2].error->code), codeOf(ErrorCode::DiskFull));
    QVERIFY(restore->nodes()[0].phase == (stops ? Phase::Skipped : Phase::Done));
    QVERIFY(restore->nodes()[1].phase == restore->nodes()[0].phase);
    QCOMPARE(restore->report()["verdict"_L1].toString(), stops ? u"failed"_s : u"partly"_s);
    QCOMPARE(node(0).reservation + node(1).reservation + node(2).reservation, QString());
}

void tst_RestorePreparing::oneThatGoesAwayMeanwhileStopsAll()
{
    const auto restore = made();
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    restore->plan();
    ok(restore->run());
    QVERIFY(comes([&] { return restore->nodes()[2].phase == Phase::Sending; }));
    node(1).down = Error{ErrorCode::Unreachable, {}, {}};
    node(1).cut();
    node(2).failing.clear();
    node(2).release();
    QVERIFY(comes([&] { return finished.size() == 1; }));
    QCOMPARE(begun(), 0);
    QCOMPARE(codeOf(restore->nodes()[1].error->code), codeOf(ErrorCode::Unreachable));
    QVERIFY(restore->nodes()[0].phase == Phase::Skipped && restore->nodes()[2].phase == Phase::Skipped);
}

void tst_RestorePreparing::whoWouldBeLeftBehindStopsAll_data()
{
    QTest::addColumn<bool>("isApart");
    QTest::newRow("on a log they share") << false;
    QTest::newRow("with logs of their own") << true;
}

/// Of a node that lacks the snapshot that is known only once it was planned.
void tst_RestorePreparing::whoWouldBeLeftBehindStopsAll()
{
    QFETCH(const bool, isApart);
    m_nodes->planned = [](int, RestorePlan &plan) {
        plan.local = Position{{u"history"_s}, 7}; // of which all nodes are
        plan.archive.manifest.position = Position{{u"history"_s}, 5};
        plan.startsLineage = true;
    };
    ClusterRestore restore({.cluster = u"orders"_s,
                            .snapshot = m_nodes->snapshot(),
                            .archive = m_nodes->archive(),
                            .confirmedName = u"orders"_s,
                            .apart = isApart},
                           {m_nodes->connection(2)}, PosixFileSystem::instance(), m_nodes->network().clock());
    restore.setPeers({m_nodes->connection(0), m_nodes->connection(1)});
    ok(restore.run());
    node(2).failing.clear();
    node(2).release();
    if (isApart) {
        QVERIFY(comes([&] { return begun() == 1; }));
        return;
    }
    QVERIFY(comes([&] { return !restore.isRunning(); }));
    QCOMPARE(begun(), 0);
    QCOMPARE(codeOf(restore.nodes()[0].error->code), codeOf(ErrorCode::NodesWouldPart));
    QCOMPARE(restore.nodes()[0].error->detail, u"left behind: n0, n1"_s);
}

/// That it was chosen helps it nothing.
void tst_RestorePreparing::whoCannotBePreparedIsNotLeftBehind()
{
    m_nodes->planned = [](int, RestorePlan &plan) {
        plan.local = Position{{u"history"_s}, 7};
        plan.archive.manifest.position = Position{{u"history"_s}, 5};
        plan.startsLineage = true;
    };
    const auto restore = made(false);
    ok(restore->run());
    QVERIFY(comes([&] { return restore->nodes()[2].phase == Phase::Sending; }));
    node(2).failing = {{u"(send)"_s, {ErrorCode::DiskFull, u"/srv/n2"_s, {}}}};
    node(2).release();
    QVERIFY(comes([&] { return !restore->isRunning(); }));
    QCOMPARE(begun(), 0);
    QCOMPARE(restore->nodes()[0].error->detail, u"left behind: n2"_s);
}

void tst_RestorePreparing::cancelledMeanwhile()
{
    const auto restore = made();
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    restore->plan();
    ok(restore->run());
    QVERIFY(comes([&] { return restore->nodes()[2].phase == Phase::Sending; }));
    restore->cancel();
    node(2).failing.clear();
    node(2).release();
    QVERIFY(comes([&] { return finished.size() == 1; }));
    QCOMPARE(begun(), 0);
    QVERIFY(restore->nodes()[0].phase == Phase::Skipped && restore->nodes()[1].phase == Phase::Skipped);
    QCOMPARE(codeOf(restore->nodes()[2].error->code), codeOf(ErrorCode::Canceled));
}

void tst_RestorePreparing::progressIsThatOfTheSending_data()
{
    QTest::addColumn<QList<NodeRestore>>("nodes");
    QTest::addColumn<int>("permille"); // -1: nothing is sent
    const auto made = [](Phase phase, bool isLacking, bool wasSent, int permille) {
        NodeRestore node;
        node.phase = phase;
        node.lacksSnapshot = isLacking;
        node.wasSent = wasSent;
        node.permille = permille;
        return node;
    };
    const NodeRestore planned = made(Phase::Planned, false, false, 0);
    const NodeRestore waiting = made(Phase::Planned, true, false, 0);
    const NodeRestore sending = made(Phase::Sending, true, true, 500);
    const NodeRestore sent = made(Phase::Planned, false, true, 0);
    const NodeRestore restoring = made(Phase::Restoring, false, true, 100);
    QTest::newRow("not begun") << QList{planned, waiting} << -1;
    QTest::newRow("those that have it do not count") << QList{planned, sending} << 500;
    QTest::newRow("one waits") << QList{planned, sending, waiting} << 250;
    QTest::newRow("one is sent") << QList{sent, sending} << 750;
    QTest::newRow("over") << QList{sent, restoring} << -1;
}

void tst_RestorePreparing::progressIsThatOfTheSending()
{
    QFETCH(const QList<NodeRestore>, nodes);
    QFETCH(const int, permille);
    const auto progress = sendingProgress(nodes);
    QCOMPARE(progress ? progress->permille : -1, permille);
    QVERIFY(!progress || progress->stage == Stage::Sending);
}

void tst_RestorePreparing::expectsWhatThoseWithoutItWillPlan_data()
{
    QTest::addColumn<QString>("lineage");
    QTest::addColumn<quint64>("index");
    QTest::addColumn<bool>("isForced");
    QTest::addColumn<bool>("skips");
    QTest::addRow("behind") << u"lineage-a"_s << quint64(50) << false << false;
    QTest::addRow("the same") << u"lineage-a"_s << quint64(100) << false << true;
    QTest::addRow("ahead") << u"lineage-a"_s << quint64(195) << false << true;
    QTest::addRow("ahead, forced") << u"lineage-a"_s << quint64(195) << true << false;
    QTest::addRow("of another history") << u"history"_s << quint64(195) << false << false;
}

/// By what they say of themselves, and the archive of itself.
void tst_RestorePreparing::expectsWhatThoseWithoutItWillPlan()
{
    QFETCH(QString, lineage);
    QFETCH(quint64, index);
    QFETCH(bool, isForced);
    node(2).status.states[0].position = Position{{lineage}, index};
    node(2).publish(u"status"_s, {});
    m_nodes->network().pass(std::chrono::seconds(2));
    const auto restore = made(true, 3, isForced);
    restore->plan();
    const auto &expected = restore->nodes()[2].expected;
    QVERIFY(restore->nodes()[2].lacksSnapshot && expected);
    QTEST(expected->action == RestoreAction::Skip, "skips");
    QCOMPARE(expected->local->appliedIndex, index);
    QVERIFY(!restore->nodes()[0].expected);
}

QTEST_GUILESS_MAIN(tst_RestorePreparing)
#include "tst_restorepreparing.moc"
