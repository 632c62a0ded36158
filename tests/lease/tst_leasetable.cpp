// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasetable.h"
#include "tests/lease/buckets.h"

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_LeaseTable final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tellsALife();
    void tellsExpiryOnce();
    void tellsConflicts();
    void tellsLosses();
    void tellsForeignRecords();
    void ignoresWhatItHasSeen();
    void tellsTurnsAsOfWhenTheyBegan();
    void whatWasNotSeenIsNoConflict();
    void kindNames();
    void alarmsOfFlapping();
    void alarmsOfLateHeartbeats();

private:
    /// Kinds and holders of what came since the last call.
    QStringList events()
    {
        QStringList told;
        while (true) {
            const auto records = ok(m_watch->next(0ms));
            if (records.isEmpty())
                break;
            for (const KeyValueRecord &record : records)
                note(m_table.apply(record), told);
        }
        for (const Lease &lease : m_table.runOut(ok(m_bucket->time()).now))
            note(m_table.expire(lease), told);
        return told;
    }
    void note(const QList<LeaseEvent> &events, QStringList &told)
    {
        for (const LeaseEvent &event : events)
            told << kindName(event.kind) + u' ' + event.holder;
        m_events += events;
    }
    QList<LeaseAlarm> alarms() { return leaseAlarms(m_table, m_events, ok(m_bucket->time()).now); }

    ManualClock m_clock;
    std::unique_ptr<MemoryBucket> m_bucket;
    std::unique_ptr<LeaseStore> m_store;
    std::unique_ptr<KeyValueWatch> m_watch;
    LeaseTable m_table;
    QList<LeaseEvent> m_events;
};

void tst_LeaseTable::init()
{
    m_bucket = std::make_unique<MemoryBucket>(m_clock);
    m_store = std::make_unique<LeaseStore>(*m_bucket);
    m_watch = ok(m_bucket->watch({}));
    m_table = LeaseTable();
    m_events.clear();
}

void tst_LeaseTable::tellsALife()
{
    const Lease first = ok(m_store->acquire(u"leader"_s, u"n1"_s, 30s));
    m_clock.advance(10s);
    const Lease renewed = ok(m_store->renew(first));
    QCOMPARE(events(), (QStringList{u"acquired n1"_s, u"renewed n1"_s}));
    QCOMPARE(m_events.last().late, 0ms);
    m_clock.advance(25s);
    const Lease late = ok(m_store->renew(renewed));
    ok(m_store->askToStepDown(u"leader"_s, u"ada"_s));
    ok(m_store->release(late));
    QCOMPARE(events(), (QStringList{u"renewed n1"_s, u"step-down-asked ada"_s, u"released n1"_s}));
    QCOMPARE(m_events[2].late, 15s);
    ok(m_store->acquire(u"leader"_s, u"n2"_s, 30s));
    m_clock.advance(60s);
    ok(m_store->acquire(u"leader"_s, u"n3"_s, 30s));
    ok(m_store->noteRefused(u"leader"_s, {u"n2"_s, 1, 9, {}}));
    QCOMPARE(events(), (QStringList{u"acquired n2"_s, u"expired n2"_s, u"taken-over n3"_s, u"publish-refused n2"_s}));
    QCOMPARE(m_events[m_events.size() - 3].time, m_events[m_events.size() - 4].expires);
    QCOMPARE(m_events[m_events.size() - 2].other, u"n2"_s);
}

void tst_LeaseTable::tellsExpiryOnce()
{
    ok(m_store->acquire(u"leader"_s, u"n1"_s, 30s));
    QCOMPARE(events(), QStringList{u"acquired n1"_s});
    m_clock.advance(30s);
    QCOMPARE(events(), QStringList{u"expired n1"_s});
    QCOMPARE(events(), QStringList{});
    ok(m_store->acquire(u"leader"_s, u"n2"_s, 30s));
    QCOMPARE(events(), QStringList{u"taken-over n2"_s});
}

void tst_LeaseTable::tellsConflicts()
{
    const Lease lease = ok(m_store->acquire(u"leader"_s, u"n1"_s, 30s));
    Lease thief = lease;
    thief.holder = u"n2"_s;
    thief.token = 0;
    ok(m_bucket->put(LeaseStore::leaseKey(u"leader"_s), leaseValue(thief), lease.revision));
    QCOMPARE(events(), (QStringList{u"acquired n1"_s, u"conflict n2"_s}));
    QCOMPARE(alarms(), (QList<LeaseAlarm>{{LeaseAlarm::Kind::TwoHolders, u"leader"_s, u"n2"_s}}));
}

void tst_LeaseTable::tellsLosses()
{
    const Lease lease = ok(m_store->acquire(u"leader"_s, u"n1"_s, 30s));
    m_clock.advance(40s);
    ok(m_store->noteLost(lease, 15s));
    const auto record = ok(m_bucket->get(LeaseStore::lostKey(u"leader"_s))).value();
    const QList<LeaseEvent> told = m_table.apply(record);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0].kind, LeaseEvent::Kind::Lost);
    QCOMPARE(told[0].holder, u"n1"_s);
    QCOMPARE(told[0].token, lease.token);
    QCOMPARE(told[0].time, lease.acquired.addSecs(25)); // not when it was told
    ok(m_bucket->put(record.key, "?"_ba, record.revision));
    QCOMPARE(m_table.apply(ok(m_bucket->get(record.key)).value()), QList<LeaseEvent>());
}

