// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/undoplans.h"

#include "engine/cluster/leftbehind.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

bool changesHistory(const UndoPlan &plan)
{
    return plan.local && plan.position && plan.local->lineage != plan.position->lineage;
}

} // namespace

Result<> checkUndoTogether(const QList<UndoPlan> &plans)
{
    std::map<QString, QString> back; // by the history that is left
    for (const UndoPlan &plan : plans) {
        if (!changesHistory(plan))
            continue;
        const QString then = plan.position->lineage.value;
        const auto [known, isNew] = back.emplace(plan.local->lineage.value, then);
        if (!isNew && known->second != then)
            return failure(ErrorCode::LineageDiffers, plan.local->lineage.value,
                           u"%1 and %2 would come back"_s.arg(known->second, then));
    }
    return {};
}

QStringList leftBehindByUndo(const QList<UndoPlan> &plans, const QList<net::NodeStatus> &others, const QString &state)
{
    QStringList names;
    for (const net::NodeStatus &other : others) {
        const net::StateStatus *const found = stateOf(other, state);
        const bool isLeft = found && found->position && std::ranges::any_of(plans, [found](const UndoPlan &plan) {
            return changesHistory(plan) && plan.local->lineage == found->position->lineage;
        });
        if (isLeft)
            names.append(other.node);
    }
    return names;
}

} // namespace lifeboat
