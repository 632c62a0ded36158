// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/manifest.h"
#include "engine/lease/latestpointer.h"
#include "engine/store/snapshotstore.h"

namespace lifeboat {

/// Publishes snapshots of one state for a whole cluster, and finds what was published. Any thread; publish() once at a time.
class Publisher
{
public:
    /// The lease while acting on it is safe; asked before every step that others see, each removal among them.
    using Held = std::function<std::optional<Lease>()>;

    /// All outlive it. `cluster` is put before the names of its objects, since clusters may share a store. `keep`: snapshots that
    /// stay in the store, 1 to LatestPointer::kMost. `linger`: how long publish() waits between its last look at the lease and
    /// the pointer, for rehearsals: who is frozen then comes late.
    Publisher(SnapshotStore &store, LeaseStore &leases, const QString &cluster, const QString &state, qsizetype keep,
              FileSystem &fileSystem, std::chrono::milliseconds linger = {});

    struct Outcome
    {
        Latest latest;
        bool isNew = true; ///< false: what is published holds as much already
        QStringList removed; ///< objects that retention or an earlier publisher's fall left over; never one older than the first the pointer named
        QList<Error> warnings; ///< of tidying up
    };

    /// Uploads the archive, reads back what arrived, moves the pointer, and removes what the pointer does not name any more.
    /// LeaseLost without the lease, or when it is lost on the way: nothing but an orphan in the store is left then.
    /// DigestMismatch if what arrived is another: it is removed. Canceled; errors of the store, of the bucket and of reading.
    /// Once its progress is whole, only the pointer is left to be moved.
    Result<Outcome> publish(JobControl &control, const QString &archive, const Held &held);

    /// Of a file beside the archive, for what is read back; left over by who was killed then.
    static constexpr QLatin1StringView kReadBackSuffix{".published"};

    /// Not that an object could not be read now, or not by this version.
    static bool isDamage(ErrorCode code);

    /// Reads an archive to its end: its manifest, or the damage found.
    using Check = std::function<Result<Manifest>(const QString &archive)>;

    /// Where the pointer was lost or made useless: points to the newest snapshot of the store that is whole, or to nothing if
    /// there is none, in the place of whatever stands there. What else the store holds stays in it now; the next publish removes
    /// what bears a larger id, by the clock of the node that took it, than the one that is pointed to. `scratch`: a file for
    /// what is looked at, removed in the end. LeaseLost; errors of the store and of reading, ManifestVersionUnknown among
    /// them: nothing is changed then, but after Unreachable, TimedOut or Disconnected the pointer may have been moved.
    Result<Latest> rebuild(JobControl &control, const QString &scratch, const Held &held, const Check &check);

    /// Whether the store holds snapshots of this state.
    Result<bool> holdsAny();

    /// What is published, the newest first.
    Result<QList<PublishedSnapshot>> published();

    /// Fetches a published snapshot into `archive`, which must not exist, in place only when it is whole: what is left of
    /// an interrupted fetch into the same place is gone on with. DigestMismatch, NotFound, Canceled…
    Result<> fetch(JobControl &control, const PublishedSnapshot &snapshot, const QString &archive);

private:
    QString objectName(const SnapshotId &id) const;
    SnapshotId idOf(const StoreObject &object) const;
    Result<PublishedSnapshot> examined(JobControl &control, const StoreObject &object, const QString &scratch, const Check &check);
    Result<> checkArrived(JobControl &control, const PublishedSnapshot &snapshot, const QString &scratch);
    Result<> sweep(const PublishedSnapshot &published, const Lease &lease, const Held &held, Outcome &outcome);

    SnapshotStore &m_store;
    LatestPointer m_pointer;
    const QString m_prefix; ///< of its objects
    const qsizetype m_keep;
    FileSystem &m_fileSystem;
    const std::chrono::milliseconds m_linger;
};

} // namespace lifeboat
