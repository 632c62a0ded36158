// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

/// What a name would have named that was not found: NotFound of something that is no file says it
/// as its detail, so that it can be told across the network too.
namespace lifeboat {

enum class Missing {
    Cluster,
    Node, ///< of a cluster
    State, ///< of a node
    Table, ///< of a managed state
    Document, ///< of a table
    Snapshot, ///< in a state's store, or any of a node's
    Operation, ///< of a queue
    Lease, ///< held by anybody
    Leases, ///< at all: the node takes part in none
    Published, ///< of a state, for its cluster
    Store, ///< of this user
    StoreBucket, ///< of the NATS servers
    StoreObject, ///< in a store
    PracticeCluster, ///< that runs on this machine
    Leader, ///< of a practice cluster, at the moment
    Successor, ///< of that leader: all others are gone, frozen or cut off
};

/// NotFound of `name`; `more` stands behind what is missing in the detail.
std::unexpected<Error> missing(Missing what, const QString &name, const QString &more = {});

/// What missing() said; nothing for other errors, files among them.
std::optional<Missing> whatIsMissing(const Error &error);

} // namespace lifeboat
