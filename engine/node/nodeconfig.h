// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/lease/lease.h"
#include "engine/nats/natssettings.h"
#include "engine/snapshot/policy.h"

#include <QJsonObject>

namespace lifeboat {

/// One state a node protects.
struct StateConfig
{
    QString name; ///< 1 to 64 of a-z, A-Z, 0-9, - and _
    QString
        database; ///< of a foreign state; empty for a managed one, whose database the node keeps

    bool isManaged() const { return database.isEmpty(); }
};

/// Where a node listens.
struct ListenConfig
{
    QString address; ///< an IP address of this machine, "0.0.0.0" and "::" for all of them
    quint16 port = 7411; ///< 0: any free one
    bool tls = true;
    QString certificate; ///< PEM files
    QString key;
};

/// What one peer may use up, and how many connections all have together; see net::PeerLimits.
struct LimitsConfig
{
    int connections = 1100;
    int callsPerSecond = 500;
    qint64 bytesPerSecond = 128 << 20;
    int takesPerMinute = 30;
};

/// A node's part in the leases of its cluster.
struct LeaseConfig
{
    QString file; ///< a bucket which the nodes of this machine share
    QString bucket; ///< a NATS key-value bucket; both empty: the node knows no leases
    bool publishes = true; ///< competes for the lease under which the cluster's snapshots are taken
    std::chrono::milliseconds ttl = kUsualTtl;
    std::chrono::days keepHistory{30};

    bool isUsed() const { return !file.isEmpty() || !bucket.isEmpty(); }
};

/// The NATS cluster that keeps log and leases of a cluster on several machines.
struct NatsConfig
{
    NatsSettings settings; ///< without what stands in the two files
    QString passwordFile; ///< its first line, of `settings.user`
    QString tokenFile;
    int replicas = 1; ///< servers that keep each entry and lease
    qint64 logBytes = 0; ///< appends beyond are refused; 0: as much as the servers give
};

/// Where the holder of the publisher's lease puts snapshots for the whole cluster.
struct PublishConfig
{
    QString directory; ///< which all nodes see
    QString bucket; ///< a NATS object store; both empty: nothing is published
    int keep = 10; ///< snapshots
    std::chrono::milliseconds linger{0}; ///< before the pointer is moved, for rehearsals

    bool isUsed() const { return !directory.isEmpty() || !bucket.isEmpty(); }
};

/// How a node is set up: lifeboatd.toml. Every key is explained in lifeboatd.example.toml beside
/// this file's reader.
struct NodeConfig
{
    QString name; ///< the node's id in its cluster
    QString
        cluster; ///< what operators call the cluster; typed to confirm restores of several nodes
    QJsonObject peers; ///< node map: name -> {"address": "wss://…"}
    QString data; ///< the node's own directory
    QString store; ///< one directory per state in it
    QString log; ///< shared by the nodes of this machine that name the same file
    QList<StateConfig> states;
    SnapshotPolicy policy;
    int keepLast = 10;
    int threads = 0; ///< per operation; 0: one per core
    int concurrent = 2; ///< operations at once
    ListenConfig listen;
    LimitsConfig limits;
    LeaseConfig lease;
    std::optional<NatsConfig> nats;
    PublishConfig publish;
};

/// Reads a configuration; relative paths in it are relative to `directory`. ConfigurationInvalid
/// names the line: unknown keys, wrong types, values out of range, two states of one name or one
/// database, two managed ones, a file or directory with two uses (also by another name, as far as it
/// exists), a peer's address that is none, no TLS beyond loopback.
Result<NodeConfig> configFromToml(QByteArrayView toml, const QString &directory);

/// NotFound, LimitExceeded (above 256 KiB), ConfigurationInvalid with the file as subject.
Result<NodeConfig> readConfig(FileSystem &fileSystem, const QString &path);

/// Whether an address is reachable from this machine only.
bool isLoopback(const QString &address);

} // namespace lifeboat
