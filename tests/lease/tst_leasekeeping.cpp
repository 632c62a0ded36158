// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasekeeper.h"
#include "engine/lease/leasetable.h"
#include "tests/lease/buckets.h"

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_LeaseKeeping final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAndRenews();
    void stopsBeforeTheLeaseCanEnd();
    void suspendedHolderDoesNotAct();
    void takesOverAfterExpiry();
    void takesWhatWasReleased();
    void competesAnew();
    void stepsDownWhenAsked();
    void losesWhatAnotherTook();
    void survivesLostAnswers();
    void leavesForeignRecords();
    void whatMayPassIsBorneForAMinute();
    void whatStaysIsToldAtOnce_data();
    void whatStaysIsToldAtOnce();
    void twoOfOneName();
    void tellsOfAnotherTtl();
    void startedAnew();
    void doNotRetryAtOneMoment();

private:
    /// Lets time pass until it wants to be called, and calls it.
    void passAndTick(LeaseKeeping &keeping)
    {
        const auto due = keeping.tick() - m_clock.steadyNow();
        m_clock.advance(std::max(std::chrono::ceil<std::chrono::milliseconds>(due), 0ms));
        keeping.tick();
    }

    ManualClock m_clock;
};

void tst_LeaseKeeping::holdsAndRenews()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping keeping(store, {u"leader"_s, u"n1"_s, 30s}, m_clock);
    QVERIFY(!keeping.held());
    QCOMPARE(keeping.tick() - m_clock.steadyNow(), 10s);
    const quint64 token = keeping.held().value().token;
    for (int i = 1; i <= 20; ++i) {
        passAndTick(keeping);
        QCOMPARE(keeping.held().value().token, token);
        QCOMPARE(keeping.held()->renewals, quint64(i));
    }
    QCOMPARE(ok(bucket.time()).now, keeping.held()->acquired.addSecs(200));
}

void tst_LeaseKeeping::stopsBeforeTheLeaseCanEnd()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping keeping(store, {u"leader"_s, u"n1"_s, 30s}, m_clock);
    keeping.tick();
    const Lease lease = keeping.held().value();
    bucket.setTrouble(Error{ErrorCode::Unreachable, u"bucket"_s, {}});
    int ticks = 0;
    for (; keeping.held(); ++ticks)
        passAndTick(keeping);
    QVERIFY(ticks > 5); // it tried again and again
    QCOMPARE(keeping.trouble()->code, ErrorCode::Unreachable);
    bucket.setTrouble({});
    const QDateTime stopped = ok(bucket.time()).now;
    QVERIFY(stopped < lease.expires().addMSecs(-4000));
    QVERIFY(stopped >= lease.expires().addMSecs(-5000));
    while (!keeping.held())
        passAndTick(keeping);
    QVERIFY(keeping.held()->token > lease.token); // a new claim: what it began before stays refused
    QVERIFY(!keeping.trouble());
    const LostLease lost = ok(LeaseStore::lostOf(ok(bucket.get(LeaseStore::lostKey(u"leader"_s))).value()));
    QCOMPARE(lost.holder, u"n1"_s);
    QCOMPARE(lost.token, lease.token);
    QCOMPARE(lost.time, stopped); // though it was told later
}

void tst_LeaseKeeping::suspendedHolderDoesNotAct()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping keeping(store, {u"leader"_s, u"n1"_s, 3s}, m_clock);
    keeping.tick();
    QVERIFY(keeping.held());
    m_clock.advance(1h);
    QVERIFY(!keeping.held()); // before it had any chance to look
}

void tst_LeaseKeeping::takesOverAfterExpiry()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping dead(store, {u"leader"_s, u"n1"_s, 3s}, m_clock);
    LeaseKeeping heir(store, {u"leader"_s, u"n2"_s, 3s}, m_clock);
    dead.tick();
    const Lease lease = dead.held().value();
    QVERIFY(heir.tick() > m_clock.steadyNow());
    QVERIFY(!heir.trouble()); // that another holds it is none
    while (!heir.held())
        passAndTick(heir);
    const auto gap = std::chrono::milliseconds(lease.expires().msecsTo(heir.held()->acquired));
    QVERIFY2(gap >= 0ms && gap <= 200ms, qPrintable(QString::number(gap.count())));
    QVERIFY(heir.held()->token > lease.token);
    QVERIFY(!dead.held());
}

void tst_LeaseKeeping::takesWhatWasReleased()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping one(store, {u"leader"_s, u"n1"_s, 30s}, m_clock);
    LeaseKeeping two(store, {u"leader"_s, u"n2"_s, 30s}, m_clock);
    one.tick();
    two.tick();
    const auto watch = ok(bucket.watch({}, ok(store.read(u"leader"_s))->revision));
    one.release();
    QVERIFY(!one.held());
    two.noticed(ok(watch->next(10s)));
    passAndTick(two);
    QVERIFY(two.held());
    QVERIFY(one.held() == std::nullopt);
}

