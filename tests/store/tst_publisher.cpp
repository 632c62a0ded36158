// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/nodeclient.h"
#include "tests/store/publisherbench.h"

#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_Publisher final : public PublisherBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addKinds(); }
    void init() { PublisherBench::init(); }
    void publishesAndFetches();
    void publishesOnlyWhatIsNewer();
    void keepsTheLast();
    void needsTheLease();
    void lostOnTheWay();
    void lingersBeforeThePointer();
    void heirCleansUp();
    void heirOutlivesTheSweep_data();
    void heirOutlivesTheSweep();
    void lostPointerLosesNothing();
    void clustersShareAStore();
    void damagedOnTheWay();
    void goesOnAfterAKill();
    void storeFailsAtEachStep_data() { storeKinds(); }
    void storeFailsAtEachStep();
    void refusesForeignSnapshots();
};

void tst_Publisher::publishesAndFetches()
{
    const Lease held = lease();
    const QString path = archive(10);
    const auto outcome = ok(publisher(*m_store).publish(m_control, path, [&] { return std::optional(held); }));
    QVERIFY(outcome.isNew && outcome.warnings.isEmpty() && outcome.removed.isEmpty());
    const auto published = ok(publisher(*m_store).published());
    QCOMPARE(published, outcome.latest.snapshots);
    QCOMPARE(published.size(), 1);
    QCOMPARE(published.first().position, (Position{{u"l1"_s}, 10}));
    const QString fetched = m_space.path(u"fetched.snap.tar"_s);
    ok(publisher(*m_store).fetch(m_control, published.first(), fetched));
    QCOMPARE(m_space.read(u"fetched.snap.tar"_s), ok(m_disk.readAll(path, 1 << 20)));
    EXPECT_ERROR(publisher(*m_store).fetch(m_control, published.first(), fetched), ErrorCode::AlreadyExists);
    QVERIFY(!m_disk.exists(path + u".published"_s));
}

void tst_Publisher::publishesOnlyWhatIsNewer()
{
    const Lease held = lease();
    QVERIFY(ok(publish(*m_store, 10, held)).isNew);
    QVERIFY(!ok(publish(*m_store, 10, held)).isNew);
    QVERIFY(!ok(publish(*m_store, 9, held)).isNew);
    QCOMPARE(objects().size(), 1);
    const auto other = ok(publisher(*m_store).publish(m_control, archive(3, u"l2"_s), [&] { return std::optional(held); }));
    QVERIFY(other.isNew); // a restore began another history
    QCOMPARE(latestIndex(*m_store), 3u);
}

void tst_Publisher::keepsTheLast()
{
    const Lease held = lease();
    for (quint64 index = 1; index <= 5; ++index)
        ok(publish(*m_store, index, held));
    QCOMPARE(objects().size(), 3);
    const auto published = ok(publisher(*m_store).published());
    QCOMPARE(published.size(), 3);
    for (const PublishedSnapshot &each : published)
        QVERIFY(objects().contains(each.object));
}

void tst_Publisher::needsTheLease()
{
    const auto none = [] { return std::optional<Lease>(); };
    EXPECT_ERROR(publisher(*m_store).publish(m_control, archive(1), none), ErrorCode::LeaseLost);
    QVERIFY(objects().isEmpty());
}

void tst_Publisher::lostOnTheWay()
{
    InterruptedStore slow(*m_store);
    const Lease held = lease();
    ok(publish(slow, 1, held));
    std::optional<Lease> heir;
    slow.at(1, [&]() -> Result<> {
        heir = lease(u"n2"_s); // the holder sleeps while its upload ends, and believes that it holds the lease
        return {};
    });
    EXPECT_ERROR(publish(slow, 5, held), ErrorCode::LeaseLost);
    QVERIFY(heir);
    QCOMPARE(latestIndex(*m_store), 1u);
    QCOMPARE(objects().size(), 2); // its orphan
    QVERIFY(ok(m_bucket->get(LeaseStore::refusedKey(u"leader"_s))));
}

