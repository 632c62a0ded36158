// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasehistory.h"
#include "engine/lease/leaseobserver.h"
#include "tests/lease/buckets.h"

#include <atomic>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The history, and the observer that writes it.
class tst_LeaseHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAndFinds();
    void leavesOutRenewalsInTime();
    void keepsEachOnce();
    void trims();
    void refusesOtherFiles();
    void observerTellsAndKeeps();
    void observerGoesOnAfterTrouble();
    void observerGoesOnWhereTheHistoryEnds();
    void turnSeenInTheMiddle();
    void whatCameWithoutATimeIsNotLost();
    void whatIsToldLateHasNotRunOut();
    void keepsWhatCouldNotBeKept();
    void observerTrimsByAge();

private:
    Workspace m_space;
    ManualClock m_clock;
    int m_files = 0;

    std::unique_ptr<LeaseHistory> fresh()
    {
        return ok(LeaseHistory::open(m_space.path(u"history%1.db"_s.arg(++m_files))));
    }
    LeaseEvent event(quint64 revision, int second, const QString &name = u"leader"_s) const
    {
        const QDateTime time = ManualClock().utcNow().addSecs(second);
        return {.revision = revision,
                .time = time,
                .kind = LeaseEvent::Kind::Renewed,
                .name = name,
                .holder = u"n1"_s,
                .token = 3,
                .expires = time.addSecs(30),
                .late = 12ms,
                .other = u"n2"_s};
    }
};

void tst_LeaseHistory::keepsAndFinds()
{
    const auto history = fresh();
    QCOMPARE(ok(history->end()).revision, 0u);
    QVERIFY(!ok(history->end()).time.isValid());
    QCOMPARE(ok(history->read()).size(), 0);
    LeaseEvent expired = event(1, 30);
    expired.kind = LeaseEvent::Kind::Expired;
    expired.expires = {};
    const QList<LeaseEvent> all{event(1, 0), event(2, 10), event(3, 20, u"other"_s), expired};
    ok(history->add(all));
    QCOMPARE(ok(history->read()), all);
    QCOMPARE(ok(history->end()).revision, 3u);
    QCOMPARE(ok(history->end()).time, expired.time);
    QCOMPARE(ok(history->read({.name = u"other"_s, .from = {}, .to = {}})), QList<LeaseEvent>{all[2]});
    QCOMPARE(ok(history->read({.name = {}, .from = all[1].time, .to = all[3].time})), (QList<LeaseEvent>{all[1], all[2]}));
    QCOMPARE(ok(history->read({.name = {}, .from = {}, .to = {}, .limit = 1})), QList<LeaseEvent>{all[3]});
}

void tst_LeaseHistory::leavesOutRenewalsInTime()
{
    const auto history = fresh();
    LeaseEvent late = event(2, 10);
    late.late = 15s; // half of the 30 s it renews for
    LeaseEvent refused = event(4, 30);
    refused.kind = LeaseEvent::Kind::PublishRefused;
    refused.expires = {};
    ok(history->add({event(1, 0), late, event(3, 20), refused}));
    QCOMPARE(ok(history->read({.name = {}, .from = {}, .to = {}, .renewals = false})), QList<LeaseEvent>({late, refused}));
}

void tst_LeaseHistory::keepsEachOnce()
{
    const QString path = m_space.path(u"once.db"_s);
    ok(ok(LeaseHistory::open(path))->add({event(1, 0)}));
    const auto history = ok(LeaseHistory::open(path));
    ok(history->add({event(1, 0), event(2, 10)}));
    QCOMPARE(ok(history->read()).size(), 2);
}

void tst_LeaseHistory::trims()
{
    const auto history = fresh();
    ok(history->add({event(1, 0), event(2, 10), event(3, 20)}));
    ok(history->trim(event(2, 10).time));
    QCOMPARE(ok(history->read()), (QList<LeaseEvent>{event(2, 10), event(3, 20)}));
}

