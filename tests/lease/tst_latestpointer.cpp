// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/latestpointer.h"
#include "tests/lease/natsbuckets.h"

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_LatestPointer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addTwinsAndNats(); }
    void init();
    void cleanup();
    void pointsToWhatWasPublished();
    void lateHolderIsTurnedAway();
    void fencedBeforeTheHeirPublishes();
    void neverGoesBack();
    void leavesForeignRecords_data();
    void leavesForeignRecords();
    void tokenNobodyWasGranted();
    void replacesAnything();

private:
    PublishedSnapshot snapshot(quint64 index, const QString &lineage = u"l1"_s) const
    {
        const SnapshotId id = makeSnapshotId(m_clock.utcNow());
        return {id, u"main/"_s + id.value, 1000, QByteArray(32, 'x'), {{lineage}, index}, m_clock.utcNow()};
    }
    /// Whoever held it before has lost it, and need not know.
    Lease take(const QString &holder)
    {
        if (m_held)
            (void)m_store->release(*m_held);
        m_clock.advance(30s); // snapshots are named by it
        m_held = ok(m_store->acquire(u"leader"_s, holder, 30s));
        return *m_held;
    }
    void checkStays(const KeyValueRecord &record)
    {
        const KeyValueRecord now = ok(m_bucket->get(record.key)).value();
        QCOMPARE(now.revision, record.revision);
        QCOMPARE(now.value, record.value);
    }

    ManualClock m_clock;
    std::unique_ptr<SharedBucket> m_shared;
    KeyValueBucket *m_bucket = nullptr;
    std::unique_ptr<LeaseStore> m_store;
    std::optional<Lease> m_held;
};

void tst_LatestPointer::init()
{
    QFETCH_GLOBAL(MakeBucket, make);
    m_shared = make(m_clock);
    m_bucket = &m_shared->view();
    m_store = std::make_unique<LeaseStore>(*m_bucket);
    m_held.reset();
}

void tst_LatestPointer::cleanup()
{
    m_store.reset();
    m_shared.reset();
}

void tst_LatestPointer::pointsToWhatWasPublished()
{
    LatestPointer pointer(*m_store, u"main"_s);
    QCOMPARE(ok(pointer.read()), Latest());
    const Lease lease = take(u"n1"_s);
    QVERIFY(ok(pointer.fence(lease)).snapshots.isEmpty());
    const PublishedSnapshot first = snapshot(10);
    ok(pointer.move(first, lease, 2));
    QCOMPARE(ok(pointer.read()), (Latest{lease.token, u"n1"_s, {first}, first.id}));
    const PublishedSnapshot second = snapshot(20);
    const PublishedSnapshot third = snapshot(30);
    m_held = ok(m_store->renew(lease));
    const Lease renewed = *m_held;
    ok(pointer.move(second, renewed, 2));
    QCOMPARE(ok(pointer.read()).snapshots, (QList<PublishedSnapshot>{second, first}));
    ok(pointer.move(third, renewed, 2));
    ok(pointer.move(third, renewed, 2)); // again, after an answer that was lost
    QCOMPARE(ok(pointer.read()).snapshots, (QList<PublishedSnapshot>{third, second}));
    QVERIFY(ok(LatestPointer(*m_store, u"other"_s).read()).snapshots.isEmpty());
}

void tst_LatestPointer::lateHolderIsTurnedAway()
{
    LatestPointer pointer(*m_store, u"main"_s);
    const Lease frozen = take(u"n1"_s);
    ok(pointer.fence(frozen));
    const Lease heir = take(u"n2"_s);
    EXPECT_ERROR(pointer.move(snapshot(10), frozen, 10, LatestPointer::Refusal::Unnoted), ErrorCode::LeaseLost);
    QVERIFY(!ok(m_bucket->get(LeaseStore::refusedKey(u"leader"_s))));
    // Before the heir has done anything at all.
    EXPECT_ERROR(pointer.move(snapshot(10), frozen, 10), ErrorCode::LeaseLost);
    ok(pointer.fence(heir));
    const PublishedSnapshot published = snapshot(20);
    ok(pointer.move(published, heir, 10));
    EXPECT_ERROR(pointer.move(snapshot(30), frozen, 10), ErrorCode::LeaseLost);
    EXPECT_ERROR(pointer.fence(frozen), ErrorCode::LeaseLost);
    QCOMPARE(ok(pointer.read()), (Latest{heir.token, u"n2"_s, {published}, published.id}));
    const auto refused = ok(LeaseStore::refusedOf(ok(m_bucket->get(LeaseStore::refusedKey(u"leader"_s))).value()));
    QCOMPARE(refused.holder, u"n1"_s);
    QCOMPARE(refused.token, frozen.token);
    QCOMPARE(refused.newest, heir.token);
}

