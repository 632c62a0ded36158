// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include <QJsonArray>

#include "engine/cluster/health.h"
#include "engine/snapshot/planobject.h"
#include "engine/snapshot/take.h"
#include "engine/state/fsmstate.h"
#include "tests/support/sampledatabase.h"

#include <QFileInfo>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Restores of a node's managed state: skip, back, undo, recovery of what cannot be opened.
class tst_NodeRestore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void newerStateStays();
    void backToAnOlderPoint();
    void tellsThatItIsBeingRestored();
    void undo();
    void confirmations_data();
    void confirmations();
    void twoAtOnce();
    void agreedLineage();
    void failureLeavesASharedLogAlone();
    void foreignSnapshotIsRefused();
    void foreignDatabaseInItsPlaceIsRefused();
    void damagedStateIsReplaced();
    void damagedSnapshotHarmsNothing();
    void interruptedRestoreEndsOnce();
    void clearsWhatWasThere();

private:
    Operation restore(const QString &snapshot, bool force, const QJsonObject &more = {});

    std::unique_ptr<NodeBench> m_bench;
};

void tst_NodeRestore::init()
{
    m_bench = std::make_unique<NodeBench>();
    m_bench->open();
}

void tst_NodeRestore::cleanup()
{
    m_bench.reset();
}

Operation tst_NodeRestore::restore(const QString &snapshot, bool force, const QJsonObject &more)
{
    QJsonObject parameters{
        {u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}, {u"force"_s, force}};
    for (auto each = more.begin(); each != more.end(); ++each)
        parameters.insert(each.key(), *each);
    return m_bench->run(u"restore.run"_s, parameters);
}

/// Local index 200, snapshot 100: the state is untouched, the node map is merged.
void tst_NodeRestore::newerStateStays()
{
    m_bench->put(1, 100);
    const QString snapshot = m_bench->take();
    m_bench->put(101, 200);
    const QString lineage = m_bench->lineage();
    const RestorePlan plan =
        ok(planFromObject(ok(m_bench->call(u"restore.plan"_s, {{u"snapshot"_s, snapshot}}))));
    QVERIFY(plan.action == RestoreAction::Skip);
    QVERIFY(plan.reasons.contains(PlanReason::LocalCovers));
    const Operation skipped = restore(snapshot, false);
    QVERIFY(skipped.status == OperationStatus::Completed);
    QCOMPARE(skipped.result["action"_L1].toString(), u"skip"_s);
    QCOMPARE(m_bench->index(), 200u);
    QCOMPARE(m_bench->games().size(), 200);
    QCOMPARE(m_bench->lineage(), lineage);
    QVERIFY(ok(readNodeMap(m_bench->fileSystem, m_bench->space.path(u"data/state.db"_s)))
                .contains("n2"_L1));
}

void tst_NodeRestore::backToAnOlderPoint()
{
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    m_bench->put(6, 9);
    const QString lineage = m_bench->lineage();
    const RestorePlan plan = ok(planFromObject(
        ok(m_bench->call(u"restore.plan"_s, {{u"snapshot"_s, snapshot}, {u"force"_s, true}}))));
    QVERIFY(plan.action == RestoreAction::Full && plan.startsLineage);
    const Operation restored = restore(snapshot, true);
    QVERIFY2(restored.status == OperationStatus::Completed,
             qPrintable(toString(restored.lastError.value_or(Error{}))));
    QCOMPARE(m_bench->games(), (QStringList{u"k1"_s, u"k2"_s, u"k3"_s, u"k4"_s, u"k5"_s}));
    QCOMPARE(m_bench->index(), 5u);
    QVERIFY(m_bench->lineage() != lineage);
    // The log goes on from there, and what it held of the other history does not come back.
    m_bench->put(50, 50);
    QCOMPARE(m_bench->index(), 6u);
    m_bench->close();
    m_bench->open();
    QCOMPARE(m_bench->index(), 6u);
    QCOMPARE(m_bench->games().size(), 6);
}

