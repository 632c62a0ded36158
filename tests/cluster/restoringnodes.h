// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/restoreplan.h"
#include "engine/cluster/nodeconnection.h"
#include "tests/cluster/fakenode.h"
#include "tests/support/workspace.h"

#include <memory>
#include <vector>

namespace lifeboat::test {

/// Has a fake node plan restores of that snapshot of orders.db, begin them ("op", in flight) and cancel them; `change`
/// may change a plan. The node outlives it.
void letRestore(FakeNode &node, const Manifest &manifest, const std::function<void(RestorePlan &plan)> &change = {});

/// The operation that the node works on ends; `lineage`: the history it has reached, if it tells.
void endRestore(FakeNode &node, OperationStatus status, const std::optional<Error> &error = {}, const QString &lineage = {});

/// Fake nodes "n0", "n1"… that hold one snapshot of orders.db, plan restores and begin them; they go on when told to.
/// Connected from the start.
class RestoringNodes
{
public:
    enum class Listing { Told, Untold };
    /// `listing`: whether the nodes tell of the snapshot, too.
    explicit RestoringNodes(int count = 3, Listing listing = Listing::Told);
    ~RestoringNodes();
    Q_DISABLE_COPY_MOVE(RestoringNodes)

    FakeNetwork &network() { return m_network; }
    FakeNode &node(int number) { return m_network[QStringLiteral("n%1").arg(number)]; }
    QList<NodeConnection *> connections() const;
    NodeConnection *connection(int number) { return m_connections[size_t(number)].get(); }
    /// The connection goes away, as when its node is forgotten.
    void forget(int number) { m_connections[size_t(number)].reset(); }

    const Manifest &manifest() const { return m_manifest; }
    QString archive() const { return m_space.path(snapshot() + QStringLiteral(".snap.tar")); }
    QString snapshot() const { return m_manifest.id.value; }

    /// Changes what that node plans.
    std::function<void(int number, RestorePlan &plan)> planned;

    /// The operation that a node works on moves, or ends.
    void move(int number, int permille);
    void finish(int number, OperationStatus status, const std::optional<Error> &error = {}, const QString &lineage = {});

    /// What that method was called with last.
    QJsonObject lastParameters(int number, const QString &method);

private:
    Workspace m_space;
    Manifest m_manifest;
    FakeNetwork m_network;
    std::vector<std::unique_ptr<NodeConnection>> m_connections;
};

} // namespace lifeboat::test