void tst_LatestPointer::fencedBeforeTheHeirPublishes()
{
    LatestPointer pointer(*m_store, u"main"_s);
    const Lease first = take(u"n1"_s);
    const PublishedSnapshot kept = snapshot(10);
    ok(pointer.move(kept, first, 10));
    const Lease heir = take(u"n2"_s);
    QCOMPARE(ok(pointer.fence(heir)).snapshots, QList<PublishedSnapshot>{kept});
    QCOMPARE(ok(pointer.fence(heir)).token, heir.token); // again: as it is
    // Whatever the lease's record says: the pointer itself knows the newer token.
    const auto record = ok(m_bucket->get(LeaseStore::leaseKey(u"leader"_s))).value();
    Lease forged = first;
    ok(m_bucket->put(record.key, leaseValue(forged), record.revision));
    EXPECT_ERROR(pointer.move(snapshot(20), first, 10), ErrorCode::LeaseLost);
    QCOMPARE(ok(pointer.read()).snapshots, QList<PublishedSnapshot>{kept});
}

void tst_LatestPointer::neverGoesBack()
{
    LatestPointer pointer(*m_store, u"main"_s);
    const Lease lease = take(u"n1"_s);
    ok(pointer.move(snapshot(20), lease, 10));
    EXPECT_ERROR(pointer.move(snapshot(19), lease, 10), ErrorCode::InvalidArgument);
    ok(pointer.move(snapshot(20), lease, 10));
    ok(pointer.move(snapshot(5, u"l2"_s), lease, 10)); // after a restore: another history
}

void tst_LatestPointer::leavesForeignRecords_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("garbage") << "x"_ba;
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("a lease") << R"({"lifeboat":"lease","holder":"n1","ttlMs":30000})"_ba;
    QTest::newRow("an id that is none")
        << R"({"lifeboat":"latest","token":"1","publisher":"n","snapshots":[{"snapshot":"../x","object":"o","size":"1","sha256":")"_ba
            + QByteArray(64, '0') + R"(","lineage":"l","appliedIndex":"1","createdAt":"2026-01-02T03:04:05Z"}]})"_ba;
    QTest::newRow("a short digest")
        << R"({"lifeboat":"latest","token":"1","publisher":"n","snapshots":[{"snapshot":"20261121T020322123Z-9f3a01c4","object":"o","size":"1",)"
           R"("sha256":"00","lineage":"l","appliedIndex":"1","createdAt":"2026-01-02T03:04:05Z"}]})"_ba;
}

void tst_LatestPointer::leavesForeignRecords()
{
    QFETCH(QByteArray, value);
    const KeyValueRecord foreign = ok(m_bucket->put(LatestPointer::key(u"main"_s), value, 0));
    LatestPointer pointer(*m_store, u"main"_s);
    const Lease lease = take(u"n1"_s);
    EXPECT_ERROR(pointer.read(), ErrorCode::PointerInvalid);
    EXPECT_ERROR(pointer.fence(lease), ErrorCode::PointerInvalid);
    EXPECT_ERROR(pointer.move(snapshot(1), lease, 10), ErrorCode::PointerInvalid);
    checkStays(foreign);
}

void tst_LatestPointer::tokenNobodyWasGranted()
{
    LatestPointer pointer(*m_store, u"main"_s);
    const Lease lease = take(u"n1"_s);
    const KeyValueRecord huge = ok(m_bucket->put(
        LatestPointer::key(u"main"_s), R"({"lifeboat":"latest","token":"18446744073709551615","publisher":"n","snapshots":[]})", 0));
    EXPECT_ERROR(pointer.fence(lease), ErrorCode::PointerInvalid);
    EXPECT_ERROR(pointer.check(ok(pointer.read()), lease.name), ErrorCode::PointerInvalid);
    checkStays(huge);
    const Lease heir = take(u"n2"_s);
    ok(pointer.replace({}, heir));
    EXPECT_ERROR(pointer.fence(lease), ErrorCode::LeaseLost); // merely late
    ok(pointer.check(ok(pointer.read()), lease.name));
}

void tst_LatestPointer::replacesAnything()
{
    LatestPointer pointer(*m_store, u"main"_s);
    const Lease late = take(u"n1"_s);
    const KeyValueRecord garbage = ok(m_bucket->put(LatestPointer::key(u"main"_s), "x"_ba, 0));
    const Lease lease = take(u"n2"_s);
    EXPECT_ERROR(pointer.replace(snapshot(1), late), ErrorCode::LeaseLost);
    checkStays(garbage);
    const PublishedSnapshot whole = snapshot(7);
    const Latest latest = ok(pointer.replace(whole, lease));
    QCOMPARE(latest, (Latest{lease.token, u"n2"_s, {whole}, whole.id}));
    QCOMPARE(ok(pointer.read()), latest);
    EXPECT_ERROR(pointer.move(snapshot(8), late, 10), ErrorCode::LeaseLost);
    ok(pointer.move(snapshot(8), lease, 10));
}

QTEST_GUILESS_MAIN(tst_LatestPointer)
#include "tst_latestpointer.moc"
