// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/reach.h"

/// `restore` commands on nodes of a cluster.
namespace lifeboat::cli {

struct NodeRestoreOptions
{
    NodeChoice choice;
    QString snapshot; ///< an id, or the path of an archive that nodes without it are sent
    QString confirm; ///< the cluster's name
    bool force = false;
    int parallel = 3;
    int threads = 0; ///< as ClusterRestoreRequest
    bool goOn = false;
    bool redo = false; ///< an undo may be taken back
    std::string earlier; ///< "resume" or "anew": what an earlier one of the same words left; empty: resume, if it was within the hour
    bool apart = false; ///< nodes of one history may go on in several
};

ExitStatus planOnNodes(Console &console, const NodeRestoreOptions &options);
ExitStatus restoreNodes(Console &console, const NodeRestoreOptions &options);
ExitStatus undoOnNodes(Console &console, const NodeRestoreOptions &options);

} // namespace lifeboat::cli
