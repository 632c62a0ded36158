// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/nodefacts.h"
#include "engine/cluster/nodelink.h"
#include "engine/cluster/operationwatch.h"

namespace lifeboat {

/// Reads a node over one link after another and keeps what it said: everything when it is met, then
/// what its events and the poll call for. Never more than one call of a kind under way; a wish that
/// comes meanwhile is granted once after it.
class NodeReading final : public QObject
{
    Q_OBJECT

public:
    explicit NodeReading(const Surroundings &surroundings, QObject *parent = nullptr);
    ~NodeReading() override;

    /// The link is open: subscribes where the last one ended and reads what may have changed.
    void begin(NodeLink *link);
    /// The link is gone.
    void end();

    /// Once a second: asks for the status, and again for what could not be read.
    void poll();

    void onEvent(quint64 sequence, const QString &name, const QJsonObject &content);

    const NodeFacts &facts() const { return m_facts; }
    OperationWatch &watch() { return m_watch; }
    QDateTime statusAt() const { return m_statusAt; }
    std::chrono::nanoseconds statusSteadyAt() const { return m_statusSteadyAt; }
    /// As near to what it was as the last answer allows: a slow one says little.
    std::chrono::milliseconds clockSkew() const { return m_skew; }

    /// Reads the operations again.
    void wantOperations();

Q_SIGNALS:
    void statusChanged();
    void snapshotsChanged();
    void operationsChanged();
    void eventPassed(quint64 sequence, const QString &name, const QJsonObject &content);
    void gap();
    /// The node's status is none: it is no use to talk to it.
    void misunderstood(const Error &error);

private:
    struct Ask
    {
        bool isWanted = false;
        bool isUnderWay = false;
    };
    using Take = std::function<void(const QJsonObject &)>;

    void wantEverything();
    void pump();
    void ask(Ask &ask, const QString &method, const QJsonObject &parameters, const Take &take);
    void subscribe();
    void takeStatus(const QJsonObject &answer, const QDateTime &asked);
    void takeSnapshots(const QString &state, const QJsonArray &told);
    void onGap(quint64 sequence, const QJsonObject &content);

    const Surroundings m_surroundings;
    NodeFacts m_facts;
    OperationWatch m_watch;
    NodeLink *m_link = nullptr;
    int m_turn = 0; ///< which link it is: answers over an earlier one are nobody's
    Ask m_subscription, m_status, m_operations;
    std::map<QString, Ask> m_snapshots; ///< by state
    std::optional<quint64> m_lastSequence;
    QString m_stream;
    QDateTime m_statusAt;
    std::chrono::nanoseconds m_statusSteadyAt{};
    std::optional<std::chrono::nanoseconds> m_statusAskedAt;
    std::chrono::milliseconds m_skew{};
    std::chrono::milliseconds m_toldSkew{};
};

} // namespace lifeboat
