// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/interruptedrestore.h"

#include "engine/base/errorobject.h"
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/restorenote.h"
#include "engine/operations/operationrecord.h"
#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_InterruptedRestore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_nodes = std::make_unique<RestoringNodes>(4); }
    void cleanup() { m_nodes.reset(); }
    void asksWhatBecameOfIt();
    void isFoundByItsHistory();
    void whatTheNodeNeverGotIsNotBegun();
    void whatALongListDoesNotTellIsNotKnown();
    void whoCannotBeAskedIsNotKnown();
    void whoWasLostIsAsked_data();
    void whoWasLostIsAsked();
    void whoWasLostBeforeItBeganIsNotBegun();
    void whoCannotNoteIsNotWaitedFor();
    void whatDoesNotFollowItsLogIsTold();
    void whatWasRestoredSinceIsTold_data();
    void whatWasRestoredSinceIsTold();
    void ofAnUndo();
    void goesOnWithTheRest();
    void beginsOnceItIsNoted();
    void whatIsNotNotedCanBeCancelled();

private:
    /// n0 is lost in the middle of what is begun there, and given up; it is back.
    void lose(ClusterRestore &restore);
    /// n0 says that it cannot note what it does.
    void cannotNote();
    /// Of a restore whose owner is gone: n1 is restored, n0 and n2 are at it, n3 waits.
    QJsonObject interrupted();
    /// The same, as if n3 had been told to begin, and its answer had not come.
    QJsonObject interruptedAtLast();
    std::unique_ptr<ClusterRestore> made();
    std::unique_ptr<InterruptedRestore> looked(const QJsonObject &report);
    static bool waitFor(const std::function<bool()> &condition) { return QTest::qWaitFor(condition, 30'000); }
    int begun(int number) { return m_nodes->node(number).count(u"restore.run"_s); }

    std::unique_ptr<RestoringNodes> m_nodes;
};

std::unique_ptr<ClusterRestore> tst_InterruptedRestore::made()
{
    const ClusterRestoreRequest request{
        .cluster = u"orders"_s, .snapshot = m_nodes->snapshot(), .confirmedName = u"orders"_s, .parallel = 2};
    return std::make_unique<ClusterRestore>(request, m_nodes->connections(), PosixFileSystem::instance(),
                                            m_nodes->network().clock());
}

QJsonObject tst_InterruptedRestore::interrupted()
{
    const auto restore = made();
    ok(restore->run());
    m_nodes->finish(1, OperationStatus::Completed);
    return restore->report();
}

std::unique_ptr<InterruptedRestore> tst_InterruptedRestore::looked(const QJsonObject &report)
{
    auto restore = ok(InterruptedRestore::open(report, m_nodes->connections(), m_nodes->network().clock()));
    restore->look();
    return restore;
}

void tst_InterruptedRestore::asksWhatBecameOfIt()
{
    const QJsonObject report = interrupted();
    QCOMPARE(report["verdict"_L1].toString(), u"running"_s);
    QCOMPARE(report["nodes"_L1][0]["operation"_L1].toString(), u"op"_s);
    m_nodes->finish(0, OperationStatus::Completed); // while nobody looked
    const auto restore = looked(report);
    QSignalSpy settled(restore.get(), &InterruptedRestore::settled);
    QVERIFY(waitFor([&] { return phaseName(restore->nodes()[0].phase) == u"done"_s; }));
    QVERIFY(!restore->isSettled()); // n2 is at it
    m_nodes->finish(2, OperationStatus::Dead, Error{ErrorCode::DiskFull, u"/srv"_s, {}});
    QVERIFY(waitFor([&] { return settled.size() == 1; }));
    const auto parts = restore->parts();
    QCOMPARE(parts.done, (QStringList{u"n0"_s, u"n1"_s}));
    QCOMPARE(parts.failed, QStringList{u"n2"_s});
    QCOMPARE(parts.notBegun, QStringList{u"n3"_s});
    QVERIFY(parts.unknown.isEmpty());
    QCOMPARE(restore->report()["verdict"_L1].toString(), u"partly"_s);
    QVERIFY(ok(pastRestoreFrom(restore->report(), {})).endedAt.isValid());
    QCOMPARE(begun(3), 0);
}

/// The owner was killed before the node's answer came.
void tst_InterruptedRestore::isFoundByItsHistory()
{
    QJsonObject report = interrupted();
    QJsonArray nodes = report["nodes"_L1].toArray();
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        QJsonObject node = nodes[i].toObject();
        node[u"operation"_s] = QJsonValue();
        nodes[i] = node;
    }
    report[u"nodes"_s] = nodes;
    const auto restore = looked(report);
    QVERIFY(!restore->isSettled());
    for (const int number : {0, 2})
        m_nodes->finish(number, OperationStatus::Completed);
    QVERIFY(waitFor([&] { return restore->isSettled(); }));
    QCOMPARE(restore->parts().done, (QStringList{u"n0"_s, u"n1"_s, u"n2"_s}));
}