void tst_LeaseKeeping::competesAnew()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping only(store, {u"leader"_s, u"n1"_s, 30s}, m_clock);
    only.tick();
    const quint64 token = only.held().value().token;
    only.release();
    m_clock.advance(100ms);
    only.tick();
    QVERIFY(only.held().value().token > token);
}

void tst_LeaseKeeping::stepsDownWhenAsked()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping one(store, {u"leader"_s, u"n1"_s, 30s}, m_clock);
    LeaseKeeping two(store, {u"leader"_s, u"n2"_s, 30s}, m_clock);
    one.tick();
    two.tick();
    const auto watch = ok(bucket.watch({}, ok(store.read(u"leader"_s))->revision));
    ok(store.askToStepDown(u"leader"_s, u"ada"_s));
    one.noticed(ok(watch->next(10s)));
    one.tick();
    QVERIFY(!one.held());
    two.noticed(ok(watch->next(10s)));
    m_clock.advance(1s);
    one.tick();
    two.tick();
    QVERIFY(two.held()); // although the other was called first: it leaves it alone for a while
    QVERIFY(!one.held());

    // Also where it is released once more meanwhile; then it comes back.
    two.release();
    for (int records = 0; records < 2;) {
        const auto told = ok(watch->next(10s));
        records += int(told.size());
        one.noticed(told);
    }
    m_clock.advance(28s);
    one.tick();
    QVERIFY(!one.held());
    m_clock.advance(1s);
    one.tick();
    QVERIFY(one.held());
    QVERIFY(!ok(bucket.get(LeaseStore::lostKey(u"leader"_s)))); // what is given back is not lost
}

void tst_LeaseKeeping::losesWhatAnotherTook()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping one(store, {u"leader"_s, u"n1"_s, 30s}, m_clock);
    one.tick();
    const auto watch = ok(bucket.watch({}, ok(store.read(u"leader"_s))->revision));
    const auto record = ok(bucket.get(LeaseStore::leaseKey(u"leader"_s))).value();
    Lease thief = one.held().value();
    thief.holder = u"thief"_s;
    thief.token = 0;
    ok(bucket.put(record.key, leaseValue(thief), record.revision));
    one.noticed(ok(watch->next(10s)));
    one.tick();
    QVERIFY(!one.held());
    passAndTick(one);
    QCOMPARE(ok(LeaseStore::lostOf(ok(bucket.get(LeaseStore::lostKey(u"leader"_s))).value())).holder, u"n1"_s);
}

void tst_LeaseKeeping::survivesLostAnswers()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping keeping(store, {u"leader"_s, u"n1"_s, 30s}, m_clock);
    keeping.tick();
    const quint64 token = keeping.held()->token;
    for (int i = 0; i < 10; ++i) {
        bucket.loseNextAnswer();
        passAndTick(keeping);
        QVERIFY(keeping.held());
        QCOMPARE(keeping.held()->token, token);
    }
}

void tst_LeaseKeeping::leavesForeignRecords()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    const KeyValueRecord foreign = ok(bucket.put(LeaseStore::leaseKey(u"leader"_s), "x"_ba, 0));
    LeaseKeeping keeping(store, {u"leader"_s, u"n1"_s, 30s}, m_clock);
    for (int i = 0; i < 10; ++i)
        passAndTick(keeping);
    QVERIFY(!keeping.held());
    QCOMPARE(keeping.trouble()->code, ErrorCode::LeaseInvalid);
    QCOMPARE(ok(bucket.get(foreign.key)), foreign);
}

void tst_LeaseKeeping::whatMayPassIsBorneForAMinute()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping keeping(store, {u"leader"_s, u"n1"_s, 30s}, m_clock);
    for (const ErrorCode code : {ErrorCode::Unreachable, ErrorCode::TimedOut}) {
        bucket.setTrouble(Error{code, u"bucket"_s, {}});
        const auto began = m_clock.steadyNow();
        while (!keeping.lastingTrouble())
            passAndTick(keeping);
        QCOMPARE(keeping.lastingTrouble()->code, code);
        QVERIFY(m_clock.steadyNow() - began >= 1min);
        QVERIFY(m_clock.steadyNow() - began < 90s);
        bucket.setTrouble({});
        while (keeping.trouble())
            passAndTick(keeping);
        QVERIFY(!keeping.lastingTrouble());
    }
}

void tst_LeaseKeeping::whatStaysIsToldAtOnce_data()
{
    QTest::addColumn<ErrorCode>("code");
    for (const ErrorCode code : {ErrorCode::LeaseInvalid, ErrorCode::LeasesLost, ErrorCode::SettingsDiffer, ErrorCode::NotFound, ErrorCode::DiskFull,
                                 ErrorCode::PermissionDenied, ErrorCode::AuthenticationFailed})
        QTest::newRow(qPrintable(codeName(code))) << code;
}

void tst_LeaseKeeping::whatStaysIsToldAtOnce()
{
    QFETCH(const ErrorCode, code);
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping keeping(store, {u"leader"_s, u"n1"_s, 30s}, m_clock);
    bucket.setTrouble(Error{code, u"bucket"_s, {}});
    keeping.tick();
    QCOMPARE(keeping.lastingTrouble().value().code, code);
}

