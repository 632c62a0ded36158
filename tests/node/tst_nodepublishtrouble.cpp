// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishbench.h"

#include "engine/lease/latestpointer.h"
#include "engine/node/nodeleases.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// What keeps a cluster's snapshots from being published, how it is told, and how it ends.
class tst_NodePublishTrouble final : public PublishBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_ttl = 1h; }
    void cleanup() { end(); }
    void uselessPointer_data();
    void uselessPointer();
    void lostPointer_data() { kinds(); }
    void lostPointer();
    void nothingWholeToPointTo();
    void nothingNewForLong();
    void givenUp();
    void lostTheLeaseMeanwhile();
    void nonsenseForTheLease_data() { kinds(); }
    void nonsenseForTheLease();
    void leasesRemoved();
    void twoOfOneName_data() { kinds(); }
    void twoOfOneName();

private:
    QList<QJsonObject> operations(int i, const QString &kind);
};

/// The newest first.
QList<QJsonObject> tst_NodePublishTrouble::operations(int i, const QString &kind)
{
    QList<QJsonObject> found;
    for (const QJsonValue each : ok(m_nodes[size_t(i)]->call(u"operations.list"_s))["operations"_L1].toArray()) {
        if (each["kind"_L1].toString() == kind)
            found << each.toObject();
    }
    return found;
}

void tst_NodePublishTrouble::uselessPointer_data()
{
    QTest::addColumn<bool>("nats");
    QTest::addColumn<QByteArray>("value");
    const QByteArray huge = R"({"lifeboat":"latest","token":"18446744073709551615","publisher":"n9","snapshots":[]})";
    QTest::newRow("garbage") << false << QByteArray("\xff\0{", 3);
    QTest::newRow("huge token") << false << huge;
    if (NatsServer::isInstalled()) {
        QTest::newRow("garbage on NATS") << true << QByteArray("hello");
        QTest::newRow("huge token on NATS") << true << huge;
    }
}

/// Told as an alarm, left alone until an operator wants it made anew, and then all goes on.
void tst_NodePublishTrouble::uselessPointer()
{
    QFETCH(const bool, nats);
    QFETCH(const QByteArray, value);
    begin(nats);
    NodeBench &one = open(0);
    tickUntil([&] { return holds(0); });
    one.put(1, 5);
    const QString first = one.take();
    tickUntil([&] { return latest(0) == first; });
    NodeBench &two = open(1);

    const auto shared = bucket();
    const auto before = ok(shared->get(LatestPointer::key(u"main"_s))).value();
    const auto spoiled = ok(shared->put(before.key, value, before.revision));
    const auto isTold = [&](int i) { return publishTrouble(i).value_or(Error{}).code == ErrorCode::PointerInvalid; };
    tickUntil([&] { return isTold(0) && isTold(1); }, 1s);
    one.put(6, 7);
    one.take(); // its publish is given up
    QCOMPARE(ok(shared->get(before.key))->revision, spoiled.revision);

    EXPECT_ERROR(two.call(u"published.rebuild"_s), ErrorCode::LeaseHeld);
    const Operation rebuilt = one.run(u"published.rebuild"_s);
    QCOMPARE(rebuilt.status, OperationStatus::Completed);
    QCOMPARE(rebuilt.result["snapshot"_L1].toString(), first);
    tickUntil([&] { return !publishTrouble(0) && !publishTrouble(1); }, 1s);
    one.put(8, 9);
    const QString next = one.take();
    tickUntil([&] { return latest(1) == next; });
    QVERIFY(published().contains(u"games.main.%1.snap.tar"_s.arg(first)));
}

void tst_NodePublishTrouble::lostPointer()
{
    QFETCH(const bool, nats);
    begin(nats);
    NodeBench &one = open(0);
    tickUntil([&] { return holds(0); });
    one.put(1, 5);
    const QString first = one.take();
    tickUntil([&] { return latest(0) == first; });

    // As a program that removes keys would write it: NATS would tell of it as removed, a file holds no such thing.
    const auto shared = bucket();
    const auto before = ok(shared->get(LatestPointer::key(u"main"_s))).value();
    ok(shared->put(before.key, R"({"lifeboat":"latest","token":"0","publisher":"","snapshots":[]})", before.revision));
    QCOMPARE(latest(0), QString());
    tickUntil([&] { return latest(0) == first; }, 1s); // nothing was put or taken meanwhile
    QVERIFY(!publishTrouble(0));
}

