// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leaseobserver.h"

#include "engine/base/pause.h"

#include <algorithm>

namespace lifeboat {

using std::chrono::milliseconds;

namespace {

/// How often it looks whether a lease ran out.
constexpr milliseconds kLook(250);
constexpr milliseconds kRetryPause(1000);
constexpr auto kTrimEvery = std::chrono::hours(1);

/// Alarms look back ten ttls; more of them than this in that time are a storm, of which the newest tell enough.
constexpr qsizetype kRecent = 10'000;

} // namespace

LeaseObserver::LeaseObserver(KeyValueBucket &bucket, LeaseHistory *history, const Settings &settings, const Clock &clock)
    : m_bucket(bucket)
    , m_history(history)
    , m_settings(settings)
    , m_clock(clock)
    , m_table(settings.dialect)
{
}

LeaseObserver::~LeaseObserver() = default;

void LeaseObserver::setListener(std::function<void(const QList<LeaseEvent> &)> listener)
{
    m_listener = std::move(listener);
}

void LeaseObserver::start()
{
    m_thread = std::jthread([this](std::stop_token stop) { run(stop); });
}

LeaseSight LeaseObserver::sight() const
{
    const std::scoped_lock alone(m_mutex);
    LeaseSight sight;
    for (const auto &[name, lease] : m_table.leases())
        sight.leases.append(lease);
    sight.skews = m_table.skews();
    sight.trouble = m_trouble;
    sight.reachedAt = m_reachedAt;
    if (m_time.now.isValid()) {
        sight.now = m_time.now.addDuration(
            std::chrono::duration_cast<milliseconds>(m_clock.steadyNow() - m_timeAt));
        sight.uncertainty = m_time.uncertainty;
        sight.ahead = milliseconds(sight.now.msecsTo(m_clock.utcNow()));
        sight.alarms = leaseAlarms(m_table, m_recent, sight.now);
    }
    return sight;
}

std::optional<Error> LeaseObserver::historyTrouble() const
{
    const std::scoped_lock alone(m_mutex);
    return m_historyTrouble;
}

void LeaseObserver::run(std::stop_token stop)
{
    std::unique_ptr<KeyValueWatch> watch;
    QList<KeyValueRecord> untaken; // the watch does not tell them again
    std::optional<std::chrono::nanoseconds> trimmed;
    if (m_history)
        m_before = m_history->end().value_or(LeaseHistory::End());
    while (!stop.stop_requested()) {
        if (!watch) {
            if (auto opened = m_bucket.watch({}))
                watch = std::move(*opened);
            else
                failed(opened.error());
        }
        if (watch) {
            const auto records = watch->next(kLook, stop);
            if (records) {
                untaken += *records;
                if (take(untaken, stop))
                    untaken.clear();
                else if (untaken.size() > kRecent)
                    watch.reset();
            } else {
                failed(records.error());
                watch.reset();
            }
            if (!watch)
                untaken.clear(); // another tells what there is
        }
        if (!watch)
            pause(stop, kRetryPause);
        if (m_history && m_time.now.isValid() && (!trimmed || m_clock.steadyNow() - *trimmed > kTrimEvery)) {
            (void)m_history->trim(m_time.now.addDuration(-m_settings.keep));
            trimmed = m_clock.steadyNow();
        }
    }
}

void LeaseObserver::failed(const Error &error)
{
    bool isNews = false;
    {
        const std::scoped_lock alone(m_mutex);
        isNews = m_trouble != error;
        m_trouble = error;
        // What stands there later is another bucket, which counts from 1.
        if (error.code == ErrorCode::NotFound || error.code == ErrorCode::LeasesLost)
            m_table = LeaseTable(m_settings.dialect);
    }
    if (isNews && m_listener)
        m_listener({});
}

/// False where the bucket does not say when this is: nothing of it is taken then.
bool LeaseObserver::take(const QList<KeyValueRecord> &records, std::stop_token stop)
{
    const auto before = m_clock.steadyNow();
    const auto time = m_bucket.time();
    if (!time) {
        failed(time.error());
        return false;
    }
    QList<LeaseEvent> events, news;
    QList<Lease> over;
    bool cameBack = false;
    {
        const std::scoped_lock alone(m_mutex);
        m_time = *time;
        m_timeAt = before;
        cameBack = m_trouble.has_value() || !m_reachedAt.isValid();
        m_trouble.reset();
        m_reachedAt = m_clock.utcNow();
        for (const KeyValueRecord &record : records)
            events += m_table.apply(record);
        // Surely over only.
        over = m_table.runOut(time->now.addDuration(-time->uncertainty));
    }
    events += ended(over, stop);
    {
        const std::scoped_lock alone(m_mutex);
        m_recent += events;
        if (m_recent.size() > kRecent)
            m_recent.remove(0, m_recent.size() - kRecent);
    }
    // The bucket tells again what it still has. Another one in its place may count from 1, but not from an earlier time; what ran
    // out meanwhile has the revision of what was told.
    std::ranges::copy_if(events, std::back_inserter(news), [this](const LeaseEvent &event) {
        return event.kind == LeaseEvent::Kind::Expired || event.revision > m_before.revision || event.time > m_before.time;
    });
    const bool isOtherwise = keep(news);
    if (m_listener && (cameBack || isOtherwise || !news.isEmpty()))
        m_listener(news);
    return true;
}

/// Of leases whose newest record is long past: a watch that has just begun, or was held up, tells of renewals long after they were
/// made, so the bucket is asked for each whether that is the newest.
QList<LeaseEvent> LeaseObserver::ended(const QList<Lease> &over, std::stop_token stop)
{
    QList<LeaseEvent> events;
    for (const Lease &lease : over) {
        if (stop.stop_requested())
            break;
        const auto newest = m_bucket.get(m_table.keyOf(lease.name));
        if (!newest)
            break; // all of them are looked at again
        if (*newest && (*newest)->revision != lease.revision)
            continue;
        const std::scoped_lock alone(m_mutex);
        events += m_table.expire(lease);
    }
    return events;
}

/// Whether the history can be written now and could not before, or the other way round.
bool LeaseObserver::keep(const QList<LeaseEvent> &events)
{
    if (!m_history)
        return false;
    m_unkept += events;
    if (m_unkept.isEmpty())
        return false;
    const auto kept = m_history->add(m_unkept);
    if (kept)
        m_unkept.clear();
    else if (m_unkept.size() > kRecent)
        m_unkept.remove(0, m_unkept.size() - kRecent);
    const std::scoped_lock alone(m_mutex);
    const bool hadTrouble = m_historyTrouble.has_value();
    m_historyTrouble = kept ? std::optional<Error>() : kept.error();
    return hadTrouble != m_historyTrouble.has_value();
}

} // namespace lifeboat
