// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasetable.h"

#include "engine/lease/harmonylease.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat {

using std::chrono::milliseconds;

namespace {

using Kind = LeaseEvent::Kind;

constexpr std::array<std::pair<Kind, QLatin1StringView>, 11> kKinds{{
    {Kind::Acquired, "acquired"_L1},
    {Kind::TakenOver, "taken-over"_L1},
    {Kind::Renewed, "renewed"_L1},
    {Kind::Released, "released"_L1},
    {Kind::Expired, "expired"_L1},
    {Kind::Conflict, "conflict"_L1},
    {Kind::StepDownAsked, "step-down-asked"_L1},
    {Kind::PublishRefused, "publish-refused"_L1},
    {Kind::Foreign, "foreign"_L1},
    {Kind::Found, "found"_L1},
    {Kind::Lost, "lost"_L1},
}};

/// Heartbeats of which the one in the middle counts: some come late, and one that started anew comes early.
constexpr qsizetype kBeats = 5;

/// So many of them tell the same before they are believed: a holder that starts anew comes early, twice in a row too if it crashes.
constexpr int kAgreeing = 3;

/// A heartbeat is a third of the ttl.
constexpr int kBeatsOfTtl = 3;

/// What follows `prefix` in `key`; null for another prefix.
QString nameAfter(const QString &prefix, const QString &key)
{
    return key.startsWith(prefix) ? key.sliced(prefix.size()) : QString();
}

LeaseEvent expiry(const Lease &lease)
{
    return {.revision = lease.revision,
            .time = lease.expires(),
            .kind = Kind::Expired,
            .name = lease.name,
            .holder = lease.holder,
            .token = lease.token,
            .expires = {},
            .other = {}};
}

} // namespace

bool isGrant(LeaseEvent::Kind kind)
{
    return kind == Kind::Acquired || kind == Kind::TakenOver || kind == Kind::Conflict;
}

QString kindName(LeaseEvent::Kind kind)
{
    return kKinds[size_t(kind)].second;
}

std::optional<LeaseEvent::Kind> leaseEventKind(QStringView name)
{
    for (const auto &[kind, text] : kKinds) {
        if (text == name)
            return kind;
    }
    return {};
}

QList<LeaseEvent> LeaseTable::apply(const KeyValueRecord &record)
{
    quint64 &seen = m_seen[record.key];
    if (record.revision <= seen)
        return {};
    seen = record.revision;
    if (const QString name = leaseIn(record); !name.isEmpty())
        return applyLease(name, record);
    if (m_dialect != LeaseDialect::Lifeboat)
        return {};
    LeaseEvent event{.revision = record.revision, .time = record.time, .name = {}, .holder = {}, .expires = {}, .other = {}};
    if (const QString name = nameAfter(LeaseStore::wishKey({}), record.key); !name.isEmpty()) {
        const Result<StepDownWish> wish = LeaseStore::wishOf(record);
        if (!wish)
            return {};
        event.kind = Kind::StepDownAsked;
        event.name = name;
        event.holder = wish->by;
        event.token = wish->token;
        return {event};
    }
    if (const QString name = nameAfter(LeaseStore::refusedKey({}), record.key); !name.isEmpty()) {
        const Result<RefusedPublish> refused = LeaseStore::refusedOf(record);
        if (!refused)
            return {};
        event.kind = Kind::PublishRefused;
        event.name = name;
        event.holder = refused->holder;
        event.token = refused->token;
        return {event};
    }
    if (const QString name = nameAfter(LeaseStore::lostKey({}), record.key); !name.isEmpty()) {
        const Result<LostLease> lost = LeaseStore::lostOf(record);
        if (!lost)
            return {};
        event.kind = Kind::Lost;
        event.time = lost->time;
        event.name = name;
        event.holder = lost->holder;
        event.token = lost->token;
        return {event};
    }
    if (const QString name = nameAfter(LeaseStore::ttlKey({}), record.key); !name.isEmpty()) {
        m_otherTtls.erase(name);
        if (const Result<OtherTtl> other = LeaseStore::ttlOf(record))
            m_otherTtls.emplace(name, *other);
    }
    return {};
}

