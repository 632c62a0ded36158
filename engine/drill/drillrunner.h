// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillhistory.h"
#include "engine/jobs/jobcontrol.h"

#include <functional>

namespace lifeboat {

struct DrillRequest {
    DrillPlan plan;
    QString nodeDirectory; ///< of the embedded node; see paths::embeddedNode()
    QString historyDirectory; ///< see paths::drillHistory()
    int threads = 0; ///< 0: one per core
    DrillId id{}; ///< of an operation that may be begun again after a kill; empty: a fresh one
};

/// Called on the drill's thread whenever a stage changes; `stages` always holds all five.
using StageListener = std::function<void(const QList<DrillStage> &stages)>;

/// Rehearses a recovery: find the snapshot, verify it, restore it onto the embedded node, start that node, assert.
/// Reports are kept in the history whatever the verdict, and the archive's sidecar learns "restored" or the damage.
/// An Error means there was no drill to report on: plan invalid, snapshot not found, embedded node in use, disk full
/// in the node's directory, cancelled.
/// A drill whose id has a report already is not held again: that report is its result. What a kill left of one without
/// is removed first, and it begins from its start.
Result<DrillReport> runDrill(JobControl &control, const DrillRequest &request, FileSystem &fileSystem,
                             const Clock &clock = SystemClock::instance(), const StageListener &listener = {});

} // namespace lifeboat
