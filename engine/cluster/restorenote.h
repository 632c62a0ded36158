// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterrestore.h"
#include "engine/operations/operation.h"

/// What is noted of a restore or undo of several nodes while it goes on, by the console and in a shell alike: an operation whose result
/// is the report as of now, with "undo" and "chosen", the names of an undo's nodes, and "reservation", what nodes are kept free under:
/// whoever goes on with it does so under the same name, so that the nodes take it for the same.
namespace lifeboat {

/// "restoreNodes" or "undoNodes".
QString noteKind(bool isUndo);

/// True for one whose owner was killed, or that ended with some of its nodes alone, as it was noted in a shell, and that nobody went on
/// with to its end: what is left then is noted as such again.
bool isInterrupted(const Operation &noted);

/// Whether one of its nodes was restored or taken back later, in the same state, by one of `all`: it may stand elsewhere by now. What was
/// refused before a node began is none of that.
bool isOvertaken(const Operation &noted, const QList<Operation> &all);

/// Whether the node was told to begin, or may have been, and nobody was told what became of it since: it was lost (Disconnected), or
/// could not note what it did (Unnoted).
bool isEndUnknown(const NodeRestore &node, bool isUndo);

/// The report, as it is noted.
QJsonObject notedReport(QJsonObject report, bool isUndo, const QStringList &chosen, const QString &reservation);

/// Where each node stands: there is something to note where this differs from what was noted last.
QStringList notedSteps(const QList<NodeRestore> &nodes);

/// Why what is over is not all that was wanted: the first error of a node that takes part, or Canceled; nothing where it is. `chosen`:
/// of an undo, the nodes that take part.
std::optional<Error> notedError(const QList<NodeRestore> &nodes, const QString &cluster, bool isUndo, const QStringList &chosen);

/// Those of the nodes of a report, in their order; null where there is none of that name.
QList<NodeConnection *> connectionsOf(const QJsonObject &report, const QList<NodeConnection *> &known);

} // namespace lifeboat