/// The lease the record is of; null if it is of none.
QString LeaseTable::leaseIn(const KeyValueRecord &record) const
{
    if (m_dialect == LeaseDialect::Lifeboat)
        return nameAfter(LeaseStore::leaseKey({}), record.key);
    return record.key == kHarmonyLeader || record.key == kHarmonySnapshot ? record.key : QString();
}

Result<Lease> LeaseTable::read(const QString &name, const KeyValueRecord &record, const std::optional<Lease> &before)
{
    if (m_dialect == LeaseDialect::Lifeboat)
        return leaseOf(name, record);
    LIFEBOAT_ASSIGN(const HarmonyLease harmony, harmonyLeaseOf(record));
    m_skews[name] = harmony.skew;
    if (!before)
        return leaseOfHarmony(name, record, before);
    Lease known = *before;
    LIFEBOAT_ASSIGN(const Lease next, leaseOfHarmony(name, record, before));
    known.ttl = observedTtl(record, next.holder, known).value_or(known.ttl);
    return leaseOfHarmony(name, record, known, known.ttl);
}

/// From how often its holders renew it; nothing while that says this and that.
std::optional<milliseconds> LeaseTable::observedTtl(const KeyValueRecord &record, const QString &holder, const Lease &before)
{
    if (before.isHeldInPassing)
        return {};
    QList<milliseconds> &beats = m_beats[before.name];
    if (holder == before.holder)
        beats.append(milliseconds(before.renewed.msecsTo(record.time)));
    if (beats.size() > kBeats)
        beats.removeFirst();
    if (beats.size() < kAgreeing)
        return {};
    QList<milliseconds> sorted = beats;
    std::ranges::sort(sorted);
    const milliseconds middle = sorted[(sorted.size() - 1) / 2];
    const auto isLikeIt = [middle](milliseconds beat) { return std::chrono::abs(beat - middle) <= middle / 4; };
    if (std::ranges::count_if(sorted, isLikeIt) < kAgreeing)
        return {};
    const milliseconds ttl = std::chrono::round<std::chrono::seconds>(kBeatsOfTtl * middle);
    return std::clamp<milliseconds>(ttl, kShortestTtl, kLongestTtl);
}

QList<LeaseEvent> LeaseTable::applyLease(const QString &name, const KeyValueRecord &record)
{
    const auto known = m_leases.find(name);
    const std::optional<Lease> before = known == m_leases.end() ? std::nullopt : std::optional(known->second);
    LeaseEvent event{.revision = record.revision, .time = record.time, .name = name, .holder = {}, .expires = {}, .other = {}};
    const Result<Lease> lease = read(name, record, before);
    m_foreign.erase(name);
    if (!lease) {
        m_leases.erase(name);
        if (!record.isRemoved)
            m_foreign.insert(name);
        event.kind = Kind::Foreign;
        return {event};
    }
    m_leases.insert_or_assign(name, *lease);
    event.holder = lease->holder;
    event.token = lease->token;
    event.expires = lease->expires();
    event.kind = lease->isReleased ? Kind::Released : Kind::Renewed;
    if (before && before->token == lease->token) {
        const milliseconds gap(before->renewed.msecsTo(lease->renewed));
        if (lease->renewals <= before->renewals + 1) // else some were not seen
            event.late = std::max(gap - heartbeatOf(lease->ttl), milliseconds(0));
        return {event};
    }
    if (!before && m_dialect == LeaseDialect::HarmonyLite) {
        event.kind = Kind::Found;
        return {event};
    }
    return turn(*lease, before, event);
}

