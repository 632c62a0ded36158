// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include "engine/lease/leaseobject.h"
#include "engine/lease/localbucket.h"

#include <QJsonArray>
#include <QTest>
#include <SQLiteCpp/Database.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// Nodes of one machine that share a log and a lease.
class tst_NodeLease final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void oneTakesForAll();
    void sickFromTheStart();
    void stepsDownOnRequest();
    void saysThatTheHolderIsSilent();
    void watcherNeverHolds();
    void nodeWithoutLeases();
    void historyIsKept();
    void historyIsTrimmedByAge();
    void historyThatCannotBeWrittenIsTold();

private:
    /// Opens node `i` of the cluster.
    void open(int i, bool publishes = true);
    int holder() const;
    int waitForHolder(int except = -1);

    Workspace m_shared;
    std::array<std::unique_ptr<NodeBench>, 3> m_nodes;
};

void tst_NodeLease::init()
{
    for (const QString &name : {u"leases.db"_s, u"log.db"_s}) {
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(m_shared.path(name + suffix));
    }
    for (auto &node : m_nodes)
        node = std::make_unique<NodeBench>();
}

void tst_NodeLease::cleanup()
{
    for (auto &node : m_nodes)
        node.reset();
}

void tst_NodeLease::open(int i, bool publishes)
{
    NodeBench &bench = *m_nodes[size_t(i)];
    bench.config.name = u"n%1"_s.arg(i);
    bench.config.log = m_shared.path(u"log.db"_s);
    bench.config.lease.file = m_shared.path(u"leases.db"_s);
    bench.config.lease.publishes = publishes;
    bench.config.lease.ttl = 1h; // on clocks that stand still nothing runs out
    bench.config.policy.entries = 1;
    bench.open();
}

int tst_NodeLease::holder() const
{
    for (int i = 0; i < 3; ++i) {
        NodeBench &bench = *m_nodes[size_t(i)];
        if (bench.node && ok(bench.call(u"lease.status"_s)).contains("held"_L1))
            return i;
    }
    return -1;
}

