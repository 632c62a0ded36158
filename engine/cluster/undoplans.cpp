// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/undoplans.h"

#include "engine/cluster/leftbehind.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

bool changesHistory(const UndoPlan &plan)
{
    return plan.local && plan.position && (plan.startsLineage || plan.local->lineage != plan.position->lineage);
}

/// Equal for those that are of one history then: one that begins does so at an index.
QString historyAfter(const UndoPlan &plan)
{
    const QString lineage = plan.position->lineage.value;
    return plan.startsLineage ? u"a new one of %1 from %2 on"_s.arg(lineage).arg(plan.position->appliedIndex) : lineage;
}

} // namespace

Result<> checkUndoTogether(const QList<UndoPlan> &plans)
{
    for (const UndoPlan &changing : plans) {
        if (!changesHistory(changing))
            continue;
        const QString then = historyAfter(changing);
        const auto other = std::ranges::find_if(plans, [&](const UndoPlan &plan) {
            return plan.position && plan.log == changing.log && historyAfter(plan) != then;
        });
        if (other != plans.end())
            return failure(ErrorCode::NodesWouldPart, changing.local->lineage.value,
                           u"%1 and %2 would come back"_s.arg(then, historyAfter(*other)));
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
