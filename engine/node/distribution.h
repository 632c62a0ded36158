// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/lease/keyvaluebucket.h"
#include "engine/log/replicatedlog.h"
#include "engine/node/nodeconfig.h"
#include "engine/store/snapshotstore.h"

#include <mutex>

namespace lifeboat {

class NatsConnection;

/// How the NATS servers of `config`, which has some, are reached: with the secrets its files hold. SecretUnavailable.
Result<NatsSettings> natsSettingsOf(const NodeConfig &config);

/// What a node shares with the others of its cluster: files of one machine, or what a NATS cluster keeps. Any thread.
class Distribution
{
public:
    Distribution(const NodeConfig &config, const Clock &clock);
    ~Distribution();
    Q_DISABLE_COPY_MOVE(Distribution)

    /// The log of a managed state that stands at `position`. One that is not there is made if `mayBegin`, else it was
    /// lost: LogMissing. Errors as LocalLog::open and JetStreamLog::open.
    Result<std::unique_ptr<ReplicatedLog>> openLog(const QString &state, const Position &position, bool mayBegin);

    /// The bucket of the cluster's leases; null where none is configured. Not opened yet: calls fail until it can be reached.
    std::unique_ptr<KeyValueBucket> bucket();

    /// Where the cluster's snapshots are published. Errors as DirectoryStore::open and NatsObjectStore::open.
    Result<std::unique_ptr<SnapshotStore>> openStore(FileSystem &fileSystem);

private:
    /// The one connection, made when it is first needed.
    Result<std::shared_ptr<NatsConnection>> connection();
    Result<std::unique_ptr<KeyValueBucket>> openBucket();

    const NodeConfig m_config;
    const Clock &m_clock;
    std::mutex m_mutex; ///< guards m_connection
    std::shared_ptr<NatsConnection> m_connection;
};

} // namespace lifeboat
