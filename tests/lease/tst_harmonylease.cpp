// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/harmonylease.h"
#include "engine/lease/leasetable.h"
#include "tests/support/expect.h"

#include <QTimeZone>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_HarmonyLease final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads();
    void refuses_data();
    void refuses();
    void idsOfAllSizes_data();
    void idsOfAllSizes();
    void becomesALease();
    void learnsTheTtl_data();
    void learnsTheTtl();
    void learntTtlCounts();
    void snapshotLapses();
};

namespace {

/// What node `id` writes when its clock shows `time`.
QByteArray written(quint64 id, qint64 time)
{
    const auto eight = [](quint64 number) {
        QByteArray bytes(1, '\x1b');
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += char(number >> shift);
        return bytes;
    };
    return QByteArray::fromHex("a2664e6f64654944") + (id < 24 ? QByteArray(1, char(id)) : eight(id))
        + QByteArray::fromHex("6954696d657374616d70") + eight(quint64(time));
}

constexpr qint64 kTime = 0x19bf014e988; // 2026-01-24T…

KeyValueRecord record(const QByteArray &value, quint64 revision, qint64 time)
{
    return {kHarmonyLeader, value, revision, QDateTime::fromMSecsSinceEpoch(time, QTimeZone::UTC)};
}

} // namespace

void tst_HarmonyLease::reads()
{
    const QByteArray bytes = QByteArray::fromHex("a2664e6f6465494401" "6954696d657374616d701b0000019bf014e988");
    QCOMPARE(bytes.size(), 28);
    QCOMPARE(written(1, kTime), bytes);
    const HarmonyLease lease = ok(harmonyLeaseOf(record(bytes, 5, kTime - 700)));
    QCOMPARE(lease.nodeId, 1u);
    QCOMPARE(lease.holderTime.toMSecsSinceEpoch(), kTime);
    QCOMPARE(lease.skew, 700ms);
}

void tst_HarmonyLease::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << written(1, kTime).chopped(1);
    QTest::newRow("a list") << QByteArray::fromHex("80");
    QTest::newRow("no timestamp") << QByteArray::fromHex("a1664e6f6465494401");
    QTest::newRow("text for a number") << QByteArray::fromHex("a2664e6f6465494401" "6954696d657374616d706178");
    QTest::newRow("id below 0") << QByteArray::fromHex("a2664e6f6465494420" "6954696d657374616d701b0000019bf014e988");
    QTest::newRow("id as floating point")
        << QByteArray::fromHex("a2664e6f64654944fb43e0000000000000" "6954696d657374616d701b0000019bf014e988");
    QTest::newRow("time beyond 63 bits")
        << QByteArray::fromHex("a2664e6f6465494401" "6954696d657374616d701bffffffffffffffff");
    QTest::newRow("time beyond any clock") << written(1, std::numeric_limits<qint64>::max());
    QTest::newRow("ours") << R"({"lifeboat":"lease","holder":"n1","ttlMs":30000})"_ba;
    QTest::newRow("nested deep") << QByteArray(100'000, '\x81');
}

void tst_HarmonyLease::refuses()
{
    QFETCH(QByteArray, bytes);
    EXPECT_ERROR(harmonyLeaseOf(record(bytes, 5, kTime)), ErrorCode::LeaseInvalid);
}

/// The usual id is a 64-bit hash: every other one is 2^63 or more.
void tst_HarmonyLease::idsOfAllSizes_data()
{
    QTest::addColumn<QByteArray>("id"); ///< as CBOR
    QTest::addColumn<quint64>("value");
    QTest::newRow("small") << QByteArray::fromHex("17") << quint64(23);
    QTest::newRow("a byte") << QByteArray::fromHex("18ff") << quint64(255);
    QTest::newRow("63 bits") << QByteArray::fromHex("1b7fffffffffffffff") << quint64(0x7fffffffffffffff);
    QTest::newRow("2^63") << QByteArray::fromHex("1b8000000000000000") << quint64(0x8000000000000000);
    QTest::newRow("a hash") << QByteArray::fromHex("1bcbf29ce484222325") << quint64(0xcbf29ce484222325);
    QTest::newRow("the largest") << QByteArray::fromHex("1bffffffffffffffff") << std::numeric_limits<quint64>::max();
}

void tst_HarmonyLease::idsOfAllSizes()
{
    QFETCH(QByteArray, id);
    QFETCH(quint64, value);
    const QByteArray head = QByteArray::fromHex("a2664e6f64654944");
    const QByteArray tail = QByteArray::fromHex("6954696d657374616d701b0000019bf014e988");
    QCOMPARE(ok(harmonyLeaseOf(record(head + id + tail, 5, kTime))).nodeId, value);
    const Lease lease = ok(leaseOfHarmony(kHarmonyLeader, record(head + id + tail, 5, kTime), {}));
    QCOMPARE(lease.holder, u"node %1"_s.arg(value));
    // In the other order, with more beside it, and of no length told.
    const QByteArray map = QByteArray::fromHex("bf") + tail + QByteArray::fromHex("617882f6a0") + head.sliced(1) + id + '\xff';
    QCOMPARE(ok(harmonyLeaseOf(record(map, 5, kTime))).nodeId, value);
}

