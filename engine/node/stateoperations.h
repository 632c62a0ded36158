// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobcontrol.h"
#include "engine/node/nodemap.h"
#include "engine/node/protectedstate.h"
#include "engine/operations/operation.h"
#include "engine/snapshot/undo.h"

/// What a node's operations do. Each can be begun again after a kill at any moment and then ends as
/// if it had run once (a take that was killed leaves nothing and is taken anew).
namespace lifeboat::stateoperations {

/// What they all need; outlives them.
struct Context
{
    const NodeConfig &node;
    const NodeMap &nodes;
    FileSystem &fileSystem;
    const Clock &clock;
    std::function<QStringList(const QString &state)> wantedSnapshots; ///< by restores that wait
};

/// Takes a snapshot, applies the retention, lets the log be trimmed. Result: {"snapshot",
/// "archiveBytes", "elementCount", "removed": […], "totalMs"}.
Result<QJsonObject> take(JobControl &control, const Context &context, ProtectedState &state,
                         const Operation &operation);

/// How deep a verification of these parameters goes. InvalidArgument.
Result<Depth> depthAsked(const QJsonObject &parameters);

/// Parameters "snapshot", "depth". Result: {"snapshot", "depth", "bytesRead", "totalMs"}.
Result<QJsonObject> verify(JobControl &control, const Context &context, ProtectedState &state,
                           const Operation &operation);

/// Parameters "snapshot", "confirm", "force", "threads", "lineage" (never empty), "begin". Result: outcomeObject, "trouble". A managed
/// snapshot takes a foreign database's place by force only, a foreign one never a managed state's. Errors as lineageAfter()
/// where it is not skipped.
Result<QJsonObject> restore(JobControl &control, const Context &context, ProtectedState &state,
                            const Operation &operation);

/// Parameters "confirm", "lineage" (never empty). Result: {"previous", "position", "warnings", "trouble"}. Errors as
/// planUndo().
Result<QJsonObject> undo(JobControl &control, const Context &context, ProtectedState &state,
                         const Operation &operation);

/// The plan of a restore; touches nothing.
Result<QJsonObject> plan(JobControl &control, const Context &context, ProtectedState &state,
                         const QString &snapshot, bool force);

/// As lifeboat::planUndo, and what the state's log makes of it: LogTrimmed where nothing would follow what comes back.
Result<UndoPlan> planUndo(const Context &context, const ProtectedState &state);

} // namespace lifeboat::stateoperations
