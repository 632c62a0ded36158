// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include "engine/base/posixfilesystem.h"
#include "engine/nats/jetstream.h"
#include "tests/support/natsserver.h"
#include "tests/support/statelooks.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// Nodes whose log and leases a nats-server keeps.
class tst_NodeNats final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void shareLogAndLease();
    void startsBeforeItsServer();
    void goesOnAfterTheServerWasAway();
    void lostStreamIsLoud();
    void wrongPassword();

private:
    NodeBench &open(int i);
    /// Puts documents of these ids in one batch, each into the table its number leads to.
    void putInTables(int i, int from, int to);
    void waitForIndex(quint64 index);
    QString trouble(int i);

    std::unique_ptr<NatsServer> m_server;
    std::array<std::unique_ptr<NodeBench>, 3> m_nodes;
};

void tst_NodeNats::init()
{
    NEED_NATS_SERVER();
    m_server = std::make_unique<NatsServer>();
    for (auto &node : m_nodes)
        node = std::make_unique<NodeBench>();
}

void tst_NodeNats::cleanup()
{
    for (auto &node : m_nodes)
        node.reset();
    m_server.reset();
}

NodeBench &tst_NodeNats::open(int i)
{
    NodeBench &bench = *m_nodes[size_t(i)];
    bench.config.name = u"n%1"_s.arg(i);
    if (!bench.config.nats) {
        bench.config.nats = NatsConfig{};
        bench.config.nats->settings = m_server->settings();
        bench.config.lease.bucket = u"lifeboat-games"_s;
        bench.config.lease.ttl = 1h;
    }
    bench.open();
    return bench;
}

void tst_NodeNats::putInTables(int i, int from, int to)
{
    const QStringList tables{u"games"_s, u"teams"_s, u"results"_s};
    QJsonArray changes;
    for (int k = from; k <= to; ++k)
        changes.append(QJsonObject{{u"table"_s, tables[k % 3]}, {u"op"_s, u"put"_s}, {u"id"_s, u"k%1"_s.arg(k)},
                                   {u"document"_s, QJsonObject{{u"n"_s, k}, {u"by"_s, i}}}});
    ok(m_nodes[size_t(i)]->call(u"state.change"_s, {{u"changes"_s, changes}}));
}

