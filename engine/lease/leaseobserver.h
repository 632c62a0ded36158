// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/lease/leasehistory.h"

#include <functional>
#include <thread>

namespace lifeboat {

/// What an observer knows at one moment.
struct LeaseSight
{
    QList<Lease> leases; ///< by name
    QList<LeaseAlarm> alarms;
    QDateTime now; ///< the bucket's time of this moment; invalid while it was never reached
    std::chrono::milliseconds uncertainty{0}; ///< of `now`
    std::chrono::milliseconds ahead{0}; ///< how far this machine's wall clock is ahead of the bucket's
    std::map<QString, std::chrono::milliseconds> skews; ///< by lease: how far the holder's clock is ahead; HarmonyLite's only
    std::optional<Error> trouble; ///< why nothing new comes; what is known is of `reachedAt` then
    QDateTime reachedAt; ///< by this machine's wall clock, when the bucket answered last
};

/// Follows a bucket's leases in a thread of its own, and keeps their history if it has one: it goes on where that ends. What
/// could not be kept is tried again until it is. Any thread.
class LeaseObserver
{
public:
    struct Settings
    {
        LeaseDialect dialect = LeaseDialect::Lifeboat;
        std::chrono::days keep{30}; ///< of the history
    };

    /// Bucket and history (which may be null) outlive it.
    LeaseObserver(KeyValueBucket &bucket, LeaseHistory *history, const Settings &settings,
                  const Clock &clock = SystemClock::instance());
    ~LeaseObserver();
    Q_DISABLE_COPY_MOVE(LeaseObserver)

    /// Called in the observer's thread with what happened since the last call, and, perhaps with nothing, when the bucket came into
    /// or out of reach and when the history could not be written any more or could again. Before start().
    void setListener(std::function<void(const QList<LeaseEvent> &)> listener);
    void start();

    LeaseSight sight() const;

    /// Why what happened last is not in the history.
    std::optional<Error> historyTrouble() const;

private:
    void run(std::stop_token stop);
    bool take(const QList<KeyValueRecord> &records, std::stop_token stop);
    QList<LeaseEvent> ended(const QList<Lease> &over, std::stop_token stop);
    bool keep(const QList<LeaseEvent> &events);
    void failed(const Error &error);

    KeyValueBucket &m_bucket;
    LeaseHistory *const m_history;
    const Settings m_settings;
    const Clock &m_clock;
    std::function<void(const QList<LeaseEvent> &)> m_listener;
    LeaseHistory::End m_before; ///< where an earlier observer ended: what is not behind that was told
    QList<LeaseEvent> m_unkept; ///< to be added to the history yet
    mutable std::mutex m_mutex; ///< guards what follows
    LeaseTable m_table;
    QList<LeaseEvent> m_recent; ///< what alarms are made of
    BucketTime m_time;
    std::chrono::nanoseconds m_timeAt{0}; ///< by the steady clock
    std::optional<Error> m_trouble;
    std::optional<Error> m_historyTrouble; ///< while there is anything in m_unkept
    QDateTime m_reachedAt;
    std::jthread m_thread;
};

} // namespace lifeboat
