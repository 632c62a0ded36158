// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/log/memorylog.h"
#include "engine/log/replay.h"
#include "engine/snapshot/restorer.h"
#include "engine/snapshot/take.h"
#include "engine/state/fsmstate.h"
#include "tests/support/entries.h"
#include "tests/support/statelooks.h"
#include "tests/support/workspace.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

const Lineage kLineage{u"lineage-a"_s};
const QStringList kControlPlane{u"assignments"_s, u"cluster_state"_s, u"results"_s, u"tasks"_s,
                                u"vm_states"_s,   u"worker_status"_s, u"workers"_s};

/// A node with its own directory, of the history kLineage.
struct Node
{
    Node(const Workspace &space, const QString &name)
        : directory(space.makeDirectory(name))
        , store(space.makeDirectory(u"store"_s))
        , state(ok(ManagedState::open(PosixFileSystem::instance(), directory + u"/state.db"_s)))
    {
        ok(state->startLineage(kLineage));
    }

    Index index() const { return ok(state->position()).appliedIndex; }

    void apply(const QList<Change> &changes) const { ok(state->apply(entriesFrom(index() + 1, changes))); }

    /// Changes of no consequence, up to the index.
    void applyUpTo(Index last) const
    {
        while (index() < last)
            apply({removal(u"tasks"_s, u"nothing"_s)});
    }

    TakenSnapshot take() const
    {
        UnwatchedControl control;
        const QJsonObject nodes{{u"a"_s, QJsonObject{{u"address"_s, u"10.0.0.1"_s}}}, {u"b"_s, QJsonObject{{u"address"_s, u"10.0.0.2"_s}}}};
        TakeRequest request;
        request.database = state->path();
        request.store = store;
        request.node = {u"a"_s};
        request.nodeMap = nodes;
        return ok(takeSnapshot(control, request, PosixFileSystem::instance()));
    }

    /// As a node does it: lets go, restores, takes up again.
    RestoreOutcome restore(const TakenSnapshot &snapshot, bool force = false) const
    {
        UnwatchedControl control;
        RestoreRequest request;
        request.archive = snapshot.path;
        request.target = state->path();
        request.confirmedName = u"state.db"_s;
        request.force = force;
        state->close();
        RestoreOutcome outcome = ok(runRestore(control, request, PosixFileSystem::instance()));
        ok(state->reopen());
        return outcome;
    }

    Replayed catchUp(ReplicatedLog &log) const
    {
        UnwatchedControl control;
        return ok(replay(control, log, *state));
    }

    QString directory;
    QString store;
    std::unique_ptr<ManagedState> state;
};

QList<TableCount> countsIn(const TakenSnapshot &snapshot)
{
    QList<TableCount> counts;
    for (const TableRows &table : snapshot.summary.manifest.tables)
        counts.append({table.name, table.rows});
    return counts;
}

QList<Change> filled(int rows)
{
    QList<Change> changes;
    for (const QString &table : kControlPlane)
        changes += puts(table, table + u'-', rows);
    return changes;
}

} // namespace

/// Snapshots of managed states: what is in them, and what applying one does.
class tst_ManagedSnapshot final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAllTables();
    void restoresAllTables_data();
    void restoresAllTables();
    void clearsThePreviousState();
    void concurrentTakes();
    void skipsWhatIsCovered();
    void keepsWhatIsTheNodes();
    void goingBackBeginsAHistory();
    void farBehindNodeNeedsASnapshot();
    void freshNodeJoinsBySnapshotThenLog();
};

void tst_ManagedSnapshot::holdsAllTables()
{
    const Workspace space;
    const Node node(space, u"a"_s);
    node.apply({put(u"vm_states"_s, u"vm-1"_s), put(u"vm_states"_s, u"vm-2"_s), put(u"tasks"_s, u"task-1"_s), put(u"tasks"_s, u"task-2"_s),
                put(u"games"_s, u"game"_s)});
    node.applyUpTo(100); // an index counts whether its entry changed anything or not
    const TakenSnapshot taken = node.take();
    QCOMPARE(countsIn(taken), ok(node.state->tables()));
    QCOMPARE(taken.summary.manifest.tables.size(), kControlPlane.size() + 1);
    QCOMPARE(taken.summary.manifest.elementCount, quint64(5));
    QCOMPARE(taken.summary.manifest.position, (Position{kLineage, 100}));
}

void tst_ManagedSnapshot::restoresAllTables_data()
{
    QTest::addColumn<int>("rows");
    QTest::newRow("a few") << 2;
    QTest::newRow("more than a hundred in each") << 150;
    QTest::newRow("none") << 0;
}

