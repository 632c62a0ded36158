// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/lease.h"

namespace lifeboat {

/// Somebody's wish that the holder of a grant gives it back.
struct StepDownWish
{
    quint64 token = 0; ///< of the grant it is about
    QString by;
    QDateTime time;
};

/// A publish that the fencing token turned away.
struct RefusedPublish
{
    QString holder;
    quint64 token = 0; ///< the one it came with
    quint64 newest = 0; ///< the one that was there
    QDateTime time;
};

/// That a holder stopped acting on a lease which it did not give back.
struct LostLease
{
    QString holder;
    quint64 token = 0;
    QDateTime time; ///< when it stopped
};

/// A process that wants a lease under the name of the one that holds it.
struct Namesake
{
    QString holder;
    QString instance; ///< its own
};

/// For how long a process would hold a lease that another holds for longer or shorter.
struct OtherTtl
{
    QString holder; ///< who would
    std::chrono::milliseconds ttl{0};
    QDateTime time;
};

/// The leases of one cluster, in a bucket that its processes share: LocalBucket on one machine, NatsBucket on many. Whether a
/// lease has run out is judged by the bucket's clock. Any thread, as the bucket.
class LeaseStore
{
public:
    /// The bucket outlives it.
    explicit LeaseStore(KeyValueBucket &bucket);

    /// LeaseHeld while another holds it, or was quicker; LeaseInvalid if what stands there is not ours: it is left alone.
    /// After Unreachable and TimedOut the claim may have been granted: claiming again gives the same instance a larger token then.
    Result<Lease> acquire(const QString &name, const QString &holder, std::chrono::milliseconds ttl, const QString &instance = {});

    /// Holds `held` for its ttl from now on. LeaseLost: it ran out, was taken or released. An answer that was lost on the
    /// way does no harm: the renewal that was written is found.
    Result<Lease> renew(const Lease &held);

    /// Gives it back: another may have it at once. LeaseLost as for renew().
    Result<> release(const Lease &held);

    Result<std::optional<Lease>> read(const QString &name);
    /// All of them, by name; what is not ours is left out.
    Result<QList<Lease>> list();
    Result<BucketTime> time();

    /// Asks the holder of `name` to give it back, and returns what it holds. NotFound if nobody holds it.
    Result<Lease> askToStepDown(const QString &name, const QString &by);
    Result<std::optional<StepDownWish>> wish(const QString &name);

    /// For the history: `refused` came with an older token than `name` has.
    Result<> noteRefused(const QString &name, const RefusedPublish &refused);

    /// For the history, by who held it: `lost` is not acted on any more, since so long ago. Told late where nothing was reached meanwhile.
    Result<> noteLost(const Lease &lost, std::chrono::milliseconds ago);

    /// Tells the holder of `name` of another process of its name.
    Result<> noteNamesake(const QString &name, const Namesake &namesake);

    /// Tells everybody of another's ttl than the one `name` is held for. Where they agree, what that process told before is taken
    /// back, and nothing is written besides.
    Result<> noteTtl(const Lease &held, const OtherTtl &other);

    KeyValueBucket &bucket() { return m_bucket; }

    static QString leaseKey(const QString &name); ///< "lease.NAME"
    static QString wishKey(const QString &name); ///< "step-down.NAME"
    static QString refusedKey(const QString &name); ///< "refused.NAME"
    static QString lostKey(const QString &name); ///< "lost.NAME"
    static QString namesakeKey(const QString &name); ///< "namesake.NAME"
    static QString ttlKey(const QString &name); ///< "ttl.NAME"
    static Result<StepDownWish> wishOf(const KeyValueRecord &record);
    static Result<RefusedPublish> refusedOf(const KeyValueRecord &record);
    static Result<LostLease> lostOf(const KeyValueRecord &record);
    static Result<Namesake> namesakeOf(const KeyValueRecord &record);
    static Result<OtherTtl> ttlOf(const KeyValueRecord &record);

private:
    Result<Lease> write(const Lease &lease);
    Result<> overwrite(const QString &key, const QByteArray &value);

    KeyValueBucket &m_bucket;
};

} // namespace lifeboat
