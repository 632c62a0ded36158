// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/metnode.h"
#include "tests/support/busythreads.h"
#include "tests/support/expect.h"

#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <numeric>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_NodeConnection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void meetsTheNode();
    void readsLongListsElsewhere();
    void comesBackAfterACut();
    void waitsLongerEachTime();
    void failuresThatStayAreNotTriedAgain_data();
    void failuresThatStayAreNotTriedAgain();
    void aMissingTokenIsNotTriedAgain();
    void usesAChangedToken();
    void staleDataKeepsItsAge();
    void tellsOnlyOfChanges();
    void knowsTheClockSkew();
    void pollsOnceASecond();
    void manyArePolledTogether();
    void restsBetweenStatuses();
    void readsSnapshotsOncePerWish();
    void missesNoEvent();
    void readsAllAgainAfterAGap();
    void eventsOutrankAnOlderList();
    void stops();
    void callsNeedALink();
    void aStatusThatIsNoneEndsIt();
};

void tst_NodeConnection::meetsTheNode()
{
    Met met;
    met.node.snapshots = {snapshotObject(u"20261121T020322123Z-9f3a01c4"_s)};
    met.node.operations = {};
    QCOMPARE(met.connection.name(), u"n1:7411"_s);
    QCOMPARE(int(met.connection.link()), int(Link::Idle));
    QVERIFY(!met.connection.status());
    met.connection.start();
    QCOMPARE(int(met.connection.link()), int(Link::Online));
    QCOMPARE(met.connection.name(), u"n1"_s);
    QCOMPARE(met.connection.role(), u"operator"_s);
    QCOMPARE(met.connection.status()->states.size(), 1);
    QCOMPARE(met.connection.snapshots().size(), 1);
    QCOMPARE(met.connection.snapshots(u"main"_s).size(), 1);
    QVERIFY(met.connection.snapshots(u"other"_s).isEmpty());
    // Subscribed before anything is read, so that nothing is missed between.
    QCOMPARE(met.node.calls.first(), u"events.subscribe"_s);
}

