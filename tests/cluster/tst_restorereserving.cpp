// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/clusterrestore.h"
#include "engine/cluster/restorenote.h"
#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"

#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

using Phase = NodeRestore::Phase;

/// How a restore of several nodes keeps them free for itself; with real nodes: tst_reservations.
class tst_RestoreReserving final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_nodes = std::make_unique<RestoringNodes>(3, RestoringNodes::Listing::Untold); }
    void cleanup() { m_nodes.reset(); }
    void allBeforeTheFirst();
    void oneThatIsTakenStopsAll_data();
    void oneThatIsTakenStopsAll();
    void oneThatIsLostWasNotBegun();
    void renewsWhileItRuns();
    void givesBackAtTheEnd_data();
    void givesBackAtTheEnd();
    void cancelledMeanwhile();
    void nodesOfAnEarlierVersion();
    void retryNoticesWhatAnotherDid();
    void goesOnUnderTheNameOfOneThatWasKilled();
    void whereNothingIsLeftNothingIsReserved();
    void isToldBeforeANodeHearsIt();

private:
    std::unique_ptr<ClusterRestore> made(bool stops = true)
    {
        return std::make_unique<ClusterRestore>(
            ClusterRestoreRequest{.cluster = u"orders"_s,
                                  .snapshot = m_nodes->snapshot(),
                                  .confirmedName = u"orders"_s,
                                  .stopAtFirstFailure = stops},
            m_nodes->connections(), PosixFileSystem::instance(), m_nodes->network().clock());
    }
    FakeNode &node(int number) { return m_nodes->node(number); }
    static bool comes(const std::function<bool()> &condition) { return QTest::qWaitFor(condition, 30'000); }
    int begun(const QString &method)
    {
        return node(0).count(method) + node(1).count(method) + node(2).count(method);
    }
    QStringList reserved()
    {
        return {node(0).reservation, node(1).reservation, node(2).reservation};
    }

    std::unique_ptr<RestoringNodes> m_nodes;
};

void tst_RestoreReserving::allBeforeTheFirst()
{
    node(2).held = {u"restore.reserve"_s};
    const auto restore = made();
    ok(restore->run());
    QVERIFY(restore->isRunning());
    QCOMPARE(begun(u"restore.run"_s), 0);
    QVERIFY(!node(0).reservation.isEmpty());
    QCOMPARE(node(0).reservation, node(1).reservation);
    node(2).release();
    QVERIFY(comes([&] { return begun(u"restore.run"_s) == 3; }));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_nodes->lastParameters(i, u"restore.run"_s)["reservation"_L1].toString(), node(0).reservation);
}

void tst_RestoreReserving::oneThatIsTakenStopsAll_data()
{
    QTest::addColumn<bool>("undoes");
    QTest::addColumn<bool>("stops");
    QTest::newRow("restore") << false << true;
    QTest::newRow("restore that goes on") << false << false;
    QTest::newRow("undo") << true << true;
}

void tst_RestoreReserving::oneThatIsTakenStopsAll()
{
    QFETCH(const bool, undoes);
    QFETCH(const bool, stops);
    node(1).reservation = u"another's"_s;
    const auto restore = made(stops);
    restore->plan();
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    ok(undoes ? restore->undo({u"n0"_s, u"n1"_s, u"n2"_s}) : restore->run());
    QVERIFY(comes([&] { return finished.size() == 1; }));
    QCOMPARE(begun(u"restore.run"_s) + begun(u"restore.undo"_s), 0);
    QCOMPARE(reserved(), (QStringList{QString(), u"another's"_s, QString()}));
    QVERIFY(restore->nodes()[1].phase == Phase::Failed);
    QCOMPARE(codeOf(restore->nodes()[1].error->code), codeOf(ErrorCode::Busy));
    QCOMPARE(restore->nodes()[1].error->detail, u"reserved by somebody"_s);
    QVERIFY(restore->nodes()[0].phase == Phase::Skipped && restore->nodes()[2].phase == Phase::Skipped);
    QVERIFY(!restore->nodes()[0].startedAt.isValid()); // not even that of its plan
    QCOMPARE(restore->report()["verdict"_L1].toString(), u"failed"_s);
    // Later, when the other is done.
    node(1).reservation.clear();
    ok(restore->run());
    QVERIFY(comes([&] { return begun(u"restore.run"_s) == 3; }));
}