/// The state is closed meanwhile: whoever asks must not take the node for one that is well.
void tst_NodeRestore::tellsThatItIsBeingRestored()
{
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    m_bench->put(6, 9);
    std::atomic<bool> isArmed = true;
    std::optional<net::NodeStatus> during;
    m_bench->fileSystem.setHook([&](QByteArrayView, const QString &path) {
        if (path.endsWith(".restoring"_L1) && isArmed.exchange(false))
            during = m_bench->node->status();
    });
    QVERIFY(!m_bench->node->status().states.first().isBeingRestored);
    QVERIFY(restore(snapshot, true).status == OperationStatus::Completed);
    QVERIFY(during && during->states.first().isBeingRestored);
    QCOMPARE(judgeHealth(Link::Online, ok(net::nodeStatusFromObject(net::toJsonObject(*during))), 0s, 0s).reasons.first(),
             HealthReason::BeingRestored);
    QVERIFY(!m_bench->node->status().states.first().isBeingRestored);
    m_bench->fileSystem.setHook({});
}

void tst_NodeRestore::undo()
{
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    m_bench->put(6, 9);
    const QString lineage = m_bench->lineage();
    EXPECT_ERROR(m_bench->call(u"restore.undo"_s, {{u"confirm"_s, u"stat.db"_s}}),
                 ErrorCode::ConfirmationWrong);
    QVERIFY(!m_bench->node->status().states.first().canUndo);
    (void)restore(snapshot, true);
    QVERIFY(m_bench->node->status().states.first().canUndo);
    const QJsonValue plan = ok(m_bench->call(u"restore.undoPlan"_s, {}));
    QCOMPARE(plan["local"_L1]["appliedIndex"_L1].toString(), u"5"_s);
    QCOMPARE(plan["position"_L1]["appliedIndex"_L1].toString(), u"9"_s);
    QCOMPARE(plan["snapshot"_L1].toString(), snapshot);
    const Operation undone = m_bench->run(u"restore.undo"_s, {{u"confirm"_s, u"state.db"_s}});
    QVERIFY2(undone.status == OperationStatus::Completed,
             qPrintable(toString(undone.lastError.value_or(Error{}))));
    QCOMPARE(m_bench->index(), 9u);
    QCOMPARE(m_bench->lineage(), lineage);
    QCOMPARE(m_bench->games().size(), 9);
    m_bench->put(10, 10);
    QCOMPARE(m_bench->index(), 10u);
}

void tst_NodeRestore::confirmations_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("none") << QString() << ErrorCode::ConfirmationNeeded;
    QTest::newRow("wrong") << u"state"_s << ErrorCode::ConfirmationWrong;
}

void tst_NodeRestore::confirmations()
{
    QFETCH(const QString, typed);
    QFETCH(const ErrorCode, code);
    const QString snapshot = m_bench->take();
    EXPECT_ERROR(
        m_bench->call(u"restore.run"_s, {{u"snapshot"_s, snapshot}, {u"confirm"_s, typed}}), code);
}

void tst_NodeRestore::twoAtOnce()
{
    const QString snapshot = m_bench->take();
    m_bench->node.reset();
    m_bench->node =
        ok(Node::open(m_bench->config, m_bench->fileSystem, m_bench->clock)); // not started
    const QJsonObject parameters{{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}};
    ok(m_bench->call(u"restore.run"_s, parameters));
    EXPECT_ERROR(m_bench->call(u"restore.run"_s, parameters), ErrorCode::Busy);
    const auto planned = m_bench->call(u"restore.plan"_s, {{u"snapshot"_s, parameters["snapshot"_L1]}});
    EXPECT_ERROR(planned, ErrorCode::Busy);
    QVERIFY2(planned.error().detail.contains("being restored"_L1), qPrintable(planned.error().detail));
    EXPECT_ERROR(m_bench->call(u"restore.undo"_s, {{u"confirm"_s, u"state.db"_s}}),
                 ErrorCode::Busy);
}

