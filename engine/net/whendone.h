// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QFutureWatcher>

namespace lifeboat::net {

/// Calls `then` with the result of `future`, in the thread of `context`, unless that is gone by
/// then. A future that was cancelled counts as Canceled.
template <typename T, typename Then>
void whenDone(QObject *context, const QFuture<Result<T>> &future, Then then)
{
    auto *const watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, then = std::move(then)]() mutable {
                         watcher->deleteLater();
                         const QFuture<Result<T>> done = watcher->future();
                         then(done.resultCount() > 0 ? done.result()
                                                     : Result<T>(failure(ErrorCode::Canceled)));
                     });
    watcher->setFuture(future);
}

} // namespace lifeboat::net
