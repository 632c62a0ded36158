// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/keyvaluebucket.h"
#include "engine/node/distribution.h"
#include "nodebench.h"
#include "tests/support/natscluster.h"

#include <QObject>

namespace lifeboat::test {

/// Nodes n0, n1… of one cluster that lead, publish and recover, on one machine or on NATS: the base of tests.
class PublishBench : public QObject
{
protected:
    /// Rows of a test function for both; a column "nats".
    static void kinds();

    /// Rows for one nats-server, and for three; a column "servers".
    static void serverCounts();

    /// Nothing there yet.
    void begin(bool nats);
    /// On NATS servers of the test's own.
    void begin(const NatsSettings &settings, int replicas);
    /// On so many servers of its own, which keep everything on all of them.
    /// `jetStream`: as for NatsServer, of each of several.
    void beginOn(int servers, const QString &jetStream = QString());
    QList<NatsServer *> servers(); ///< those of begin(true) or beginOn()
    void end();

    /// Node `i`, ready to be opened.
    NodeBench &configure(int i);
    NodeBench &open(int i);
    /// And waits until they follow the log.
    void openAll(const QList<int> &which = {0, 1, 2});

    /// Closes all, and compares what they have: with each other, and with documents "k1" to "k<last>". Fails where they differ.
    void compareStates(int last);

    /// Puts documents "k<from>" to "k<to>", each into the next of the tables, in batches, each again until it is acknowledged.
    /// `text`: in each of them.
    void write(int i, int from, int to, const QString &text = QStringLiteral("x"));

    /// Lets time pass, by `step` at once, and the nodes work until it is so; a failure at `where` if that never is.
    void tickUntil(const std::function<bool()> &condition, std::chrono::milliseconds step = std::chrono::milliseconds(100),
                   const std::source_location where = std::source_location::current());

    bool holds(int i);
    quint64 token(int i); ///< of the lease it holds; 0: none
    QStringList published(); ///< objects of the store
    QString latest(int i); ///< the snapshot the pointer names first, as a node tells; empty: none
    std::optional<Error> publishTrouble(int i);
    std::unique_ptr<KeyValueBucket> bucket(); ///< of the leases; the cluster's Distribution is kept until end()

    std::unique_ptr<NatsServer> m_server;
    std::unique_ptr<NatsCluster> m_cluster;
    std::unique_ptr<Workspace> m_shared;
    std::array<std::unique_ptr<NodeBench>, 3> m_nodes;
    std::unique_ptr<Distribution> m_distribution;
    std::chrono::milliseconds m_ttl = std::chrono::hours(1);
    QStringList m_tables{QStringLiteral("games")}; ///< to write to

private:
    const QString &tableOf(int k) const { return m_tables[k % m_tables.size()]; }

    std::optional<NatsConfig> m_nats;
};

} // namespace lifeboat::test
