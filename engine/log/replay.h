// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobcontrol.h"
#include "engine/log/replicatedlog.h"
#include "engine/state/managedstate.h"

namespace lifeboat {

/// What a replay did.
struct Replayed
{
    qint64 applied = 0; ///< entries
    Position position; ///< where the state stands now
    /// Nothing of the log is left to apply. Else the replay went up to where it was told: before
    /// anything else happens to the state it begins a lineage of its own, and so does its log.
    bool reachedEnd = false;
};

/// Applies the log's entries after the state's index: up to the log's end as it is met, up to index
/// `until`, or up to the last entry before the first one later than `untilTime`. Each batch is one
/// transaction, so that a kill costs nothing; what was applied survives a loss of power when it
/// returns, also after an error.
///
/// A state at index 0 without documents is the beginning of every history: it takes on the log's
/// lineage. Else LineageDiffers, with the state's lineage as subject, if the log is of another history.
/// LogTrimmed if the log no longer has the next entry; EntryMissing at a hole, and if the log ends
/// before the state's index: what it would take from there on is not what the state lacks. LogDiffers
/// if the entry at the state's index is another than the one it applied.
/// InvalidArgument if the state is past `until`. Canceled.
Result<Replayed> replay(JobControl &control, ReplicatedLog &log, ManagedState &state,
                        std::optional<Index> until = {}, std::optional<QDateTime> untilTime = {});

} // namespace lifeboat
