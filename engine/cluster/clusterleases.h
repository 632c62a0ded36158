// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/nodeconnection.h"
#include "engine/cluster/nodelink.h"
#include "engine/lease/leaseobserver.h"

#include <QSet>

namespace lifeboat {

/// A cluster's leases as one of its nodes tells them, the teller: all share one bucket. Another takes its place when it goes
/// away, takes part in no leases, or does not reach the bucket itself. Reads what stands there when a teller is found, when
/// something but renewals happens, and once a second while somebody watches. Lives in one thread with an event loop.
class ClusterLeases final : public QObject
{
    Q_OBJECT

public:
    enum class Knowledge {
        Unknown, ///< nobody has told yet
        Absent, ///< every node that was met takes part in no leases
        Known,
    };

    explicit ClusterLeases(const Surroundings &surroundings, QObject *parent = nullptr);
    ~ClusterLeases() override;

    /// Nodes are others'; remove() before they go.
    void add(NodeConnection *node);
    void remove(NodeConnection *node);

    /// While anybody watches, what stands there is read every second.
    void setWatched(const QObject *by, bool watched);

    Knowledge knowledge() const;
    /// What was told last, also while nobody tells.
    const std::optional<LeaseSight> &sight() const { return m_sight; }
    /// The bucket's time of this moment, from what was told and the steady clock; invalid while unknown.
    QDateTime now() const;
    /// Of now().
    std::chrono::milliseconds uncertainty() const;
    /// How long ago what sight() says was so.
    std::chrono::milliseconds age() const;
    /// The node that told last; null: nobody did, or it is gone.
    NodeConnection *teller() const { return m_told; }
    /// Why nothing new comes: the teller's trouble with the bucket, or that no node can be asked.
    std::optional<Error> trouble() const;

    /// What happened, oldest first, without renewals in time; at most 20,000.
    const QList<LeaseEvent> &history() const { return m_history; }

    /// Asks the holder by way of the teller. Unreachable if there is none.
    QFuture<Result<QJsonValue>> stepDown(const QString &lease);

Q_SIGNALS:
    void changed();

private:
    NodeConnection *candidate() const;
    void choose();
    void pump();
    void askStatus();
    void askHistory();
    void failed(const Error &error);
    void takeStatus(const QJsonObject &answer, std::chrono::nanoseconds asked);
    bool take(const QList<LeaseEvent> &events);
    void onEvent(NodeConnection *node, const QString &name, const QJsonObject &content);

    const Surroundings m_surroundings;
    const std::unique_ptr<Timer> m_timer;
    QList<NodeConnection *> m_nodes;
    QSet<NodeConnection *> m_without; ///< take part in no leases, as far as this connection told
    QSet<NodeConnection *> m_cutOff; ///< told of trouble with the bucket
    QSet<const QObject *> m_watchers;
    NodeConnection *m_teller = nullptr; ///< who is asked
    NodeConnection *m_told = nullptr;
    int m_turn = 0; ///< which teller it is: an earlier one's answers are nobody's
    bool m_wantsStatus = false, m_wantsHistory = false;
    bool m_asksStatus = false, m_asksHistory = false;
    std::optional<std::chrono::nanoseconds> m_askedAt;
    std::optional<LeaseSight> m_sight;
    std::chrono::nanoseconds m_sightAt{0}; ///< by the steady clock
    std::chrono::milliseconds m_transit{0}; ///< half of how long the answer took
    std::optional<Error> m_failure; ///< of the last call
    QList<LeaseEvent> m_history;
};

} // namespace lifeboat
