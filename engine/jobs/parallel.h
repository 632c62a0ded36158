// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobcontrol.h"

#include <functional>

namespace lifeboat {

/// The worker count to use where a user gave `wanted` (0 = one per core), within limits::kMaxThreads.
int workerCount(int wanted);

/// Runs `work(item, worker)` for every item of [0, count) on `workers` threads, the caller's among them (fewer where the
/// system grants no more), each item once, claimed in rising order; `worker` in [0, workers) names the thread, for per-worker buffers.
/// Returns when every worker has ended. The first failure stops the others at their next item and is the result:
/// a real failure is never hidden behind a Canceled, exceptions become Unexpected, no error is lost.
Result<> parallelFor(JobControl &control, int workers, qint64 count,
                     const std::function<Result<>(JobControl &, qint64 item, int worker)> &work);

} // namespace lifeboat
