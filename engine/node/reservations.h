// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <map>

namespace lifeboat {

/// Which states of a node are kept free for one restore of several nodes. Whoever restores them together reserves all
/// of them before the first is changed, so that of two who want some of the same nodes only one begins. Not kept over
/// a restart. Not safe between threads: the owner sees to that.
class Reservations
{
public:
    /// How long one holds that is not renewed: its owner may be gone.
    static constexpr std::chrono::seconds kTtl{30};

    /// The clock outlives it.
    explicit Reservations(const Clock &clock)
        : m_clock(clock)
    {
    }

    /// Keeps `state` free for `id` for kTtl from now, also if it is already. `who` is for those who come later. Busy
    /// (detail: "reserved by WHO") while it is kept for another.
    Result<> take(const QString &state, const QString &id, const QString &who);

    /// Whether take() would do. Errors as there.
    Result<> mayTake(const QString &state, const QString &id) const;

    /// kTtl from now. Busy while it is kept for another; LeaseLost where it is not any more.
    Result<> renew(const QString &state, const QString &id);

    /// Nothing where it is not kept for `id`.
    void release(const QString &state, const QString &id);

    /// Whether work that names `id` (empty: none) may begin: errors as renew(). Without an id while nobody's.
    Result<> check(const QString &state, const QString &id) const;

private:
    struct Held
    {
        QString id;
        QString who;
        std::chrono::nanoseconds until{}; ///< by the steady clock
    };
    const Held *held(const QString &state) const;

    const Clock &m_clock;
    std::map<QString, Held> m_held;
};

} // namespace lifeboat
