// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"
#include "engine/base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <chrono>
#include <optional>

namespace lifeboat::net {

/// One state of a node, as "node.status" tells of it.
struct StateStatus
{
    QString name;
    bool managed = false;
    std::optional<Position> position; ///< none for a foreign state
    std::optional<Index> logLast; ///< of the log a managed state follows: what it lags behind
    qint64 bytes = 0; ///< of the database
    int snapshots = 0; ///< in the store
    int damagedSnapshots = 0;
    SnapshotId newest; ///< empty: none yet
    QDateTime newestAt;
    QString newestDepth; ///< "listed" to "restored": how deep the newest was verified; empty: never
    bool newestDamaged = false;
    bool canUndo = false; ///< a restore is there to be taken back
    bool isBeingRestored = false; ///< a restore, undo or recovery works on it
    QString takenBy; ///< the node that takes for the cluster by the policy now; empty: this one does, for itself
    Lineage logLineage; ///< of the log, where it is another than the position's
    QDateTime nextTake; ///< by the policy's interval, and not before something changed; invalid: none is due, not by time or as nothing changed
    std::chrono::milliseconds takeInterval{0}; ///< the policy's; 0: not by time
    SnapshotId published; ///< the newest that was published for the cluster, as this node saw it last; empty: none, or not seen yet
    std::optional<Error>
        trouble; ///< why it cannot be worked with, or why its log cannot be followed
    std::optional<Error> publishTrouble; ///< why its snapshots are not published for the cluster as they should be
};

/// What a node says of itself. A value.
struct NodeStatus
{
    QString node;
    QString cluster;
    QString version;
    QDateTime startedAt;
    QDateTime time; ///< the node's clock when it answered
    QJsonObject peers; ///< node map: name -> {"address"}, which those that are only known to be there do not have
    std::optional<Error> peersTrouble; ///< why those that snapshots taught it are not among them
    std::optional<Error> leaseHistoryTrouble; ///< why it does not keep what happens to leases
    QList<StateStatus> states;
    int pending = 0; ///< operations
    int inFlight = 0;
    int dead = 0; ///< that want a look: not canceled, no other node's to do by now, and no later one of that kind completed
    std::optional<Error> trouble; ///< of the node itself: its operations cannot be noted
};

QJsonObject toJsonObject(const NodeStatus &status);

/// ProtocolViolation.
Result<NodeStatus> nodeStatusFromObject(const QJsonObject &object);

} // namespace lifeboat::net
