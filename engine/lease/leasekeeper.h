// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/lease/leasestore.h"

#include <functional>
#include <mutex>
#include <random>
#include <thread>

namespace lifeboat {

/// Which lease a process wants, and as whom.
struct LeaseClaim
{
    QString name;
    QString holder; ///< one of its own for every process
    std::chrono::milliseconds ttl = kUsualTtl;
    QString instance = {}; ///< of this process, and of no other, whatever its name
};

/// Keeps one lease: claims it when it is free, renews it, gives it back when asked to. Decides by the steady clock alone.
/// held() may be asked in any thread; everything else is one thread's.
class LeaseKeeping
{
public:
    /// Two of the same `seed` would wait equally long before they try again, and come in each other's way.
    LeaseKeeping(LeaseStore &store, const LeaseClaim &claim, const Clock &clock, quint32 seed = std::random_device()());

    /// Does what is due, and returns when it wants to be called again at the latest, in the steady clock's time. Talks to
    /// the store, so it may take as long as that takes.
    std::chrono::nanoseconds tick();

    /// What a watch of the bucket told. Call tick() after it.
    void noticed(const QList<KeyValueRecord> &records);

    /// Gives the lease back, and leaves it to others for a ttl, also when one of them releases it meanwhile.
    void stepDown();

    /// Gives the lease back; another may have it at once, and so may this one with its next tick().
    void release();

    /// The lease while acting on it is safe: until a margin before it can have run out at the bucket, however late an answer
    /// came and however long the machine was suspended.
    std::optional<Lease> held() const;

    /// Why the last call to the store failed; nothing while all is well. LeaseHeld is well, but NameTaken if a living process of
    /// the same name holds the lease: one that was seen to renew it; and for who holds it, if such a process wants it.
    std::optional<Error> trouble() const;

    /// The same, but of what may pass by itself (a server that is not reached or restarts, a file that is locked) only what has
    /// lasted for a minute: in that time a server is back, and the usual lease has run out twice and been taken by nobody.
    std::optional<Error> lastingTrouble() const;

private:
    struct Grant
    {
        Lease lease;
        std::chrono::nanoseconds actUntil{};
    };

    void claimNow(std::chrono::nanoseconds now);
    void renewNow(std::chrono::nanoseconds now);
    void hold(const Lease &lease, std::chrono::nanoseconds asked);
    void lose(); ///< unlike forget(), something that is told once the store is reached
    void forget();
    void tellLoss();
    void note(std::optional<Error> trouble);
    std::optional<Error> namesake(const std::optional<Lease> &holder);
    void hearOf(const KeyValueRecord &namesake);
    std::optional<Error> rivalry() const;
    /// Between half of `length` and all of it.
    std::chrono::nanoseconds jittered(std::chrono::milliseconds length);

    LeaseStore &m_store;
    const LeaseClaim m_claim;
    const Clock &m_clock;
    std::minstd_rand m_random;
    std::chrono::nanoseconds m_due{0}; ///< of the next claim or renewal
    std::chrono::nanoseconds m_leftUntil{0}; ///< it stepped down: the lease is others' until then, however often it becomes free
    std::optional<std::pair<Lease, std::chrono::nanoseconds>> m_lost; ///< and when; to be told yet
    std::optional<Lease> m_namesake; ///< as it was seen when it came in the way first
    std::chrono::nanoseconds m_rivalUntil{0}; ///< another process of our name wanted what we hold: it would have said so again by then
    mutable std::mutex m_mutex; ///< guards what follows, which only the one thread changes
    std::optional<Grant> m_grant;
    std::optional<Error> m_trouble;
    std::chrono::nanoseconds m_troubledSince{0}; ///< steady time; there was some ever since, whichever
};

/// A LeaseKeeping with a thread, from start to destruction.
class LeaseKeeper
{
public:
    /// Both outlive it.
    LeaseKeeper(LeaseStore &store, const LeaseClaim &claim, const Clock &clock = SystemClock::instance());

    /// Releases the lease, as far as the store can be reached within its timeout.
    ~LeaseKeeper();
    Q_DISABLE_COPY_MOVE(LeaseKeeper)

    /// Called in the keeper's thread after held() may have changed. Before start().
    void setObserver(std::function<void()> changed);
    void start();

    std::optional<Lease> held() const { return m_keeping.held(); }
    std::optional<Error> trouble() const { return m_keeping.trouble(); }
    std::optional<Error> lastingTrouble() const { return m_keeping.lastingTrouble(); }

    /// As LeaseKeeping, soon; in any thread.
    void stepDown();

    /// While false, the lease is given back and not claimed. True at first; in any thread, heeded soon.
    void setCompeting(bool competes);

private:
    void run(std::stop_token stop);

    LeaseStore &m_store;
    const LeaseClaim m_claim;
    const Clock &m_clock;
    LeaseKeeping m_keeping;
    std::function<void()> m_changed;
    std::atomic<bool> m_stepsDown = false;
    std::atomic<bool> m_competes = true;
    std::jthread m_thread;
};

} // namespace lifeboat
