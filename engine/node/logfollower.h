// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/log/replay.h"

#include <functional>
#include <mutex>
#include <thread>

namespace lifeboat {

/// Keeps a managed state up with its log in a thread of its own: applies what is there, then waits
/// for more. A failure is told and the log looked at again a few times a second: it may pass,
/// or a restore ends it.
class LogFollower
{
public:
    /// Both outlive the follower. `applied` is called after entries were applied, in the follower's
    /// thread.
    LogFollower(ReplicatedLog &log, ManagedState &state, std::function<void()> applied);
    ~LogFollower();
    Q_DISABLE_COPY_MOVE(LogFollower)

    /// Why it does not go on; nothing while it does, or while the state is closed. Any thread.
    std::optional<Error> trouble() const;

    /// State and log were brought together, and all was applied: what was noted before holds no longer. Any thread.
    void forgetTrouble();

private:
    void follow(std::stop_token stop);
    quint64 turn() const;
    /// Unless it was looked at before the last forgetTrouble().
    void note(const std::optional<Error> &trouble, quint64 turn);

    ReplicatedLog &m_log;
    ManagedState &m_state;
    const std::function<void()> m_applied;
    mutable std::mutex m_mutex; ///< guards m_trouble, m_turn
    std::optional<Error> m_trouble;
    quint64 m_turn = 0;
    std::jthread m_thread;
};

} // namespace lifeboat
