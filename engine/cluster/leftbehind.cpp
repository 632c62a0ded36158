// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/leftbehind.h"

#include "engine/cluster/nodeconnection.h"

#include <algorithm>
#include <utility>

namespace lifeboat {

namespace {

/// Of the restored state, where no lineage begins.
Lineage joined(const RestorePlan &plan)
{
    const auto &snapshot = plan.archive.manifest.position;
    return plan.joins.isEmpty() && snapshot ? snapshot->lineage : plan.joins;
}

} // namespace

Lineage abandonedBy(const RestorePlan &plan)
{
    const auto &snapshot = plan.archive.manifest.position;
    if (plan.action == RestoreAction::Skip || !plan.local || !snapshot)
        return {};
    const bool stays = !plan.startsLineage && plan.local->lineage == joined(plan);
    return stays ? Lineage() : plan.local->lineage;
}

const net::StateStatus *stateOf(const net::NodeStatus &node, const QString &state)
{
    const auto found = std::ranges::find_if(node.states, [&state](const net::StateStatus &each) {
        return state.isEmpty() || each.name == state;
    });
    return found == node.states.end() ? nullptr : &*found;
}

QStringList leftBehind(const QList<NodeRestore> &restored, const QList<net::NodeStatus> &chosen,
                       const QList<net::NodeStatus> &others, const QString &state)
{
    QList<Lineage> abandoned;
    for (const NodeRestore &node : restored) {
        const Lineage lineage = node.plan ? abandonedBy(*node.plan) : Lineage();
        if (!lineage.isEmpty())
            abandoned.append(lineage);
        // A log that went on without this node begins anew from here, unless the snapshot is of its history.
        const auto status = std::ranges::find(chosen, node.node, &net::NodeStatus::node);
        const net::StateStatus *const found = status == chosen.end() ? nullptr : stateOf(*status, state);
        if (!node.plan || node.plan->action == RestoreAction::Skip || !found || found->logLineage.isEmpty())
            continue;
        if (node.plan->startsLineage || joined(*node.plan) != found->logLineage)
            abandoned.append(found->logLineage);
    }
    QStringList names;
    for (const net::NodeStatus &other : others) {
        const net::StateStatus *const found = stateOf(other, state);
        if (found && found->position && found->logLineage.isEmpty() && abandoned.contains(found->position->lineage))
            names.append(other.node);
    }
    return names;
}

LeftOut leftOut(const QList<NodeRestore> &restored, const QList<NodeConnection *> &chosen,
                const QList<NodeConnection *> &others, const QString &state)
{
    const auto told = [](const QList<NodeConnection *> &nodes) {
        QList<net::NodeStatus> statuses;
        for (const NodeConnection *const node : nodes) {
            if (const auto status = node->status())
                statuses.append(*status);
        }
        return statuses;
    };
    QList<NodeConnection *> staying = others;
    for (qsizetype i = 0; i < restored.size() && i < chosen.size(); ++i) {
        if (restored[i].phase == NodeRestore::Phase::Failed && !restored[i].plan)
            staying.append(chosen[i]);
    }
    LeftOut left{.leftBehind = leftBehind(restored, told(chosen), told(staying), state), .notAsked = {}};
    const bool leaves = std::ranges::any_of(restored, [](const NodeRestore &node) {
        return node.plan && !abandonedBy(*node.plan).isEmpty();
    });
    for (const NodeConnection *const node : std::as_const(staying)) {
        if (leaves && !node->status())
            left.notAsked.append(node->name());
    }
    return left;
}

} // namespace lifeboat
