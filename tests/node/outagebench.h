// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishbench.h"

namespace lifeboat::test {

/// Three nodes that compete for a short lease on NATS servers which go away, alone or for one of them: the base of tests. Whoever
/// leads is taken as it comes: on a loaded machine the lease may pass at any time.
class OutageBench : public PublishBench
{
protected:
    /// About what passes in real time, so that leases on a server's clock and on the nodes' last equally long.
    static constexpr auto kRealTime = std::chrono::milliseconds(10);

    static QList<int> allNodes() { return {0, 1, 2}; }
    /// That nothing makes smaller.
    static QString noise(qsizetype size, quint32 seed);
    /// What state.change takes to put one document.
    static QJsonObject put(const QString &id, const QString &text = QStringLiteral("x"));

    int waitForLeader();
    /// The newest operation of the kind that the node knows of; empty: none.
    QJsonObject newest(int i, const QString &kind);
    /// The history it is in; empty while its state is closed.
    QString lineage(int i);
    /// Whoever of `nodes` leads by a token beyond `after` takes a snapshot and publishes it, until the cluster's newest is one of that
    /// kind and of `index` or later.
    void publish(quint64 index, const QList<int> &nodes, quint64 after = 0);
    void killServers();
    void startServers();
};

} // namespace lifeboat::test