QJsonObject tst_InterruptedRestore::interruptedAtLast()
{
    QJsonObject report = interrupted();
    QJsonArray nodes = report["nodes"_L1].toArray();
    QJsonObject node = nodes[3].toObject();
    node[u"phase"_s] = u"restoring"_s;
    nodes[3] = node;
    report[u"nodes"_s] = nodes;
    for (const int number : {0, 2})
        m_nodes->finish(number, OperationStatus::Completed);
    return report;
}

void tst_InterruptedRestore::whatTheNodeNeverGotIsNotBegun()
{
    const auto restore = looked(interruptedAtLast());
    QVERIFY(waitFor([&] { return restore->isSettled(); }));
    QCOMPARE(restore->parts().notBegun, QStringList{u"n3"_s});
    QCOMPARE(m_nodes->lastParameters(3, u"operations.list"_s)["limit"_L1].toInt(), 1000);
}

/// It may be among those that the node does not tell of any more.
void tst_InterruptedRestore::whatALongListDoesNotTellIsNotKnown()
{
    const QJsonObject report = interruptedAtLast();
    for (int i = 0; i < 1000; ++i)
        m_nodes->node(3).operations.append(toJsonObject(operationOf(u"take%1"_s.arg(i), OperationStatus::Completed)));
    const auto restore = looked(report);
    QVERIFY(waitFor([&] { return restore->isSettled(); }));
    QCOMPARE(restore->parts().unknown, QStringList{u"n3"_s});
}

void tst_InterruptedRestore::whatDoesNotFollowItsLogIsTold()
{
    const QJsonObject report = interrupted();
    const Error trouble{ErrorCode::LogDiffers, u"main"_s, {}};
    Operation done = operationOf(u"op"_s, OperationStatus::Completed);
    done.result = {{u"action"_s, u"full"_s}, {u"trouble"_s, errorObject(trouble)}};
    m_nodes->node(0).tell(done);
    m_nodes->finish(2, OperationStatus::Completed);
    const auto restore = looked(report);
    QVERIFY(waitFor([&] { return restore->isSettled(); }));
    QCOMPARE(restore->parts().done, (QStringList{u"n0"_s, u"n1"_s, u"n2"_s}));
    QCOMPARE(restore->parts().troubled, QStringList{u"n0"_s});
    QCOMPARE(codeOf(restore->nodes()[0].error->code), codeOf(trouble.code));
    QCOMPARE(restore->report()["verdict"_L1].toString(), u"partly"_s);
}

void tst_InterruptedRestore::whatWasRestoredSinceIsTold_data()
{
    QTest::addColumn<bool>("isNoted"); // that it was done, before the owner was killed
    QTest::addRow("its end was noted") << true;
    QTest::addRow("its end was not noted") << false;
}

void tst_InterruptedRestore::whatWasRestoredSinceIsTold()
{
    QFETCH(bool, isNoted);
    const auto begun = made();
    ok(begun->run());
    const auto finish = [this] { m_nodes->finish(0, OperationStatus::Completed, {}, u"begun"_s); };
    if (isNoted)
        finish();
    const QJsonObject report = begun->report();
    if (!isNoted)
        finish();
    m_nodes->finish(1, OperationStatus::Completed, {}, u"begun"_s);
    m_nodes->node(0).status.states[0].position = Position{{u"another"_s}, 3};
    m_nodes->node(1).status.states[0].position = Position{{u"begun"_s}, 9};
    if (isNoted)
        m_nodes->finish(2, OperationStatus::Completed);
    const auto restore = looked(report);
    QVERIFY(waitFor([&] { return restore->isSettled(); }));
    QCOMPARE(restore->parts().elsewhere, QStringList{u"n0"_s});
    QVERIFY(restore->parts().done.contains(u"n1"_s) && !restore->parts().done.contains(u"n0"_s));
    QCOMPARE(codeOf(restore->nodes()[0].error->code), codeOf(ErrorCode::RevisionDiffers));
    QCOMPARE(restore->report()["verdict"_L1].toString(), u"partly"_s);
}

