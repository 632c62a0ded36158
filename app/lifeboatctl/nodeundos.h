// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/noderestores.h"

namespace lifeboat::cli {

/// What an undo on the chosen nodes would do.
struct UndoDescription
{
    QJsonObject document; ///< {"plans", "leftBehind"}, which goes beside the report
    std::optional<Error> refusal; ///< why it is not done; said already
    QStringList bare; ///< nodes that keep nothing a restore replaced
};

/// Asks the chosen nodes, but those that are `done`, what would come back and says it where it was not confirmed, or is refused; warns of
/// nodes that were not chosen and are of the history that is left. A node of an earlier version does not tell.
UndoDescription describeUndo(const Console &console, const NodeRestoreOptions &options, const Reach &reach, const QStringList &done);

} // namespace lifeboat::cli
