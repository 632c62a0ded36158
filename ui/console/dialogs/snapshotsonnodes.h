// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalogobject.h"

namespace lifeboat {
class NodeConnection;
}

namespace lifeboat::ui {

/// A snapshot, and the nodes that hold it.
struct SnapshotOnNodes
{
    ToldSnapshot snapshot; ///< as the first of them tells
    QStringList nodes;

    /// "orders.db, index 48,211, taken 12:52 · on n1, n2 · read, 2 min ago"; `all`: nodes there are.
    QString words(int all) const;
};

/// What the nodes hold of a state (empty: their first), newest first; damaged ones are left out.
QList<SnapshotOnNodes> snapshotsOn(const QList<NodeConnection *> &nodes, const QString &state);

/// The first of those that most of the nodes named (none: all) hold, for a node that lacks one takes no part until it was fetched here; -1: there is none.
int mostHeld(const QList<SnapshotOnNodes> &snapshots, const QStringList &nodes);

} // namespace lifeboat::ui
