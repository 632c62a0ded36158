// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/nodestatus.h"
#include "engine/snapshot/undo.h"

namespace lifeboat {

/// Nodes that leave one history for several: on a shared log the last one would take it from the others.
/// LineageDiffers (subject: the history that is left, detail: two that would come back). Nodes that stay in their
/// history, or of which that is not known, leave nothing.
Result<> checkUndoTogether(const QList<UndoPlan> &plans);

/// Names of those of `others`, nodes on which nothing is taken back, that are of a history these plans leave. `state`:
/// which of theirs counts; empty: each one's first.
QStringList leftBehindByUndo(const QList<UndoPlan> &plans, const QList<net::NodeStatus> &others, const QString &state);

} // namespace lifeboat
