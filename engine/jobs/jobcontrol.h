// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/jobs/progress.h"

#include <stop_token>

namespace lifeboat {

/// What a long function gets from whoever runs it: where to report progress, and whether to stop. Long functions
/// are free functions taking `JobControl &` first; they test for cancel at every segment and return
/// ErrorCode::Canceled having undone or finished whatever was half-done. Safe to use from any thread.
class JobControl
{
public:
    JobControl(Progress &progress, std::stop_token stop)
        : m_progress(progress)
        , m_stop(std::move(stop))
    {
    }

    Progress &progress() const { return m_progress; }
    std::stop_token stopToken() const { return m_stop; }
    bool isCanceled() const { return m_stop.stop_requested(); }

    /// Canceled once cancel was asked for.
    Result<> checkpoint() const
    {
        if (isCanceled())
            return failure(ErrorCode::Canceled);
        return {};
    }

private:
    Progress &m_progress;
    std::stop_token m_stop;
};

/// A control for callers that neither watch nor cancel: tests, short commands.
class UnwatchedControl : private Progress, public JobControl
{
public:
    UnwatchedControl()
        : JobControl(static_cast<Progress &>(*this), {})
    {
    }
};

} // namespace lifeboat
