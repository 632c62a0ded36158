// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/leftbehind.h"

#include <algorithm>

namespace lifeboat {

Lineage abandonedBy(const RestorePlan &plan)
{
    const auto &snapshot = plan.archive.manifest.position;
    if (plan.action == RestoreAction::Skip || !plan.local || !snapshot)
        return {};
    const bool stays = !plan.startsLineage && plan.local->lineage == snapshot->lineage;
    return stays ? Lineage() : plan.local->lineage;
}

QStringList leftBehind(const QList<NodeRestore> &restored, const QList<net::NodeStatus> &others,
                       const QString &state)
{
    QList<Lineage> abandoned;
    for (const NodeRestore &node : restored) {
        const Lineage lineage = node.plan ? abandonedBy(*node.plan) : Lineage();
        if (!lineage.isEmpty())
            abandoned.append(lineage);
    }
    QStringList names;
    for (const net::NodeStatus &other : others) {
        const auto found = std::ranges::find_if(other.states, [&state](const net::StateStatus &each) {
            return state.isEmpty() || each.name == state;
        });
        if (found != other.states.end() && found->position
            && abandoned.contains(found->position->lineage))
            names.append(other.node);
    }
    return names;
}

} // namespace lifeboat