void tst_InterruptedRestore::whoCannotBeAskedIsNotKnown()
{
    const QJsonObject report = interrupted();
    m_nodes->node(0).down = Error{ErrorCode::Unreachable, u"n0"_s, {}};
    m_nodes->node(0).cut();
    const auto restore = looked(report);
    QSignalSpy settled(restore.get(), &InterruptedRestore::settled);
    m_nodes->forget(2); // at it, and not known any more
    QVERIFY(waitFor([&] { return settled.size() == 1; }));
    QCOMPARE(restore->parts().unknown, (QStringList{u"n0"_s, u"n2"_s}));
    QCOMPARE(codeOf(restore->nodes()[0].error->code), codeOf(ErrorCode::Disconnected));
}

void tst_InterruptedRestore::lose(ClusterRestore &restore)
{
    FakeNode &node = m_nodes->node(0);
    node.down = Error{ErrorCode::Unreachable, u"n0"_s, {}};
    node.cut();
    QVERIFY(waitFor([&] { return m_nodes->connection(0)->link() != Link::Online; }));
    restore.giveUp(0);
    QCOMPARE(codeOf(restore.nodes()[0].error->code), codeOf(ErrorCode::Disconnected));
    node.down.reset();
    m_nodes->connection(0)->reconnect();
    QVERIFY(waitFor([&] { return m_nodes->connection(0)->link() == Link::Online; }));
}

void tst_InterruptedRestore::whoWasLostIsAsked_data()
{
    QTest::addColumn<bool>("isUndo");
    QTest::addColumn<bool>("isNamed"); // its operation was told before it was lost
    QTest::addRow("restore") << false << true;
    QTest::addRow("restore, found by its history") << false << false;
    QTest::addRow("undo") << true << true;
}

/// The command came to an end without it, and it to its own.
void tst_InterruptedRestore::whoWasLostIsAsked()
{
    QFETCH(bool, isUndo);
    QFETCH(bool, isNamed);
    const auto begun = made();
    const QStringList all{u"n0"_s, u"n1"_s};
    ok(isUndo ? begun->undo(all) : begun->run());
    m_nodes->finish(1, OperationStatus::Completed);
    lose(*begun);
    QJsonObject report = notedReport(begun->report(), isUndo, isUndo ? all : QStringList(), {});
    if (!isNamed) {
        QJsonArray nodes = report["nodes"_L1].toArray();
        QJsonObject node = nodes[0].toObject();
        node[u"operation"_s] = QJsonValue();
        nodes[0] = node;
        report[u"nodes"_s] = nodes;
    }
    QCOMPARE(report["nodes"_L1][0]["phase"_L1].toString(), u"failed"_s);
    if (!isUndo)
        m_nodes->finish(2, OperationStatus::Completed);
    const auto restore = looked(report);
    QVERIFY(!restore->isSettled()); // it goes on there
    m_nodes->finish(0, OperationStatus::Completed);
    QVERIFY(waitFor([&] { return restore->isSettled(); }));
    QVERIFY(restore->parts().unknown.isEmpty());
    QVERIFY(restore->parts().done.contains(u"n0"_s));
    QVERIFY(!restore->nodes()[0].error);
}

/// Without a plan it was not told to.
void tst_InterruptedRestore::whoWasLostBeforeItBeganIsNotBegun()
{
    const auto begun = made();
    ok(begun->run());
    lose(*begun);
    NodeRestore node = begun->nodes()[0];
    QVERIFY(isEndUnknown(node, false));
    node.plan.reset();
    QVERIFY(!isEndUnknown(node, false));
    QVERIFY(isEndUnknown(node, true)); // of an undo there is none
    node.error->code = ErrorCode::DiskFull;
    QVERIFY(!isEndUnknown(node, true));
}

