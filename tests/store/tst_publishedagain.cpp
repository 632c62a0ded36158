// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/nodeclient.h"
#include "tests/store/publisherbench.h"
#include "tests/support/faultyfilesystem.h"

#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What was published, found again: by its pointer, or without it.
class tst_PublishedAgain final : public PublisherBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addKinds(); }
    void init() { PublisherBench::init(); }
    void rebuildsThePointer();
    void rebuildFailsAtEachStep();
    void fetchVerifies();
    void fetchFailsAtEachStep_data() { storeKinds(); }
    void fetchFailsAtEachStep();
};

/// To the newest that is whole, past one that is not, and past what is no snapshot of this state; the store keeps all.
void tst_PublishedAgain::rebuildsThePointer()
{
    Lease held = lease();
    for (quint64 index = 1; index <= 3; ++index)
        ok(publish(*m_store, index, held));
    const auto put = [&](const QString &name, const QByteArray &bytes) {
        m_twin->letTimePass();
        writeFile(m_space.path(u"odd"_s), bytes);
        ok(m_store->put(m_control, name, *ok(m_disk.open(m_space.path(u"odd"_s), OpenMode::Read))));
    };
    m_clock.advance(1s);
    const QString damaged = u"games.main."_s + makeSnapshotId(m_clock.utcNow()).value + layout::kArchiveSuffix;
    put(damaged, "half an archive");
    put(u"games.main.zzz.snap.tar"_s, "no snapshot");
    put(u"orders.main."_s + makeSnapshotId(m_clock.utcNow()).value + layout::kArchiveSuffix, "another's");
    const auto before = ok(m_bucket->get(LatestPointer::key(u"main"_s))).value();
    ok(m_bucket->put(before.key, "garbage"_ba, before.revision));
    EXPECT_ERROR(publish(*m_store, 4, held), ErrorCode::PointerInvalid);
    const qsizetype kept = objects().size();

    const Latest latest = ok(rebuild(*m_store, held));
    QCOMPARE(latest.snapshots.size(), 1);
    QCOMPARE(latest.snapshots.first().position.appliedIndex, 3u);
    QCOMPARE(latest.token, held.token);
    QVERIFY(!m_disk.exists(m_space.path(u"scratch"_s)));
    QCOMPARE(objects().size(), kept);
    ok(publisher(*m_store).fetch(m_control, latest.snapshots.first(), m_space.path(u"fetched"_s)));
    const auto next = ok(publish(*m_store, 5, held));
    QCOMPARE(next.removed, QStringList{damaged}); // newer than what is named, and named by nobody
    QCOMPARE(next.latest.snapshots.size(), 2);

    Lease late = held;
    held = lease(u"n2"_s);
    EXPECT_ERROR(rebuild(*m_store, late), ErrorCode::LeaseLost);
    QCOMPARE(latestIndex(*m_store), 5u);
}

void tst_PublishedAgain::rebuildFailsAtEachStep()
{
    const Lease held = lease();
    ok(publish(*m_store, 1, held));
    InterruptedStore store(*m_store);
    ok(rebuild(store, held));
    const int calls = store.calls();
    QVERIFY(calls >= 2);
    const auto before = ok(m_bucket->get(LatestPointer::key(u"main"_s)));
    // The last two say nothing about the object either.
    for (const ErrorCode code : {ErrorCode::Unreachable, ErrorCode::ProtocolViolation, ErrorCode::ManifestVersionUnknown}) {
        for (int call = 1; call <= calls; ++call) {
            store.at(call, [code] { return failure(code, u"store"_s); });
            EXPECT_ERROR(rebuild(store, held), code);
            QCOMPARE(ok(m_bucket->get(LatestPointer::key(u"main"_s))), before);
            QVERIFY(!m_disk.exists(m_space.path(u"scratch"_s)));
        }
    }
}

void tst_PublishedAgain::fetchVerifies()
{
    const Lease held = lease();
    const auto outcome = ok(publish(*m_store, 1, held));
    m_twin->damage(objects().first());
    const QString target = m_space.path(u"bad.snap.tar"_s);
    EXPECT_ERROR(publisher(*m_store).fetch(m_control, outcome.latest.snapshots.first(), target), ErrorCode::DigestMismatch);
    QVERIFY(!m_disk.exists(target));
    ok(m_store->remove(objects().first()));
    EXPECT_ERROR(publisher(*m_store).fetch(m_control, outcome.latest.snapshots.first(), target), ErrorCode::NotFound);
}

/// The store's steps, and those of the disk: there is no archive until all of it is there, and the next try goes on.
void tst_PublishedAgain::fetchFailsAtEachStep()
{
    QFETCH(const StoreKind, kind);
    StoreTwin twin(kind, m_clock);
    const PublishedSnapshot snapshot = ok(publish(twin.store(), 1, lease())).latest.snapshots.first();
    const auto place = [&](const QString &name) { return m_space.path(u"%1-%2.snap.tar"_s.arg(name).arg(int(kind))); };
    for (qint64 call = 1;; ++call) {
        FaultyFileSystem disk({.at = call});
        Publisher publishing(twin.store(), *m_leases, u"games"_s, u"main"_s, 3, disk);
        const QString target = place(u"fetched-%1"_s.arg(call));
        if (publishing.fetch(m_control, snapshot, target)) {
            QVERIFY(!disk.struck());
            QVERIFY(call > 3);
            break;
        }
        if (m_disk.exists(target)) // the last step: its name may not be durable yet
            continue;
        ok(publishing.fetch(m_control, snapshot, target));
        ok(ArchiveReader::readSummary(m_disk, target));
    }
    InterruptedStore store(twin.store());
    store.at(1, [&twin] { return twin.fail(); });
    const QString target = place(u"later"_s);
    const auto fetched = publisher(store).fetch(m_control, snapshot, target);
    QVERIFY(!fetched);
    QVERIFY2(net::isTransient(fetched.error().code), qPrintable(toString(fetched.error())));
    QVERIFY(!m_disk.exists(target));
    twin.mend();
    ok(publisher(store).fetch(m_control, snapshot, target));
}

QTEST_GUILESS_MAIN(tst_PublishedAgain)
#include "tst_publishedagain.moc"