/// All of the store is read once, not again at every look; a new snapshot ends it.
void tst_NodePublishTrouble::nothingWholeToPointTo()
{
    begin(false);
    QVERIFY(QDir().mkpath(m_shared->path(u"published"_s)));
    m_shared->write(u"published/games.main.%1.snap.tar"_s.arg(makeSnapshotId(m_nodes[0]->clock.utcNow()).value), "garbage");
    NodeBench &one = open(0);
    tickUntil([&] { return operations(0, u"rebuild"_s).value(0)["status"_L1] == "completed"_L1; });
    const auto until = one.clock.steadyNow() + 4min;
    tickUntil([&] { return one.clock.steadyNow() >= until; }, 1s);
    QCOMPARE(operations(0, u"rebuild"_s).size(), 1);
    one.put(1, 5);
    const QString snapshot = one.take();
    tickUntil([&] { return latest(0) == snapshot; });
}

/// Nobody publishes; then somebody does.
void tst_NodePublishTrouble::nothingNewForLong()
{
    begin(false);
    m_nodes[0]->config.lease.publishes = false;
    m_nodes[0]->config.policy.interval = 1min;
    NodeBench &watcher = open(0);
    watcher.put(1, 5);
    const auto isLate = [&] { return publishTrouble(0).value_or(Error{}).code == ErrorCode::NotPublished; };
    const auto began = watcher.clock.steadyNow();
    tickUntil(isLate, 10s);
    QVERIFY(watcher.clock.steadyNow() - began > 10min);
    m_nodes[1]->config.policy.interval = 1min;
    open(1);
    tickUntil([&] { return !publishTrouble(0); }, 1s);
    QVERIFY(!latest(0).isEmpty());
}

/// The store is in no state to take anything; once it is mended, the same snapshot gets there without anybody's doing.
void tst_NodePublishTrouble::givenUp()
{
    begin(false);
    m_shared->write(u"published"_s, "not a directory");
    NodeBench &one = open(0);
    tickUntil([&] { return holds(0); });
    one.put(1, 5);
    const auto told = [&] { return one.node->metrics().contains("\nlifeboat_publish_trouble{state=\"main\"} 1\n"); };
    QVERIFY(!told());
    const QString snapshot = one.take();
    tickUntil([&] { return publishTrouble(0).has_value(); });
    QVERIFY(told());
    QVERIFY(one.node->concerns().startsWith("main: snapshots are not published as they should be: "));
    QCOMPARE(one.node->health(), QByteArray()); // it serves
    QVERIFY(QFile::remove(m_shared->path(u"published"_s)));
    tickUntil([&] { return latest(0) == snapshot; }, 10s);
    tickUntil([&] { return !publishTrouble(0); });
    QVERIFY(!told() && one.node->concerns().isEmpty());
}

/// In mid-upload; who leads again publishes at once what it could not.
void tst_NodePublishTrouble::lostTheLeaseMeanwhile()
{
    begin(false);
    std::atomic<bool> isTaken = true;
    std::unique_ptr<KeyValueBucket> shared;
    const QString lease = NodeLeases::kPublisher;
    m_nodes[0]->fileSystem.setHook([&](QByteArrayView call, const QString &path) {
        if (call != "write" || !path.startsWith(m_shared->path(u"published"_s)) || isTaken.exchange(true))
            return;
        const auto record = ok(shared->get(LeaseStore::leaseKey(lease))).value();
        Lease thief = ok(leaseOf(lease, record));
        thief.holder = u"thief"_s;
        thief.token = 0;
        ok(shared->put(record.key, leaseValue(thief), record.revision));
    });
    NodeBench &one = open(0);
    shared = bucket();
    tickUntil([&] { return holds(0); });
    one.put(1, 5);
    const QString first = one.take(); // that the pointer is not lost, and made anew for that
    tickUntil([&] { return latest(0) == first; });
    one.put(6, 7);
    isTaken = false;
    const QString snapshot = one.take();
    tickUntil([&] { return operations(0, u"publish"_s).value(0)["status"_L1] == "dead"_L1; });
    tickUntil([&] { return !holds(0); });
    LeaseStore leases(*shared);
    ok(leases.release(ok(leases.read(lease)).value()));
    const auto given = one.clock.steadyNow();
    tickUntil([&] { return latest(0) == snapshot; });
    QVERIFY(one.clock.steadyNow() - given < 1min);
}