/// All but the pointer is done then; who does not want it any more need not wait.
void tst_Publisher::lingersBeforeThePointer()
{
    const Lease held = lease();
    Progress progress;
    std::stop_source stop;
    JobControl control(progress, stop.get_token());
    Publisher lingering(*m_store, *m_leases, u"games"_s, u"main"_s, 3, m_disk, 1h);
    int looks = 0;
    const auto holds = [&] {
        if (++looks == 2) // the last one
            stop.request_stop();
        return std::optional(held);
    };
    EXPECT_ERROR(lingering.publish(control, archive(1), holds), ErrorCode::Canceled);
    QCOMPARE(progress.state().permille, 1000);
    QCOMPARE(objects().size(), 1);
    QVERIFY(ok(publisher(*m_store).published()).isEmpty());
}

void tst_Publisher::heirCleansUp()
{
    InterruptedStore slow(*m_store);
    const Lease held = lease();
    ok(publish(slow, 1, held));
    std::optional<Lease> heir;
    slow.at(1, [&]() -> Result<> {
        heir = lease(u"n2"_s);
        return {};
    });
    EXPECT_ERROR(publish(slow, 5, held), ErrorCode::LeaseLost);
    const QString orphan = objects().last();
    const auto outcome = ok(publish(*m_store, 6, *heir));
    QCOMPARE(outcome.removed, QStringList{orphan});
    QCOMPARE(objects().size(), 2);
    QCOMPARE(latestIndex(*m_store), 6u);
    QCOMPARE(outcome.latest.token, heir->token);
}

/// A publisher that stands still between the pointer and its tidying up takes nothing of who published meanwhile.
void tst_Publisher::heirOutlivesTheSweep_data()
{
    QTest::addColumn<bool>("isMoved"); ///< the pointer, to what the heir stored
    QTest::addColumn<bool>("knows"); ///< that it lost the lease
    QTest::newRow("published") << true << false;
    QTest::newRow("stored only") << false << false;
    QTest::newRow("stored only, known") << false << true;
}

void tst_Publisher::heirOutlivesTheSweep()
{
    QFETCH(const bool, isMoved);
    QFETCH(const bool, knows);
    InterruptedStore slow(*m_store);
    const Lease held = lease();
    ok(publish(slow, 1, held));
    std::optional<Lease> heir;
    QStringList all;
    slow.at(3, [&]() -> Result<> {
        heir = lease(u"n2"_s);
        InterruptedStore killed(*m_store);
        if (!isMoved)
            killed.at(1, [] { return failure(ErrorCode::Unreachable); });
        QCOMPARE(publish(killed, 9, *heir).has_value(), isMoved);
        all = objects();
        return {};
    });
    const auto outcome = ok(publisher(slow).publish(m_control, archive(5), [&]() -> std::optional<Lease> {
        return knows && heir ? std::nullopt : std::optional(held);
    }));
    QVERIFY(outcome.removed.isEmpty());
    QCOMPARE(all.size(), 3);
    QCOMPARE(objects(), all);
    QCOMPARE(latestIndex(*m_store), isMoved ? 9u : 5u);
}

void tst_Publisher::lostPointerLosesNothing()
{
    Lease held = lease();
    for (quint64 index = 1; index <= 3; ++index)
        ok(publish(*m_store, index, held));
    beginBucket();
    held = lease();
    for (quint64 index = 4; index <= 9; ++index)
        ok(publish(*m_store, index, held));
    QCOMPARE(objects().size(), 3 + 3); // its own retention goes on, and what was there before stays
}

