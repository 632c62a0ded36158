// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/noderestores.h"
#include "engine/cluster/clusterrestore.h"

namespace lifeboat::cli {

/// A restore of the chosen nodes, and the connections it needs.
struct RestoreSession
{
    ClusterRestoreRequest request;
    std::unique_ptr<Reach> reach;
    std::unique_ptr<ClusterRestore> restore;

    void make();
    static Result<RestoreSession> open(const Console &console, const NodeRestoreOptions &options,
                                bool withPeers = false);
    void plan();
    void finish(const Console &console);
};

} // namespace lifeboat::cli
