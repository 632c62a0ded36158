// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalogobject.h"

#include <QUrl>

namespace lifeboat::ui {

/// A snapshot and where it is kept: in a store of this machine, or on a node of a cluster.
struct HeldSnapshot {
    CatalogEntry entry; ///< on a node `path` is the archive's name only
    QString cluster{}; ///< empty: on this machine
    QUrl url{}; ///< of the node
    QString address{}; ///< the same as text, which is made once a node
    QString node{}; ///< its name
    QString state{}; ///< the node's state it was taken of
    SnapshotId id{}; ///< on a node
    bool pinned = false;

    bool isOnNode() const { return !cluster.isEmpty(); }

    /// Names it among all snapshots of all places: the path, or node, state and id.
    QString key() const { return isOnNode() ? stateKey(address, state) + u'\n' + id.value : entry.path; }

    /// Names a state among those of all nodes.
    static QString stateKey(const QString &address, const QString &state) { return address + u'\n' + state; }

    /// The history it is of; empty: of none, as a foreign state, or not known.
    Lineage history() const
    {
        return entry.summary && entry.summary->manifest.position ? entry.summary->manifest.position->lineage : Lineage();
    }
};

} // namespace lifeboat::ui
