// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/distribution.h"
#include "engine/node/nodeleases.h"
#include "engine/node/protectedstate.h"
#include "engine/store/publisher.h"

namespace lifeboat {

/// A node's part in the publishing of its cluster's snapshots: as publisher, and as a node that recovers from what was
/// published. Any thread.
class Publication
{
public:
    /// All outlive it. The store is opened when it is first needed.
    Publication(const NodeConfig &config, Distribution &distribution, NodeLeases &leases, FileSystem &fileSystem,
                const Clock &clock);

    /// Publishes a snapshot of the state's own store, then lets the log be trimmed below it. LeaseLost: this node does not
    /// lead. Otherwise errors as Publisher. Result: {"snapshot", "published", "removed": […], "warnings"}.
    Result<QJsonObject> publish(JobControl &control, ProtectedState &state, const QString &snapshot);

    /// For a state whose log no longer has what it needs next: fetches the newest published snapshot that leads past the
    /// gap, and puts it in the state's place. LogTrimmed: nothing published does. Result: {"position"}, and
    /// "snapshot" unless an earlier attempt had done it.
    Result<QJsonObject> recover(JobControl &control, ProtectedState &state, const QString &operation);

    /// Points anew to the newest whole snapshot of the store, whatever stands in the pointer's place; `ifLost`: only where
    /// nothing does though the store holds some. LeaseLost: this node does
    /// not lead. Errors as Publisher::rebuild. Result: {"snapshot"?, "position"?}, neither where the store has none.
    Result<QJsonObject> rebuild(JobControl &control, ProtectedState &state, bool ifLost);

    /// What is published of a state.
    struct Sight
    {
        Latest latest;
        std::optional<Error> trouble; ///< PointerInvalid: `latest` says nothing then
        bool isLost = false; ///< the store holds snapshots, and nothing points to any
    };
    /// Errors of the bucket and of the store; PointerInvalid is none.
    Result<Sight> look(const ProtectedState &state);

private:
    /// For one state, with the store open.
    Result<Publisher> publisher(const ProtectedState &state);
    Result<QString> fetched(JobControl &control, Publisher &publishing, ProtectedState &state, const PublishedSnapshot &snapshot);
    Result<QJsonObject> restored(JobControl &control, ProtectedState &state, const PublishedSnapshot &snapshot,
                                 const QString &archive, const QString &operation);

    const NodeConfig m_config;
    Distribution &m_distribution;
    NodeLeases &m_leases;
    FileSystem &m_fileSystem;
    const Clock &m_clock;
    std::mutex m_mutex; ///< guards m_store until it is there; then it stays
    std::unique_ptr<SnapshotStore> m_store;
};

} // namespace lifeboat
