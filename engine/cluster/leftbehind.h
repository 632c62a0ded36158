// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterrestore.h"
#include "engine/net/nodestatus.h"

namespace lifeboat {

/// The history a restore by this plan takes a managed state out of; empty if it stays in its history, or is none.
Lineage abandonedBy(const RestorePlan &plan);

/// Names of those of `others`, nodes that are not restored, whose state is of a history that planned restores take
/// their nodes out of, or of the one a log had that begins anew from a restored node that did not follow it any more
/// (`chosen`: what the restored ones said of themselves): where they share that log they can follow it no longer, otherwise they go on apart.
/// Not those that do not follow their log as it is. `state`:
/// which of theirs counts; empty: each one's first.
QStringList leftBehind(const QList<NodeRestore> &restored, const QList<net::NodeStatus> &chosen,
                       const QList<net::NodeStatus> &others, const QString &state);

/// The state of that name, empty: the first; null: there is none.
const net::StateStatus *stateOf(const net::NodeStatus &node, const QString &state);

/// What is to be told before a restore, of nodes that are not restored.
struct LeftOut
{
    QStringList leftBehind; ///< as above
    QStringList notAsked; ///< nobody knows of which history they are, while one is left
};

/// The same by what connections know; none of them is restored that is among `others`. `chosen`: of `restored`, in its
/// order. One that failed without a plan stays as it is, and counts among the others.
LeftOut leftOut(const QList<NodeRestore> &restored, const QList<NodeConnection *> &chosen,
                const QList<NodeConnection *> &others, const QString &state);

} // namespace lifeboat
