// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QFutureWatcher>

namespace lifeboat::net {

/// Of a future that is over. One that was cancelled counts as Canceled.
template <typename T>
Result<T> outcomeOf(const QFuture<Result<T>> &done)
{
    return done.resultCount() > 0 ? done.result() : Result<T>(failure(ErrorCode::Canceled));
}

/// Calls `then` with the outcome of `future`, in the thread of `context`, unless that is gone by
/// then; never before this returns.
template <typename T, typename Then>
void whenDone(QObject *context, const QFuture<Result<T>> &future, Then then)
{
    auto *const watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, then = std::move(then)]() mutable {
                         watcher->deleteLater();
                         then(outcomeOf(watcher->future()));
                     });
    watcher->setFuture(future);
}

} // namespace lifeboat::net
