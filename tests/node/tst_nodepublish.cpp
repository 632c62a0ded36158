// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishbench.h"

#include "engine/log/replicatedlog.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// What the nodes of a cluster publish and recover from: on one machine, and on NATS.
class tst_NodePublish final : public PublishBench
{
    Q_OBJECT

private Q_SLOTS:
    void holderPublishes_data() { kinds(); }
    void holderPublishes();
    void heirPublishesNothingLeft_data() { kinds(); }
    void heirPublishesNothingLeft();
    void onlyTheHolderUploads_data() { kinds(); }
    void onlyTheHolderUploads();
    void farBehindNodeRecovers_data() { kinds(); }
    void farBehindNodeRecovers();
    void damagedCopyIsNotRecoveredFrom_data() { kinds(); }
    void damagedCopyIsNotRecoveredFrom();
    void nothingPublishedIsLoud_data() { kinds(); }
    void nothingPublishedIsLoud();
    void cleanup() { end(); }

private:
    /// Puts documents of ids `from` to `to` in batches.
    static void fill(NodeBench &bench, int from, int to);
};

void tst_NodePublish::fill(NodeBench &bench, int from, int to)
{
    for (int i = from; i <= to; i += 1000)
        bench.put(i, std::min(to, i + 999));
}

void tst_NodePublish::holderPublishes()
{
    QFETCH(const bool, nats);
    begin(nats);
    NodeBench &one = open(0);
    tickUntil([&] { return holds(0); });
    NodeBench &two = open(1);
    one.put(1, 5);
    two.waitUntil([&] { return two.index() == 5; });
    two.take(); // a follower's own: it stays with it
    const QString first = one.take();
    // An object that the pointer does not name yet is not published: a successor removes it.
    tickUntil([&] { return latest(1) == first; });
    QCOMPARE(published(), QStringList{u"games.main.%1.snap.tar"_s.arg(first)});
    one.put(6, 7);
    const QString second = one.take();
    tickUntil([&] { return latest(1) == second; });
    one.close();
    tickUntil([&] { return holds(1); });
    two.put(8, 9);
    const QString third = two.take();
    tickUntil([&] { return latest(1) == third; });
    QCOMPARE(published().size(), 3);
    QVERIFY(published().contains(u"games.main.%1.snap.tar"_s.arg(third)));
    QVERIFY(published().contains(u"games.main.%1.snap.tar"_s.arg(second)));
}

/// Its newest is of a history that the cluster has left.
void tst_NodePublish::heirPublishesNothingLeft()
{
    QFETCH(const bool, nats);
    begin(nats);
    NodeBench &one = open(0);
    tickUntil([&] { return holds(0); });
    NodeBench &two = open(1);
    one.put(1, 5);
    const QString first = one.take();
    tickUntil([&] { return latest(0) == first; });
    one.put(6, 9);
    two.waitUntil([&] { return two.index() == 9; });
    two.clock.advance(std::chrono::minutes(1)); // so that its is the newest of what it has
    const QString left = two.take();
    const auto back = [own = makeLineage()](NodeBench &node, const QString &snapshot) {
        return node.run(u"restore.run"_s, {{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}, {u"force"_s, true}, {u"lineage"_s, own.value}});
    };
    QCOMPARE(back(one, first).status, OperationStatus::Completed);
    one.put(20, 20);
    const QString second = one.take();
    tickUntil([&] { return latest(0) == second; });
    const QString archive = u"/main/%1.snap.tar"_s.arg(first);
    QVERIFY(QFile::copy(one.config.store + archive, two.config.store + archive));
    QCOMPARE(back(two, first).status, OperationStatus::Completed);
    tickUntil([&] { return two.index() == 6; });
    one.close();
    tickUntil([&] { return holds(1); });
    for (int i = 0; i < 5; ++i)
        two.node->tick();
    const QJsonObject list = ok(two.call(u"operations.list"_s));
    for (const QJsonValue each : list["operations"_L1].toArray())
        QVERIFY(each["kind"_L1] != "publish"_L1 || each["parameters"_L1]["snapshot"_L1] != left);
    QCOMPARE(latest(1), second);
    two.put(21, 21);
    two.clock.advance(std::chrono::minutes(1));
    const QString third = two.take();
    tickUntil([&] { return latest(1) == third; });
}

