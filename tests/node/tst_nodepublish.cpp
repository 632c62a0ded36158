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
    void onlyTheHolderUploads_data() { kinds(); }
    void onlyTheHolderUploads();
    void farBehindNodeRecovers_data() { kinds(); }
    void farBehindNodeRecovers();
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
    QCOMPARE(ok(two.call(u"state.tables"_s)), ok(one.call(u"state.tables"_s)));
    QCOMPARE(two.lineage(), one.lineage());
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
