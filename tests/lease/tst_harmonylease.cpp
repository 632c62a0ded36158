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
    void becomesALease();
};

namespace {

/// What node `id` writes when its clock shows `time`.
QByteArray written(char id, qint64 time)
{
    QByteArray bytes = QByteArray::fromHex("a2664e6f64654944") + id + QByteArray::fromHex("6954696d657374616d701b");
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes += char(time >> shift);
    return bytes;
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
    QTest::newRow("time beyond any clock") << written(1, std::numeric_limits<qint64>::max());
    QTest::newRow("ours") << R"({"lifeboat":"lease","holder":"n1","ttlMs":30000})"_ba;
    QTest::newRow("nested deep") << QByteArray(100'000, '\x81');
}

void tst_HarmonyLease::refuses()
{
    QFETCH(QByteArray, bytes);
    EXPECT_ERROR(harmonyLeaseOf(record(bytes, 5, kTime)), ErrorCode::LeaseInvalid);
}

void tst_HarmonyLease::becomesALease()
{
    LeaseTable table(LeaseDialect::HarmonyLite);
    QStringList told;
    const auto apply = [&](char node, quint64 revision, int second) {
        const qint64 time = kTime + second * 1000;
        for (const LeaseEvent &event : table.apply(record(written(node, time + 50), revision, time)))
            told << u"%1 %2 %3"_s.arg(kindName(event.kind), event.holder).arg(event.token);
    };
    apply(1, 3, 0);
    apply(1, 4, 10);
    apply(2, 9, 60); // the first stopped: over at 40 s
    apply(2, 10, 70);
    QCOMPARE(told, (QStringList{u"acquired node 1 3"_s, u"renewed node 1 3"_s, u"expired node 1 3"_s,
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