/// A window must not stand still while thousands of snapshots are told.
void tst_NodeConnection::readsLongListsElsewhere()
{
    BusyThreads threads;
    Met met;
    for (int i = 0; i < 1000; ++i)
        met.node.snapshots.append(snapshotObject(u"20261121T020322123Z-%1"_s.arg(i, 8, 16, QLatin1Char('0'))));
    QSignalSpy changed(&met.connection, &NodeConnection::snapshotsChanged);
    met.connection.start();
    QVERIFY(met.connection.status());
    QVERIFY(met.connection.snapshots().isEmpty()); // not parsed in this thread
    met.node.publish(u"snapshots"_s, {{u"state"_s, u"main"_s}}); // a wish meanwhile is granted after it
    threads.letGo();
    QVERIFY(QTest::qWaitFor([&] { return met.node.count(u"snapshot.list"_s) == 2 && met.connection.snapshots().size() == 1000; }, 30'000));
    QCOMPARE(changed.size(), 1);
    met.node.snapshots.removeLast();
    met.node.publish(u"snapshots"_s, {{u"state"_s, u"main"_s}});
    QVERIFY(QTest::qWaitFor([&] { return met.connection.snapshots().size() == 999; }, 30'000));
}

void tst_NodeConnection::comesBackAfterACut()
{
    Met met;
    met.connection.start();
    met.network.pass(20s);
    met.node.down = Error{ErrorCode::Unreachable, {}, {}};
    met.node.cut();
    QCOMPARE(int(met.connection.link()), int(Link::Waiting));
    EXPECT_ERROR(Result<>(failure(*met.connection.trouble())), ErrorCode::Disconnected);
    const auto wait = met.network.clock().utcNow().msecsTo(met.connection.nextAttempt());
    QVERIFY2(wait > 250 && wait <= 500, qPrintable(QString::number(wait)));
    met.node.down = Error{ErrorCode::Disconnected, {}, {}}; // closed before it greeted
    met.network.pass(60s);
    QCOMPARE(int(met.connection.link()), int(Link::Waiting));
    QCOMPARE(codeOf(met.connection.trouble()->code), codeOf(ErrorCode::Unreachable));
    met.node.down.reset();
    met.network.pass(30s);
    QCOMPARE(int(met.connection.link()), int(Link::Online));
    QVERIFY(!met.connection.trouble());
    QVERIFY(!met.connection.nextAttempt().isValid());
}

void tst_NodeConnection::waitsLongerEachTime()
{
    Met met;
    met.node.down = Error{ErrorCode::Unreachable, {}, {}};
    met.connection.start();
    met.network.pass(10min);
    const QList<qint64> &at = met.node.attempts;
    QVERIFY(at.size() > 20);
    for (qsizetype i = 1; i < at.size(); ++i) {
        const qint64 longest = std::min(500LL << std::min<qsizetype>(i - 1, 10), 30'000LL);
        const qint64 waited = at[i] - at[i - 1];
        QVERIFY2(waited > longest / 2 - 1 && waited <= longest,
                 qPrintable(QString::number(waited)));
    }
}

void tst_NodeConnection::failuresThatStayAreNotTriedAgain_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("wrong token") << ErrorCode::AuthenticationFailed;
    QTest::newRow("another certificate") << ErrorCode::CertificateUntrusted;
    QTest::newRow("another version") << ErrorCode::ProtocolVersion;
    QTest::newRow("no node at all") << ErrorCode::ProtocolViolation;
}

void tst_NodeConnection::failuresThatStayAreNotTriedAgain()
{
    QFETCH(const ErrorCode, code);
    Met met;
    met.node.down = Error{code, u"n1"_s, {}};
    met.connection.start();
    met.network.pass(24h);
    QCOMPARE(met.node.attempts.size(), 1);
    QCOMPARE(int(met.connection.link()), int(Link::Refused));
    QCOMPARE(codeOf(met.connection.trouble()->code), codeOf(code));
    met.node.down.reset();
    met.connection.reconnect();
    QCOMPARE(int(met.connection.link()), int(Link::Online));
}

void tst_NodeConnection::aMissingTokenIsNotTriedAgain()
{
    Met met;
    met.token = failure(ErrorCode::NotFound, u"orders/wss://n1:7411"_s);
    met.connection.start();
    met.network.pass(1h);
    QVERIFY(met.node.attempts.isEmpty());
    QCOMPARE(int(met.connection.link()), int(Link::Refused));
    QCOMPARE(codeOf(met.connection.trouble()->code), codeOf(ErrorCode::SecretUnavailable));
}

void tst_NodeConnection::usesAChangedToken()
{
    Met met;
    met.token = u"old"_s;
    met.connection.start();
    QCOMPARE(int(met.connection.link()), int(Link::Refused));
    met.token = u"secret"_s;
    met.connection.acceptFingerprint(QByteArray(64, 'A'));
    QCOMPARE(int(met.connection.link()), int(Link::Online));
    QCOMPARE(met.connection.profile().fingerprint, QByteArray(64, 'a'));
}

void tst_NodeConnection::staleDataKeepsItsAge()
{
    Met met;
    met.connection.start();
    const QDateTime at = met.connection.statusAt();
    QVERIFY(at.isValid());
    met.node.down = Error{ErrorCode::Unreachable, {}, {}};
    met.node.cut();
    met.network.pass(90s);
    QCOMPARE(met.connection.statusAge(), 90s);
    QCOMPARE(met.connection.statusAt(), at);
    QVERIFY(met.connection.status());
    met.node.down.reset();
    met.network.pass(30s);
    QVERIFY(met.connection.statusAge() <= 1s);
}

void tst_NodeConnection::tellsOnlyOfChanges()
{
    Met met;
    met.connection.start();
    met.network.pass(5s);
    const QSignalSpy status(&met.connection, &NodeConnection::statusChanged);
    const QSignalSpy snapshots(&met.connection, &NodeConnection::snapshotsChanged);
    const QSignalSpy operations(&met.connection, &NodeConnection::operationsChanged);
    met.network.pass(20s);
    QCOMPARE(status.size() + snapshots.size() + operations.size(), 0);
    QVERIFY(met.connection.statusAge() <= 1s);
    met.node.status.states[0].position->appliedIndex = 8;
    met.network.pass(2s);
    QCOMPARE(status.size(), 1);
    QCOMPARE(met.connection.status()->states[0].position->appliedIndex, 8u);
}

/// At least so much it must be, whenever within the time the answer took the node read its clock.
void tst_NodeConnection::knowsTheClockSkew()
{
    for (const auto &[ahead, took, skew] : {std::tuple(10'000ms, 0ms, 10'000ms), {-10'000ms, 0ms, -10'000ms}, {0ms, 30'000ms, 0ms},
                                            {10'000ms, 2'000ms, 10'000ms}, {-10'000ms, 2'000ms, -8'000ms}}) {
        Met met;
        met.node.ahead = ahead;
        met.node.held = {u"node.status"_s};
        met.connection.start();
        met.network.clock().advance(took);
        met.node.release(); // the node reads its clock now
        QVERIFY(QTest::qWaitFor([&] { return met.connection.status().has_value(); }, 30'000));
        QCOMPARE(met.connection.clockSkew(), skew);
    }
}

void tst_NodeConnection::pollsOnceASecond()
{
    Met met;
    met.connection.start();
    met.network.pass(100s);
    const int polls = met.node.count(u"node.status"_s);
    QVERIFY2(polls >= 98 && polls <= 101, qPrintable(QString::number(polls)));
    QCOMPARE(met.node.count(u"operations.list"_s), 1);
    QCOMPARE(met.node.count(u"snapshot.list"_s), 1);
    QCOMPARE(met.node.count(u"events.subscribe"_s), 1);
}

/// Each wake-up of a console has its price, so what many nodes are asked falls on few moments; and on more than one, so that no
/// window stands still for all of them.
void tst_NodeConnection::manyArePolledTogether()
{
    FakeNetwork network;
    std::vector<std::unique_ptr<NodeConnection>> connections;
    for (int i = 0; i < 100; ++i) {
        const QString name = u"n%1"_s.arg(i);
        network.add(name);
        connections.push_back(std::make_unique<NodeConnection>(
            NodeProfile{.name = {}, .url = QUrl(u"wss://%1:7411"_s.arg(name)), .fingerprint = {}},
            [] { return QtFuture::makeReadyValueFuture(Result<QString>(u"secret"_s)); }, network.surroundings()));
        connections.back()->start();
        network.pass(7ms);
    }
    network.pass(5s);
    const auto asked = [&] {
        int count = 0;
        for (int i = 0; i < 100; ++i)
            count += network[u"n%1"_s.arg(i)].count(u"node.status"_s);
        return count;
    };
    int before = asked();
    QList<int> atOnce;
    for (int i = 0; i < 1000; ++i) {
        network.pass(1ms);
        const int now = asked();
        if (now != before)
            atOnce.append(now - before);
        before = now;
    }
    QCOMPARE(std::reduce(atOnce.begin(), atOnce.end()), 100);
    QVERIFY2(atOnce.size() > 5 && atOnce.size() <= 10, qPrintable(QString::number(atOnce.size())));
    QVERIFY(std::ranges::max(atOnce) < 30);
}

void tst_NodeConnection::restsBetweenStatuses()
{
    Met met;
    met.connection.start();
    met.network.pass(5s);
    met.node.calls.clear();
    for (int i = 0; i < 1000; ++i) {
        met.node.publish(u"status"_s, {});
        met.network.pass(10ms);
    }
    const int statuses = met.node.count(u"node.status"_s);
    QVERIFY2(statuses >= 10 && statuses <= 21, qPrintable(QString::number(statuses)));
}

void tst_NodeConnection::readsSnapshotsOncePerWish()
{
    Met met;
    met.connection.start();
    met.node.calls.clear();
    met.node.held = {u"snapshot.list"_s};
    for (int i = 0; i < 10; ++i)
        met.node.publish(u"snapshots"_s, {{u"state"_s, u"main"_s}});
    QCOMPARE(met.node.count(u"snapshot.list"_s), 1);
    met.node.snapshots = {snapshotObject(u"20261121T020322123Z-9f3a01c4"_s)};
    met.node.release();
    QVERIFY(QTest::qWaitFor([&] { return met.node.count(u"snapshot.list"_s) == 2; }, 30'000));
    QCOMPARE(met.connection.snapshots().size(), 1);
    QTest::qWait(0);
    QCOMPARE(met.node.count(u"snapshot.list"_s), 2);
}

void tst_NodeConnection::missesNoEvent()
{
    Met met;
    QStringList seen;
    connect(&met.connection, &NodeConnection::eventArrived, this,
            [&seen](quint64 sequence, const QString &name) {
                seen.append(u"%1 %2"_s.arg(sequence).arg(name));
            });
    met.node.publish(u"before"_s, {});
    met.connection.start();
    met.node.publish(u"a"_s, {});
    met.node.cut();
    met.node.publish(u"b"_s, {});
    met.node.publish(u"c"_s, {});
    met.network.pass(1s);
    met.node.publish(u"d"_s, {});
    QCOMPARE(seen, (QStringList{u"2 a"_s, u"3 b"_s, u"4 c"_s, u"5 d"_s}));
}

void tst_NodeConnection::readsAllAgainAfterAGap()
{
    Met met;
    const QSignalSpy gap(&met.connection, &NodeConnection::gap);
    met.connection.start();
    met.node.publish(u"a"_s, {});
    met.node.calls.clear();
    met.node.snapshots = {snapshotObject(u"20261121T020322123Z-9f3a01c4"_s)};
    met.node.restart();
    met.network.pass(1s);
    QCOMPARE(gap.size(), 1);
    QCOMPARE(met.node.count(u"snapshot.list"_s), 1);
    QVERIFY(met.node.count(u"operations.list"_s) >= 1);
    QCOMPARE(met.connection.snapshots().size(), 1);
    // And events go on.
    met.node.tell(operationOf(u"op"_s, OperationStatus::Pending));
    QCOMPARE(met.connection.operations().size(), 1);
}

void tst_NodeConnection::eventsOutrankAnOlderList()
{
    Met met;
    met.node.held = {u"operations.list"_s};
    met.node.operations = {};
    met.connection.start();
    met.node.tell(operationOf(u"op"_s, OperationStatus::InFlight), 500);
    QCOMPARE(met.connection.progress({u"op"_s})->first, 500);
    met.node.operations = {}; // the list was made before
    met.node.release();
    QTest::qWait(0);
    QCOMPARE(met.connection.operations().size(), 1);
    met.node.tell(operationOf(u"op"_s, OperationStatus::Completed));
    QVERIFY(!met.connection.progress({u"op"_s}));
}

void tst_NodeConnection::stops()
{
    Met met;
    met.connection.start();
    met.connection.stop();
    QCOMPARE(int(met.connection.link()), int(Link::Idle));
    QVERIFY(!met.node.isOnline());
    met.network.pass(1h);
    QCOMPARE(met.node.attempts.size(), 1);
    QVERIFY(met.connection.status());
    met.connection.start();
    QCOMPARE(int(met.connection.link()), int(Link::Online));
}

void tst_NodeConnection::callsNeedALink()
{
    Met met;
    EXPECT_ERROR(met.connection.call(u"node.status"_s).result(), ErrorCode::Unreachable);
    met.connection.start();
    ok(met.connection.call(u"node.status"_s).result());
}

void tst_NodeConnection::aStatusThatIsNoneEndsIt()
{
    Met met;
    met.connection.start();
    met.node.status.states[0].newest = {u"x"_s}; // without a time: no status a node could send
    met.network.pass(1h);
    QCOMPARE(int(met.connection.link()), int(Link::Refused));
    QCOMPARE(codeOf(met.connection.trouble()->code), codeOf(ErrorCode::ProtocolViolation));
    QVERIFY(met.connection.status());
}

QTEST_GUILESS_MAIN(tst_NodeConnection)
#include "tst_nodeconnection.moc"
