// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterrestore.h"
#include "engine/operations/operation.h"

/// The words for work, the same in console, shell and reports.
namespace lifeboat::text {

/// "pending", "in flight", "completed", "dead"
QString operationStatus(OperationStatus status);

/// "Snapshot", "Restore", "Drill"; a kind of another version as it is called.
QString operationKind(const QString &kind);

/// "restored", "not begun": where a node's part of a restore stands
QString restorePhase(const NodeRestore &node);

/// A warning of nodes that a restore or undo leaves out though they share what the others leave.
QString leftBehind(const QStringList &nodes);

/// How far an operation is, in figures: "63 %, 612 MB/s" of one in flight, "1.2 GB" of one that is
/// completed; may be empty. `permille` and `bytesPerSecond` as its node tells them.
QString operationProgress(const Operation &operation, int permille, double bytesPerSecond);

} // namespace lifeboat::text