void tst_ManagedSnapshot::restoresAllTables()
{
    QFETCH(const int, rows);
    const Workspace space;
    const Node source(space, u"a"_s);
    source.apply(filled(rows));
    source.apply(puts(u"games"_s, u"game-"_s, 10));
    const Node target(space, u"b"_s);
    target.restore(source.take());
    QCOMPARE(digestOf(*target.state), digestOf(*source.state));
    QCOMPARE(ok(target.state->tables()), ok(source.state->tables()));
    QCOMPARE(ok(target.state->position()), ok(source.state->position()));
    for (const QString &table : kControlPlane)
        QCOMPARE(ok(target.state->rows(table, {}, 1000)), ok(source.state->rows(table, {}, 1000)));
    // It goes on from there.
    const Index index = source.index();
    for (const Node *node : {&source, &target})
        QCOMPARE(ok(node->state->apply(entriesFrom(index + 1, puts(u"workers"_s, u"new-"_s, 3)))), qint64(3));
    QCOMPARE(digestOf(*target.state), digestOf(*source.state));
}

void tst_ManagedSnapshot::clearsThePreviousState()
{
    const Workspace space;
    const Node source(space, u"a"_s);
    source.apply({put(u"vm_states"_s, u"new-vm"_s)});
    source.applyUpTo(50);
    const Node target(space, u"b"_s);
    target.apply({put(u"vm_states"_s, u"old-vm"_s), put(u"games"_s, u"old game"_s)});
    target.restore(source.take());
    EXPECT_ERROR(target.state->document(u"vm_states"_s, u"old-vm"_s), ErrorCode::NotFound);
    QCOMPARE(ok(target.state->document(u"vm_states"_s, u"new-vm"_s)), "{}");
    QCOMPARE(rowsOf(*target.state, u"vm_states"_s), qint64(1));
    QCOMPARE(tableNames(*target.state), kControlPlane); // a table of the old state only is gone too
    QCOMPARE(ok(target.state->apply(entriesFrom(51, {put(u"games"_s, u"new game"_s)}))), qint64(1));
}

void tst_ManagedSnapshot::concurrentTakes()
{
    constexpr int kTakes = 5;
    constexpr int kBatch = 20;
    const Workspace space;
    const Node node(space, u"a"_s);
    node.apply(puts(u"tasks"_s, u"first-"_s, kBatch));
    std::array<std::optional<TakenSnapshot>, kTakes> taken;
    std::vector<std::thread> takers;
    std::atomic<int> running = kTakes;
    for (auto &one : taken) {
        takers.emplace_back([&] {
            UnwatchedControl control;
            TakeRequest request;
            request.database = node.state->path();
            request.store = node.store;
            if (auto snapshot = takeSnapshot(control, request, PosixFileSystem::instance()))
                one = *snapshot;
            --running;
        });
    }
    for (int batch = 0; running > 0; ++batch)
        node.apply(puts(u"tasks"_s, QString::number(batch) + u'-', kBatch));
    for (std::thread &taker : takers)
        taker.join();
    for (const auto &one : taken) {
        QVERIFY(one);
        // One moment each: as many rows as the index says, whole batches.
        const Index index = one->summary.manifest.position->appliedIndex;
        QCOMPARE(one->summary.manifest.elementCount, index);
        QCOMPARE(index % kBatch, Index(0));
        const Workspace own;
        const Node target(own, u"b"_s);
        target.restore(*one);
        QCOMPARE(rowsOf(*target.state, u"tasks"_s), qint64(index));
        QCOMPARE(ok(target.state->rows(u"tasks"_s, {}, 1'000'000)).size(), qint64(index));
    }
}

void tst_ManagedSnapshot::skipsWhatIsCovered()
{
    const Workspace space;
    const Node source(space, u"a"_s);
    source.apply({put(u"games"_s, u"game-b"_s)});
    source.applyUpTo(100);
    const TakenSnapshot snapshot = source.take();
    const Node local(space, u"b"_s);
    local.apply({put(u"games"_s, u"game-a"_s)});
    local.applyUpTo(200);
    const RestoreOutcome outcome = local.restore(snapshot);
    QCOMPARE(outcome.plan.action, RestoreAction::Skip);
    QVERIFY(outcome.plan.reasons.contains(PlanReason::LocalCovers));
    QCOMPARE(outcome.decodedBytes, qint64(0));
    QCOMPARE(idsOf(ok(local.state->rows(u"games"_s, {}, 10))), QStringList{u"game-a"_s});
    QCOMPARE(ok(local.state->position()), (Position{kLineage, 200}));
    QCOMPARE(ok(readNodeMap(PosixFileSystem::instance(), local.state->path())).keys(), (QStringList{u"a"_s, u"b"_s}));
}

