// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/lease.h"
#include "tests/support/expect.h"

#include <QTimeZone>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_Lease final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void heartbeats_data();
    void heartbeats();
    void grants_data();
    void grants();
    void processesOfOneName();
    void refusesOddClaims_data();
    void refusesOddClaims();
    void renews_data();
    void renews();
    void releases();
    void roundTrip();
    void readsLongOnes();
    void readsNothingElse_data();
    void readsNothingElse();
};

namespace {

QDateTime at(std::chrono::milliseconds after)
{
    return QDateTime::fromMSecsSinceEpoch(1'767'323'045'678, QTimeZone::UTC).addDuration(after);
}

/// Granted to n1 at 0 s for 30 s, renewed at 10 s: it ends at 40 s.
Lease held()
{
    return {.name = u"leader"_s,
            .holder = u"n1"_s,
            .token = 7,
            .ttl = 30s,
            .acquired = at(0s),
            .renewed = at(10s),
            .renewals = 1,
            .revision = 9};
}

} // namespace

void tst_Lease::heartbeats_data()
{
    QTest::addColumn<int>("ttl");
    QTest::addColumn<int>("heartbeat");
    QTest::newRow("usual") << 30'000 << 10'000;
    QTest::newRow("shortest") << 3'000 << 1'000;
    QTest::newRow("never below a second") << 1'500 << 1'000;
}

void tst_Lease::heartbeats()
{
    QFETCH(int, ttl);
    QTEST(int(heartbeatOf(std::chrono::milliseconds(ttl)).count()), "heartbeat");
}

void tst_Lease::grants_data()
{
    QTest::addColumn<QString>("holder");
    QTest::addColumn<int>("second");
    QTest::addColumn<int>("uncertainty");
    QTest::addColumn<bool>("released");
    QTest::addColumn<bool>("granted");
    QTest::newRow("another, before its end") << u"n2"_s << 39 << 0 << false << false;
    QTest::newRow("another, at its end") << u"n2"_s << 40 << 0 << false << true;
    QTest::newRow("another, perhaps after its end") << u"n2"_s << 40 << 500 << false << false;
    QTest::newRow("another, surely after its end") << u"n2"_s << 41 << 500 << false << true;
    QTest::newRow("another, released") << u"n2"_s << 11 << 0 << true << true;
    QTest::newRow("the same") << u"n1"_s << 11 << 0 << false << true;
    QTest::newRow("another, long before") << u"n2"_s << -600 << 0 << false << false;
}

void tst_Lease::grants()
{
    QFETCH(QString, holder);
    QFETCH(int, second);
    QFETCH(int, uncertainty);
    QFETCH(bool, released);
    Lease current = held();
    current.isReleased = released;
    const auto lease = granted(current, u"leader"_s, holder, 20s, at(std::chrono::seconds(second)),
                               std::chrono::milliseconds(uncertainty));
    QTEST(lease.has_value(), "granted");
    if (!lease) {
        QCOMPARE(lease.error().code, ErrorCode::LeaseHeld);
        QCOMPARE(lease.error().subject, u"n1"_s);
        return;
    }
    QCOMPARE(lease->holder, holder);
    QCOMPARE(lease->token, 0u); // a new one
    QCOMPARE(lease->revision, 9u); // over the record that was seen
    QCOMPARE(lease->ttl, 20s);
}

void tst_Lease::processesOfOneName()
{
    Lease current = held();
    current.instance = u"a"_s;
    EXPECT_ERROR(granted(current, u"leader"_s, u"n1"_s, 20s, at(11s), 0ms, u"b"_s), ErrorCode::LeaseHeld);
    QCOMPARE(ok(granted(current, u"leader"_s, u"n1"_s, 20s, at(11s), 0ms, u"a"_s)).instance, u"a"_s);
    QCOMPARE(ok(granted(current, u"leader"_s, u"n1"_s, 20s, at(41s), 0ms, u"b"_s)).instance, u"b"_s);
    EXPECT_ERROR(granted({}, u"leader"_s, u"n1"_s, 20s, at(11s), 0ms, QString(65, u'a')), ErrorCode::InvalidArgument);
    Lease other = current;
    other.instance = u"b"_s;
    EXPECT_ERROR(renewed(current, other, at(11s)), ErrorCode::LeaseLost);
    const KeyValueRecord record{u"lease.leader"_s, leaseValue(current), 12, at(11s), false};
    QCOMPARE(ok(leaseOf(u"leader"_s, record)).instance, u"a"_s);
}

