// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

#include <QUrl>
#include <functional>

namespace lifeboat {

/// How one node is reached. Its token is not here but in the SecretStore, under secretKey().
struct NodeProfile
{
    QString name; ///< the node's id, as it says itself; until it was met, "host:port"
    QUrl url; ///< wss://host:port, or ws:// on loopback
    QByteArray fingerprint; ///< hex SHA-256 of the one certificate that is trusted; empty: the
                            ///< system's authorities

    bool operator==(const NodeProfile &) const = default;
};

/// A named set of nodes that an operator works with.
struct ClusterProfile
{
    QString name;
    QList<NodeProfile> nodes;

    bool operator==(const ClusterProfile &) const = default;
};

/// "orders/wss://192.0.2.7:7411": where a node's token is kept.
QString secretKey(const QString &cluster, const QUrl &url);

/// "192.0.2.7", "node.example:7500", "[::1]:7411" or a whole URL as the URL of a node: wss and port
/// 7411 unless given. InvalidArgument; ws:// beyond loopback too.
Result<QUrl> nodeUrl(const QString &typed);

/// "192.0.2.7:7411": what a node is called until it was met.
QString nodeLabel(const QUrl &url);

/// 1 to 64 printable characters without blanks around them or a slash: an operator types it.
bool isClusterName(const QString &name);

/// The user's clusters, kept as JSON in paths::clusters(), see FORMAT.md; shared by console and
/// lifeboatctl. Each change reads, changes and replaces the file under a lock. Any thread.
class ProfileStore
{
public:
    explicit ProfileStore(FileSystem &fileSystem, QString path);

    /// Sorted by name; empty where there is no file yet. NoteInvalid: the file stays as it is.
    Result<QList<ClusterProfile>> clusters() const;

    /// NotFound.
    Result<ClusterProfile> cluster(const QString &name) const;

    /// Adds the node, with its cluster if that is new; replaces the node of the same URL.
    /// InvalidArgument for a name that is none; NameTaken where a node of another URL bears the node's name.
    Result<> putNode(const QString &cluster, const NodeProfile &node);
    Result<> putNodes(const QString &cluster, const QList<NodeProfile> &nodes); ///< all or none

    /// NotFound. A cluster without nodes goes too.
    Result<> removeNode(const QString &cluster, const QUrl &url);

    /// Nodes from a file: one "address [fingerprint]" a line, # begins a comment. InvalidArgument
    /// names the line.
    static Result<QList<NodeProfile>> nodesFromFile(FileSystem &fileSystem, const QString &path);

    /// Nodes of a node map {name: {"address": …}}; entries whose address is none are left out.
    static QList<NodeProfile> nodesFromMap(const QJsonObject &nodeMap);

private:
    Result<> change(const std::function<Result<>(QList<ClusterProfile> &)> &change);

    FileSystem &m_fileSystem;
    const QString m_path;
};

} // namespace lifeboat
