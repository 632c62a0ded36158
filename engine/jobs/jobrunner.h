// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobcontrol.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <exception>
#include <functional>
#include <memory>

namespace lifeboat {

/// A running or finished job. A value: copies show and cancel the same job.
///
/// Cancel goes through `cancel()`, not through the future: a cancelled QFuture drops its result, and a job that was
/// complete before it saw the request must be able to say so. The future always gets exactly one Result.
template <typename T>
struct Job {
    QFuture<Result<T>> future;
    std::shared_ptr<const Progress> progress;
    std::stop_source stop;

    void cancel() { stop.request_stop(); }
};

/// Runs long functions on threads of its own and owns them: destruction cancels all and waits until they ended.
/// Made and destroyed in one thread; `start` may be called from any.
class JobRunner
{
public:
    /// At most `concurrent` jobs at once, the others wait in order. (Each job has its own workers besides.)
    explicit JobRunner(int concurrent = 4);
    ~JobRunner();
    Q_DISABLE_COPY_MOVE(JobRunner)

    /// Starts `work`. An exception that leaves it becomes ErrorCode::Unexpected; so does a system that grants no thread,
    /// and `work` is not run then.
    template <typename T>
    Job<T> start(std::function<Result<T>(JobControl &)> work)
    {
        auto progress = std::make_shared<Progress>();
        std::stop_source stop;
        if (!canStartThread())
            return {QtFuture::makeReadyValueFuture(Result<T>(noThread())), progress, stop};
        const std::stop_token closing = m_closing.get_token();
        auto future = QtConcurrent::run(&m_pool, [work = std::move(work), progress, stop, closing](QPromise<Result<T>> &promise) mutable {
            const std::stop_callback passOn(closing, [&stop] { stop.request_stop(); });
            JobControl control(*progress, stop.get_token());
            promise.addResult(guarded<T>(control, work));
        });
        return {future, progress, stop};
    }

private:
    /// A pool whose system grants it no thread says nothing and waits for ever.
    static bool canStartThread();
    static std::unexpected<Error> noThread();

    template <typename T>
    static Result<T> guarded(JobControl &control, const std::function<Result<T>(JobControl &)> &work)
    {
        if (control.isCanceled())
            return failure(ErrorCode::Canceled);
        try {
            return work(control);
        } catch (const std::exception &exception) {
            return failure(ErrorCode::Unexpected, {}, QString::fromUtf8(exception.what()));
        } catch (...) {
            return failure(ErrorCode::Unexpected);
        }
    }

    QThreadPool m_pool;
    std::stop_source m_closing;
};

} // namespace lifeboat