void tst_InterruptedRestore::cannotNote()
{
    m_nodes->node(0).status.trouble = Error{ErrorCode::DiskFull, u"operations.db"_s, {}};
    m_nodes->node(0).publish(u"status"_s, {});
    QVERIFY(waitFor([&] {
        m_nodes->network().pass(1s);
        return m_nodes->connection(0)->unnoted().has_value();
    }));
}

/// It would tell of no end.
void tst_InterruptedRestore::whoCannotNoteIsNotWaitedFor()
{
    const QJsonObject report = interrupted();
    m_nodes->finish(2, OperationStatus::Completed);
    const auto waiting = looked(report);
    cannotNote();
    QVERIFY(waitFor([&] { return waiting->isSettled(); }));
    const auto later = looked(report);
    QVERIFY(waitFor([&] { return later->isSettled(); }));
    for (const auto &each : {waiting.get(), later.get()}) {
        QCOMPARE(each->parts().unknown, QStringList{u"n0"_s});
        QCOMPARE(codeOf(each->nodes()[0].error->code), codeOf(ErrorCode::Unnoted));
    }
}

void tst_InterruptedRestore::ofAnUndo()
{
    const auto undo = made();
    ok(undo->undo({u"n0"_s, u"n1"_s, u"n2"_s}));
    m_nodes->finish(1, OperationStatus::Completed);
    QJsonObject report = undo->report();
    report[u"undo"_s] = true;
    report[u"chosen"_s] = QJsonArray{u"n0"_s, u"n1"_s, u"n2"_s, u"n3"_s};
    m_nodes->finish(0, OperationStatus::Completed);
    m_nodes->finish(2, OperationStatus::Dead, Error{ErrorCode::Canceled, {}, {}});
    const auto restore = looked(report);
    QVERIFY(waitFor([&] { return restore->isSettled(); }));
    const auto parts = restore->parts();
    QCOMPARE(parts.done, (QStringList{u"n0"_s, u"n1"_s}));
    QCOMPARE(parts.canceled, QStringList{u"n2"_s});
    QCOMPARE(parts.notBegun, QStringList{u"n3"_s});
    QVERIFY(restore->report()["undo"_L1].toBool());
}

void tst_InterruptedRestore::goesOnWithTheRest()
{
    const QJsonObject report = interrupted();
    for (const int number : {0, 2})
        m_nodes->finish(number, OperationStatus::Completed);
    const auto interrupted = looked(report);
    QVERIFY(waitFor([&] { return interrupted->isSettled(); }));
    const auto restore = made();
    QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    restore->takeUp(interrupted->nodes(), interrupted->lineage());
    ok(restore->run());
    QVERIFY(waitFor([&] { return begun(3) == 1; }));
    QCOMPARE(m_nodes->lastParameters(3, u"restore.run"_s)["lineage"_L1], report["lineage"_L1]);
    m_nodes->finish(3, OperationStatus::Completed);
    QVERIFY(waitFor([&] { return finished.size() == 1; }));
    QVERIFY(restore->succeeded());
    for (int number = 0; number < 4; ++number)
        QCOMPARE(begun(number), 1);
}

/// So that what is noted as not begun was not.
void tst_InterruptedRestore::beginsOnceItIsNoted()
{
    const auto restore = made();
    QPromise<Result<>> noted;
    noted.start();
    restore->beginWhen([&] { return noted.future(); });
    ok(restore->run());
    QCOMPARE(phaseName(restore->nodes()[0].phase), u"restoring"_s);
    QCOMPARE(begun(0), 0);
    noted.addResult(Result<>());
    noted.finish();
    QVERIFY(waitFor([&] { return begun(0) == 1; }));
}

void tst_InterruptedRestore::whatIsNotNotedCanBeCancelled()
{
    const auto restore = made();
    QPromise<Result<>> noted;
    noted.start();
    restore->beginWhen([&] { return noted.future(); });
    ok(restore->run());
    restore->cancel();
    noted.addResult(Result<>());
    noted.finish();
    QVERIFY(waitFor([&] { return !restore->isRunning(); }));
    QCOMPARE(begun(0), 0);
    QCOMPARE(phaseName(restore->nodes()[0].phase), u"failed"_s);
    QCOMPARE(codeOf(restore->nodes()[0].error->code), codeOf(ErrorCode::Canceled));
}

QTEST_GUILESS_MAIN(tst_InterruptedRestore)
#include "tst_interruptedrestore.moc"
