// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterrestore.h"
#include "engine/jobs/progress.h"

namespace lifeboat {

/// How far a restore of several nodes has come.
struct RestoreProgress
{
    QList<NodeRestore> nodes;
    QString lineage;
    QDateTime startedAt, endedAt;
    bool isRunning = false;
};

/// The histories of managed states that nodes of one log that were restored or taken back say they have reached, in the order
/// of the nodes: more than one means that these nodes cannot go on together. Of several logs, the one with most of them.
QList<Lineage> historiesReached(const QList<NodeRestore> &nodes);

/// How far the sending is, of all nodes that lack the snapshot or were sent it; nothing while none is being sent it. No
/// state is touched until it is over.
std::optional<ProgressState> sendingProgress(const QList<NodeRestore> &nodes);

/// True for a node that was restored, or taken back, but does not go on with its log: `error` says why.
bool isInTrouble(const NodeRestore &node);

/// What a node's operation says of that in its result.
std::optional<Error> troubleTold(const QJsonObject &outcome);

/// Of a node that was restored, or taken back, and is of another history by now.
Error elsewhereError(const QString &node);
/// True where that is beside what was done.
bool isElsewhere(const NodeRestore &node);

/// The history that a node on that log begins where the restore begins `lineage`: nodes that share no log go on each in one of their own.
QString lineageOn(const QString &lineage, const QString &log);

/// As ClusterRestore::report.
QJsonObject restoreReport(const ClusterRestoreRequest &request, const RestoreProgress &progress);

} // namespace lifeboat
