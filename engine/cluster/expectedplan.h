// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/nodestatus.h"
#include "engine/snapshot/restoreplan.h"

namespace lifeboat {

/// What a node will plan once it has the snapshot, by what it said of its state: action, reasons, what is local and what is written;
/// of a state of another history the most that it can lose, for it may turn out to go on from the snapshot. Nothing where positions
/// do not decide.
std::optional<RestorePlan> expectedPlan(const ArchiveSummary &archive, const net::StateStatus &state, bool force);

} // namespace lifeboat
