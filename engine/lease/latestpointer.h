// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"
#include "engine/lease/leasestore.h"

#include <QJsonObject>

namespace lifeboat {

/// A snapshot that was put into a cluster's store, and is there as it should be.
struct PublishedSnapshot
{
    SnapshotId id;
    QString object; ///< its name in the store
    qint64 size = 0; ///< bytes
    QByteArray sha256; ///< of the whole archive, 32 bytes
    Position position;
    QDateTime createdAt;

    bool operator==(const PublishedSnapshot &) const = default;
};

/// What a state's pointer says.
struct Latest
{
    quint64 token = 0; ///< of the grant under which it was written last
    QString publisher;
    QList<PublishedSnapshot> snapshots; ///< what the store keeps, the newest published first
    SnapshotId since; ///< the first one it ever named: what is older in the store it knows nothing about

    bool operator==(const Latest &) const = default;
};

/// Where the published snapshots of a state stand, the newest first: a record of its own in the bucket of the leases, FORMAT.md. It is
/// moved by compare-and-set, and carries the fencing token of whoever moved it: a holder that was replaced meanwhile is turned
/// away however late it comes. Any thread.
class LatestPointer
{
public:
    /// `state`: a state's name. The store outlives it.
    LatestPointer(LeaseStore &store, const QString &state);

    /// PointerInvalid if what stands there is not ours; so do fence() and move().
    Result<Latest> read();

    /// For who was just granted the lease, before anything else: writes its token, and leaves the rest. From then on no
    /// earlier holder can move the pointer. LeaseLost if a later one has been here already; PointerInvalid for a token above the
    /// newest grant's.
    Result<Latest> fence(const Lease &held);

    /// Most snapshots it names.
    static constexpr qsizetype kMost = 100;

    /// Whether the history is to tell of a move that is turned away. Of one that is only tried, for somebody else, it is not.
    enum class Refusal { Noted, Unnoted };

    /// Points to `snapshot`, and names those before it up to `keep` in all (1 to kMost). LeaseLost if a later holder has been
    /// here or has the lease now: nothing is changed, and the refusal is noted for the history unless it is not to be.
    /// InvalidArgument if the snapshot stands behind the one that is published, in the same lineage.
    Result<Latest> move(const PublishedSnapshot &snapshot, const Lease &held, qsizetype keep, Refusal refusal = Refusal::Noted);

    /// Names `snapshot` alone, or nothing, in the place of whatever stands there, ours or not: for the holder of the lease.
    /// LeaseLost if `held` is not the newest grant: nothing is changed. After Unreachable, TimedOut or Disconnected it may have
    /// been changed.
    Result<Latest> replace(const std::optional<PublishedSnapshot> &snapshot, const Lease &held);

    /// PointerInvalid if `latest`, which was read before, bears a token above the newest grant's of the lease `name`.
    Result<> check(const Latest &latest, const QString &name);

    static QString key(const QString &state); ///< "latest.STATE"

    /// As the bucket and the protocol tell of it.
    static QJsonObject toObject(const Latest &latest);

private:
    struct Seen
    {
        quint64 revision = 0;
        Latest latest;
    };
    Result<Seen> look();
    Error refused(const Lease &held, quint64 newest, Refusal refusal = Refusal::Noted);

    LeaseStore &m_store;
    const QString m_state;
};

} // namespace lifeboat
