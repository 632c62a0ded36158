// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leasekeeper.h"
#include "engine/lease/leaseobserver.h"
#include "engine/net/callhandler.h"
#include "engine/node/nodeconfig.h"

namespace lifeboat {

/// A node's part in its cluster's leases: it watches all of them, keeps their history, and competes for the publisher's if it
/// may publish. Any thread.
class NodeLeases
{
public:
    /// The publisher's lease.
    static constexpr QLatin1StringView kPublisher{"snapshot-leader"};

    /// Opens the history; errors as LeaseHistory::open.
    static Result<std::unique_ptr<NodeLeases>> open(const NodeConfig &config, std::unique_ptr<KeyValueBucket> bucket,
                                                    const Clock &clock);

    /// Gives its lease back.
    ~NodeLeases();
    Q_DISABLE_COPY_MOVE(NodeLeases)

    /// `told`: as LeaseObserver::setListener(). Once.
    void start(std::function<void(const QList<LeaseEvent> &)> told);

    /// The publisher's lease, while this node holds it and acting on it is safe.
    std::optional<Lease> held() const;

    /// Whether this node may have the publisher's lease: where not it gives it back soon, and does not claim it.
    void setCompeting(bool competes);

    /// Who has the publisher's lease, as far as is known; this node too. Empty: nobody.
    QString holder() const;

    /// Why it cannot claim or keep the publisher's lease; see LeaseKeeping::trouble().
    std::optional<Error> keeperTrouble() const { return m_keeper ? m_keeper->trouble() : std::nullopt; }

    /// The same as far as it does not pass by itself; see LeaseKeeping::lastingTrouble().
    std::optional<Error> lastingTrouble() const { return m_keeper ? m_keeper->lastingTrouble() : std::nullopt; }

    /// Why what happens to the leases is not kept.
    std::optional<Error> historyTrouble() const { return m_observer.historyTrouble(); }

    LeaseStore &store() { return m_store; }

    /// To lease.status, lease.history and lease.stepDown: see PROTOCOL.md. The last one waits for the holder, unless `stop` is requested.
    Result<QJsonValue> answer(const net::Caller &caller, const QString &method, const QJsonObject &parameters,
                              std::stop_token stop = {});

private:
    QJsonObject status();
    Result<QJsonValue> stepDown(const QString &lease, const QString &by, std::stop_token stop);
    NodeLeases(const NodeConfig &config, std::unique_ptr<KeyValueBucket> bucket, std::unique_ptr<LeaseHistory> history,
               const Clock &clock);

    const std::unique_ptr<KeyValueBucket> m_bucket;
    const std::unique_ptr<LeaseHistory> m_history;
    LeaseStore m_store;
    LeaseObserver m_observer;
    const bool m_publishes;
    QStringList m_states; ///< those of which snapshots are published
    std::unique_ptr<LeaseKeeper> m_keeper; ///< null for a node that does not publish
};

} // namespace lifeboat
