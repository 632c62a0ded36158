// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/console.h"
#include "engine/cluster/nodeconnection.h"

#include <QHash>

namespace lifeboat::cli {

/// Nodes that are lost while they work: says so when it happens, and when they are back.
class Absences
{
public:
    /// The console outlives it.
    Absences(const Console &console, std::chrono::seconds wait)
        : m_console(console)
        , m_wait(wait)
    {
    }

    /// True once the node has been away for longer than the wait. To be asked of nodes in work, often.
    bool isLost(const NodeConnection &node);

private:
    const Console &m_console;
    const std::chrono::seconds m_wait;
    QHash<const NodeConnection *, std::chrono::nanoseconds> m_since; ///< steady time
};

/// What is said of a node that has not come back in time.
Error lostError(const NodeConnection &node);

} // namespace lifeboat::cli
