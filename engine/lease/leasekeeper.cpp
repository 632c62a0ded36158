// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasekeeper.h"

#include "engine/base/pause.h"

namespace lifeboat {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

/// How long a request to step down may go unheard.
constexpr milliseconds kLongestWait(200);

} // namespace

LeaseKeeper::LeaseKeeper(LeaseStore &store, const LeaseClaim &claim, const Clock &clock)
    : m_store(store)
    , m_claim(claim)
    , m_clock(clock)
    , m_keeping(store, claim, clock)
{
}

LeaseKeeper::~LeaseKeeper()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    m_keeping.release();
}

void LeaseKeeper::setObserver(std::function<void()> changed)
{
    m_changed = std::move(changed);
}

void LeaseKeeper::start()
{
    m_thread = std::jthread([this](std::stop_token stop) { run(stop); });
}

void LeaseKeeper::stepDown()
{
    m_stepsDown = true;
}

void LeaseKeeper::setCompeting(bool competes)
{
    m_competes = competes;
}

void LeaseKeeper::run(std::stop_token stop)
{
    std::unique_ptr<KeyValueWatch> watch;
    std::optional<quint64> told;
    while (!stop.stop_requested()) {
        if (m_stepsDown.exchange(false))
            m_keeping.stepDown();
        if (!m_competes)
            m_keeping.release();
        const nanoseconds due = m_competes ? m_keeping.tick() : m_clock.steadyNow() + kLongestWait;
        if (const auto held = m_keeping.held(); (held ? std::optional(held->token) : std::nullopt) != told) {
            told = held ? std::optional(held->token) : std::nullopt;
            if (m_changed)
                m_changed();
        }
        const auto wait = std::clamp<milliseconds>(
            std::chrono::ceil<milliseconds>(due - m_clock.steadyNow()), milliseconds(0), kLongestWait);
        if (wait == milliseconds(0))
            continue;
        if (!watch) {
            if (auto opened = m_store.bucket().watch({}))
                watch = std::move(*opened);
        }
        auto records = watch ? watch->next(wait, stop) : Result<QList<KeyValueRecord>>();
        if (!records)
            watch.reset();
        else
            m_keeping.noticed(*records);
        if (!watch)
            pause(stop, wait);
    }
}

} // namespace lifeboat
