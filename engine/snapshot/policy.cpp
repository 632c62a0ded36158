// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/policy.h"

namespace lifeboat {

bool isTakeDue(const SnapshotPolicy &policy, const std::optional<LastTake> &last,
               const std::optional<Position> &position, const QDateTime &now)
{
    constexpr std::chrono::milliseconds kAfterFailure = std::chrono::minutes(1);
    const bool failed = last && last->failed;
    if (failed && last->at <= now
        && last->at.addDuration(std::max(policy.interval, kAfterFailure)) > now)
        return false;
    const bool byTime = policy.interval.count() > 0;
    if (policy.entries > 0 && position) {
        const Position before = (last ? last->position : std::nullopt).value_or(Position{position->lineage, 0});
        if (position->lineage != before.lineage || position->appliedIndex < before.appliedIndex
            || position->appliedIndex - before.appliedIndex >= policy.entries)
            return true;
    }
    if (!byTime)
        return false;
    if (!last)
        return true;
    if (!failed && position && last->position == position)
        return false;
    return last->at.addDuration(policy.interval) <= now || last->at > now;
}

} // namespace lifeboat