void tst_NodeNats::waitForIndex(quint64 index)
{
    for (const auto &bench : m_nodes) {
        if (bench->node)
            QVERIFY(QTest::qWaitFor([&] { return bench->index() >= index; }, 60'000));
    }
}

QString tst_NodeNats::trouble(int i)
{
    const auto states = m_nodes[size_t(i)]->node->status().states;
    return states.first().trouble ? codeName(states.first().trouble->code) : QString();
}

void tst_NodeNats::shareLogAndLease()
{
    for (int i = 0; i < 3; ++i)
        open(i);
    // Who was not the first joins the history of the log, and takes nothing before.
    for (const auto &bench : m_nodes)
        bench->waitUntil([&] { return bench->lineage() == m_nodes[0]->lineage(); });
    constexpr int kEntries = 10'000;
    for (int from = 1; from <= kEntries; from += 250)
        putInTables(from / 250 % 3, from, from + 249);
    waitForIndex(kEntries);
    for (const auto &bench : m_nodes) {
        QCOMPARE(bench->index(), quint64(kEntries));
        QCOMPARE(bench->lineage(), m_nodes[0]->lineage());
    }
    const auto holders = [this] {
        return std::ranges::count_if(m_nodes, [](const auto &bench) {
            return ok(bench->call(u"lease.status"_s)).contains("held"_L1);
        });
    };
    QVERIFY(QTest::qWaitFor([&] { return holders() == 1; }, 60'000));
    QVERIFY(QTest::qWaitFor([this] {
        return std::ranges::all_of(m_nodes, [](const auto &bench) {
            return ok(bench->call(u"lease.status"_s))["leases"_L1].toArray().size() == 1;
        });
    }, 60'000));
    QSet<QByteArray> digests;
    for (const auto &bench : m_nodes) {
        bench->close();
        const auto state = ok(ManagedState::open(PosixFileSystem::instance(), bench->config.data + u"/state.db"_s));
        QCOMPARE(rowsOf(*state, u"games"_s) + rowsOf(*state, u"teams"_s) + rowsOf(*state, u"results"_s), kEntries);
        digests.insert(digestOf(*state));
    }
    QCOMPARE(digests.size(), 1);
}

void tst_NodeNats::startsBeforeItsServer()
{
    m_server->kill();
    NodeBench &bench = open(0);
    QCOMPARE(trouble(0), codeName(ErrorCode::Unreachable));
    EXPECT_ERROR(bench.call(u"state.change"_s,
                            {{u"changes"_s,
                              QJsonArray{QJsonObject{{u"table"_s, u"games"_s}, {u"op"_s, u"delete"_s}, {u"id"_s, u"k"_s}}}}}),
                 ErrorCode::Unreachable);
    m_server->start();
    QVERIFY(QTest::qWaitFor([&] {
        bench.clock.advance(1s);
        bench.node->tick();
        return trouble(0).isEmpty();
    }, 60'000));
    bench.put(1, 5);
    QCOMPARE(bench.games().size(), 5);
    QVERIFY(QTest::qWaitFor([&] {
        bench.clock.advance(1s);
        return ok(bench.call(u"lease.status"_s)).contains("held"_L1);
    }, 60'000));
}

void tst_NodeNats::goesOnAfterTheServerWasAway()
{
    NodeBench &one = open(0);
    open(1);
    one.put(1, 10);
    waitForIndex(10);
    m_server->kill();
    m_server->start();
    QVERIFY(QTest::qWaitFor([&] {
        return one.call(u"state.change"_s,
                        {{u"changes"_s,
                          QJsonArray{QJsonObject{{u"table"_s, u"games"_s}, {u"op"_s, u"delete"_s}, {u"id"_s, u"k1"_s}}}}})
            .has_value();
    }, 60'000));
    waitForIndex(11);
    QCOMPARE(m_nodes[1]->games(), one.games());
    QCOMPARE(one.games().size(), 9);
}

void tst_NodeNats::lostStreamIsLoud()
{
    NodeBench &bench = open(0);
    bench.put(1, 10);
    bench.close();
    const JetStream jetStream(m_server->connect());
    const QJsonArray streams = ok(jetStream.call("STREAM.NAMES", u"streams"_s))["streams"_L1].toArray();
    for (const QJsonValue each : streams) {
        if (!each.toString().startsWith("KV_"_L1))
            ok(jetStream.call("STREAM.DELETE." + each.toString().toUtf8(), each.toString()));
    }
    open(0);
    QCOMPARE(trouble(0), codeName(ErrorCode::LogMissing));
}

void tst_NodeNats::wrongPassword()
{
    m_server->stop();
    m_server->configure(u"authorization { user: lifeboat, password: \"right\" }"_s);
    m_server->start();
    NodeBench &bench = *m_nodes[0];
    bench.space.write(u"password"_s, "wrong\n");
    bench.config.nats = NatsConfig{};
    bench.config.nats->settings = m_server->settings();
    bench.config.nats->settings.user = u"lifeboat"_s;
    bench.config.nats->settings.password.clear();
    bench.config.nats->passwordFile = bench.space.path(u"password"_s);
    bench.open();
    QCOMPARE(trouble(0), codeName(ErrorCode::AuthenticationFailed));
    bench.space.write(u"password"_s, "right\n"); // corrected while the node runs
    QVERIFY(QTest::qWaitFor([&] {
        bench.clock.advance(1s);
        bench.node->tick();
        return trouble(0).isEmpty();
    }, 60'000));
    bench.close();
    bench.config.nats->passwordFile = bench.space.path(u"none"_s);
    bench.open();
    QCOMPARE(trouble(0), codeName(ErrorCode::SecretUnavailable));
    bench.close();
    bench.space.write(u"password"_s, "right\n");
    bench.config.nats->passwordFile = bench.space.path(u"password"_s);
    bench.open();
    QCOMPARE(trouble(0), QString());
    bench.put(1, 1);
}

QTEST_GUILESS_MAIN(tst_NodeNats)
#include "tst_nodenats.moc"
