// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/parallel.h"

#include "engine/base/limits.h"

#include <QFuture>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <atomic>
#include <exception>

namespace lifeboat {

int workerCount(int wanted)
{
    const int count = wanted > 0 ? wanted : QThread::idealThreadCount();
    return std::clamp(count, 1, limits::kMaxThreads);
}

Result<> parallelFor(JobControl &control, int workers, qint64 count,
                     const std::function<Result<>(JobControl &, qint64 item, int worker)> &work)
{
    const int threads = int(std::min<qint64>(std::max(workers, 1), std::max<qint64>(count, 1)));
    std::stop_source stop;
    const std::stop_callback passOn(control.stopToken(), [&stop] { stop.request_stop(); });
    JobControl inner(control.progress(), stop.get_token());
    std::atomic<qint64> next = 0;
    std::mutex mutex;
    std::optional<Error> first; // guarded by mutex

    const auto report = [&](Error error) {
        const std::scoped_lock lock(mutex);
        if (!first || (first->code == ErrorCode::Canceled && error.code != ErrorCode::Canceled))
            first = std::move(error);
        stop.request_stop();
    };
    const auto loop = [&](int worker) {
        try {
            while (true) {
                const qint64 item = next.fetch_add(1);
                if (item >= count)
                    return;
                if (inner.isCanceled())
                    return report({ErrorCode::Canceled, {}, {}});
                if (auto outcome = work(inner, item, worker); !outcome)
                    return report(std::move(outcome).error());
            }
        } catch (const std::exception &exception) {
            report({ErrorCode::Unexpected, {}, QString::fromUtf8(exception.what())});
        } catch (...) {
            report({ErrorCode::Unexpected, {}, {}});
        }
    };

    if (threads == 1) {
        loop(0);
    } else {
        QThreadPool pool;
        pool.setMaxThreadCount(threads);
        QList<QFuture<void>> futures;
        for (int worker = 0; worker < threads; ++worker)
            futures.append(QtConcurrent::run(&pool, loop, worker));
        for (QFuture<void> &future : futures)
            future.waitForFinished();
    }
    if (first)
        return failure(std::move(*first));
    return {};
}

} // namespace lifeboat
