// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/nodestatus.h"
#include "engine/snapshot/undo.h"

namespace lifeboat {

/// Nodes of one log of which one changes its history and that would not all be of one then: on a shared log the last one would take it
/// from the others. NodesWouldPart (subject: the history that is left, detail: two that would come back). Nodes of which what
/// comes back is not known do not count.
Result<> checkUndoTogether(const QList<UndoPlan> &plans);

/// Names of those of `others`, nodes on which nothing is taken back, that are of a history these plans leave. `state`:
/// which of theirs counts; empty: each one's first.
QStringList leftBehindByUndo(const QList<UndoPlan> &plans, const QList<net::NodeStatus> &others, const QString &state);

} // namespace lifeboat