namespace {

/// Renewed by one node in these seconds.
LeaseTable beaten(const QList<int> &seconds)
{
    LeaseTable table(LeaseDialect::HarmonyLite);
    for (quint64 revision = 1; const int second : seconds) {
        const qint64 time = kTime + second * 1000 + 7 * qint64(revision % 3);
        table.apply(record(written(1, time), revision++, time));
    }
    return table;
}

} // namespace

void tst_HarmonyLease::learnsTheTtl_data()
{
    QTest::addColumn<QList<int>>("seconds");
    QTest::addColumn<int>("ttl"); ///< seconds
    const auto row = [](const char *name, const QList<int> &seconds, int ttl) { QTest::newRow(name) << seconds << ttl; };
    row("as nothing is told", {0}, 30);
    row("one heartbeat", {0, 100}, 30);
    row("two", {0, 100, 200}, 30);
    row("three", {0, 100, 200, 300}, 300);
    row("shorter than usual", {0, 2, 4, 6}, 6);
    row("started anew at once", {0, 2, 12}, 30);
    row("started anew twice", {0, 2, 4, 14, 24}, 30);
    row("started anew later", {0, 100, 200, 300, 301, 401}, 300);
    row("started anew before it is known", {0, 100, 101, 201, 301}, 300);
    row("one late", {0, 100, 200, 300, 500}, 300);
    row("away for long", {0, 10, 20, 30, 1830}, 30);
    row("away before it is known", {0, 1800, 1810}, 30);
    row("this and that", {0, 10, 30, 130, 135, 185}, 30);
    row("configured anew", {0, 100, 200, 300, 310, 320, 330}, 30);
}

void tst_HarmonyLease::learnsTheTtl()
{
    QFETCH(const QList<int>, seconds);
    QFETCH(const int, ttl);
    const LeaseTable table = beaten(seconds);
    QCOMPARE(table.leases().at(kHarmonyLeader).ttl, std::chrono::seconds(ttl));
}

void tst_HarmonyLease::learntTtlCounts()
{
    const LeaseTable table = beaten({0, 100, 200, 300, 400, 600});
    const Lease lease = table.leases().at(kHarmonyLeader);
    QCOMPARE(lease.token, 3u); // one turn since the ttl is known
    QCOMPARE(lease.renewals, 3u);
    const auto alarmsAt = [&](int second) {
        return leaseAlarms(table, {}, QDateTime::fromMSecsSinceEpoch(kTime + second * 1000, QTimeZone::UTC)).size();
    };
    QCOMPARE(alarmsAt(600 + 90), 0);
    QCOMPARE(alarmsAt(600 + 280), 1);
}

/// It is taken for 10 s at a time while a snapshot is saved, and nobody gives it back.
void tst_HarmonyLease::snapshotLapses()
{
    LeaseTable table(LeaseDialect::HarmonyLite);
    QList<LeaseEvent> events;
    for (int i = 0; i < 3; ++i) {
        KeyValueRecord each = record(written(1, kTime + i * 5000), quint64(5 + i), kTime + i * 5000);
        each.key = kHarmonySnapshot;
        events += table.apply(each);
    }
    const Lease &lease = table.leases().at(kHarmonySnapshot);
    QCOMPARE(lease.ttl, 10s);
    QVERIFY(lease.isHeldInPassing);
    QCOMPARE(lease.renewals, 2u);
    for (const auto later : {9s, 11s, 21s, 3600s})
        QCOMPARE(leaseAlarms(table, events, lease.renewed.addDuration(later)), QList<LeaseAlarm>());
}

void tst_HarmonyLease::becomesALease()
{
    LeaseTable table(LeaseDialect::HarmonyLite);
    QStringList told;
    const auto apply = [&](quint64 node, quint64 revision, int second) {
        const qint64 time = kTime + second * 1000;
        for (const LeaseEvent &event : table.apply(record(written(node, time + 50), revision, time)))
            told << u"%1 %2 %3"_s.arg(kindName(event.kind), event.holder).arg(event.token);
    };
    apply(1, 3, 0);
    apply(1, 4, 10);
    apply(2, 9, 60); // the first stopped: over at 40 s
    apply(2, 10, 70);
    QCOMPARE(told, (QStringList{u"found node 1 3"_s, u"renewed node 1 3"_s, u"expired node 1 3"_s,
                                u"taken-over node 2 9"_s, u"renewed node 2 9"_s}));
    QCOMPARE(table.skews().at(kHarmonyLeader), 50ms);
    QCOMPARE(table.leases().at(kHarmonyLeader).renewals, 1u);

    // What its clocks allow: another is granted it while the first still holds.
    told.clear();
    apply(3, 11, 75);
    QCOMPARE(told, QStringList{u"conflict node 3 11"_s});
}

QTEST_GUILESS_MAIN(tst_HarmonyLease)
#include "tst_harmonylease.moc"
