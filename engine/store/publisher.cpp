// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/publisher.h"

#include "engine/archive/archivereader.h"
#include "engine/archive/layout.h"
#include "engine/base/paths.h"
#include "engine/base/pause.h"

#include <set>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

Result<Lease> leaseNow(const Publisher::Held &held)
{
    const std::optional<Lease> lease = held();
    if (!lease)
        return failure(ErrorCode::LeaseLost, {}, u"not held, or not for long enough"_s);
    return *lease;
}

/// Of publish(), in permille.
constexpr int kUploaded = 500;
constexpr int kArrived = 990;
constexpr int kAtPointer = 1000; ///< the last look at the lease is over: see ChaosDrill

} // namespace

bool Publisher::isDamage(ErrorCode code)
{
    using enum ErrorCode;
    static const std::set<ErrorCode> damage{NotFound, NotAnArchive, ArchiveTruncated, ArchiveDamaged, MemberMissing,
                                            MemberDuplicate, MemberUnexpected, MemberMisplaced, MemberNameUnsafe,
                                            ManifestMisplaced, ManifestInvalid, ManifestTooLarge, SizeContradiction,
                                            DigestMismatch, SegmentCorrupt, PageMismatch};
    return damage.contains(code);
}

Publisher::Publisher(SnapshotStore &store, LeaseStore &leases, const QString &cluster, const QString &state,
                     qsizetype keep, FileSystem &fileSystem, std::chrono::milliseconds linger)
    : m_store(store)
    , m_pointer(leases, state)
    , m_prefix(cluster + u'.' + state + u'.')
    , m_keep(keep)
    , m_fileSystem(fileSystem)
    , m_linger(linger)
{
}

QString Publisher::objectName(const SnapshotId &id) const
{
    return m_prefix + id.value + layout::kArchiveSuffix;
}

/// Empty for an object that is no snapshot of this state.
SnapshotId Publisher::idOf(const StoreObject &object) const
{
    if (!object.name.startsWith(m_prefix) || !object.name.endsWith(layout::kArchiveSuffix))
        return {};
    const QString id = object.name.sliced(m_prefix.size()).chopped(layout::kArchiveSuffix.size());
    return isSnapshotId(id) ? SnapshotId{id} : SnapshotId{};
}

Result<Publisher::Outcome> Publisher::publish(JobControl &control, const QString &archive, const Held &held)
{
    LIFEBOAT_ASSIGN(const ArchiveSummary summary, ArchiveReader::readSummary(m_fileSystem, archive));
    const Manifest &manifest = summary.manifest;
    if (!manifest.position)
        return failure(ErrorCode::InvalidArgument, archive, u"a snapshot without a position is its own node's"_s);
    LIFEBOAT_ASSIGN(const Lease lease, leaseNow(held));
    Outcome outcome;
    LIFEBOAT_ASSIGN(outcome.latest, m_pointer.fence(lease));
    if (!outcome.latest.snapshots.isEmpty()) {
        const Position &newest = outcome.latest.snapshots.first().position;
        if (newest.lineage == manifest.position->lineage && newest.appliedIndex >= manifest.position->appliedIndex) {
            outcome.isNew = false;
            return outcome;
        }
    }
    LIFEBOAT_ASSIGN(const auto file, m_fileSystem.open(archive, OpenMode::Read));
    LIFEBOAT_ASSIGN(const FileInfo info, file->info());
    const QString name = objectName(manifest.id);
    control.progress().begin(Stage::Copying, info.size, kUploaded);
    auto stored = m_store.put(control, name, *file);
    if (!stored && stored.error().code == ErrorCode::AlreadyExists) {
        // An earlier attempt was killed between the upload and the pointer.
        LIFEBOAT_ASSIGN(const QList<StoreObject> objects, m_store.list());
        const auto found = std::ranges::find(objects, name, &StoreObject::name);
        if (found == objects.end())
            return failure(stored.error());
        stored = *found;
    }
    if (!stored)
        return failure(stored.error());
    const PublishedSnapshot snapshot{manifest.id, name, info.size, QByteArray::fromHex(stored->digest), *manifest.position,
                                     manifest.createdAt};
    control.progress().begin(Stage::Verifying, info.size, kArrived);
    if (const auto arrived = checkArrived(control, snapshot, archive + kReadBackSuffix); !arrived) {
        if (arrived.error().code == ErrorCode::DigestMismatch)
            (void)m_store.remove(name);
        return failure(arrived.error());
    }
    LIFEBOAT_TRY(leaseNow(held));
    control.progress().begin(Stage::Swapping, 1, kAtPointer);
    control.progress().advance(1);
    if (m_linger.count() > 0) {
        pause(control.stopToken(), m_linger);
        LIFEBOAT_TRY(control.checkpoint());
    }
    LIFEBOAT_ASSIGN(outcome.latest, m_pointer.move(snapshot, lease, m_keep));
    if (const auto swept = sweep(snapshot, lease, held, outcome); !swept)
        outcome.warnings.append(swept.error());
    return outcome;
}

