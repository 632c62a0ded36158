// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/bucketleases.h"

#include "engine/lease/harmonylease.h"
#include "engine/lease/lazybucket.h"
#include "ui/console/workspace/stores.h"

#include <QCoreApplication>
#include <QPointer>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

constexpr auto kPoll = 1000ms;
constexpr auto kSoon = 250ms; ///< between two looks, whatever happens

const Clock &clockOfAll()
{
    return SystemClock::instance();
}

std::chrono::milliseconds since(std::chrono::nanoseconds moment)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(clockOfAll().steadyNow() - moment);
}

LeaseDialect dialectOf(const StoreProfile &profile)
{
    return profile.leaseBucket == kHarmonyBucket ? LeaseDialect::HarmonyLite : LeaseDialect::Lifeboat;
}

} // namespace

/// Ends in another thread than ours: its own may wait on the network until then.
struct BucketLeases::Observation {
    Observation(const StoreProfile &profile, const QString &secret)
        : bucket([profile, secret] { return openLeaseBucket(profile, secret); }, clockOfAll())
        , observer(bucket, nullptr, {.dialect = dialectOf(profile)}, clockOfAll())
    {
    }

    LazyBucket bucket;
    LeaseObserver observer;
};

BucketLeases::BucketLeases(Stores &stores, const StoreProfile &profile, QObject *parent)
    : LeaseView(parent)
    , m_stores(stores)
    , m_profile(profile)
{
    m_poll.setInterval(kPoll);
    connect(&m_poll, &QTimer::timeout, this, &BucketLeases::look);
    m_soon.setInterval(kSoon);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &BucketLeases::look);
}

BucketLeases::~BucketLeases()
{
    end();
}

void BucketLeases::setWatched(const QObject *by, bool watched)
{
    if (watched)
        m_watchers.insert(by);
    else
        m_watchers.remove(by);
    if (m_watchers.isEmpty())
        return end();
    if (m_observation || std::exchange(m_asking, true))
        return;
    m_stores.secretOf(m_profile, this, [this](const Result<QString> &secret) {
        m_asking = false;
        m_failure = secret ? std::nullopt : std::optional(secret.error());
        if (secret && !m_watchers.isEmpty() && !m_observation)
            begin(*secret);
        Q_EMIT changed();
    });
}

void BucketLeases::begin(const QString &secret)
{
    m_observation = std::make_shared<Observation>(m_profile, secret);
    m_observation->observer.setListener([guard = QPointer(this), turn = ++m_turn](const QList<LeaseEvent> &events) {
        // In the observer's thread: the guard is only looked at in the GUI thread.
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, turn, events] {
            if (!guard || turn != guard->m_turn)
                return;
            guard->addToHistory(events);
            if (!guard->m_soon.isActive())
                guard->m_soon.start();
        });
    });
    m_observation->observer.start();
    m_poll.start();
}

void BucketLeases::end()
{
    ++m_turn;
    m_poll.stop();
    m_soon.stop();
    if (m_observation)
        m_stores.network().start<void>([last = std::exchange(m_observation, nullptr)](JobControl &) mutable -> Result<> {
            last.reset();
            return {};
        });
}

void BucketLeases::look()
{
    if (!m_observation)
        return;
    LeaseSight sight = m_observation->observer.sight();
    if (!sight.reachedAt.isValid() && !sight.trouble)
        return; // it has not answered yet
    m_sightAt = clockOfAll().steadyNow();
    m_unreached = sight.reachedAt.isValid() ? std::max(0ms, std::chrono::milliseconds(sight.reachedAt.msecsTo(clockOfAll().utcNow())))
                                            : 0ms;
    m_sight = std::move(sight);
    Q_EMIT changed();
}

QDateTime BucketLeases::now() const
{
    return m_sight && m_sight->now.isValid() ? m_sight->now.addDuration(since(m_sightAt)) : QDateTime();
}

std::chrono::milliseconds BucketLeases::uncertainty() const
{
    return m_sight ? m_sight->uncertainty : 0ms;
}

std::chrono::milliseconds BucketLeases::age() const
{
    return m_sight ? since(m_sightAt) + m_unreached : 0ms;
}

std::optional<Error> BucketLeases::trouble() const
{
    if (m_failure)
        return m_failure;
    return m_sight ? m_sight->trouble : std::nullopt;
}

} // namespace lifeboat::ui
