// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasestore.h"
#include "tests/lease/natsbuckets.h"

#include <QTest>

#include <thread>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_LeaseStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokensGrow_data() { addTwinsAndNats(); }
    void tokensGrow();
    void lateHolderIsTurnedAway_data() { addTwinsAndNats(); }
    void lateHolderIsTurnedAway();
    void differentTtls_data() { addTwinsAndNats(); }
    void differentTtls();
    void oneOfManyGetsIt_data() { addTwinsAndNats(); }
    void oneOfManyGetsIt();
    void foreignRecordStays_data() { addTwinsAndNats(); }
    void foreignRecordStays();
    void wishes_data() { addTwinsAndNats(); }
    void wishes();
    void lostAnswers();
    void wallClockMovesNothing_data() { addTwins(); }
    void wallClockMovesNothing();

private:
    /// Until it has run out for sure: by the hand of the clock, or by waiting where nobody can move it.
    void outlive(LeaseStore &store, const Lease &lease)
    {
        m_clock.advance(lease.ttl);
        const QDateTime end = ok(store.read(lease.name)).value().expires(); // as whoever takes it next reads it
        QVERIFY(QTest::qWaitFor([&] {
            const BucketTime time = ok(store.time());
            return end <= time.now.addDuration(-time.uncertainty);
        }, 60'000));
    }
    /// All but its times, which a writer knows as exactly as the clock's uncertainty.
    static void checkSame(const std::optional<Lease> &read, const Lease &written)
    {
        QVERIFY(read);
        QCOMPARE(std::tie(read->name, read->holder, read->token, read->renewals, read->isReleased, read->revision),
                 std::tie(written.name, written.holder, written.token, written.renewals, written.isReleased, written.revision));
        QVERIFY(read->ttl == written.ttl);
    }

    ManualClock m_clock;
};

void tst_LeaseStore::tokensGrow()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    LeaseStore one(shared->view());
    LeaseStore two(shared->view());
    quint64 token = 0;
    for (int i = 0; i < 3; ++i) {
        const Lease a = ok(one.acquire(u"leader"_s, u"n1"_s, 30s));
        QVERIFY(a.token > token);
        m_clock.advance(10s);
        const Lease renewed = ok(one.renew(a));
        QCOMPARE(renewed.token, a.token);
        checkSame(ok(two.read(u"leader"_s)), renewed);
        EXPECT_ERROR(two.acquire(u"leader"_s, u"n2"_s, 30s), ErrorCode::LeaseHeld);
        ok(one.release(renewed));
        const Lease b = ok(two.acquire(u"leader"_s, u"n2"_s, 30s));
        QVERIFY(b.token > a.token);
        ok(two.release(b));
        token = b.token;
    }
    QCOMPARE(ok(one.list()).size(), 1);
    const Lease again = ok(two.acquire(u"leader"_s, u"n2"_s, 30s));
    QVERIFY(ok(two.acquire(u"leader"_s, u"n2"_s, 30s)).token > again.token); // a process that started anew
    EXPECT_ERROR(two.renew(again), ErrorCode::LeaseLost);
}

void tst_LeaseStore::lateHolderIsTurnedAway()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    LeaseStore store(shared->view());
    const Lease frozen = ok(store.acquire(u"leader"_s, u"n1"_s, 3s));
    outlive(store, frozen);
    EXPECT_ERROR(store.renew(frozen), ErrorCode::LeaseLost); // though nobody took it
    const Lease next = ok(store.acquire(u"leader"_s, u"n2"_s, 3s));
    EXPECT_ERROR(store.renew(frozen), ErrorCode::LeaseLost);
    EXPECT_ERROR(store.release(frozen), ErrorCode::LeaseLost);
    checkSame(ok(store.read(u"leader"_s)), next);
}

void tst_LeaseStore::differentTtls()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    LeaseStore store(shared->view());
    const Lease longer = ok(store.acquire(u"leader"_s, u"n1"_s, 60s));
    m_clock.advance(59s);
    EXPECT_ERROR(store.acquire(u"leader"_s, u"n2"_s, 3s), ErrorCode::LeaseHeld); // the holder's ttl counts
    ok(store.release(longer));
    const Lease shorter = ok(store.acquire(u"leader"_s, u"n1"_s, 3s));
    outlive(store, shorter);
    ok(store.acquire(u"leader"_s, u"n2"_s, 60s));
}

