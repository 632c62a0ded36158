// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/jobrunner.h"

namespace lifeboat {

JobRunner::JobRunner(int concurrent)
{
    m_pool.setMaxThreadCount(std::max(concurrent, 1));
}

JobRunner::~JobRunner()
{
    {
        const QMutexLocker lock(&m_mutex);
        for (std::stop_source &stop : m_stops)
            stop.request_stop();
    }
    m_pool.waitForDone();
}

void JobRunner::remember(const std::stop_source &stop)
{
    const QMutexLocker lock(&m_mutex);
    // Sources whose job ended have no other owner left than this list and the Job values handed out.
    if (m_stops.size() >= 256)
        m_stops.removeIf([](const std::stop_source &old) { return old.stop_requested(); });
    m_stops.append(stop);
}

} // namespace lifeboat
