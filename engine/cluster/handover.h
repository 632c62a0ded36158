// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QFutureWatcher>

namespace lifeboat {

/// Calls `then` with the result of `future`: now if it is there, else in the thread of `context`,
/// unless that is gone by then. A future that was cancelled counts as Canceled.
template <typename T, typename Then>
void handOver(QObject *context, const QFuture<Result<T>> &future, Then then)
{
    const auto outcome = [](const QFuture<Result<T>> &done) {
        return done.resultCount() > 0 ? done.result() : Result<T>(failure(ErrorCode::Canceled));
    };
    if (future.isFinished())
        return then(outcome(future));
    auto *const watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, outcome, then = std::move(then)]() mutable {
                         watcher->deleteLater();
                         then(outcome(watcher->future()));
                     });
    watcher->setFuture(future);
}

} // namespace lifeboat
