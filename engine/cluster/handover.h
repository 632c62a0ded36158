// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/whendone.h"

namespace lifeboat {

/// As net::whenDone(), but calls `then` at once where the future is over.
template <typename T, typename Then>
void handOver(QObject *context, const QFuture<Result<T>> &future, Then then)
{
    if (future.isFinished())
        return then(net::outcomeOf(future));
    net::whenDone(context, future, std::move(then));
}

} // namespace lifeboat
