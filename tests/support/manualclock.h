// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"

#include <QTimeZone>
#include <atomic>

namespace lifeboat::test {

/// A clock that stands still until it is moved. Starts at 2026-01-02T03:04:05.678Z.
class ManualClock final : public Clock
{
public:
    QDateTime utcNow() const override { return QDateTime::fromMSecsSinceEpoch(m_utc, QTimeZone::UTC); }
    std::chrono::nanoseconds steadyNow() const override { return std::chrono::nanoseconds(m_steady); }

    void advance(std::chrono::milliseconds by)
    {
        m_utc += by.count();
        m_steady += std::chrono::nanoseconds(by).count();
    }

    /// Sets the wall clock forward, or back; the steady one stays.
    void setWall(std::chrono::milliseconds forward) { m_utc += forward.count(); }

private:
    std::atomic<qint64> m_utc = 1'767'323'045'678;
    std::atomic<qint64> m_steady = 0;
};

} // namespace lifeboat::test
