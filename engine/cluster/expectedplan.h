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

/// Whether a node that stood at `planned` when it was asked for its plan, and stands at `now`, would plan otherwise: it is of another
/// history, went back, or has reached the snapshot. That it went on alone changes what is lost, and no more.
bool isPlanStale(const std::optional<Position> &planned, const std::optional<Position> &now, const std::optional<Position> &snapshot);

} // namespace lifeboat
