// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/operations/operation.h"
#include "ui/console/workspace/heldsnapshot.h"

namespace lifeboat {
enum class HealthReason;
}

namespace lifeboat::ui {

class Subject;

/// What happened to one state of one node, as far as it tells: what a lane of a cluster's timeline shows.
struct NodeHistory {
    QUrl url;
    QString node;
    QString state; ///< empty: it told of none
    std::optional<HealthReason> silence; ///< why it told of none, where that is known
    quint64 version = 0; ///< the same as long as the snapshots are
    qsizetype place = 0; ///< of the node in its cluster: its colour
    QList<const HeldSnapshot *> snapshots; ///< the subject's: as long as it holds the same
    QList<lifeboat::Operation> restores; ///< restores, undos and recoveries that ended
};

/// One for every state of the subject's nodes, in their order; of a node that told of none, one without events.
QList<NodeHistory> historiesOf(const Subject &subject);

} // namespace lifeboat::ui
