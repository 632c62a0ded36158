// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/practice/chaosreport.h"

namespace lifeboat {

/// Rehearses losses on a practice cluster that was just started: kills the leader; freezes the next one, beyond its lease and while it
/// publishes; cuts the one after it off where there is a network to cut; heals each time. Then ends the workload and the nodes and
/// compares what they hold. The rest of the cluster is left running. What goes wrong stands in the report.
ChaosReport runChaosDrill(const JobControl &control, FileSystem &fileSystem, PracticeCluster &cluster);

/// Waits until all nodes stand at the log's end; TimedOut. The workload has ended.
Result<> awaitEqualNodes(const JobControl &control, const PracticeCluster &cluster);

/// Looks for every acknowledged document on every node, and at their digests. The nodes have ended.
Result<ChaosEnd> examineEnd(const JobControl &control, FileSystem &fileSystem, const PracticeCluster &cluster);

} // namespace lifeboat
