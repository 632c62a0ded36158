// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasekeeper.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

/// How long before its lease can have run out the holder stops acting: what it began before may still be on its way.
milliseconds marginOf(milliseconds ttl)
{
    return std::clamp<milliseconds>(ttl / 6, kShortestMargin, std::chrono::seconds(5));
}

/// After a failed call; half of it on average less, so that many do not come back at once.
constexpr milliseconds kRetryPause(1000);

/// What may pass is borne for so long: see lastingTrouble().
constexpr std::chrono::minutes kBorne(1);

bool mayPass(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Canceled:
    case ErrorCode::Unexpected:
    case ErrorCode::ReadFailed:
    case ErrorCode::WriteFailed:
    case ErrorCode::Locked:
    case ErrorCode::DatabaseBusy:
    case ErrorCode::QueryFailed:
    case ErrorCode::Busy:
    case ErrorCode::RevisionDiffers:
    case ErrorCode::Unreachable:
    case ErrorCode::TimedOut:
    case ErrorCode::Disconnected:
    case ErrorCode::RateLimited:
    case ErrorCode::ServiceMissing: // as JetStream is until the server has read its streams
        return true;
    default:
        return false;
    }
}

/// Contenders for a lease that became free spread over this.
constexpr milliseconds kRace(100);

} // namespace

LeaseKeeping::LeaseKeeping(LeaseStore &store, const LeaseClaim &claim, const Clock &clock, quint32 seed)
    : m_store(store)
    , m_claim(claim)
    , m_clock(clock)
    , m_random(seed)
{
}

nanoseconds LeaseKeeping::jittered(milliseconds length)
{
    const nanoseconds all(length);
    return all / 2 + nanoseconds(std::uniform_int_distribution<qint64>(0, all.count() / 2)(m_random));
}

nanoseconds LeaseKeeping::tick()
{
    if (m_grant && m_clock.steadyNow() >= m_grant->actUntil) {
        lose();
        m_due = m_clock.steadyNow();
    }
    if (const nanoseconds now = m_clock.steadyNow(); now >= m_due) {
        if (m_grant)
            renewNow(now);
        else
            claimNow(now);
    }
    return m_grant ? std::min(m_due, m_grant->actUntil) : m_due;
}

void LeaseKeeping::claimNow(nanoseconds now)
{
    const Result<Lease> granted = m_store.acquire(m_claim.name, m_claim.holder, m_claim.ttl, m_claim.instance);
    if (granted) {
        note({});
        m_namesake.reset();
        hold(*granted, now);
        tellLoss();
        return;
    }
    m_due = m_clock.steadyNow() + jittered(kRetryPause);
    if (granted.error().code != ErrorCode::LeaseHeld) {
        note(granted.error());
        return;
    }
    tellLoss();
    const auto current = m_store.read(m_claim.name);
    if (current) {
        const auto other = namesake(*current);
        note(other);
        if (other) // unheard: it is said again at the next claim
            (void)m_store.noteNamesake(m_claim.name, {m_claim.holder, m_claim.instance});
        if (*current && (*current)->holder != m_claim.holder)
            (void)m_store.noteTtl(**current, {m_claim.holder, m_claim.ttl, {}});
    }
    const auto time = m_store.time();
    if (current && *current && time && (*current)->isHeldAt(time->now)) {
        const milliseconds left((time->now + time->uncertainty).msecsTo((*current)->expires()));
        m_due = m_clock.steadyNow() + std::max(left, milliseconds(0)) + time->uncertainty * 2 + jittered(kRace);
    }
}

/// Whether what holds the lease under our name is alive, and no process of ours that was killed: those renew nothing.
std::optional<Error> LeaseKeeping::namesake(const std::optional<Lease> &holder)
{
    if (!holder || holder->holder != m_claim.holder || holder->instance == m_claim.instance) {
        m_namesake.reset();
        return {};
    }
    if (!m_namesake)
        m_namesake = holder;
    if (*m_namesake == *holder)
        return {};
    return Error{ErrorCode::NameTaken, m_claim.holder, u"it holds the lease %1"_s.arg(m_claim.name)};
}

/// A process that wants the lease says so once a ttl.
void LeaseKeeping::hearOf(const KeyValueRecord &namesake)
{
    const auto other = LeaseStore::namesakeOf(namesake);
    if (!other || other->holder != m_claim.holder || other->instance == m_claim.instance)
        return;
    const auto time = m_store.time();
    if (!time)
        return;
    const milliseconds age(namesake.time.msecsTo(time->now));
    m_rivalUntil = m_clock.steadyNow() + 2 * m_claim.ttl - age;
    if (const auto rival = rivalry())
        note(rival);
}

