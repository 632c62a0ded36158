// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/nodeconnection.h"
#include "engine/cluster/nodelink.h"
#include "engine/lease/leaseview.h"

#include <QSet>

namespace lifeboat {

/// A cluster's leases as one of its nodes tells them, the teller: all share one bucket. Another takes its place when it goes
/// away, takes part in no leases, or does not reach the bucket itself. Reads what stands there when a teller is found, when
/// something but renewals happens, and once a second while somebody watches. Lives in one thread with an event loop.
class ClusterLeases final : public LeaseView
{
    Q_OBJECT

public:
    explicit ClusterLeases(const Surroundings &surroundings, QObject *parent = nullptr);
    ~ClusterLeases() override;

    /// Nodes are others'; remove() before they go.
    void add(NodeConnection *node);
    void remove(NodeConnection *node);

    /// While anybody watches, what stands there is read every second.
    void setWatched(const QObject *by, bool watched) override;

    /// Absent: every node that was met takes part in no leases.
    Knowledge knowledge() const override;
    const std::optional<LeaseSight> &sight() const override { return m_sight; }
    QDateTime now() const override;
    std::chrono::milliseconds uncertainty() const override;
    std::chrono::milliseconds age() const override;
    /// The teller's trouble with the bucket, or that no node can be asked; why they refuse where all of them do.
    std::optional<Error> trouble() const override;
    /// Of a node that is online.
    std::optional<std::chrono::milliseconds> aheadOf(const QString &holder) const override;
    QString tellerName() const override { return m_told ? m_told->name() : QString(); }

    /// The node that told last; null: nobody did, or it is gone.
    NodeConnection *teller() const { return m_told; }

    /// Asks the holder by way of the teller. Where there is none, Unreachable or why the nodes refuse.
    QFuture<Result<QJsonValue>> stepDown(const QString &lease);

private:
    NodeConnection *candidate() const;
    Error unreachable(const QString &subject) const;
    void choose();
    void pump();
    void askStatus();
    void askHistory();
    void failed(const Error &error);
    void takeStatus(const QJsonObject &answer, std::chrono::nanoseconds asked);
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
};

} // namespace lifeboat
