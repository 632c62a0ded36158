// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/parallel.h"

#include "engine/base/limits.h"

#include <QThread>

#include <atomic>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

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

    // The caller works too, so that a system that grants no thread at all makes this slow and not endless. (A thread
    // pool would not say that a thread could not be started, and wait for it for ever.)
    {
        std::vector<std::jthread> others;
        try {
            for (int worker = 1; worker < threads; ++worker)
                others.emplace_back(loop, worker);
        } catch (const std::system_error &) {
        }
        loop(0);
    }
    if (first)
        return failure(std::move(*first));
    return {};
}

} // namespace lifeboat