void tst_LeaseStore::oneOfManyGetsIt()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    std::vector<std::unique_ptr<LeaseStore>> stores;
    for (int i = 0; i < 4; ++i)
        stores.push_back(std::make_unique<LeaseStore>(shared->view()));
    for (int round = 0; round < 10; ++round) {
        std::atomic<int> held = 0;
        std::mutex mutex;
        std::optional<Lease> winner;
        std::vector<std::jthread> threads;
        for (size_t i = 0; i < stores.size(); ++i)
            threads.emplace_back([&, i] {
                const auto lease = stores[i]->acquire(u"leader"_s, u"n%1"_s.arg(i), 3s);
                held += lease ? 1 : lease.error().code == ErrorCode::LeaseHeld ? 0 : 100;
                const std::scoped_lock alone(mutex);
                if (lease)
                    winner = *lease;
            });
        threads.clear();
        QCOMPARE(held, 1);
        ok(stores.front()->release(*winner));
    }
}

void tst_LeaseStore::foreignRecordStays()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    KeyValueBucket &bucket = shared->view();
    const KeyValueRecord foreign = ok(bucket.put(LeaseStore::leaseKey(u"leader"_s), "not ours"_ba, 0));
    LeaseStore store(bucket);
    EXPECT_ERROR(store.acquire(u"leader"_s, u"n1"_s, 30s), ErrorCode::LeaseInvalid);
    EXPECT_ERROR(store.read(u"leader"_s), ErrorCode::LeaseInvalid);
    QCOMPARE(ok(store.list()).size(), 0);
    const KeyValueRecord stays = ok(bucket.get(foreign.key)).value();
    QCOMPARE(stays.revision, foreign.revision);
    QCOMPARE(stays.value, foreign.value);
}

void tst_LeaseStore::wishes()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    LeaseStore store(shared->view());
    EXPECT_ERROR(store.askToStepDown(u"leader"_s, u"ada"_s), ErrorCode::NotFound);
    const Lease lease = ok(store.acquire(u"leader"_s, u"n1"_s, 30s));
    QVERIFY(!ok(store.wish(u"leader"_s)));
    ok(store.askToStepDown(u"leader"_s, u"ada"_s));
    ok(store.askToStepDown(u"leader"_s, u"bob"_s));
    const auto wish = ok(store.wish(u"leader"_s));
    QCOMPARE(wish->token, lease.token);
    QCOMPARE(wish->by, u"bob"_s);
    ok(store.renew(lease)); // a wish takes nothing away
    ok(store.noteRefused(u"leader"_s, {u"n2"_s, 1, lease.token, {}}));
    const auto record = ok(store.bucket().get(LeaseStore::refusedKey(u"leader"_s)));
    QCOMPARE(ok(LeaseStore::refusedOf(*record)).holder, u"n2"_s);
}

void tst_LeaseStore::lostAnswers()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    bucket.loseNextAnswer();
    EXPECT_ERROR(store.acquire(u"leader"_s, u"n1"_s, 30s), ErrorCode::TimedOut);
    EXPECT_ERROR(store.acquire(u"leader"_s, u"n2"_s, 30s), ErrorCode::LeaseHeld); // it was granted
    const Lease lease = ok(store.acquire(u"leader"_s, u"n1"_s, 30s));
    bucket.loseNextAnswer();
    EXPECT_ERROR(store.renew(lease), ErrorCode::TimedOut);
    m_clock.advance(1s);
    const Lease renewed = ok(store.renew(lease)); // over the one that was written
    QCOMPARE(renewed.token, lease.token);
    QCOMPARE(renewed.renewals, 2u);
}

void tst_LeaseStore::wallClockMovesNothing()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    LeaseStore store(shared->view());
    ok(store.acquire(u"leader"_s, u"n1"_s, 30s));
    m_clock.setWall(10min);
    EXPECT_ERROR(store.acquire(u"leader"_s, u"n2"_s, 30s), ErrorCode::LeaseHeld);
    m_clock.setWall(-20min);
    m_clock.advance(30s);
    ok(store.acquire(u"leader"_s, u"n2"_s, 30s));
}

QTEST_GUILESS_MAIN(tst_LeaseStore)
#include "tst_leasestore.moc"