/// The second one never gets what the first renews, and knows why.
void tst_LeaseKeeping::twoOfOneName()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping one(store, {u"leader"_s, u"twin"_s, 30s, u"a"_s}, m_clock);
    LeaseKeeping two(store, {u"leader"_s, u"twin"_s, 30s, u"b"_s}, m_clock);
    one.tick();
    const quint64 token = one.held()->token;
    for (int i = 0; i < 50; ++i) {
        one.tick();
        two.tick();
        QCOMPARE(one.held().value().token, token);
        QVERIFY(!two.held());
        m_clock.advance(5s);
    }
    QCOMPARE(two.trouble().value().code, ErrorCode::NameTaken);
    one.noticed({ok(bucket.get(LeaseStore::namesakeKey(u"leader"_s))).value()});
    QCOMPARE(one.trouble().value().code, ErrorCode::NameTaken);
    while (one.trouble()) // told no more
        passAndTick(one);
    QVERIFY(one.held());
    one.release();
    while (!two.held())
        passAndTick(two);
    QVERIFY(!two.trouble());
}

/// Nodes that are not configured alike are seen, whoever leads, until they are.
void tst_LeaseKeeping::tellsOfAnotherTtl()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping one(store, {u"leader"_s, u"n1"_s, 10min}, m_clock);
    LeaseKeeping two(store, {u"leader"_s, u"n2"_s, 30s}, m_clock);
    const auto alarms = [&] {
        LeaseTable table;
        const auto watch = ok(bucket.watch({}));
        for (auto records = ok(watch->next(0ms)); !records.isEmpty(); records = ok(watch->next(0ms))) {
            for (const KeyValueRecord &record : std::as_const(records))
                table.apply(record);
        }
        return leaseAlarms(table, {}, ok(bucket.time()).now);
    };
    one.tick();
    QCOMPARE(alarms(), QList<LeaseAlarm>());
    const QList<LeaseAlarm> told{{LeaseAlarm::Kind::TtlsDiffer, u"leader"_s, u"n1"_s, u"n2"_s, 10min, 30s}};
    for (int i = 0; i < 60; ++i) {
        two.tick();
        one.tick();
        QVERIFY(one.held() && !two.held());
        QCOMPARE(alarms(), told);
        m_clock.advance(1min);
    }
    // One that is not there any more is not told of for ever.
    for (int i = 0; i < 21; ++i) {
        one.tick();
        m_clock.advance(1min);
    }
    one.tick();
    QCOMPARE(alarms(), QList<LeaseAlarm>());
    two.tick();
    QCOMPARE(alarms(), told);
    LeaseKeeping mended(store, {u"leader"_s, u"n2"_s, 10min}, m_clock);
    mended.tick();
    QCOMPARE(alarms(), QList<LeaseAlarm>());
}

/// What it left when it was killed is no other process of its name.
void tst_LeaseKeeping::startedAnew()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    LeaseKeeping killed(store, {u"leader"_s, u"n1"_s, 30s, u"a"_s}, m_clock);
    killed.tick();
    const Lease lease = killed.held().value();
    LeaseKeeping anew(store, {u"leader"_s, u"n1"_s, 30s, u"b"_s}, m_clock);
    while (!anew.held()) {
        passAndTick(anew);
        QVERIFY(!anew.trouble());
    }
    QVERIFY(anew.held()->acquired >= lease.expires());
    QVERIFY(anew.held()->token > lease.token);
}

/// Neither after a failed call, nor when a lease became free.
void tst_LeaseKeeping::doNotRetryAtOneMoment()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    const auto waits = [&](quint32 seed, bool isReached) {
        bucket.setTrouble({});
        LeaseKeeping keeping(store, {u"leader"_s, u"n%1"_s.arg(seed), 30s}, m_clock, seed);
        if (!isReached)
            bucket.setTrouble(Error{ErrorCode::Unreachable, u"bucket"_s, {}});
        return keeping.tick() - m_clock.steadyNow();
    };
    const Lease held = ok(store.acquire(u"leader"_s, u"n0"_s, 30s));
    for (const bool isReached : {false, true}) {
        QSet<qint64> moments;
        for (const quint32 seed : {7u, 1'000'003u, 2'000'000'011u}) {
            const std::chrono::nanoseconds wait = waits(seed, isReached);
            QVERIFY(wait == waits(seed, isReached)); // from the seed alone
            const std::chrono::nanoseconds least = isReached ? held.ttl + 50ms : 500ms;
            QVERIFY2(wait >= least && wait <= (isReached ? held.ttl + 100ms : 1000ms), qPrintable(QString::number(wait.count())));
            moments.insert(std::chrono::duration_cast<std::chrono::milliseconds>(wait).count());
        }
        QCOMPARE(moments.size(), 3);
    }
}

QTEST_GUILESS_MAIN(tst_LeaseKeeping)
#include "tst_leasekeeping.moc"
