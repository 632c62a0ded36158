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
    m_closing.request_stop();
    m_pool.waitForDone();
}

} // namespace lifeboat
