// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishbench.h"

#include "engine/base/posixfilesystem.h"
#include "tests/support/statelooks.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lifeboat::test {

void PublishBench::kinds()
{
    QTest::addColumn<bool>("nats");
    QTest::newRow("one machine") << false;
    if (NatsServer::isInstalled())
        QTest::newRow("NATS") << true;
}

void PublishBench::serverCounts()
{
    QTest::addColumn<int>("servers");
    QTest::newRow("one server") << 1;
    QTest::newRow("three servers") << int(NatsCluster::kServers);
}

void PublishBench::begin(bool nats)
{
    if (nats) {
        m_server = std::make_unique<NatsServer>();
        begin(m_server->settings(), 1);
        return;
    }
    m_nats.reset();
    m_shared = std::make_unique<Workspace>();
    for (auto &node : m_nodes)
        node = std::make_unique<NodeBench>();
}

void PublishBench::begin(const NatsSettings &settings, int replicas)
{
    begin(false);
    m_nats = NatsConfig{};
    m_nats->settings = settings;
    m_nats->replicas = replicas;
}

void PublishBench::beginOn(int servers, const QString &jetStream)
{
    if (servers == 1) {
        begin(true);
        return;
    }
    m_cluster = std::make_unique<NatsCluster>(jetStream);
    NatsSettings settings = m_cluster->settings();
    settings.requestTimeout = 2s;
    begin(settings, servers);
}

QList<NatsServer *> PublishBench::servers()
{
    if (!m_cluster)
        return {m_server.get()};
    QList<NatsServer *> servers;
    for (size_t i = 0; i < NatsCluster::kServers; ++i)
        servers << &m_cluster->server(i);
    return servers;
}

void PublishBench::end()
{
    for (auto &node : m_nodes)
        node.reset();
    m_distribution.reset();
    m_server.reset();
    m_cluster.reset();
}

NodeBench &PublishBench::configure(int i)
{
    NodeBench &bench = *m_nodes[size_t(i)];
    if (bench.config.name == "n1"_L1)
        bench.config.name = u"n%1"_s.arg(i);
    bench.config.lease.ttl = m_ttl;
    if (m_nats) {
        if (!bench.config.nats)
            bench.config.nats = m_nats;
        bench.config.lease.bucket = u"lifeboat-games"_s;
        bench.config.publish.bucket = u"lifeboat-snapshots"_s;
    } else {
        bench.config.log = m_shared->path(u"log.db"_s);
        bench.config.lease.file = m_shared->path(u"leases.db"_s);
        bench.config.publish.directory = m_shared->path(u"published"_s);
    }
    return bench;
}

NodeBench &PublishBench::open(int i)
{
    NodeBench &bench = configure(i);
    bench.open();
    return bench;
}

void PublishBench::openAll(const QList<int> &which)
{
    for (const int i : which)
        open(i);
    tickUntil([&] {
        return std::ranges::all_of(which, [this](int i) {
            const auto status = m_nodes[size_t(i)]->node->status().states.first();
            return status.position && !status.trouble;
        });
    });
}

void PublishBench::write(int i, int from, int to, const QString &text)
{
    constexpr int kBatch = 100;
    NodeBench &bench = *m_nodes[size_t(i)];
    for (int first = from; first <= to; first += kBatch) {
        QJsonArray changes;
        for (int k = first; k <= std::min(to, first + kBatch - 1); ++k) {
            changes.append(QJsonObject{{u"table"_s, tableOf(k)},
                                       {u"op"_s, u"put"_s},
                                       {u"id"_s, u"k%1"_s.arg(k)},
                                       {u"document"_s, QJsonObject{{u"note"_s, text}}}});
        }
        Result<QJsonObject> written;
        if (!QTest::qWaitFor([&] { return bool(written = bench.call(u"state.change"_s, {{u"changes"_s, changes}})); }, 120'000))
            fail(toString(written.error()), std::source_location::current());
    }
}

void PublishBench::compareStates(int last)
{
    tickUntil([this] {
        std::optional<Position> first;
        return std::ranges::all_of(m_nodes, [&](const auto &bench) {
            if (!bench->node)
                return true;
            const net::StateStatus state = bench->node->status().states.first();
            if (!first)
                first = state.position;
            return first && state.position == first && state.logLast == first->appliedIndex && !state.trouble;
        });
    });
    QSet<QByteArray> digests;
    for (const auto &bench : m_nodes) {
        if (!bench->node)
            continue;
        bench->close();
        const auto state = ok(ManagedState::open(PosixFileSystem::instance(), bench->config.data + u"/state.db"_s));
        digests.insert(digestOf(*state));
        QMap<QString, QSet<QString>> ids;
        for (const QString &table : std::as_const(m_tables)) {
            for (QString after;;) {
                const auto rows = ok(state->rows(table, after, 10'000));
                if (rows.isEmpty())
                    break;
                for (const Document &row : rows)
                    ids[table].insert(row.id);
                after = rows.last().id;
            }
        }
        for (int k = 1; k <= last; ++k) {
            if (!ids[tableOf(k)].contains(u"k%1"_s.arg(k)))
                fail(u"%1 lost k%2"_s.arg(bench->config.name).arg(k), std::source_location::current());
        }
    }
    QCOMPARE(digests.size(), 1);
}

void PublishBench::tickUntil(const std::function<bool()> &condition, std::chrono::milliseconds step,
                             const std::source_location where)
{
    const auto tickAndLook = [&] {
        for (const auto &bench : m_nodes) {
            if (bench->node) {
                bench->clock.advance(step);
                bench->node->tick();
            }
        }
        return condition();
    };
    if (QTest::qWaitFor(tickAndLook, 120'000))
        return;
    QString troubles;
    for (const auto &bench : m_nodes) {
        if (!bench->node)
            continue;
        const net::StateStatus state = bench->node->status().states.first();
        for (const auto &trouble : {state.trouble, state.publishTrouble})
            troubles += trouble ? u"; %1: %2"_s.arg(bench->config.name, toString(*trouble)) : QString();
    }
    fail(u"it did not come to that"_s + troubles, where);
}

bool PublishBench::holds(int i)
{
    return ok(m_nodes[size_t(i)]->call(u"lease.status"_s)).contains("held"_L1);
}

quint64 PublishBench::token(int i)
{
    return ok(m_nodes[size_t(i)]->call(u"lease.status"_s))["held"_L1]["token"_L1].toString().toULongLong();
}

QStringList PublishBench::published()
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

QString PublishBench::latest(int i)
{
    return ok(m_nodes[size_t(i)]->call(u"lease.status"_s))["published"_L1][0]["snapshots"_L1][0]["snapshot"_L1].toString();
}

std::optional<Error> PublishBench::publishTrouble(int i)
{
    return m_nodes[size_t(i)]->node->status().states.first().publishTrouble;
}

std::unique_ptr<KeyValueBucket> PublishBench::bucket()
{
    m_distribution = std::make_unique<Distribution>(m_nodes[0]->config, m_nodes[0]->clock);
    return m_distribution->bucket();
}

} // namespace lifeboat::test
