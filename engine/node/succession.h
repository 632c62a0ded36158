// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/log/replicatedlog.h"
#include "engine/state/managedstate.h"

#include <QJsonObject>

namespace lifeboat {

/// How a state that was put in a node's place goes on with its log. Whatever anybody does in whatever order: what stands at
/// one index of one lineage is the same everywhere. So a log goes on under a name it had only where it still holds that
/// history whole, and everything else begins a history of its own.
struct Succession
{
    Lineage own; ///< the name to begin one under, where one is begun; never used before
    bool isUndo = false; ///< what the log kept is taken up again; a restore goes back to what was then
    bool isForced = false; ///< what the log has trimmed is begun anew, whoever follows the log
    bool mayBegin = true; ///< false: of who only catches up with the others; where the log has no place for the state, it stays without
};

/// The lineage a state is of once it was restored from a snapshot at `snapshot`: that of the snapshot, where the log is of it and has
/// what comes next; another, where the log's is its continuation from right there; else `succession.own`. Of an
/// unreachable log nothing is known: the snapshot's, until succeed().
/// LogTrimmed where others follow the log past the snapshot and nobody forces it.
/// InvalidArgument if `own` is the name of another history of the log's.
Result<Lineage> lineageAfter(ReplicatedLog &log, const Position &snapshot, const Succession &succession);

/// Whether the log has no place for a state that an undo brings back at `back`, so that it begins a history of its own.
/// LogTrimmed where it has one, but not what came next any more: nothing would follow then.
Result<bool> undoBegins(ReplicatedLog &log, const Position &back);

/// Lets log and state, once it stands in its place, go on together. It may be begun again after a kill at any moment.
/// Errors of both; state and log stay apart then, and nothing was written into either under a name of the other's.
Result<> succeed(ReplicatedLog &log, ManagedState &state, const Succession &succession);

/// Applies what the log has by now and tells in an operation's result where the state stands then: "position", and "trouble" if
/// there is more that it cannot apply.
void tellStanding(JobControl &control, ReplicatedLog &log, ManagedState &state, QJsonObject &result);

} // namespace lifeboat
