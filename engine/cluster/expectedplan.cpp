// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/expectedplan.h"

namespace lifeboat {

std::optional<RestorePlan> expectedPlan(const ArchiveSummary &archive, const net::StateStatus &state, bool force)
{
    const auto &snapshot = archive.manifest.position;
    if (!state.position || !snapshot)
        return std::nullopt;
    RestorePlan plan;
    plan.archive = archive;
    plan.local = state.position;
    plan.targetExists = true;
    plan.targetBytes = state.bytes;
    if (state.position->lineage != snapshot->lineage) {
        plan.reasons.append(PlanReason::OtherLineage);
    } else if (state.position->appliedIndex < snapshot->appliedIndex) {
        plan.reasons.append(PlanReason::LocalBehind);
    } else {
        plan.reasons.append(PlanReason::LocalCovers);
        plan.action = force ? RestoreAction::Full : RestoreAction::Skip;
        plan.startsLineage = force && state.position->appliedIndex > snapshot->appliedIndex;
        if (force)
            plan.reasons.prepend(PlanReason::Forced);
    }
    plan.writeBytes = plan.action == RestoreAction::Full ? archive.manifest.rawBytes() : 0;
    return plan;
}

bool isPlanStale(const std::optional<Position> &planned, const std::optional<Position> &now, const std::optional<Position> &snapshot)
{
    if (!planned || !now)
        return planned != now;
    if (planned->lineage != now->lineage || now->appliedIndex < planned->appliedIndex)
        return true;
    return snapshot && snapshot->lineage == now->lineage && planned->appliedIndex < snapshot->appliedIndex
        && now->appliedIndex >= snapshot->appliedIndex;
}

} // namespace lifeboat
