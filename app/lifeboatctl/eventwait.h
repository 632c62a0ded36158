// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/handover.h"
#include "engine/jobs/progress.h"

#include <QEventLoop>
#include <functional>

namespace lifeboat::cli {

/// The event loop of a command that talks to nodes, until the command is done. The first SIGINT,
/// SIGTERM or SIGHUP calls `cancel`, which is there; a second one ends the process at once. `look` is called some
/// ten times a second. Main thread only.
class EventWait
{
public:
    explicit EventWait(std::function<void()> cancel,
                       std::function<ProgressState()> progress = {},
                       std::function<void()> look = {});

    /// Returns once `isDone`, asked again whenever wake() or `look` was called.
    void until(const std::function<bool()> &isDone);

    void wake() { m_loop.quit(); }

private:
    const std::function<void()> m_cancel;
    const std::function<ProgressState()> m_progress;
    const std::function<void()> m_look;
    QEventLoop m_loop;
};

/// The result of a future that is answered through the event loop. Without `cancel` a signal ends the wait with Canceled,
/// and what was asked for may be done all the same.
template <typename T>
Result<T> await(const QFuture<Result<T>> &future, std::function<void()> cancel = {},
                std::function<ProgressState()> progress = {})
{
    bool isLeft = false;
    if (!cancel)
        cancel = [&isLeft] { isLeft = true; };
    EventWait wait(std::move(cancel), std::move(progress));
    std::optional<Result<T>> outcome;
    QObject context;
    handOver(&context, future, [&](const Result<T> &result) {
        outcome = result;
        wait.wake();
    });
    wait.until([&] { return outcome.has_value() || isLeft; });
    return outcome.value_or(failure(ErrorCode::Canceled));
}

} // namespace lifeboat::cli