/// Reads it back and compares it with the archive it was made from, by way of the digest.
Result<> Publisher::checkArrived(JobControl &control, const PublishedSnapshot &snapshot, const QString &scratch)
{
    if (snapshot.sha256.size() != 32)
        return failure(ErrorCode::DigestMismatch, snapshot.object, u"the store knows no digest"_s);
    (void)m_fileSystem.remove(scratch);
    LIFEBOAT_ASSIGN(auto file, m_fileSystem.open(scratch, OpenMode::CreateNew));
    const auto got = m_store.get(control, snapshot.object, *file);
    file.reset();
    (void)m_fileSystem.remove(scratch);
    if (!got)
        return failure(got.error());
    if (got->bytes != snapshot.size || QByteArray::fromHex(got->digest) != snapshot.sha256)
        return failure(ErrorCode::DigestMismatch, snapshot.object);
    return {};
}

/// Whatever is not older than the first snapshot the pointer ever named, was stored before `published`, and is not named. What
/// is older is of a pointer that was lost, and may be all there is; what was stored since may be a successor's, which the pointer
/// does not name yet.
Result<> Publisher::sweep(const PublishedSnapshot &published, const Lease &lease, const Held &held, Outcome &outcome)
{
    LIFEBOAT_ASSIGN(const QList<StoreObject> objects, m_store.list());
    const auto own = std::ranges::find(objects, published.object, &StoreObject::name);
    LIFEBOAT_ASSIGN(const Latest latest, m_pointer.read());
    if (own == objects.end() || latest.token != lease.token)
        return failure(ErrorCode::LeaseLost, lease.name, u"another publishes by now"_s);
    for (const StoreObject &object : objects) {
        const SnapshotId id = idOf(object);
        if (id.isEmpty() || id < latest.since || object.stored >= own->stored
            || std::ranges::contains(latest.snapshots, object.name, &PublishedSnapshot::object))
            continue;
        LIFEBOAT_ASSIGN(const Lease now, leaseNow(held));
        if (now.token != lease.token)
            return failure(ErrorCode::LeaseLost, lease.name);
        if (const auto removed = m_store.remove(object.name); removed)
            outcome.removed.append(object.name);
        else if (removed.error().code != ErrorCode::NotFound)
            outcome.warnings.append(removed.error());
    }
    return {};
}

Result<bool> Publisher::holdsAny()
{
    return m_store.list().transform([this](const QList<StoreObject> &objects) {
        return std::ranges::any_of(objects, [this](const StoreObject &each) { return !idOf(each).isEmpty(); });
    });
}

/// The object, if it is a whole snapshot that can be published.
Result<PublishedSnapshot> Publisher::examined(JobControl &control, const StoreObject &object, const QString &scratch,
                                              const Check &check)
{
    (void)m_fileSystem.removeIfPresent(scratch);
    LIFEBOAT_ASSIGN(auto file, m_fileSystem.open(scratch, OpenMode::CreateNew));
    const auto got = m_store.get(control, object.name, *file);
    file.reset();
    auto manifest = got ? check(scratch) : Result<Manifest>(failure(got.error()));
    (void)m_fileSystem.remove(scratch);
    LIFEBOAT_TRY(manifest);
    if (manifest->id != idOf(object) || !manifest->position)
        return failure(ErrorCode::ManifestInvalid, object.name, u"of another snapshot, or without a position"_s);
    return PublishedSnapshot{manifest->id, object.name, got->bytes, QByteArray::fromHex(got->digest), *manifest->position,
                             manifest->createdAt};
}

Result<Latest> Publisher::rebuild(JobControl &control, const QString &scratch, const Held &held, const Check &check)
{
    LIFEBOAT_ASSIGN(const Lease lease, leaseNow(held));
    LIFEBOAT_ASSIGN(QList<StoreObject> objects, m_store.list());
    objects.removeIf([this](const StoreObject &each) { return idOf(each).isEmpty(); });
    // By the store's clock: those of the nodes, of which the names are made, may differ.
    std::ranges::sort(objects, std::ranges::greater(), [](const StoreObject &each) { return std::pair(each.stored, each.name); });
    std::optional<PublishedSnapshot> newest;
    for (const StoreObject &object : std::as_const(objects)) {
        if (auto snapshot = examined(control, object, scratch, check)) {
            newest = std::move(*snapshot);
            break;
        } else if (!isDamage(snapshot.error().code)) {
            return failure(snapshot.error());
        }
    }
    LIFEBOAT_TRY(leaseNow(held));
    return m_pointer.replace(newest, lease);
}

Result<QList<PublishedSnapshot>> Publisher::published()
{
    return m_pointer.read().transform([](const Latest &latest) { return latest.snapshots; });
}

Result<> Publisher::fetch(JobControl &control, const PublishedSnapshot &snapshot, const QString &archive)
{
    const auto check = [&snapshot](const StoreObject &got) -> Result<> {
        if (got.bytes != snapshot.size || QByteArray::fromHex(got.digest) != snapshot.sha256)
            return failure(ErrorCode::DigestMismatch, snapshot.object);
        return {};
    };
    LIFEBOAT_TRY(fetchObject(control, m_store, snapshot.object, m_fileSystem, archive, check));
    return {};
}

} // namespace lifeboat
