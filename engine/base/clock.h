// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <chrono>

namespace lifeboat {

/// The seam to time: tests stop it and move it by hand. Implementations are safe to call from any thread.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Wall time in UTC, milliseconds. May jump.
    virtual QDateTime utcNow() const = 0;

    /// Time since an arbitrary start; never goes back, and counts on while the machine is suspended. The same for all
    /// processes of a machine, until it starts anew.
    virtual std::chrono::nanoseconds steadyNow() const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock
{
public:
    QDateTime utcNow() const override;
    std::chrono::nanoseconds steadyNow() const override;

    /// One for everybody; it has no state.
    static SystemClock &instance();
};

} // namespace lifeboat