/// Of three that all have snapshots of their own.
void tst_NodePublish::onlyTheHolderUploads()
{
    QFETCH(const bool, nats);
    begin(nats);
    for (int i = 0; i < 3; ++i)
        open(i);
    tickUntil([this] { return holds(0) || holds(1) || holds(2); });
    const int leading = holds(0) ? 0 : holds(1) ? 1 : 2;
    write(0, 1, 5);
    for (const auto &bench : m_nodes) {
        bench->waitUntil([&] { return bench->index() >= 5; });
        bench->take();
    }
    tickUntil([&] { return !latest(0).isEmpty(); });
    for (int i = 0; i < 3; ++i) {
        const QJsonArray operations = ok(m_nodes[size_t(i)]->call(u"operations.list"_s))["operations"_L1].toArray();
        const auto publishes = std::ranges::count_if(operations, [](const QJsonValue &each) { return each["kind"_L1] == "publish"_L1; });
        QCOMPARE(publishes, i == leading ? 1 : 0);
    }
    QCOMPARE(published().size(), 1);
}

void tst_NodePublish::farBehindNodeRecovers()
{
    QFETCH(const bool, nats);
    begin(nats);
    NodeBench &one = open(0);
    tickUntil([&] { return holds(0); });
    fill(one, 1, 12'000);
    one.take();
    // Published, and the log trimmed below it.
    tickUntil([&] {
        const auto tail = one.call(u"log.tail"_s, {{u"from"_s, u"1"_s}});
        return !tail && tail.error().code == ErrorCode::LogTrimmed;
    });
    fill(one, 12'001, 12'100);

    NodeBench &two = open(1); // a fresh node: by snapshot, then by log
    tickUntil([&] { return two.node->status().states.first().position && two.index() == one.index(); });
    const auto isWell = [&] { return !two.node->status().states.first().trouble; };
    tickUntil(isWell);
    QCOMPARE(two.lineage(), one.lineage());
    const auto isThere = [&] { return two.call(u"state.tables"_s).has_value(); }; // Busy until the recovery has let go of it
    tickUntil(isThere);
    QCOMPARE(ok(two.call(u"state.tables"_s)), ok(one.call(u"state.tables"_s)));
    one.put(12'101, 12'102);
    two.waitUntil([&] { return two.index() == one.index(); });

    two.close(); // away for long
    fill(one, 12'103, 24'000);
    one.take();
    tickUntil([&] {
        const auto tail = one.call(u"log.tail"_s, {{u"from"_s, u"12200"_s}});
        return !tail && tail.error().code == ErrorCode::LogTrimmed;
    });
    open(1);
    tickUntil([&] { return two.node->status().states.first().position && two.index() == one.index() && isWell(); });
    tickUntil(isThere);
    QCOMPARE(ok(two.call(u"state.tables"_s)), ok(one.call(u"state.tables"_s)));
    QCOMPARE(two.lineage(), one.lineage());
}

/// What it has of the snapshot itself is damaged: it takes what was published.
void tst_NodePublish::damagedCopyIsNotRecoveredFrom()
{
    QFETCH(const bool, nats);
    begin(nats);
    NodeBench &one = open(0);
    tickUntil([&] { return holds(0); });
    one.put(1, 20);
    const QString snapshot = one.take();
    tickUntil([&] { return latest(0) == snapshot; });
    {
        Distribution distribution(one.config, SystemClock::instance());
        ok(ok(distribution.openLog(u"main"_s, {{one.lineage()}, 20}, false))->trim(10));
    }
    NodeBench &two = configure(1);
    const QString copy = two.config.store + u"/main/%1.snap.tar"_s.arg(snapshot);
    QVERIFY(QDir().mkpath(two.config.store + u"/main"_s));
    writeFile(copy, "damaged");
    open(1);
    tickUntil([&] { return two.node->status().states.first().position && two.index() == one.index(); });
    QCOMPARE(two.lineage(), one.lineage());
    QCOMPARE(readFile(copy), "damaged");
    tickUntil([&] { return !QFile::exists(copy + u".recover"_s); });
}

void tst_NodePublish::nothingPublishedIsLoud()
{
    QFETCH(const bool, nats);
    begin(nats);
    NodeBench &one = open(0);
    one.put(1, 20);
    {
        Distribution distribution(one.config, SystemClock::instance());
        const auto log = ok(distribution.openLog(u"main"_s, {{one.lineage()}, 20}, false));
        ok(log->trim(10));
    }
    NodeBench &two = open(1);
    Operation dead;
    tickUntil([&] {
        const QJsonObject list = ok(two.call(u"operations.list"_s));
        for (const QJsonValue each : list["operations"_L1].toArray()) {
            dead = ok(operationFromObject(each.toObject()));
            if (dead.request.kind == "recover"_L1 && dead.status == OperationStatus::Dead)
                return true;
        }
        return false;
    });
    QCOMPARE(dead.lastError->code, ErrorCode::LogTrimmed);
    QCOMPARE(two.node->status().states.first().trouble->code, ErrorCode::LogTrimmed);
    QCOMPARE(two.index(), 0u);
}

QTEST_GUILESS_MAIN(tst_NodePublish)
#include "tst_nodepublish.moc"
