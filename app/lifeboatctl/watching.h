// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobrunner.h"

#include <QScopeGuard>

namespace lifeboat::cli {

/// Tells the watching main thread that a job has ended.
class EndMark
{
public:
    EndMark();
    ~EndMark();
    Q_DISABLE_COPY_MOVE(EndMark)

    /// Any thread.
    void set() const;
    int descriptor() const { return m_pipe[0]; }

private:
    int m_pipe[2] = {-1, -1};
};

/// Draws `progress` until `isFinished`; the first SIGINT, SIGTERM or SIGHUP calls `cancel`, which lets the job undo or
/// finish what is half-done; a second one ends the process at once. Events of this thread, the main one, pass meanwhile: a keychain
/// answers through them.
void watchUntil(const EndMark &end, const Progress &progress, const std::function<bool()> &isFinished,
                const std::function<void()> &cancel);

/// Runs `work` as a job and watches it.
template <typename T> Result<T> runWatched(const std::function<Result<T>(JobControl &)> &work)
{
    const EndMark end;
    JobRunner runner(1);
    auto job = runner.start<T>([&work, &end](JobControl &control) {
        const auto mark = qScopeGuard([&end] { end.set(); });
        return work(control);
    });
    watchUntil(end, *job.progress, [&job] { return job.future.isFinished(); }, [&job] { job.cancel(); });
    return job.future.takeResult();
}

} // namespace lifeboat::cli