void tst_NodeRestore::agreedLineage()
{
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    m_bench->put(6, 6);
    (void)restore(snapshot, true, {{u"lineage"_s, u"agreed"_s}});
    QCOMPARE(m_bench->lineage(), u"agreed"_s);

    // A node that has left the snapshot's history would join it, while others begin the agreed one.
    const QString later = m_bench->take();
    m_bench->put(7, 9);
    (void)restore(snapshot, true, {{u"lineage"_s, u"apart"_s}});
    QCOMPARE(m_bench->lineage(), u"apart"_s);
    (void)restore(later, true, {{u"lineage"_s, u"together"_s}, {u"begin"_s, true}});
    QCOMPARE(m_bench->lineage(), u"together"_s);
}

/// Of two nodes on one log, one was restored. Work that fails on the other must not throw the log
/// back under the first.
void tst_NodeRestore::failureLeavesASharedLogAlone()
{
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    NodeBench other;
    other.config.name = u"n2"_s;
    other.config.log = m_bench->config.log;
    other.open();
    other.waitUntil([&] { return other.node->status().states.first().position->appliedIndex == 5; });
    m_bench->put(6, 8);
    QVERIFY(restore(snapshot, true).status == OperationStatus::Completed);
    const Operation undone = other.run(u"restore.undo"_s, {{u"confirm"_s, u"state.db"_s}});
    QVERIFY(undone.status == OperationStatus::Dead);
    m_bench->put(9, 10);
    QCOMPARE(m_bench->index(), 7u);
    QVERIFY(!m_bench->node->status().states.first().trouble);
    // It follows again, and notices in its own time.
    QVERIFY(QTest::qWaitFor(
        [&other] {
            const auto trouble = other.node->status().states.first().trouble;
            return trouble && trouble->code == ErrorCode::LineageDiffers;
        },
        60'000));
}

/// A snapshot of another program's database must not take a managed state's place.
void tst_NodeRestore::foreignSnapshotIsRefused()
{
    m_bench->put(1, 5);
    makeDatabase(m_bench->space.path(u"orders.db"_s));
    UnwatchedControl control;
    const QString archive = ok(takeSnapshot(control,
                                            {.database = m_bench->space.path(u"orders.db"_s),
                                             .store = m_bench->config.store + u"/main"_s,
                                             .node = {u"n"_s},
                                             .nodeMap = {}},
                                            m_bench->fileSystem, m_bench->clock))
                                .path;
    const QString id = QFileInfo(archive).fileName().chopped(9);
    EXPECT_ERROR(m_bench->call(u"restore.plan"_s, {{u"snapshot"_s, id}}), ErrorCode::StateKindDiffers);
    const Operation refused = restore(id, true);
    QVERIFY(refused.status == OperationStatus::Dead);
    QCOMPARE(codeOf(refused.lastError->code), u"StateKindDiffers"_s);
    QCOMPARE(m_bench->index(), 5u);
    m_bench->put(6, 6);
    QCOMPARE(m_bench->index(), 6u);
}

/// Nor is what somebody put in a managed state's place, or in that of the one before, taken for it.
void tst_NodeRestore::foreignDatabaseInItsPlaceIsRefused()
{
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    m_bench->put(6, 8);
    QVERIFY(restore(snapshot, true).status == OperationStatus::Completed);
    const auto replace = [this](const QString &name) {
        for (const QString &beside : {QString(), u"-wal"_s, u"-shm"_s})
            QFile::remove(m_bench->space.path(u"data/"_s + name + beside));
        makeDatabase(m_bench->space.path(u"data/"_s + name));
    };
    replace(u"state.db.previous"_s);
    EXPECT_ERROR(m_bench->call(u"restore.undoPlan"_s), ErrorCode::StateKindDiffers);
    const Operation undone = m_bench->run(u"restore.undo"_s, {{u"confirm"_s, u"state.db"_s}});
    QVERIFY(undone.status == OperationStatus::Dead);
    QCOMPARE(codeOf(undone.lastError->code), u"StateKindDiffers"_s);
    QCOMPARE(m_bench->index(), 5u);
    QVERIFY(!m_bench->node->status().states.first().trouble);
    m_bench->put(9, 9);
    replace(u"state.db"_s);
    const Operation taken = m_bench->run(u"snapshot.take"_s);
    QVERIFY(taken.status == OperationStatus::Dead);
    QCOMPARE(codeOf(taken.lastError->code), u"StateKindDiffers"_s);
    QCOMPARE(m_bench->snapshots(), QStringList{snapshot});
}

void tst_NodeRestore::damagedStateIsReplaced()
{
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    const QString lineage = m_bench->lineage();
    m_bench->close();
    for (const QString &name : {u"data/state.db-wal"_s, u"data/state.db-shm"_s})
        QFile::remove(m_bench->space.path(name));
    m_bench->space.write(u"data/state.db"_s, QByteArray(20'000, 'x'));
    m_bench->open();
    QVERIFY(m_bench->node->status().states.first().trouble);
    QVERIFY(!m_bench->call(u"state.tables"_s));
    const Operation restored = restore(snapshot, false);
    QVERIFY2(restored.status == OperationStatus::Completed,
             qPrintable(toString(restored.lastError.value_or(Error{}))));
    QVERIFY(!m_bench->node->status().states.first().trouble);
    QCOMPARE(m_bench->lineage(), lineage);
    QCOMPARE(m_bench->games().size(), 5);
    m_bench->put(6, 6);
}

void tst_NodeRestore::damagedSnapshotHarmsNothing()
{
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    m_bench->put(6, 9);
    const QString path = ok(m_bench->node->offer(snapshot)).path;
    QByteArray bytes = readFile(path);
    bytes[bytes.size() / 2] = char(~bytes[bytes.size() / 2]);
    writeFile(path, bytes);
    const Operation restored = restore(snapshot, true);
    QVERIFY(restored.status == OperationStatus::Dead);
    QCOMPARE(m_bench->index(), 9u);
    m_bench->put(10, 10);
    QCOMPARE(m_bench->games().size(), 10);
}

/// The queue's word that the restore is done never got written: begun again, it must not restore
/// again.
void tst_NodeRestore::interruptedRestoreEndsOnce()
{
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    m_bench->put(6, 9);
    const Operation restored = restore(snapshot, true);
    m_bench->put(100, 100);
    m_bench->close();
    const QString queue = m_bench->space.path(u"data/operations.db"_s);
    runSql(
        queue,
        u"UPDATE operations SET status = 'inFlight', record = json_set(record, '$.status', 'inFlight') WHERE id = '%1'"_s
            .arg(restored.id.value));
    m_bench->open();
    const Operation again = m_bench->ended(restored.id.value);
    QVERIFY(again.status == OperationStatus::Completed);
    QCOMPARE(again.attempts, 2);
    QCOMPARE(m_bench->games().size(), 6); // what was written since is still there
    (void)m_bench->run(u"restore.undo"_s, {{u"confirm"_s, u"state.db"_s}});
    QCOMPARE(m_bench->games().size(), 9); // and the state before it too
}

void tst_NodeRestore::clearsWhatWasThere()
{
    m_bench->put(1, 3);
    const QString snapshot = m_bench->take();
    ok(m_bench->call(u"state.change"_s,
                     {{u"changes"_s,
                       QJsonArray{QJsonObject{{u"table"_s, u"teams"_s},
                                              {u"op"_s, u"put"_s},
                                              {u"id"_s, u"t"_s},
                                              {u"document"_s, QJsonObject()}}}}}));
    m_bench->put(4, 4);
    (void)restore(snapshot, true);
    EXPECT_ERROR(m_bench->call(u"state.rows"_s, {{u"table"_s, u"teams"_s}}), ErrorCode::NotFound);
    QCOMPARE(m_bench->games().size(), 3);
}

QTEST_GUILESS_MAIN(tst_NodeRestore)
#include "tst_noderestore.moc"