void tst_ManagedSnapshot::keepsWhatIsTheNodes()
{
    const Workspace space;
    const Node source(space, u"a"_s);
    source.apply(puts(u"games"_s, u"game-"_s, 10));
    const Node target(space, u"b"_s);
    writeFile(target.directory + u"/lifeboatd.toml"_s, "[node]\nid = \"b\"\n");
    writeFile(target.directory + u"/nodes.json"_s, "{\"b\": {\"address\": \"192.0.2.9\"}}");
    QCOMPARE(target.restore(source.take()).plan.action, RestoreAction::Full);
    QCOMPARE(readFile(target.directory + u"/lifeboatd.toml"_s), "[node]\nid = \"b\"\n");
    const QJsonObject nodes = ok(readNodeMap(PosixFileSystem::instance(), target.state->path()));
    QCOMPARE(nodes.keys(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(nodes[u"b"_s][u"address"_s].toString(), u"192.0.2.9"_s); // the node knows itself best
}

void tst_ManagedSnapshot::goingBackBeginsAHistory()
{
    const Workspace space;
    MemoryLog log(kLineage);
    const Node node(space, u"a"_s);
    ok(log.append(puts(u"games"_s, u"good-"_s, 100), u"test"_s, timeOf(1)));
    node.catchUp(log);
    const TakenSnapshot snapshot = node.take();
    ok(log.append(puts(u"games"_s, u"mistake-"_s, 100), u"test"_s, timeOf(2)));
    node.catchUp(log);
    node.restore(snapshot, true);

    const Position begun = ok(node.state->position());
    QVERIFY(begun.lineage != kLineage);
    QCOMPARE(begun.appliedIndex, Index(100));
    // The old history's entries would bring the mistake back.
    UnwatchedControl control;
    EXPECT_ERROR(replay(control, log, *node.state), ErrorCode::LineageDiffers);
    QCOMPARE(rowsOf(*node.state, u"games"_s), qint64(100));
    ok(log.begin(begun.lineage, {kLineage, begun.appliedIndex}));
    ok(log.append(puts(u"games"_s, u"new-"_s, 1), u"test"_s, timeOf(3)));
    QCOMPARE(node.catchUp(log).position, (Position{begun.lineage, 101}));
}

void tst_ManagedSnapshot::farBehindNodeNeedsASnapshot()
{
    const Workspace space;
    MemoryLog log(kLineage);
    const Node ahead(space, u"a"_s);
    const Node behind(space, u"b"_s);
    ok(log.append(puts(u"games"_s, u"early-"_s, 10), u"test"_s, timeOf(1)));
    ahead.catchUp(log);
    behind.catchUp(log);
    ok(log.append(puts(u"games"_s, u"game-"_s, 20), u"test"_s, timeOf(2)));
    ahead.catchUp(log);
    const TakenSnapshot snapshot = ahead.take();
    ok(log.trim(snapshot.summary.manifest.position->appliedIndex));
    ok(log.append(puts(u"games"_s, u"after-"_s, 1), u"test"_s, timeOf(3)));
    ahead.catchUp(log);
    UnwatchedControl control;
    EXPECT_ERROR(replay(control, log, *behind.state), ErrorCode::LogTrimmed);
    QCOMPARE(behind.index(), Index(10));
    const RestoreOutcome outcome = behind.restore(snapshot);
    QVERIFY(outcome.plan.reasons.contains(PlanReason::LocalBehind));
    QCOMPARE(behind.catchUp(log).applied, qint64(1));
    QCOMPARE(digestOf(*behind.state), digestOf(*ahead.state));
}

void tst_ManagedSnapshot::freshNodeJoinsBySnapshotThenLog()
{
    const Workspace space;
    MemoryLog log(kLineage);
    const Node source(space, u"a"_s);
    ok(log.append(puts(u"games"_s, u"game-"_s, 100), u"test"_s, timeOf(1)));
    source.catchUp(log);
    const TakenSnapshot snapshot = source.take();
    // More than the snapshot has, and part of what it has is still in the log: that is left out.
    ok(log.trim(60));
    ok(log.append(puts(u"teams"_s, u"team-"_s, 30), u"test"_s, timeOf(2)));
    source.catchUp(log);
    const Node fresh(space, u"b"_s);
    fresh.restore(snapshot);
    QCOMPARE(fresh.catchUp(log).applied, qint64(30));
    QCOMPARE(digestOf(*fresh.state), digestOf(*source.state));
    QCOMPARE(ok(fresh.state->position()), ok(source.state->position()));
}

QTEST_GUILESS_MAIN(tst_ManagedSnapshot)
#include "tst_managedsnapshot.moc"