/// Nobody can lead: told within seconds, not once nothing new was published for long; and gone when it is mended.
void tst_NodePublishTrouble::nonsenseForTheLease()
{
    QFETCH(const bool, nats);
    begin(nats);
    configure(0);
    const auto shared = bucket();
    const QString key = LeaseStore::leaseKey(NodeLeases::kPublisher);
    const auto spoiled = ok(shared->put(key, "hello", 0));
    NodeBench &one = open(0);
    const auto began = one.clock.steadyNow();
    tickUntil([&] { return publishTrouble(0).value_or(Error{}).code == ErrorCode::LeaseInvalid; });
    QVERIFY(one.clock.steadyNow() - began < 1min);
    QVERIFY(one.node->concerns().endsWith(": LeaseInvalid\n"));
    QCOMPARE(publishTrouble(0)->subject, key);
    Lease over;
    over.name = NodeLeases::kPublisher;
    over.holder = u"n7"_s;
    over.ttl = 30s;
    over.isReleased = true;
    ok(shared->put(key, leaseValue(over), spoiled.revision));
    tickUntil([&] { return holds(0) && !publishTrouble(0); });
}

/// Who had them open makes no others, and says so at once; who starts does.
void tst_NodePublishTrouble::leasesRemoved()
{
    begin(false);
    NodeBench &one = open(0);
    tickUntil([&] { return holds(0); });
    const QString file = one.config.lease.file;
    for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s})
        QFile::remove(file + suffix);
    tickUntil([&] { return publishTrouble(0).value_or(Error{}).code == ErrorCode::LeasesLost; }, 10min); // m_ttl is an hour
    QVERIFY(!QFile::exists(file));
    one.close();
    writeFile(file, "garbage");
    open(0);
    tickUntil([&] { return publishTrouble(0).value_or(Error{}).code == ErrorCode::LeasesLost; });
    one.close();
    QVERIFY(QFile::remove(file));
    open(0);
    tickUntil([&] { return holds(0) && !publishTrouble(0); });
}

/// Only one of them leads, without a gap, and both say that there is another.
void tst_NodePublishTrouble::twoOfOneName()
{
    QFETCH(const bool, nats);
    if (nats)
        m_ttl = 6s; // on the server's clock, as these nodes are
    begin(nats);
    m_nodes[0]->config.name = m_nodes[1]->config.name = u"twin"_s;
    const auto openTwin = [&](int i) {
        NodeBench &bench = configure(i);
        const Clock *const clock = nats ? static_cast<const Clock *>(&SystemClock::instance()) : &bench.clock;
        bench.node = ok(Node::open(bench.config, bench.fileSystem, *clock));
        bench.node->start();
    };
    openTwin(0);
    tickUntil([&] { return holds(0); });
    const QJsonValue token = ok(m_nodes[0]->call(u"lease.status"_s))["held"_L1]["token"_L1];
    openTwin(1);
    tickUntil([&] { return publishTrouble(1).value_or(Error{}).code == ErrorCode::NameTaken; }, 5s);
    QVERIFY(!holds(1));
    QCOMPARE(ok(m_nodes[0]->call(u"lease.status"_s))["held"_L1]["token"_L1], token);
    tickUntil([&] { return publishTrouble(0).value_or(Error{}).code == ErrorCode::NameTaken; }, 1s);
    m_nodes[1]->close();
    tickUntil([&] { return !publishTrouble(0); }, 20s);
    tickUntil([&] { return holds(0); });
}

QTEST_GUILESS_MAIN(tst_NodePublishTrouble)
#include "tst_nodepublishtrouble.moc"
