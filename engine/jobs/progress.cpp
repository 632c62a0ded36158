// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/progress.h"

#include <algorithm>

namespace lifeboat {

using namespace std::chrono_literals;

Progress::Progress(const Clock &clock)
    : m_clock(clock)
{
}

void Progress::enterPart(int fromPermille, int toPermille)
{
    const std::scoped_lock lock(m_mutex);
    m_partFrom = std::clamp(fromPermille, 0, 1000);
    m_partTo = std::clamp(toPermille, m_partFrom, 1000);
}

void Progress::begin(Stage stage, qint64 totalBytes, int untilPermille)
{
    const std::scoped_lock lock(m_mutex);
    const int until = m_partFrom + untilPermille * (m_partTo - m_partFrom) / 1000;
    m_fromPermille = std::max(m_untilPermille, m_state.permille);
    m_untilPermille = std::clamp(until, m_fromPermille, 1000);
    // A part that is done is not yet the job.
    if (stage == Stage::Done && m_partTo < 1000)
        return;
    m_state = {.stage = stage, .permille = m_fromPermille, .totalBytes = std::max<qint64>(totalBytes, 0), .remaining = {}};
    m_windowStart = m_clock.steadyNow();
    m_windowBytes = 0;
    if (stage == Stage::Done)
        m_state.permille = m_untilPermille;
}

void Progress::advance(qint64 bytes)
{
    const std::scoped_lock lock(m_mutex);
    m_state.doneBytes += bytes;
    if (m_state.totalBytes <= 0)
        return;
    const double part = std::min(1.0, double(m_state.doneBytes) / double(m_state.totalBytes));
    const int permille = m_fromPermille + int(part * (m_untilPermille - m_fromPermille));
    m_state.permille = std::max(m_state.permille, permille);

    const auto elapsed = m_clock.steadyNow() - m_windowStart;
    m_windowBytes += bytes;
    if (elapsed >= 250ms) {
        const double latest = double(m_windowBytes) / std::chrono::duration<double>(elapsed).count();
        // The first window counts alone; later ones are smoothed so that the figure can be read.
        m_state.bytesPerSecond = m_state.bytesPerSecond > 0 ? 0.6 * m_state.bytesPerSecond + 0.4 * latest : latest;
        m_windowStart += elapsed;
        m_windowBytes = 0;
    }
    if (m_state.bytesPerSecond > 0) {
        const double left = double(std::max<qint64>(0, m_state.totalBytes - m_state.doneBytes));
        m_state.remaining = std::chrono::milliseconds(qint64(1000 * left / m_state.bytesPerSecond));
    }
}

ProgressState Progress::state() const
{
    const std::scoped_lock lock(m_mutex);
    return m_state;
}

} // namespace lifeboat
