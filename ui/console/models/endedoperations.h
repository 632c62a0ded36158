// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/operations/operation.h"

#include <QList>

namespace lifeboat {
class NodeConnection;
}

namespace lifeboat::ui {

struct EndedOperation {
    QString node; ///< its name
    lifeboat::Operation operation; ///< completed or dead
};

/// What ended last on `nodes`, `most` at most, the newest first. GUI thread.
QList<EndedOperation> lastEnded(const QList<NodeConnection *> &nodes, qsizetype most);

/// The dead ones that a node counts, of those it has told of here: neither canceled nor done in its place by another node,
/// and none of the same kind and target was completed since. The newest first.
QList<lifeboat::Operation> deadOperations(const NodeConnection &node);

} // namespace lifeboat::ui
