// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/jobrunner.h"

#include <system_error>
#include <thread>

using namespace Qt::StringLiterals;

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

bool JobRunner::canStartThread()
{
    try {
        std::jthread([] {});
        return true;
    } catch (const std::system_error &) {
        return false;
    }
}

std::unexpected<Error> JobRunner::noThread()
{
    return failure(ErrorCode::Unexpected, {}, u"the system grants no thread"_s);
}

} // namespace lifeboat
