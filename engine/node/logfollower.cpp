// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/logfollower.h"

#include "engine/base/pause.h"

using namespace std::chrono_literals;

namespace lifeboat {

namespace {

/// After so long the log may be another, begun anew at a lower index, or its trouble over.
constexpr auto kLook = 250ms;

} // namespace

LogFollower::LogFollower(ReplicatedLog &log, ManagedState &state, std::function<void()> applied)
    : m_log(log)
    , m_state(state)
    , m_applied(std::move(applied))
    , m_thread([this](std::stop_token stop) { follow(stop); })
{
}

LogFollower::~LogFollower() = default;

std::optional<Error> LogFollower::trouble() const
{
    const std::scoped_lock lock(m_mutex);
    return m_trouble;
}

void LogFollower::forgetTrouble()
{
    const std::scoped_lock lock(m_mutex);
    m_trouble.reset();
    ++m_turn;
}

quint64 LogFollower::turn() const
{
    const std::scoped_lock lock(m_mutex);
    return m_turn;
}

void LogFollower::note(const std::optional<Error> &trouble, quint64 turn)
{
    const std::scoped_lock lock(m_mutex);
    if (turn == m_turn)
        m_trouble = trouble;
}

void LogFollower::follow(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        Progress progress;
        JobControl control(progress, stop);
        const quint64 turn = this->turn();
        const auto replayed = replay(control, m_log, m_state);
        if (!replayed) {
            const bool isClosed = replayed.error().code == ErrorCode::Busy;
            note(isClosed ? std::optional<Error>() : replayed.error(), turn);
            pause(stop, isClosed ? 50ms : kLook);
            continue;
        }
        note({}, turn);
        if (replayed->applied > 0 && m_applied)
            m_applied();
        if (const auto last = m_log.waitFor(replayed->position.appliedIndex + 1, kLook, stop); !last) {
            note(last.error(), turn);
            pause(stop, kLook);
        }
    }
}

} // namespace lifeboat
