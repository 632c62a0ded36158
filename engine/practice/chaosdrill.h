// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/practice/chaosplan.h"
#include "engine/practice/chaosreport.h"

#include <QSet>

namespace lifeboat {

/// Rehearses losses on a practice cluster of which everything runs: does `steps` (none: the usual ones), heals, ends the workload
/// and the nodes and compares what they hold. After every loss a publish with the lost lease's token is tried. The rest of the
/// cluster is left running. What goes wrong stands in the report.
ChaosReport runChaosDrill(const JobControl &control, FileSystem &fileSystem, PracticeCluster &cluster,
                          const QList<ChaosStep> &steps = {});

/// Waits until all nodes stand at the log's end; TimedOut. The workload has ended.
Result<> awaitEqualNodes(const JobControl &control, const PracticeCluster &cluster);

/// Ids of acknowledged documents that no node has, which all work: what happened before, a restore perhaps, took them away.
/// TimedOut.
Result<QSet<QString>> findTakenAway(const JobControl &control, const PracticeCluster &cluster);

/// Looks for every acknowledged document but those that were `takenAway` before on every node, and at their digests. The nodes
/// have ended.
Result<ChaosEnd> examineEnd(const JobControl &control, FileSystem &fileSystem, const PracticeCluster &cluster,
                            const QSet<QString> &takenAway = {});

} // namespace lifeboat