void tst_LeaseTable::tellsForeignRecords()
{
    ok(m_bucket->put(LeaseStore::leaseKey(u"leader"_s), "?"_ba, 0));
    QCOMPARE(events(), QStringList{u"foreign "_s});
    QCOMPARE(alarms(), (QList<LeaseAlarm>{{LeaseAlarm::Kind::Foreign, u"leader"_s, {}}}));
    // Once it was removed nothing is left to be mended.
    QStringList told;
    KeyValueRecord removal{LeaseStore::leaseKey(u"leader"_s), {}, 1'000'000, ok(m_bucket->time()).now};
    removal.isRemoved = true;
    note(m_table.apply(removal), told);
    QCOMPARE(told, QStringList{u"foreign "_s});
    QCOMPARE(alarms(), QList<LeaseAlarm>());
}

void tst_LeaseTable::ignoresWhatItHasSeen()
{
    ok(m_store->acquire(u"leader"_s, u"n1"_s, 30s));
    QCOMPARE(events().size(), 1);
    m_watch = ok(m_bucket->watch({}));
    QCOMPARE(events().size(), 0);
}

void tst_LeaseTable::tellsTurnsAsOfWhenTheyBegan()
{
    Lease lease = ok(m_store->acquire(u"leader"_s, u"n1"_s, 30s));
    m_clock.advance(10s);
    lease = ok(m_store->renew(lease));
    const auto current = [this] { return ok(m_bucket->get(LeaseStore::leaseKey(u"leader"_s))).value(); };
    QList<LeaseEvent> told = m_table.apply(current());
    QCOMPARE(told.size(), 2);
    QCOMPARE(told[0].kind, LeaseEvent::Kind::Acquired);
    QCOMPARE(told[0].time, lease.acquired);
    QCOMPARE(told[0].revision, lease.token);
    QCOMPARE(told[0].expires, lease.acquired.addSecs(30));
    QCOMPARE(told[1].kind, LeaseEvent::Kind::Renewed);
    QCOMPARE(told[1].late, 0ms);
    QCOMPARE(told[1].revision, lease.revision);
    // While nobody looked another took it, and renewed it twice: late for none of what is known. How the turn before ended is not
    // known: it may have been renewed, or given back.
    m_clock.advance(30s);
    Lease next = ok(m_store->acquire(u"leader"_s, u"n2"_s, 30s));
    for (int i = 0; i < 2; ++i) {
        m_clock.advance(10s);
        next = ok(m_store->renew(next));
    }
    told = m_table.apply(current());
    QCOMPARE(told.size(), 2);
    QCOMPARE(told[0].kind, LeaseEvent::Kind::Acquired);
    QCOMPARE(told[0].time, next.acquired);
    QCOMPARE(told[0].revision, next.token);
    QCOMPARE(told[0].other, u"n1"_s);
    QCOMPARE(told[1].kind, LeaseEvent::Kind::Renewed);
    for (int i = 0; i < 2; ++i) {
        m_clock.advance(10s);
        next = ok(m_store->renew(next));
    }
    told = m_table.apply(current());
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0].late, 0ms);
}

/// The lease was given back and taken within its ttl, by records that are not kept any more.
void tst_LeaseTable::whatWasNotSeenIsNoConflict()
{
    const Lease first = ok(m_store->acquire(u"leader"_s, u"n1"_s, 30s));
    QCOMPARE(events(), QStringList{u"acquired n1"_s});
    m_clock.advance(5s);
    ok(m_store->release(first));
    const Lease next = ok(m_store->acquire(u"leader"_s, u"n2"_s, 30s));
    m_clock.advance(10s);
    ok(m_store->renew(next));
    QStringList told;
    note(m_table.apply(ok(m_bucket->get(LeaseStore::leaseKey(u"leader"_s))).value()), told);
    QCOMPARE(told, (QStringList{u"acquired n2"_s, u"renewed n2"_s}));
    QCOMPARE(alarms(), QList<LeaseAlarm>());
}

void tst_LeaseTable::kindNames()
{
    for (int i = 0; i <= int(LeaseEvent::Kind::Lost); ++i)
        QCOMPARE(leaseEventKind(kindName(LeaseEvent::Kind(i))), LeaseEvent::Kind(i));
    QVERIFY(!leaseEventKind(u"nonsense"));
}

void tst_LeaseTable::alarmsOfFlapping()
{
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(alarms().size(), 0);
        ok(m_store->release(ok(m_store->acquire(u"leader"_s, i % 2 ? u"n1"_s : u"n2"_s, 30s))));
        m_clock.advance(10s);
        events();
    }
    QCOMPARE(alarms(), (QList<LeaseAlarm>{{LeaseAlarm::Kind::Flapping, u"leader"_s, u"n1"_s}}));
    m_clock.advance(300s);
    QCOMPARE(alarms().size(), 0);
}

void tst_LeaseTable::alarmsOfLateHeartbeats()
{
    ok(m_store->acquire(u"leader"_s, u"n1"_s, 30s));
    events();
    m_clock.advance(25s);
    QCOMPARE(alarms().size(), 0);
    m_clock.advance(1s);
    QCOMPARE(alarms(), (QList<LeaseAlarm>{{LeaseAlarm::Kind::LateHeartbeat, u"leader"_s, u"n1"_s}}));
    m_clock.advance(4s);
    QCOMPARE(alarms().size(), 0); // over: not late any more
    m_clock.advance(31s);
    QCOMPARE(alarms().size(), 0); // there may be a newer record
    events();
    QCOMPARE(alarms(), (QList<LeaseAlarm>{{LeaseAlarm::Kind::NobodyHolds, u"leader"_s, u"n1"_s}}));
}

QTEST_GUILESS_MAIN(tst_LeaseTable)
#include "tst_leasetable.moc"
