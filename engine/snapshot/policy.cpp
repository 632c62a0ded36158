// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/policy.h"

namespace lifeboat {

bool isTakeDue(const SnapshotPolicy &policy, const std::optional<LastTake> &last,
               std::optional<Index> index, const QDateTime &now)
{
    const bool byTime = policy.interval.count() > 0;
    if (policy.entries > 0 && index) {
        const Index before = last ? last->index.value_or(0) : 0;
        if (*index < before || *index - before >= policy.entries)
            return true;
    }
    if (!byTime)
        return false;
    if (!last)
        return true;
    if (index && last->index == index)
        return false;
    return last->at.addDuration(policy.interval) <= now || last->at > now;
}

} // namespace lifeboat
