// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include "engine/log/replicatedlog.h"
#include "engine/node/distribution.h"
#include "tests/support/natsserver.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// What the nodes of a cluster publish and recover from: on one machine, and on NATS.
class tst_NodePublish final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holderPublishes_data() { kinds(); }
    void holderPublishes();
    void farBehindNodeRecovers_data() { kinds(); }
    void farBehindNodeRecovers();
    void nothingPublishedIsLoud_data() { kinds(); }
    void nothingPublishedIsLoud();
    void cleanup();

private:
    static void kinds();
    void begin();
    NodeBench &open(int i);
    void tickUntil(const std::function<bool()> &condition, const std::source_location where = std::source_location::current());
    bool holds(int i) { return ok(m_nodes[size_t(i)]->call(u"lease.status"_s)).contains("held"_L1); }
    QStringList published();
    /// Puts documents of ids `from` to `to` in batches.
    void fill(NodeBench &bench, int from, int to);

    std::unique_ptr<NatsServer> m_server;
    std::unique_ptr<Workspace> m_shared;
    std::array<std::unique_ptr<NodeBench>, 2> m_nodes;
};

void tst_NodePublish::kinds()
{
    QTest::addColumn<bool>("nats");
    QTest::newRow("one machine") << false;
    if (NatsServer::isInstalled())
        QTest::newRow("NATS") << true;
}

void tst_NodePublish::begin()
{
    QFETCH(bool, nats);
    if (nats)
        m_server = std::make_unique<NatsServer>();
    m_shared = std::make_unique<Workspace>();
    for (auto &node : m_nodes)
        node = std::make_unique<NodeBench>();
}

void tst_NodePublish::cleanup()
{
    for (auto &node : m_nodes)
        node.reset();
    m_server.reset();
}

NodeBench &tst_NodePublish::open(int i)
{
    NodeBench &bench = *m_nodes[size_t(i)];
    bench.config.name = u"n%1"_s.arg(i);
    bench.config.lease.ttl = 1h;
    if (m_server) {
        bench.config.nats = NatsConfig{};
        bench.config.nats->settings = m_server->settings();
        bench.config.lease.bucket = u"lifeboat-games"_s;
        bench.config.publish.bucket = u"lifeboat-snapshots"_s;
    } else {
        bench.config.log = m_shared->path(u"log.db"_s);
        bench.config.lease.file = m_shared->path(u"leases.db"_s);
        bench.config.publish.directory = m_shared->path(u"published"_s);
    }
    bench.open();
    return bench;
}

void tst_NodePublish::tickUntil(const std::function<bool()> &condition, const std::source_location where)
{
    const auto tickAndLook = [&] {
        for (const auto &bench : m_nodes) {
            if (bench->node) {
                bench->clock.advance(100ms);
                bench->node->tick();
            }
        }
        return condition();
    };
    if (!QTest::qWaitFor(tickAndLook, 120'000))
        fail(u"it did not come to that"_s, where);
}

QStringList tst_NodePublish::published()
{
    QStringList names;
    Distribution distribution(m_nodes[0]->config, SystemClock::instance());
    const auto store = distribution.openStore(m_nodes[0]->fileSystem);
    if (store) {
        for (const StoreObject &each : ok((*store)->list()))
            names << each.name;
    }
    return names;
}

void tst_NodePublish::fill(NodeBench &bench, int from, int to)
{
    for (int i = from; i <= to; i += 1000)
        bench.put(i, std::min(to, i + 999));
}

void tst_NodePublish::holderPublishes()
{
    begin();
    NodeBench &one = open(0);
    tickUntil([&] { return holds(0); });
    NodeBench &two = open(1);
    one.put(1, 5);
    two.waitUntil([&] { return two.index() == 5; });
    two.take(); // a follower's own: it stays with it
    const QString first = one.take();
    // An object that the pointer does not name yet is not published: a successor removes it.
    const auto latest = [&] {
        return ok(two.call(u"lease.status"_s))["published"_L1][0]["snapshots"_L1][0]["snapshot"_L1].toString();
    };
    tickUntil([&] { return latest() == first; });
    QCOMPARE(published(), QStringList{u"games.main.%1.snap.tar"_s.arg(first)});
    one.put(6, 7);
    const QString second = one.take();
    tickUntil([&] { return latest() == second; });
    one.close();
    tickUntil([&] { return holds(1); });
    two.put(8, 9);
    const QString third = two.take();
    tickUntil([&] { return latest() == third; });
    QCOMPARE(published().size(), 3);
    QVERIFY(published().contains(u"games.main.%1.snap.tar"_s.arg(third)));
    QVERIFY(published().contains(u"games.main.%1.snap.tar"_s.arg(second)));
}

void tst_NodePublish::farBehindNodeRecovers()
{
    begin();
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
    begin();
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
