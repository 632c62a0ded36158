// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/fakenode.h"
#include "tests/ui/temporaryworkspace.h"

namespace lifeboat::test {

/// What a node says of a snapshot taken `minutes` ago, verified `depth` deep (none: never), damaged or not. `suffix`:
/// hex digits its id ends with.
QJsonObject toldSnapshot(const QString &suffix, int minutes, std::optional<Depth> depth = Depth::Read,
                         bool damaged = false, quint64 index = 7);

/// A console's workspace with a cluster "orders" of fake nodes.
class ClusterWorkspace
{
public:
    explicit ClusterWorkspace(const QStringList &nodes);

    ui::Workspace &console() { return m_workspace->console(); }
    ui::Clusters &clusters() { return console().clusters(); }
    FakeNetwork &network() { return m_network; }
    FakeNode &node(const QString &name) { return m_network[name]; }
    NodeConnection *connection(const QString &name);
    QUrl url(const QString &name) const;
    /// Has the node hold these and tell of them when it is asked next.
    void hold(const QString &name, const QList<QJsonObject> &snapshots);

    /// Waits until all nodes were tried, and lets time pass so that they are asked.
    bool settle();
    /// As another program would: into the profile file, and a token.
    void addToProfile(const QString &cluster, const QString &node);
    ProfileStore profiles() const;
    QString secretsPath() const { return m_workspace->path(QStringLiteral("secrets.json")); }

private:
    FakeNetwork m_network;
    std::unique_ptr<TemporaryWorkspace> m_workspace;
};

} // namespace lifeboat::test
