// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"
#include "engine/jobs/jobcontrol.h"
#include "engine/state/livedatabase.h"

namespace lifeboat {

/// Looks up what the plan asserts about data in a restored database: rows and queries, in the plan's order. Queries
/// that write, set what is the whole process's, fail or give a value of more than 64 MiB do not hold; of long values only the beginning is kept in
/// `found`. Canceled only if asked to stop.
Result<QList<AssertionOutcome>> assertData(const JobControl &control, Connection &connection, const DrillPlan &plan);

/// The assertion about a measured time.
AssertionOutcome assertTime(AssertionKind kind, std::chrono::milliseconds limit, std::optional<std::chrono::milliseconds> measured);

/// Every assertion of the plan as not looked at: what a drill that fails earlier reports.
QList<AssertionOutcome> unreachedAssertions(const DrillPlan &plan);

} // namespace lifeboat