std::optional<Error> LeaseKeeping::rivalry() const
{
    if (m_clock.steadyNow() >= m_rivalUntil)
        return {};
    return Error{ErrorCode::NameTaken, m_claim.holder, u"it wants the lease %1"_s.arg(m_claim.name)};
}

void LeaseKeeping::renewNow(nanoseconds now)
{
    const Lease lease = m_grant->lease;
    if (const auto wish = m_store.wish(lease.name); wish && *wish && (*wish)->token == lease.token) {
        stepDown();
        return;
    }
    const Result<Lease> renewed = m_store.renew(lease);
    if (renewed) {
        note(rivalry());
        hold(*renewed, now);
    } else if (renewed.error().code == ErrorCode::LeaseLost) {
        note({});
        lose();
        m_due = m_clock.steadyNow() + jittered(kRace);
    } else {
        note(renewed.error());
        m_due = m_clock.steadyNow() + jittered(std::min(kRetryPause, heartbeatOf(m_claim.ttl) / 4));
    }
}

void LeaseKeeping::hold(const Lease &lease, nanoseconds asked)
{
    const std::scoped_lock alone(m_mutex);
    m_grant = Grant{lease, asked + lease.ttl - marginOf(lease.ttl)};
    m_due = asked + heartbeatOf(lease.ttl);
}

void LeaseKeeping::lose()
{
    m_lost.emplace(m_grant->lease, m_clock.steadyNow());
    forget();
}

void LeaseKeeping::tellLoss()
{
    if (m_lost && m_store.noteLost(m_lost->first, std::chrono::duration_cast<milliseconds>(m_clock.steadyNow() - m_lost->second)))
        m_lost.reset();
}

void LeaseKeeping::forget()
{
    const std::scoped_lock alone(m_mutex);
    m_grant.reset();
}

void LeaseKeeping::note(std::optional<Error> trouble)
{
    const std::scoped_lock alone(m_mutex);
    if (!m_trouble)
        m_troubledSince = m_clock.steadyNow();
    m_trouble = std::move(trouble);
}

void LeaseKeeping::noticed(const QList<KeyValueRecord> &records)
{
    const nanoseconds now = m_clock.steadyNow();
    const auto isOwn = [this](const Lease &lease) {
        return lease.holder == m_claim.holder && lease.instance == m_claim.instance;
    };
    for (const KeyValueRecord &record : records) {
        if (record.key == LeaseStore::wishKey(m_claim.name) && m_grant) {
            m_due = now; // the wish is read there
        } else if (record.key == LeaseStore::leaseKey(m_claim.name)) {
            const Result<Lease> lease = leaseOf(m_claim.name, record);
            if (m_grant && (!lease || lease->token != m_grant->lease.token) && record.revision > m_grant->lease.revision)
                m_due = now; // renewing tells whether it is lost
            else if (!m_grant && now >= m_leftUntil && (record.isRemoved || (lease && lease->isReleased && !isOwn(*lease))))
                m_due = std::min(m_due, now + jittered(kRace));
        } else if (record.key == LeaseStore::namesakeKey(m_claim.name) && m_grant) {
            hearOf(record);
        }
    }
}

void LeaseKeeping::stepDown()
{
    release();
    m_leftUntil = m_clock.steadyNow() + m_claim.ttl;
    m_due = m_leftUntil;
}

void LeaseKeeping::release()
{
    note({}); // of one who wants nothing
    if (!m_grant)
        return;
    const Lease lease = m_grant->lease;
    forget();
    m_due = m_clock.steadyNow(); // whoever competes again does so at once
    (void)m_store.release(lease); // unreachable: it runs out by itself
}

std::optional<Lease> LeaseKeeping::held() const
{
    const std::scoped_lock alone(m_mutex);
    if (!m_grant || m_clock.steadyNow() >= m_grant->actUntil)
        return {};
    return m_grant->lease;
}

std::optional<Error> LeaseKeeping::trouble() const
{
    const std::scoped_lock alone(m_mutex);
    return m_trouble;
}

std::optional<Error> LeaseKeeping::lastingTrouble() const
{
    const std::scoped_lock alone(m_mutex);
    const bool isBorne = m_trouble && mayPass(m_trouble->code) && m_clock.steadyNow() - m_troubledSince < kBorne;
    return isBorne ? std::nullopt : m_trouble;
}

} // namespace lifeboat