void tst_Lease::refusesOddClaims_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("holder");
    QTest::addColumn<qint64>("ttl");
    QTest::newRow("no name") << u""_s << u"n"_s << qint64(30'000);
    QTest::newRow("a path") << u"a/b"_s << u"n"_s << qint64(30'000);
    QTest::newRow("a long name") << QString(65, u'a') << u"n"_s << qint64(30'000);
    QTest::newRow("no holder") << u"a"_s << u""_s << qint64(30'000);
    QTest::newRow("ttl 0") << u"a"_s << u"n"_s << qint64(0);
    QTest::newRow("ttl below 0") << u"a"_s << u"n"_s << qint64(-1);
    QTest::newRow("ttl short") << u"a"_s << u"n"_s << qint64(2'999);
    QTest::newRow("ttl of a year") << u"a"_s << u"n"_s << qint64(365LL * 24 * 3600 * 1000);
}

void tst_Lease::refusesOddClaims()
{
    QFETCH(QString, name);
    QFETCH(QString, holder);
    QFETCH(qint64, ttl);
    EXPECT_ERROR(granted({}, name, holder, std::chrono::milliseconds(ttl), at(0s)), ErrorCode::InvalidArgument);
}

void tst_Lease::renews_data()
{
    using Current = std::optional<Lease>;
    QTest::addColumn<Current>("current");
    QTest::addColumn<int>("second");
    QTest::addColumn<bool>("renewed");
    Lease other = held();
    other.holder = u"n2"_s;
    other.token = 10;
    Lease again = held();
    again.token = 10;
    Lease given = held();
    given.isReleased = true;
    QTest::newRow("in time") << Current(held()) << 39 << true;
    QTest::newRow("too late, though nobody took it") << Current(held()) << 40 << false;
    QTest::newRow("another's") << Current(other) << 20 << false;
    QTest::newRow("a later grant of the same holder") << Current(again) << 20 << false;
    QTest::newRow("given back") << Current(given) << 20 << false;
    QTest::newRow("gone") << Current() << 20 << false;
}

void tst_Lease::renews()
{
    QFETCH(std::optional<Lease>, current);
    QFETCH(int, second);
    const auto next = renewed(current, held(), at(std::chrono::seconds(second)));
    QTEST(next.has_value(), "renewed");
    if (!next) {
        QCOMPARE(next.error().code, ErrorCode::LeaseLost);
        return;
    }
    QCOMPARE(next->token, 7u);
    QCOMPARE(next->acquired, at(0s));
    QCOMPARE(next->expires(), at(69s));
    QCOMPARE(next->renewals, 2u);
}

void tst_Lease::releases()
{
    const Lease given = ok(released(held(), held(), at(15s)));
    QVERIFY(given.isReleased);
    QCOMPARE(given.expires(), at(15s));
    QVERIFY(!given.isHeldAt(at(15s)));
    QCOMPARE(ok(released(held(), held(), at(50s))).expires(), at(40s)); // it was over then
    Lease other = held();
    other.token = 10;
    EXPECT_ERROR(released(other, held(), at(15s)), ErrorCode::LeaseLost);
}

void tst_Lease::roundTrip()
{
    const Lease lease = held();
    QCOMPARE(ok(leaseOf(u"leader"_s, {u"lease.leader"_s, leaseValue(lease), 9, lease.renewed})), lease);

    Lease first = held();
    first.token = 0; // what a grant writes: the revision becomes the token
    const Lease read = ok(leaseOf(u"leader"_s, {u"lease.leader"_s, leaseValue(first), 12, at(1s)}));
    QCOMPARE(read.token, 12u);
    QCOMPARE(read.acquired, at(1s));
    QCOMPARE(read.renewals, 0u);
}

/// Of a node of an earlier version: longer than one may be given now.
void tst_Lease::readsLongOnes()
{
    Lease lease = held();
    lease.ttl = 24h;
    QCOMPARE(ok(leaseOf(u"leader"_s, {u"lease.leader"_s, leaseValue(lease), 9, lease.renewed})).ttl, 24h);
}

void tst_Lease::readsNothingElse_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("garbage") << "\xff\x00\x01"_ba;
    QTest::newRow("HarmonyLite's") << QByteArray::fromHex("a2664e6f646549440169" "54696d657374616d701b0000019bf014e988");
    QTest::newRow("a list") << "[]"_ba;
    QTest::newRow("another's object") << R"({"holder":"n1","ttlMs":30000})"_ba;
    QTest::newRow("no holder") << R"({"lifeboat":"lease","ttlMs":30000})"_ba;
    QTest::newRow("holder is a number") << R"({"lifeboat":"lease","holder":1,"ttlMs":30000})"_ba;
    QTest::newRow("ttl 0") << R"({"lifeboat":"lease","holder":"n","ttlMs":0})"_ba;
    QTest::newRow("ttl of a year") << R"({"lifeboat":"lease","holder":"n","ttlMs":31536000000})"_ba;
    QTest::newRow("a token above the revision")
        << R"({"lifeboat":"lease","holder":"n","ttlMs":30000,"token":"10","acquired":"2026-01-02T03:04:05Z","renewals":"0"})"_ba;
    QTest::newRow("token without acquired") << R"({"lifeboat":"lease","holder":"n","ttlMs":30000,"token":"1"})"_ba;
}

void tst_Lease::readsNothingElse()
{
    QFETCH(QByteArray, value);
    EXPECT_ERROR(leaseOf(u"leader"_s, {u"lease.leader"_s, value, 9, at(0s)}), ErrorCode::LeaseInvalid);
}

QTEST_GUILESS_MAIN(tst_Lease)
#include "tst_lease.moc"