void tst_Publisher::clustersShareAStore()
{
    const Lease held = lease();
    ok(publish(*m_store, 1, held));
    MemoryBucket bucket(m_clock);
    LeaseStore leases(bucket);
    const Lease other = ok(leases.acquire(u"leader"_s, u"m1"_s, 30s));
    Publisher orders(*m_store, leases, u"orders"_s, u"main"_s, 1, m_disk);
    for (quint64 index = 1; index <= 3; ++index)
        ok(orders.publish(m_control, archive(index), [&] { return std::optional(other); }));
    ok(publish(*m_store, 2, held));
    QCOMPARE(objects().size(), 2 + 1);
    for (const PublishedSnapshot &each : ok(orders.published()) + ok(publisher(*m_store).published()))
        QVERIFY(objects().contains(each.object));
}

void tst_Publisher::damagedOnTheWay()
{
    InterruptedStore store(*m_store);
    const Lease held = lease();
    store.at(1, [&]() -> Result<> {
        m_twin->damage(objects().first());
        return {};
    });
    EXPECT_ERROR(publish(store, 1, held), ErrorCode::DigestMismatch);
    QVERIFY(objects().isEmpty());
    QCOMPARE(latestIndex(*m_store), 0u);
    ok(publish(store, 2, held));
}

void tst_Publisher::goesOnAfterAKill()
{
    InterruptedStore store(*m_store);
    const Lease held = lease();
    const QString path = archive(1);
    store.at(1, [] { return Result<>(failure(ErrorCode::Canceled)); }); // uploaded, nothing more
    const auto run = [&] { return publisher(store).publish(m_control, path, [&] { return std::optional(held); }); };
    EXPECT_ERROR(run(), ErrorCode::Canceled);
    QCOMPARE(latestIndex(*m_store), 0u);
    QVERIFY(ok(run()).isNew);
    QCOMPARE(latestIndex(*m_store), 1u);
    QCOMPARE(objects().size(), 1);
}

void tst_Publisher::storeFailsAtEachStep()
{
    QFETCH(const StoreKind, kind);
    StoreTwin twin(kind, m_clock);
    const auto names = [&twin] {
        QStringList found;
        for (const StoreObject &each : ok(twin.store().list()))
            found << each.name;
        return found;
    };
    const Lease held = lease();
    InterruptedStore counting(twin.store());
    for (quint64 index = 1; index <= 3; ++index)
        ok(publish(counting, index, held));
    const int before = counting.calls();
    ok(publish(counting, 4, held));
    const int steps = counting.calls() - before;
    QVERIFY(steps >= 3);
    for (int step = 1; step <= steps; ++step) {
        const quint64 published = latestIndex(twin.store());
        InterruptedStore store(twin.store());
        store.at(step, [&twin] { return twin.fail(); });
        const quint64 index = 10 + quint64(step);
        const auto outcome = publish(store, index, held);
        twin.mend();
        if (outcome) {
            QVERIFY(!outcome->warnings.isEmpty()); // only tidying up failed
            QCOMPARE(latestIndex(twin.store()), index);
        } else {
            QVERIFY2(net::isTransient(outcome.error().code), qPrintable(toString(outcome.error())));
            QCOMPARE(latestIndex(twin.store()), published);
        }
        const QStringList there = names();
        for (const PublishedSnapshot &each : ok(publisher(twin.store()).published()))
            QVERIFY(there.contains(each.object));
    }
    ok(publish(twin.store(), 100, held));
    QCOMPARE(names().size(), 3);
}

void tst_Publisher::refusesForeignSnapshots()
{
    const Lease held = lease();
    Manifest manifest = makeManifest(512, 4, 1024);
    manifest.position.reset();
    const QString path = m_space.path(u"foreign.snap.tar"_s);
    ok(writeArchive(m_disk, path, makePages(512, 4), manifest));
    EXPECT_ERROR(publisher(*m_store).publish(m_control, path, [&] { return std::optional(held); }), ErrorCode::InvalidArgument);
    QVERIFY(objects().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Publisher)
#include "tst_publisher.moc"