void tst_LeaseHistory::refusesOtherFiles()
{
    SQLite::Database(m_space.path(u"other.db"_s).toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE t (x)");
    EXPECT_ERROR(LeaseHistory::open(m_space.path(u"other.db"_s)), ErrorCode::DatabaseUnsupported);
    EXPECT_ERROR(LeaseHistory::open(m_space.path(u"no/such.db"_s)), ErrorCode::DirectoryMissing);
}

void tst_LeaseHistory::observerTellsAndKeeps()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    const auto history = fresh();
    std::mutex mutex;
    QStringList told;
    const auto heard = [&] {
        const std::scoped_lock alone(mutex);
        return told;
    };
    LeaseObserver observer(bucket, history.get(), {}, m_clock);
    observer.setListener([&](const QList<LeaseEvent> &events) {
        const std::scoped_lock alone(mutex);
        for (const LeaseEvent &each : events)
            told << kindName(each.kind);
    });
    const Lease lease = ok(store.acquire(u"leader"_s, u"n1"_s, 30s));
    observer.start();
    QVERIFY(QTest::qWaitFor([&] { return heard().size() == 1; }, 60'000));
    m_clock.advance(10s);
    ok(store.renew(lease));
    QVERIFY(QTest::qWaitFor([&] { return heard().size() == 2; }, 60'000));
    const LeaseSight sight = observer.sight();
    QCOMPARE(sight.leases, QList<Lease>{ok(store.read(u"leader"_s)).value()});
    QCOMPARE(sight.now, ok(bucket.time()).now);
    QVERIFY(sight.alarms.isEmpty());
    m_clock.advance(70s);
    QVERIFY(QTest::qWaitFor([&] { return heard().size() == 3; }, 60'000));
    QCOMPARE(heard(), (QStringList{u"acquired"_s, u"renewed"_s, u"expired"_s}));
    QCOMPARE(ok(history->read()).size(), 3);
    QCOMPARE(observer.sight().alarms, (QList<LeaseAlarm>{{LeaseAlarm::Kind::NobodyHolds, u"leader"_s, u"n1"_s}}));
}

void tst_LeaseHistory::observerGoesOnAfterTrouble()
{
    MemoryBucket bucket;
    LeaseStore store(bucket);
    const Lease lease = ok(store.acquire(u"leader"_s, u"n1"_s, 1h));
    LeaseObserver observer(bucket, nullptr, {});
    observer.start();
    QVERIFY(QTest::qWaitFor([&] { return observer.sight().leases.size() == 1; }, 60'000));
    bucket.setTrouble(Error{ErrorCode::Unreachable, u"bucket"_s, {}});
    QVERIFY(QTest::qWaitFor([&] { return observer.sight().trouble.has_value(); }, 60'000));
    QCOMPARE(observer.sight().leases.size(), 1); // stale, and says so
    QVERIFY(observer.sight().reachedAt.isValid());
    bucket.setTrouble({});
    ok(store.renew(lease));
    QVERIFY(QTest::qWaitFor([&] { return observer.sight().leases.value(0).renewals == 1; }, 60'000));
    QVERIFY(!observer.sight().trouble);
}

namespace {

/// Tells one record after the other.
class SlowWatch final : public KeyValueWatch
{
public:
    explicit SlowWatch(std::unique_ptr<KeyValueWatch> watch) : m_watch(std::move(watch)) {}

    Result<QList<KeyValueRecord>> next(std::chrono::milliseconds timeout, std::stop_token stop) override
    {
        if (m_waiting.isEmpty()) {
            LIFEBOAT_ASSIGN(m_waiting, m_watch->next(timeout, stop));
        }
        return m_waiting.isEmpty() ? QList<KeyValueRecord>() : QList<KeyValueRecord>{m_waiting.takeFirst()};
    }

private:
    std::unique_ptr<KeyValueWatch> m_watch;
    QList<KeyValueRecord> m_waiting;
};

/// Tells what is written, and sometimes not when that is.
class TimelessBucket final : public KeyValueBucket
{
public:
    explicit TimelessBucket(MemoryBucket &bucket) : m_bucket(bucket) {}

    Result<std::optional<KeyValueRecord>> get(const QString &key) override { return m_bucket.get(key); }
    Result<KeyValueRecord> put(const QString &key, const QByteArray &value, quint64 seen) override { return m_bucket.put(key, value, seen); }
    Result<QList<KeyValueRecord>> list(const QString &prefix) override { return m_bucket.list(prefix); }
    Result<std::unique_ptr<KeyValueWatch>> watch(const QString &prefix, quint64 after) override
    {
        LIFEBOAT_ASSIGN(auto watch, m_bucket.watch(prefix, after));
        return std::make_unique<SlowWatch>(std::move(watch));
    }
    Result<BucketTime> time() override
    {
        if (!m_isTimeless)
            return m_bucket.time();
        ++m_refused;
        return failure(ErrorCode::TimedOut, u"bucket"_s);
    }

    std::atomic<bool> m_isTimeless = false;
    std::atomic<int> m_refused = 0;

private:
    MemoryBucket &m_bucket;
};

/// "acquired n1 3", oldest first.
QStringList rows(const LeaseHistory &history)
{
    QStringList rows;
    for (const LeaseEvent &each : ok(history.read()))
        rows << u"%1 %2 %3"_s.arg(kindName(each.kind), each.holder).arg(each.token);
    return rows;
}

} // namespace

/// A node that is started anew under an older leader, of whose turn the bucket has the last 64 records.
void tst_LeaseHistory::observerGoesOnWhereTheHistoryEnds()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    const auto history = fresh();
    ok(store.acquire(u"leader"_s, u"n1"_s, 30s));
    m_clock.advance(60s);
    Lease lease = ok(store.acquire(u"leader"_s, u"n2"_s, 30s));
    QList<LeaseEvent> told;
    for (int life = 0; life < 3; ++life) {
        std::mutex mutex;
        LeaseObserver observer(bucket, history.get(), {}, m_clock);
        observer.setListener([&](const QList<LeaseEvent> &events) {
            const std::scoped_lock alone(mutex);
            told += events;
        });
        for (int i = 0; i < 2 * KeyValueBucket::kHistory; ++i) {
            m_clock.advance(10s);
            lease = ok(store.renew(lease));
        }
        observer.start();
        QVERIFY(QTest::qWaitFor([&] { return ok(history->end()).revision == lease.revision; }, 60'000));
        QCOMPARE(observer.sight().leases, QList<Lease>{lease});
    }
    QStringList turns = rows(*history);
    QCOMPARE(turns.filter(u"renewed"_s).size(), 3 * KeyValueBucket::kHistory);
    turns.removeIf([](const QString &row) { return row.startsWith("renewed"_L1); });
    QCOMPARE(turns, QStringList{u"acquired n2 %1"_s.arg(lease.token)});
    const LeaseEvent first = ok(history->read()).first();
    QCOMPARE(first.time, lease.acquired); // not when it was seen
    QCOMPARE(first.revision, lease.token);
    QCOMPARE(std::ranges::count(told, LeaseEvent::Kind::Acquired, &LeaseEvent::kind), 1);
}

void tst_LeaseHistory::turnSeenInTheMiddle()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    const auto history = fresh();
    const Lease first = ok(store.acquire(u"leader"_s, u"n1"_s, 30s));
    const auto watched = [&] {
        LeaseObserver observer(bucket, history.get(), {}, m_clock);
        observer.start();
        QVERIFY(QTest::qWaitFor([&] { return observer.sight().reachedAt.isValid(); }, 60'000));
    };
    watched();
    m_clock.advance(60s);
    const Lease second = ok(store.acquire(u"leader"_s, u"n2"_s, 30s));
    watched();
    watched();
    QCOMPARE(rows(*history), (QStringList{u"acquired n1 %1"_s.arg(first.token), u"expired n1 %1"_s.arg(first.token),
                                          u"taken-over n2 %1"_s.arg(second.token)}));
}

void tst_LeaseHistory::whatCameWithoutATimeIsNotLost()
{
    MemoryBucket memory(m_clock);
    TimelessBucket bucket(memory);
    LeaseStore store(memory);
    const auto history = fresh();
    LeaseObserver observer(bucket, history.get(), {}, m_clock);
    observer.start();
    QVERIFY(QTest::qWaitFor([&] { return observer.sight().reachedAt.isValid(); }, 60'000));
    bucket.m_isTimeless = true;
    const Lease lease = ok(store.acquire(u"leader"_s, u"n1"_s, 30s));
    const int before = bucket.m_refused; // who asks after that and the next one has seen the lease
    QVERIFY(QTest::qWaitFor([&] { return bucket.m_refused >= before + 2; }, 60'000));
    QVERIFY(observer.sight().trouble.has_value());
    bucket.m_isTimeless = false;
    QVERIFY(QTest::qWaitFor([&] { return !observer.sight().trouble; }, 60'000));
    QVERIFY(QTest::qWaitFor([&] { return rows(*history) == QStringList{u"acquired n1 %1"_s.arg(lease.token)}; }, 60'000));
}

/// Of renewals that were made long ago, and are told one after the other.
void tst_LeaseHistory::whatIsToldLateHasNotRunOut()
{
    MemoryBucket memory(m_clock);
    TimelessBucket bucket(memory);
    LeaseStore store(memory);
    const auto history = fresh();
    const Lease first = ok(store.acquire(u"leader"_s, u"n1"_s, 30s));
    m_clock.advance(60s);
    Lease second = ok(store.acquire(u"leader"_s, u"n2"_s, 30s));
    for (int i = 0; i < 2 * KeyValueBucket::kHistory; ++i) {
        m_clock.advance(10s);
        second = ok(store.renew(second));
    }
    LeaseObserver observer(bucket, history.get(), {}, m_clock);
    observer.start();
    QVERIFY(QTest::qWaitFor([&] { return ok(history->end()).revision == second.revision; }, 60'000));
    QStringList turns = rows(*history);
    turns.removeIf([](const QString &row) { return row.startsWith("renewed"_L1); });
    QCOMPARE(turns, QStringList{u"acquired n2 %1"_s.arg(second.token)});
    m_clock.advance(40s);
    QVERIFY(QTest::qWaitFor([&] { return rows(*history).contains(u"expired n2 %1"_s.arg(second.token)); }, 60'000));
}

/// As on a full disk.
void tst_LeaseHistory::keepsWhatCouldNotBeKept()
{
    MemoryBucket bucket(m_clock);
    LeaseStore store(bucket);
    const QString path = m_space.path(u"full.db"_s);
    const auto history = ok(LeaseHistory::open(path));
    SQLite::Database other(path.toStdString(), SQLite::OPEN_READWRITE);
    other.setBusyTimeout(60'000);
    other.exec("ALTER TABLE lease_events RENAME TO away");
    LeaseObserver observer(bucket, history.get(), {}, m_clock);
    observer.start();
    const Lease lease = ok(store.acquire(u"leader"_s, u"n1"_s, 30s));
    QVERIFY(QTest::qWaitFor([&] { return observer.sight().leases.size() == 1; }, 60'000));
    ok(store.renew(lease));
    QVERIFY(QTest::qWaitFor([&] { return observer.sight().leases.value(0).renewals == 1; }, 60'000));
    QVERIFY(!observer.sight().trouble); // what it tells is news
    QVERIFY(QTest::qWaitFor([&] { return observer.historyTrouble().has_value(); }, 60'000));
    other.exec("ALTER TABLE away RENAME TO lease_events");
    const QStringList both{u"acquired n1 %1"_s.arg(lease.token), u"renewed n1 %1"_s.arg(lease.token)};
    QVERIFY(QTest::qWaitFor([&] { return rows(*history) == both; }, 60'000));
    QVERIFY(QTest::qWaitFor([&] { return !observer.historyTrouble(); }, 60'000));
}

void tst_LeaseHistory::observerTrimsByAge()
{
    MemoryBucket bucket(m_clock);
    const auto history = fresh();
    const LeaseEvent old = event(1, -3 * 86'400), young = event(2, -86'400);
    ok(history->add({old, young}));
    LeaseObserver observer(bucket, history.get(), {.keep = std::chrono::days(2)}, m_clock);
    observer.start();
    QVERIFY(QTest::qWaitFor([&] { return ok(history->read()) == QList<LeaseEvent>{young}; }, 60'000));
    m_clock.advance(25h); // it looks again by and by
    QVERIFY(QTest::qWaitFor([&] { return ok(history->read()).isEmpty(); }, 60'000));
}

QTEST_GUILESS_MAIN(tst_LeaseHistory)
#include "tst_leasehistory.moc"
