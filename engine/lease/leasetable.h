// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leasestore.h"

#include <map>
#include <set>

namespace lifeboat {

/// Something that happened to a lease.
struct LeaseEvent
{
    /// Names are stable and appear in files and JSON.
    enum class Kind {
        Acquired, ///< granted, where nobody else had it before, it was given back, or how the turn before (of `other`) ended is not known
        TakenOver, ///< granted after another's had run out
        Renewed,
        Released,
        Expired, ///< ran out; written by nobody, it follows from the time
        Conflict, ///< granted while another's was not over, or with a token not above the last one
        StepDownAsked,
        PublishRefused,
        Foreign, ///< a record stands there that is no lease of ours, or the key was removed
        Found, ///< somebody held it when it was looked at first; since when is not known
        Lost, ///< its holder stopped acting, and had not given it back: it could not renew it in time, or another has it
    };

    quint64 revision = 0; ///< of the record that says so, or made it so; of the last one before, for Expired
    QDateTime time;
    Kind kind = Kind::Acquired;
    QString name;
    QString holder; ///< who asked, for StepDownAsked
    quint64 token = 0;
    QDateTime expires; ///< of a lease granted or renewed
    std::chrono::milliseconds late{0}; ///< a renewal came so much after its heartbeat was due
    QString other; ///< the holder before, if another

    bool operator==(const LeaseEvent &) const = default;
};

/// Somebody was granted the lease: Acquired, TakenOver or Conflict.
bool isGrant(LeaseEvent::Kind kind);

QString kindName(LeaseEvent::Kind kind);
std::optional<LeaseEvent::Kind> leaseEventKind(QStringView name);

/// Whose records stand in a bucket.
enum class LeaseDialect { Lifeboat, HarmonyLite };

/// What is known of a bucket's leases, made from its records in order; pure. One thread.
class LeaseTable
{
public:
    explicit LeaseTable(LeaseDialect dialect = LeaseDialect::Lifeboat)
        : m_dialect(dialect)
    {
    }

    /// What `record` says has happened. Records at or below the newest one seen of their key say nothing. Of a turn that is
    /// seen first in the middle, a record of ours tells when it began: that is told as of then.
    QList<LeaseEvent> apply(const KeyValueRecord &record);

    /// Those that have run out at `now` by the records seen so far, and whose end was not told. There may be newer records.
    QList<Lease> runOut(const QDateTime &now) const;

    /// The end of one of them; nothing where it was told, or the lease is another by now.
    QList<LeaseEvent> expire(const Lease &lease);

    /// Whether expire() told that this turn is over.
    bool hasExpired(const Lease &lease) const;

    /// Where the records of that lease stand.
    QString keyOf(const QString &name) const;

    /// By name.
    const std::map<QString, Lease> &leases() const { return m_leases; }

    /// Whether something that is not ours stands where that lease would stand.
    bool isForeign(const QString &name) const { return m_foreign.contains(name); }

    /// For how long who else wants that lease would hold it, as it said last; null where nobody said so.
    const OtherTtl *otherTtl(const QString &name) const;

    /// By lease: how far its holder's clock was ahead of the bucket's; where a record tells.
    const std::map<QString, std::chrono::milliseconds> &skews() const { return m_skews; }

private:
    QString leaseIn(const KeyValueRecord &record) const;
    Result<Lease> read(const QString &name, const KeyValueRecord &record, const std::optional<Lease> &before);
    std::optional<std::chrono::milliseconds> observedTtl(const KeyValueRecord &record, const QString &holder, const Lease &before);
    QList<LeaseEvent> applyLease(const QString &name, const KeyValueRecord &record);
    QList<LeaseEvent> turn(const Lease &lease, const std::optional<Lease> &before, const LeaseEvent &seen);

    LeaseDialect m_dialect;
    std::map<QString, std::chrono::milliseconds> m_skews;
    std::map<QString, Lease> m_leases;
    std::set<QString> m_foreign; ///< names
    std::map<QString, OtherTtl> m_otherTtls; ///< by name
    std::map<QString, quint64> m_seen; ///< newest revision by key
    std::map<QString, quint64> m_expired; ///< by name: the token whose end was told
    std::map<QString, QList<std::chrono::milliseconds>> m_beats; ///< by name: between the last heartbeats, where no ttl is told
};

/// What an operator should look at.
struct LeaseAlarm
{
    enum class Kind {
        Flapping, ///< changed its holder three times or more within ten ttls
        TwoHolders, ///< Conflict within the last ten ttls
        LateHeartbeat, ///< the holder's last heartbeat is late by half a ttl, and the lease not over; not of one that is held in passing
        NobodyHolds, ///< it ran out a ttl ago or longer, which was told, and nobody took it; not of one that is held in passing
        Foreign, ///< what stands there is not ours
        TtlsDiffer, ///< who else wants it would hold it for another ttl: the nodes are not configured alike
    };
    Kind kind = Kind::Flapping;
    QString name;
    QString holder;
    // Of TtlsDiffer only.
    QString other = {}; ///< who would hold it for `otherTtl`
    std::chrono::milliseconds ttl{0}; ///< for which the holder holds it
    std::chrono::milliseconds otherTtl{0};

    bool operator==(const LeaseAlarm &) const = default;
};

/// From what a table holds and has told of late (oldest first) at `now`.
QList<LeaseAlarm> leaseAlarms(const LeaseTable &table, const QList<LeaseEvent> &events, const QDateTime &now);

} // namespace lifeboat
