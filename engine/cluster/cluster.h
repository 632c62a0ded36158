// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/nodeconnection.h"

namespace lifeboat {

class ClusterLeases;
class SecretStore;

/// A cluster as the console works with it: one NodeConnection a node. Lives in one thread with an
/// event loop.
class Cluster final : public QObject
{
    Q_OBJECT

public:
    /// The store of secrets and the clock outlive it.
    Cluster(const ClusterProfile &profile, SecretStore &secrets, const Clock &clock,
            QObject *parent = nullptr);
    Cluster(const ClusterProfile &profile, SecretStore &secrets, const Surroundings &surroundings,
            QObject *parent = nullptr);
    ~Cluster() override;

    QString name() const;
    const QList<NodeConnection *> &nodes() const; ///< owned by the cluster
    NodeConnection *node(const QString &name) const; ///< null: none of that name

    /// Who leads it; owned by the cluster.
    ClusterLeases &leases() const;

    void start();
    void stop();

    /// Adds or removes connections so that they are the profile's, a URL each; the others stay as
    /// they are, but for one whose trusted certificate is another now: that one reconnects. The
    /// cluster's name stays.
    void setProfile(const ClusterProfile &profile);

    /// Nodes the node maps of those that were met name and the profile lacks; sorted by name.
    QList<NodeProfile> unknownPeers() const;

Q_SIGNALS:
    void nodeAdded(NodeConnection *node);
    void nodeRemoved(NodeConnection *node); ///< still alive, deleted later
    void nodeChanged(NodeConnection *node); ///< link, status, snapshots or operations

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lifeboat