/// Nothing was begun on it: that is not asked about later.
void tst_RestoreReserving::oneThatIsLostWasNotBegun()
{
    node(1).held = {u"restore.reserve"_s};
    const auto restore = made();
    restore->plan();
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    ok(restore->run());
    QVERIFY(comes([&] { return node(1).count(u"restore.reserve"_s) > 0; }));
    node(1).down = Error{ErrorCode::Unreachable, {}, {}};
    node(1).cut();
    QVERIFY(comes([&] { return finished.size() == 1; }));
    QCOMPARE(begun(u"restore.run"_s), 0);
    QVERIFY(restore->nodes()[1].plan);
    QCOMPARE(codeOf(restore->nodes()[1].error->code), codeOf(ErrorCode::Unreachable));
    QVERIFY(!isEndUnknown(restore->nodes()[1], false));
}

void tst_RestoreReserving::renewsWhileItRuns()
{
    node(1).reservedMs = 30;
    const auto restore = made();
    ok(restore->run());
    QVERIFY(comes([&] { return node(0).count(u"restore.renew"_s) > 2; }));
    for (int i = 0; i < 3; ++i)
        m_nodes->finish(i, OperationStatus::Completed);
    QVERIFY(comes([&] { return !restore->isRunning(); }));
    QCOMPARE(reserved(), QStringList(3));
}

void tst_RestoreReserving::givesBackAtTheEnd_data()
{
    QTest::addColumn<bool>("isLeft");
    QTest::newRow("done") << false;
    QTest::newRow("nobody waits for it any more") << true;
}

void tst_RestoreReserving::givesBackAtTheEnd()
{
    QFETCH(const bool, isLeft);
    auto restore = made();
    ok(restore->run());
    if (isLeft) {
        restore.reset();
    } else {
        const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
        // A node that is away is not waited for.
        m_nodes->finish(0, OperationStatus::Completed);
        m_nodes->finish(1, OperationStatus::Completed);
        node(0).down = Error{ErrorCode::Unreachable, {}, {}};
        node(0).cut();
        m_nodes->finish(2, OperationStatus::Completed);
        QVERIFY(comes([&] { return finished.size() == 1; }));
        node(0).reservation.clear();
        QCOMPARE(node(0).count(u"restore.release"_s), 0);
    }
    QCOMPARE(reserved(), QStringList(3));
}

void tst_RestoreReserving::cancelledMeanwhile()
{
    node(1).held = {u"restore.reserve"_s}; // it does not answer
    const auto restore = made();
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    ok(restore->run());
    restore->cancel();
    QVERIFY(comes([&] { return finished.size() == 1; }));
    QCOMPARE(node(0).reservation, QString());
    node(1).release();
    QCOMPARE(begun(u"restore.run"_s), 0);
    QVERIFY(!restore->isRunning());
    QVERIFY(restore->nodes()[0].phase == Phase::Skipped);
}

/// They know no reservations: the others are reserved, and these do as they did.
void tst_RestoreReserving::nodesOfAnEarlierVersion()
{
    node(1).failing = {{u"restore.reserve"_s, {ErrorCode::ProtocolViolation, u"restore.reserve"_s, u"no such call"_s}}};
    const auto restore = made();
    ok(restore->run());
    QVERIFY(comes([&] { return begun(u"restore.run"_s) == 3; }));
    QVERIFY(!m_nodes->lastParameters(1, u"restore.run"_s).contains("reservation"_L1));
    QVERIFY(m_nodes->lastParameters(2, u"restore.run"_s).contains("reservation"_L1));
    for (int i = 0; i < 3; ++i)
        m_nodes->finish(i, OperationStatus::Completed);
    QVERIFY(comes([&] { return restore->succeeded() && !restore->isRunning(); }));
    QCOMPARE(node(1).count(u"restore.release"_s), 0);
}

