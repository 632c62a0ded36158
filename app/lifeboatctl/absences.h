// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/console.h"
#include "engine/cluster/nodeconnection.h"

#include <QHash>

namespace lifeboat::cli {

/// Nodes that are lost while they work, or cannot note what they do any more: says so when it happens, and when that is over.
class Absences
{
public:
    /// The console outlives it.
    Absences(const Console &console, std::chrono::seconds wait)
        : m_console(console)
        , m_wait(wait)
    {
    }

    /// True once the node has been away, or has noted nothing, for longer than the wait. To be asked of nodes in work, often.
    bool isLost(const NodeConnection &node);

private:
    bool isUnnoted(const NodeConnection &node, std::chrono::nanoseconds now);

    const Console &m_console;
    const std::chrono::seconds m_wait;
    QHash<const NodeConnection *, std::chrono::nanoseconds> m_since; ///< steady time
    QHash<const NodeConnection *, std::chrono::nanoseconds> m_unnotedSince; ///< the same
};

/// What is said of a node that has not come back, or noted nothing, in time.
Error lostError(const NodeConnection &node);

} // namespace lifeboat::cli
