// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/archivereader.h"
#include "engine/archive/layout.h"
#include "engine/base/posixfilesystem.h"
#include "engine/store/publisher.h"
#include "tests/lease/natsbuckets.h"
#include "tests/store/storetwin.h"
#include "tests/support/samplearchive.h"
#include "tests/support/workspace.h"

#include <QFile>
#include <QObject>

namespace lifeboat::test {

/// A store that does something, or fails, at its n-th call.
class InterruptedStore final : public SnapshotStore
{
public:
    explicit InterruptedStore(SnapshotStore &store)
        : m_store(store)
    {
    }

    void at(int call, std::function<Result<>()> happens)
    {
        m_at = m_calls + call;
        m_happens = std::move(happens);
    }
    int calls() const { return m_calls; }

    Result<StoreObject> put(JobControl &control, const QString &name, const File &source) override
    {
        // What interrupts an upload interrupts it behind its last byte: the worst moment.
        auto stored = m_store.put(control, name, source);
        LIFEBOAT_TRY(next());
        return stored;
    }
    Result<StoreObject> get(JobControl &control, const QString &name, File &target) override
    {
        LIFEBOAT_TRY(next());
        return m_store.get(control, name, target);
    }
    Result<QList<StoreObject>> list() override
    {
        LIFEBOAT_TRY(next());
        return m_store.list();
    }
    Result<> remove(const QString &name) override
    {
        LIFEBOAT_TRY(next());
        return m_store.remove(name);
    }
    Result<int> removeAbandoned(std::chrono::seconds age) override { return m_store.removeAbandoned(age); }

private:
    Result<> next()
    {
        if (++m_calls != m_at)
            return {};
        return m_happens();
    }

    SnapshotStore &m_store;
    int m_calls = 0;
    int m_at = 0;
    std::function<Result<>()> m_happens;
};

/// A publisher of one state, on a store and leases of any kind: the base of tests, each of whose functions runs on all of them.
class PublisherBench : public QObject
{
protected:
    /// Global rows: store and leases in memory, on one machine, on NATS.
    static void addKinds()
    {
        QTest::addColumn<StoreKind>("store");
        QTest::addColumn<MakeBucket>("make");
        QTest::newRow("memory") << StoreKind::Memory << MakeBucket([](const Clock &clock) { return std::make_unique<SharedMemory>(clock); });
        QTest::newRow("one machine") << StoreKind::Directory << MakeBucket([](const Clock &clock) { return std::make_unique<SharedFile>(clock); });
        if (NatsServer::isInstalled())
            QTest::newRow("NATS") << StoreKind::Nats << MakeBucket([](const Clock &) { return std::make_unique<SharedNats>(); });
    }
    void init()
    {
        QFETCH_GLOBAL(const StoreKind, store);
        QFETCH_GLOBAL(const MakeBucket, make);
        m_make = make;
        for (const QString &name : m_space.names()) // of the row before
            QFile::remove(m_space.path(name));
        beginBucket();
        m_twin = std::make_unique<StoreTwin>(store, m_clock);
        m_store = &m_twin->store();
    }
    /// Another one in the place of the one that was there.
    void beginBucket()
    {
        m_held.reset();
        m_leases.reset();
        m_shared.reset();
        m_shared = m_make(m_clock);
        m_bucket = &m_shared->view();
        m_leases = std::make_unique<LeaseStore>(*m_bucket);
    }
    /// A snapshot's archive, a second younger than the one before.
    QString archive(quint64 index, const QString &lineage = QStringLiteral("l1"))
    {
        m_clock.advance(std::chrono::seconds(1));
        m_twin->letTimePass();
        Manifest manifest = makeManifest(512, 4, 1024);
        manifest.id = makeSnapshotId(m_clock.utcNow());
        manifest.createdAt = m_clock.utcNow();
        manifest.position = Position{{lineage}, index};
        const QString path = m_space.path(manifest.id.value + layout::kArchiveSuffix);
        ok(writeArchive(m_disk, path, makePages(512, 4, quint32(index)), manifest));
        return path;
    }
    Publisher publisher(SnapshotStore &store, qsizetype keep = 3)
    {
        return Publisher(store, *m_leases, QStringLiteral("games"), QStringLiteral("main"), keep, m_disk);
    }
    Result<Publisher::Outcome> publish(SnapshotStore &store, quint64 index, const Lease &lease)
    {
        return publisher(store).publish(m_control, archive(index), [lease] { return std::optional(lease); });
    }
    Result<Latest> rebuild(SnapshotStore &store, const Lease &lease)
    {
        return publisher(store).rebuild(m_control, m_space.path(QStringLiteral("scratch")), [lease] { return std::optional(lease); },
                                        [this](const QString &path) {
                                            return ArchiveReader::readSummary(m_disk, path).transform(
                                                [](const ArchiveSummary &summary) { return summary.manifest; });
                                        });
    }
    /// Whoever held it before has lost it, and need not know.
    Lease lease(const QString &holder = QStringLiteral("n1"))
    {
        if (m_held)
            (void)m_leases->release(*m_held);
        m_clock.advance(std::chrono::seconds(30));
        m_held = ok(m_leases->acquire(QStringLiteral("leader"), holder, std::chrono::seconds(30)));
        return *m_held;
    }
    QStringList objects()
    {
        QStringList names;
        for (const StoreObject &each : ok(m_store->list()))
            names << each.name;
        names.sort();
        return names;
    }
    quint64 latestIndex(SnapshotStore &store)
    {
        const auto published = ok(publisher(store).published());
        return published.isEmpty() ? 0 : published.first().position.appliedIndex;
    }

    Workspace m_space;
    ManualClock m_clock;
    FileSystem &m_disk = PosixFileSystem::instance();
    UnwatchedControl m_control;
    MakeBucket m_make;
    std::unique_ptr<SharedBucket> m_shared;
    KeyValueBucket *m_bucket = nullptr;
    std::unique_ptr<LeaseStore> m_leases;
    std::optional<Lease> m_held; ///< as it was granted last
    std::unique_ptr<StoreTwin> m_twin;
    SnapshotStore *m_store = nullptr; ///< its
};

} // namespace lifeboat::test