/// What was restored here belongs together with what is retried: not any more, once it was restored to elsewhere.
void tst_RestoreReserving::retryNoticesWhatAnotherDid()
{
    const auto restore = made();
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    ok(restore->run());
    m_nodes->finish(0, OperationStatus::Completed, {}, u"ours"_s);
    m_nodes->finish(1, OperationStatus::Completed, {}, u"ours"_s);
    m_nodes->finish(2, OperationStatus::Dead, Error{ErrorCode::DiskFull, {}, {}});
    QVERIFY(comes([&] { return finished.size() == 1; }));
    node(0).status.states[0].position = Position{{u"ours"_s}, 9};
    node(1).status.states[0].position = Position{{u"another's"_s}, 9};
    ok(restore->run());
    QVERIFY(comes([&] { return finished.size() == 2; }));
    QCOMPARE(node(2).count(u"restore.run"_s), 1);
    QCOMPARE(codeOf(restore->nodes()[2].error->code), codeOf(ErrorCode::RevisionDiffers));
    QCOMPARE(restore->nodes()[2].error->subject, u"n1"_s);
    QCOMPARE(reserved(), QStringList(3));
    // Or where another wants to.
    node(1).status.states[0].position = Position{{u"ours"_s}, 9};
    node(1).reservation = u"another's"_s;
    ok(restore->run());
    QVERIFY(comes([&] { return finished.size() == 3; }));
    QVERIFY(restore->nodes()[1].phase == Phase::Done && !restore->nodes()[1].error);
    QCOMPARE(codeOf(restore->nodes()[2].error->code), codeOf(ErrorCode::Busy));
    QCOMPARE(restore->nodes()[2].error->subject, u"n1"_s);
    QCOMPARE(restore->nodes()[2].error->detail, u"reserved by somebody"_s);
    node(1).reservation.clear();
    ok(restore->run());
    QVERIFY(comes([&] { return node(2).count(u"restore.run"_s) == 2; }));
}

void tst_RestoreReserving::goesOnUnderTheNameOfOneThatWasKilled()
{
    for (int i = 0; i < 3; ++i)
        node(i).reservation = u"killed"_s;
    const auto restore = made();
    restore->reserveAs(u"killed"_s);
    ok(restore->run());
    QVERIFY(comes([&] { return begun(u"restore.run"_s) == 3; }));
    QCOMPARE(restore->reservation(), u"killed"_s);
    for (int i = 0; i < 3; ++i)
        m_nodes->finish(i, OperationStatus::Completed);
    QVERIFY(comes([&] { return !restore->isRunning(); }));
    QCOMPARE(reserved(), QStringList(3));
    ok(restore->undo());
    QVERIFY(restore->reservation() != u"killed"_s && !restore->reservation().isEmpty());
}

void tst_RestoreReserving::whereNothingIsLeftNothingIsReserved()
{
    const auto restore = made();
    ok(restore->run());
    for (int i = 0; i < 3; ++i)
        m_nodes->finish(i, OperationStatus::Completed);
    QVERIFY(comes([&] { return !restore->isRunning(); }));
    node(1).reservation = u"another's"_s;
    node(2).reservation = u"killed"_s;
    restore->reserveAs(u"killed"_s);
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    ok(restore->run());
    QVERIFY(comes([&] { return finished.size() == 1; }));
    QCOMPARE(begun(u"restore.reserve"_s), 3);
    QVERIFY(restore->succeeded() && !restore->nodes()[0].error);
    QVERIFY(comes([&] { return reserved() == QStringList({QString(), u"another's"_s, QString()}); }));
}

void tst_RestoreReserving::isToldBeforeANodeHearsIt()
{
    const auto restore = made();
    QStringList told;
    connect(restore.get(), &ClusterRestore::changed, this, [&] {
        if (told.isEmpty())
            told = {restore->reservation(), QString::number(begun(u"restore.reserve"_s))};
    });
    ok(restore->run());
    QVERIFY(comes([&] { return begun(u"restore.run"_s) == 3; }));
    QCOMPARE(told, (QStringList{node(0).reservation, u"0"_s}));
}

QTEST_GUILESS_MAIN(tst_RestoreReserving)
#include "tst_restorereserving.moc"
