// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/snapshotstore.h"

namespace lifeboat {

enum class StoreStep {
    Reach, ///< directory or bucket are there, and let us in
    List,
    Write, ///< a small object of random bytes
    Read, ///< it back, compared byte by byte; where nothing could be written, the smallest there is
    Remove, ///< it again
    Leases, ///< the bucket of leases that goes with the store is there, and lets us in; only where there is to be one
};

/// How one step of a trial went.
struct StoreTrial
{
    StoreStep step = StoreStep::Reach;
    bool isTried = false; ///< false: it needs an earlier one that failed
    std::optional<Error> trouble;
    std::chrono::microseconds time{};

    bool isGood() const { return isTried && !trouble; }
};

/// Reaches what is to be reached, and leaves it.
using ReachLeases = std::function<Result<>()>;
using OpenStore = std::function<Result<std::unique_ptr<SnapshotStore>>()>;

/// Tries what works in a store and what does not, on real bytes: all steps in order; Leases only with `leases`, and whatever failed before. Leaves nothing behind where Remove
/// works; else an object "lifeboat-trial-…" is left, or may be where the network failed, and is named by the trouble. `directory`: of this machine, for the bytes
/// that are written and read; nothing stays there. Waits on the network.
QList<StoreTrial> tryStore(JobControl &control, const OpenStore &open, FileSystem &fileSystem, const QString &directory,
                           const ReachLeases &leases = {});

/// "reach", "list", …
QString stepName(StoreStep step);

} // namespace lifeboat
