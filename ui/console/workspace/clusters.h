// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/cluster.h"
#include "engine/cluster/health.h"
#include "engine/cluster/nodelink.h"
#include "engine/cluster/secretstore.h"
#include "ui/console/workspace/directoryreading.h"

#include <QSet>

#include <map>

namespace lifeboat::ui {

/// What clusters need of the world; tests put their own in its place.
struct ClusterWorld {
    /// Called in another thread. Empty: SecretStore::forThisSession.
    std::function<std::unique_ptr<SecretStore>(FileSystem &)> makeSecrets{};
    /// None: the network.
    std::optional<Surroundings> surroundings{};
};

using NodeSet = QSet<NodeConnection *>;

/// The user's clusters, one connection a node, kept as the profile file says, whoever changes it. What nodes tell is
/// passed on in bundles, at most four a second: two hundred nodes that talk every second are no more work than one.
/// GUI thread.
class Clusters final : public DirectoryReading
{
    Q_OBJECT

public:
    /// `profiles`: the file, see paths::clusters(); empty: there are none. The references must outlive this.
    Clusters(const QString &profiles, FileSystem &fileSystem, JobRunner &readers, ClusterWorld world,
             QObject *parent = nullptr);
    ~Clusters() override;

    /// In order of their names.
    QList<Cluster *> all() const;
    Cluster *cluster(const QString &name) const; ///< null: none of that name
    /// The name of the cluster that this is a node of; empty where it is gone.
    QString clusterOf(const NodeConnection *node) const;
    NodeConnection *node(const QString &cluster, const QUrl &url) const; ///< null: none there
    /// As of the last bundle, or of the last second where nothing was told.
    HealthVerdict verdict(const NodeConnection *node) const { return m_verdicts.value(node); }
    /// True until every node is online with its snapshots, waits after a failed attempt, or is refused.
    bool isSettling() const;

    /// Forgets a cluster, or one node of it, and its tokens. A failure is told by failed().
    void remove(const QString &cluster);
    void removeNode(const QString &cluster, const QUrl &url);
    /// Tries again at once, also where a failure stays.
    void reconnect(const QString &cluster);

    /// Null until it was made, which may take the session's bus a moment.
    SecretStore *secrets() const { return m_secrets.get(); }
    /// Begins to make it, though there is no cluster yet.
    void makeSecrets();
    /// Calls `then` with it, now or once it was made, unless `context` is gone by then.
    void withSecrets(QObject *context, const std::function<void(SecretStore &)> &then);
    /// For connections besides those of the clusters.
    Surroundings surroundings() const;

Q_SIGNALS:
    /// Clusters or nodes came or went.
    void listChanged();
    /// Link, status or verdict.
    void nodesChanged(const lifeboat::ui::NodeSet &nodes);
    void snapshotsChanged(const lifeboat::ui::NodeSet &nodes);
    void operationsChanged(const lifeboat::ui::NodeSet &nodes);
    /// What was forgotten under that name still has its secret in the keychain.
    void secretStays(const QString &name, const lifeboat::Error &error);
    void failed(const lifeboat::Error &error);
    void secretsMade();

protected:
    void read() override;

private:
    void sync();
    void follow(NodeConnection *node);
    void forget(NodeConnection *node);
    void judgeAll();
    void flush();
    void change(std::function<Result<>(ProfileStore &)> change, const QString &cluster, const QList<QUrl> &gone);

    const QString m_path;
    FileSystem &m_disk;
    JobRunner &m_jobs;
    const ClusterWorld m_world;
    QList<ClusterProfile> m_profiles; ///< as last read
    std::unique_ptr<SecretStore> m_secrets; ///< outlives the connections
    std::map<QString, std::unique_ptr<Cluster>> m_clusters;
    QHash<const NodeConnection *, HealthVerdict> m_verdicts;
    NodeSet m_changed, m_snapshots, m_operations; ///< not told yet
    QTimer m_bundle;
    QTimer m_tick;
    bool m_making = false;
    std::optional<Error> m_toldError; ///< of the file
    bool m_listChanged = false; ///< by the reading of profiles that is being followed
};

} // namespace lifeboat::ui
