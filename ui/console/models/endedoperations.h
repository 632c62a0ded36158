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

} // namespace lifeboat::ui