/// Another turn than `before` has begun; `seen` is what came of it.
QList<LeaseEvent> LeaseTable::turn(const Lease &lease, const std::optional<Lease> &before, const LeaseEvent &seen)
{
    QList<LeaseEvent> events;
    LeaseEvent event = seen;
    const bool isTold = lease.token == lease.revision || (before && lease.token < before->token);
    if (!isTold) { // the grant is an earlier record, which is not kept any more or was not seen
        event.revision = lease.token;
        event.time = lease.acquired;
        event.expires = lease.acquired.addDuration(lease.ttl);
    }
    if (before && before->holder != lease.holder)
        event.other = before->holder;
    // Where the grant was not seen, records of the turn before may not have been seen either: how that ended is not known.
    const bool isOver = !before || !before->isHeldAt(lease.acquired);
    if (before && isTold && isOver && !before->isReleased && m_expired[lease.name] != before->token)
        events.append(expiry(*before));
    event.kind = Kind::Acquired;
    if (before && (lease.token < before->token || (isTold && !isOver && !event.other.isEmpty())))
        event.kind = Kind::Conflict;
    else if (before && isTold && !before->isReleased && !event.other.isEmpty())
        event.kind = Kind::TakenOver;
    events.append(event);
    if (!isTold)
        events.append(seen);
    return events;
}

QList<Lease> LeaseTable::runOut(const QDateTime &now) const
{
    QList<Lease> over;
    for (const auto &[name, lease] : m_leases) {
        if (!hasExpired(lease) && !lease.isReleased && !lease.isHeldAt(now))
            over.append(lease);
    }
    return over;
}

QList<LeaseEvent> LeaseTable::expire(const Lease &lease)
{
    const auto known = m_leases.find(lease.name);
    if (known == m_leases.end() || known->second.revision != lease.revision)
        return {};
    if (std::exchange(m_expired[lease.name], lease.token) == lease.token)
        return {};
    return {expiry(lease)};
}

bool LeaseTable::hasExpired(const Lease &lease) const
{
    const auto told = m_expired.find(lease.name);
    return told != m_expired.end() && told->second == lease.token;
}

const OtherTtl *LeaseTable::otherTtl(const QString &name) const
{
    const auto told = m_otherTtls.find(name);
    return told != m_otherTtls.end() ? &told->second : nullptr;
}

QString LeaseTable::keyOf(const QString &name) const
{
    return m_dialect == LeaseDialect::Lifeboat ? LeaseStore::leaseKey(name) : name;
}

QList<LeaseAlarm> leaseAlarms(const LeaseTable &table, const QList<LeaseEvent> &events, const QDateTime &now)
{
    QList<LeaseAlarm> alarms;
    for (const auto &[name, lease] : table.leases()) {
        const QDateTime since = now.addDuration(-10 * lease.ttl);
        int changes = 0;
        bool conflicts = false;
        for (const LeaseEvent &event : events) {
            if (event.name != name || event.time < since)
                continue;
            changes += !event.other.isEmpty();
            conflicts |= event.kind == Kind::Conflict;
        }
        if (conflicts)
            alarms.append({LeaseAlarm::Kind::TwoHolders, name, lease.holder});
        if (changes >= 3)
            alarms.append({LeaseAlarm::Kind::Flapping, name, lease.holder});
        if (lease.isHeldInPassing)
            continue;
        if (lease.isHeldAt(now) && now > lease.renewed.addDuration(heartbeatOf(lease.ttl) + lease.ttl / 2))
            alarms.append({LeaseAlarm::Kind::LateHeartbeat, name, lease.holder});
        // Who wants it says so once a ttl.
        const OtherTtl *const other = table.otherTtl(name);
        if (other && lease.isHeldAt(now) && other->holder != lease.holder && other->ttl != lease.ttl
            && now < other->time.addDuration(2 * lease.ttl))
            alarms.append({LeaseAlarm::Kind::TtlsDiffer, name, lease.holder, other->holder, lease.ttl, other->ttl});
        if (!lease.isReleased && table.hasExpired(lease) && now > lease.expires().addDuration(lease.ttl))
            alarms.append({LeaseAlarm::Kind::NobodyHolds, name, lease.holder});
    }
    for (qsizetype i = events.size(); i-- > 0;) {
        const LeaseEvent &event = events[i];
        const LeaseAlarm alarm{LeaseAlarm::Kind::Foreign, event.name, {}};
        if (event.kind == Kind::Foreign && table.isForeign(event.name) && !alarms.contains(alarm))
            alarms.append(alarm);
    }
    return alarms;
}

} // namespace lifeboat
