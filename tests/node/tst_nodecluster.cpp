// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishbench.h"

#include "engine/nats/jetstream.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// Whole nodes whose log, leases and snapshots three servers keep.
class tst_NodeCluster final : public PublishBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void init();
    void cleanup() { end(); }
    void serverDiesAndComesBack();
    void joinBySnapshotThenLog();

private:
    size_t streamLeader();
};

void tst_NodeCluster::init()
{
    beginOn(int(NatsCluster::kServers));
    m_tables = {u"games"_s, u"cluster_state"_s, u"workers"_s, u"worker_status"_s, u"tasks"_s, u"assignments"_s, u"results"_s, u"vm_states"_s};
}

/// The one that decides the order of the entries.
size_t tst_NodeCluster::streamLeader()
{
    const JetStream stream(ok(NatsConnection::open(m_cluster->settings())));
    Result<QJsonObject> info;
    QString leader;
    const auto isKnown = [&] {
        info = stream.streamInfo("LIFEBOAT_games_main");
        leader = info ? (*info)[u"cluster"_s][u"leader"_s].toString() : QString();
        return !leader.isEmpty();
    };
    if (!QTest::qWaitFor(isKnown, 60'000))
        fail(u"the stream has no leader"_s, std::source_location::current());
    return size_t(leader.sliced(1).toULongLong());
}

void tst_NodeCluster::serverDiesAndComesBack()
{
    openAll();
    write(0, 1, 3'000);
    write(1, 3'001, 4'000);
    const size_t victim = streamLeader();
    m_cluster->server(victim).kill();
    write(1, 4'001, 6'000);
    write(2, 6'001, 7'000);
    m_cluster->server(victim).start();
    write(2, 7'001, 8'000);
    write(0, 8'001, 10'000);
    compareStates(10'000);
}

/// One that was away for longer than the log reaches back, and one that was never there.
void tst_NodeCluster::joinBySnapshotThenLog()
{
    openAll({0, 1});
    tickUntil([this] { return holds(0) || holds(1); });
    const int leading = holds(0) ? 0 : 1;
    const int away = 1 - leading;
    write(away, 1, 200);
    m_nodes[size_t(leading)]->waitUntil([&] { return m_nodes[size_t(leading)]->index() >= 200; });
    m_nodes[size_t(away)]->close();
    NodeBench &leader = *m_nodes[size_t(leading)];
    const auto publish = [&] {
        tickUntil([&] { return holds(leading); });
        const QString snapshot = leader.take();
        tickUntil([&] { return latest(leading) == snapshot; }, 1s);
    };
    publish(); // nobody makes a store of three while one server of three is gone
    write(leading, 201, 12'000);
    m_cluster->server(streamLeader()).kill();
    write(leading, 12'001, 12'300);
    publish();
    tickUntil([&] {
        const auto tail = leader.call(u"log.tail"_s, {{u"from"_s, u"300"_s}});
        return !tail && tail.error().code == ErrorCode::LogTrimmed;
    });
    write(leading, 12'301, 12'400);
    open(away);
    open(2);
    compareStates(12'400);
}

QTEST_GUILESS_MAIN(tst_NodeCluster)
#include "tst_nodecluster.moc"