int tst_NodeLease::waitForHolder(int except)
{
    int found = -1;
    const auto passAndLook = [&] {
        for (const auto &bench : m_nodes)
            bench->clock.advance(100ms); // contenders wait a moment
        return (found = holder()) >= 0 && found != except;
    };
    if (!QTest::qWaitFor(passAndLook, 60'000))
        fail(u"nobody took the lease"_s, std::source_location::current());
    return found;
}

void tst_NodeLease::oneTakesForAll()
{
    for (int i = 0; i < 3; ++i)
        open(i);
    const int first = waitForHolder();
    NodeBench &writer = *m_nodes[size_t((first + 1) % 3)];
    writer.put(1, 3);
    const auto everyoneHas = [&](quint64 index) {
        for (const auto &bench : m_nodes) {
            if (bench->node)
                bench->waitUntil([&] { return bench->index() >= index; });
        }
    };
    const auto tickAll = [&] {
        for (const auto &bench : m_nodes) {
            if (bench->node)
                bench->node->tick();
        }
    };
    everyoneHas(3);
    tickAll();
    NodeBench &leader = *m_nodes[size_t(first)];
    leader.waitUntil([&] { return leader.snapshots().size() == 1; });
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_nodes[size_t(i)]->snapshots().size(), i == first ? 1 : 0);

    // It ends cleanly: another has the lease at once, and goes on taking.
    leader.close();
    const int second = waitForHolder(first);
    NodeBench &heir = *m_nodes[size_t(second)];
    heir.put(4, 5);
    everyoneHas(5);
    tickAll();
    heir.waitUntil([&] { return heir.snapshots().size() == 1; });
}

/// Its state could not be opened when it started: another leads.
void tst_NodeLease::sickFromTheStart()
{
    QVERIFY(QDir().mkpath(m_nodes[0]->config.data));
    writeFile(m_nodes[0]->config.data + u"/state.db"_s, "no database");
    open(0);
    QVERIFY(m_nodes[0]->node->status().states.first().trouble);
    open(1);
    QVERIFY(QTest::qWaitFor([this] {
        for (int i = 0; i < 2; ++i) {
            m_nodes[size_t(i)]->clock.advance(1s);
            m_nodes[size_t(i)]->node->tick();
        }
        return holder() == 1;
    }, 60'000));
}

void tst_NodeLease::stepsDownOnRequest()
{
    open(0);
    waitForHolder();
    open(1);
    EXPECT_ERROR(m_nodes[1]->call(u"lease.stepDown"_s, {{u"lease"_s, u"nothing"_s}}), ErrorCode::NotFound);
    const QJsonObject answer = ok(m_nodes[1]->call(u"lease.stepDown"_s, {{u"lease"_s, u"snapshot-leader"_s}})); // asked of another node
    QCOMPARE(answer["holder"_L1].toString(), u"n0"_s);
    QCOMPARE(waitForHolder(0), 1);
}

/// It is dead.
void tst_NodeLease::saysThatTheHolderIsSilent()
{
    const auto bucket = ok(LocalBucket::open(m_shared.path(u"leases.db"_s), m_nodes[1]->clock));
    const Lease lease = ok(LeaseStore(*bucket).acquire(u"snapshot-leader"_s, u"n9"_s, 1h));
    open(1);
    const Error silent = errorOf(m_nodes[1]->call(u"lease.stepDown"_s, {{u"lease"_s, u"snapshot-leader"_s}}));
    QCOMPARE(codeName(silent.code), codeName(ErrorCode::HolderSilent));
    QCOMPARE(silent.subject, u"n9"_s);
    QCOMPARE(QDateTime::fromString(silent.detail, Qt::ISODateWithMs), lease.expires());
    QVERIFY(ok(LeaseStore(*bucket).wish(u"snapshot-leader"_s)));
}

void tst_NodeLease::watcherNeverHolds()
{
    open(0, false);
    open(1);
    QCOMPARE(waitForHolder(), 1);
    QVERIFY(QTest::qWaitFor([&] {
        const LeaseSight sight = ok(leaseSightFromObject(ok(m_nodes[0]->call(u"lease.status"_s))));
        return sight.leases.size() == 1 && sight.leases.first().holder == u"n1"_s && sight.alarms.isEmpty();
    }, 60'000));
    QCOMPARE(ok(m_nodes[0]->call(u"lease.status"_s))[u"publishes"_s], QJsonValue(false));
}

void tst_NodeLease::nodeWithoutLeases()
{
    m_nodes[0]->open();
    EXPECT_ERROR(m_nodes[0]->call(u"lease.status"_s), ErrorCode::NotFound);
}

void tst_NodeLease::historyIsKept()
{
    open(0);
    const auto history = [this] {
        QStringList kinds;
        for (const QJsonValue each : ok(m_nodes[0]->call(u"lease.history"_s))["events"_L1].toArray())
            kinds << each["kind"_L1].toString();
        return kinds;
    };
    QVERIFY(QTest::qWaitFor([&] { return history() == QStringList{u"acquired"_s}; }, 60'000));
    m_nodes[0]->close();
    open(0);
    QVERIFY(QTest::qWaitFor([&] { return history() == QStringList{u"acquired"_s, u"released"_s, u"acquired"_s}; }, 60'000));
    QCOMPARE(ok(m_nodes[0]->call(u"lease.history"_s, {{u"limit"_s, 1}}))["events"_L1].toArray().size(), 1);
    QCOMPARE(ok(m_nodes[0]->call(u"lease.history"_s, {{u"lease"_s, u"other"_s}}))["events"_L1].toArray().size(), 0);
}

/// By keep_history.
void tst_NodeLease::historyIsTrimmedByAge()
{
    open(0);
    const auto names = [this] {
        QSet<QString> all;
        for (const QJsonValue each : ok(m_nodes[0]->call(u"lease.history"_s))["events"_L1].toArray())
            all << each["name"_L1].toString();
        return all;
    };
    QVERIFY(QTest::qWaitFor([&] { return names().size() == 1; }, 60'000));
    const QString own = *names().begin();
    m_nodes[0]->close();
    const auto daysAgo = [this](int days) {
        return LeaseEvent{.revision = quint64(10 - days), .time = m_nodes[0]->clock.utcNow().addDays(-days),
                          .name = u"%1-days"_s.arg(days), .holder = u"n1"_s, .token = 1, .expires = {}, .other = {}};
    };
    ok(ok(LeaseHistory::open(m_nodes[0]->config.data + u"/lease-history.db"_s))->add({daysAgo(5), daysAgo(1)}));
    m_nodes[0]->config.lease.keepHistory = std::chrono::days(3);
    open(0);
    QVERIFY(QTest::qWaitFor([&] { return names() == QSet<QString>{own, u"1-days"_s}; }, 60'000));
}

/// As on a full disk.
void tst_NodeLease::historyThatCannotBeWrittenIsTold()
{
    open(0);
    NodeBench &bench = *m_nodes[0];
    waitForHolder();
    const auto told = [&] { return ok(net::nodeStatusFromObject(ok(bench.call(u"node.status"_s)))).leaseHistoryTrouble; };
    QVERIFY(!told() && bench.node->concerns().isEmpty());
    SQLite::Database other((bench.config.data + u"/lease-history.db"_s).toStdString(), SQLite::OPEN_READWRITE);
    other.setBusyTimeout(60'000);
    other.exec("ALTER TABLE lease_events RENAME TO away");
    ok(bench.call(u"lease.stepDown"_s, {{u"lease"_s, u"snapshot-leader"_s}}));
    bench.waitUntil([&] { return told().has_value(); });
    QVERIFY(bench.node->concerns().startsWith("lease-history.db: "));
    QVERIFY(bench.node->health().isEmpty());
    other.exec("ALTER TABLE away RENAME TO lease_events");
    bench.waitUntil([&] { return !told(); });
    QVERIFY(bench.node->concerns().isEmpty());
    QStringList kinds;
    for (const QJsonValue each : ok(bench.call(u"lease.history"_s))["events"_L1].toArray())
        kinds << each["kind"_L1].toString();
    QVERIFY(kinds.contains("step-down-asked"_L1));
}

QTEST_GUILESS_MAIN(tst_NodeLease)
#include "tst_nodelease.moc"
