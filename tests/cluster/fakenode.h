// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/nodelink.h"
#include "engine/net/nodestatus.h"
#include "engine/operations/operation.h"
#include "tests/support/manualclock.h"

#include <QJsonArray>
#include <QPromise>
#include <QSet>
#include <map>

namespace lifeboat::test {

class FakeLink;

/// A node without a network: answers at once, publishes numbered events, can vanish.
class FakeNode
{
public:
    explicit FakeNode(const QString &name, const Clock &clock);

    // What it says.
    net::NodeStatus status;
    QJsonArray snapshots; ///< of its one state "main"
    QJsonArray operations;
    QJsonObject leases; ///< to lease.status; empty: it takes part in none
    QJsonArray leaseEvents; ///< to lease.history, oldest first
    QList<QJsonObject> recovery; ///< what it offers after its greeting
    QString token = QStringLiteral("secret");
    QString role = QStringLiteral("operator");
    std::chrono::milliseconds ahead{}; ///< its clock, of ours
    std::optional<Error> down; ///< why it cannot be reached
    QString reservation; ///< for which restore it is kept free
    int reservedMs = 30'000; ///< for how long, it says
    QJsonObject undoPlan; ///< empty: it does not tell, as nodes of an earlier version
    std::map<QString, Error> failing; ///< calls that fail, by method
    QSet<QString> held; ///< methods whose calls are answered by release()
    /// Answers what the fake itself does not know ("restore.plan", "restore.run", …).
    std::function<Result<QJsonValue>(const QString &method, const QJsonObject &parameters)> handler;

    /// Tells subscribers, and those who come back.
    void publish(const QString &name, const QJsonObject &content);

    /// Adds or replaces an operation and publishes it.
    void tell(const Operation &operation, int permille = 0);

    /// The connections end, as by a cut cable.
    void cut();

    /// As after a restart: events are numbered from 1 again, earlier ones are forgotten.
    void restart();

    void release(); ///< answers held calls

    // What was asked of it.
    QStringList calls; ///< methods
    QList<QJsonObject> parameters; ///< of those
    QList<qint64> attempts; ///< milliseconds of the clock
    QStringList sent, fetched;
    int count(const QString &method) const { return int(calls.count(method)); }
    bool isOnline() const { return !links.isEmpty(); }

private:
    friend class FakeLink;
    QFuture<Result<QJsonValue>> call(FakeLink *link, const QString &method,
                                     const QJsonObject &parameters);
    Result<QJsonValue> answer(FakeLink *link, const QString &method, const QJsonObject &parameters);
    Result<QJsonValue> reserve(const QString &method, const QString &id);

    struct Event
    {
        QString name;
        QJsonObject content;
    };
    struct Held
    {
        std::shared_ptr<QPromise<Result<QJsonValue>>> promise;
        QString method;
        QJsonObject parameters;
        FakeLink *link;
    };
    const Clock &m_clock;
    QList<FakeLink *> links; ///< greeted ones
    QList<Event> m_events; ///< number 1 first
    QString m_stream = QStringLiteral("first");
    QList<Held> m_held;
};

/// Fake nodes by address, and time that stands until it is moved.
class FakeNetwork
{
public:
    FakeNode &add(const QString &name); ///< at "wss://name:7411"
    FakeNode &operator[](const QString &name) { return *m_nodes.at(name); }

    Surroundings surroundings();
    ManualClock &clock() { return m_clock; }

    /// Moves time, and rings what becomes due meanwhile, in order.
    void pass(std::chrono::milliseconds time);

private:
    friend class FakeLink;
    friend class FakeTimer;
    ManualClock m_clock;
    std::map<QString, std::unique_ptr<FakeNode>> m_nodes;
    QList<class FakeTimer *> m_timers;
    quint32 m_random = 1;
};

/// An operation of a fake node.
Operation operationOf(const QString &id, OperationStatus status, quint64 sequence = 1);

/// What a node says of a snapshot.
QJsonObject snapshotObject(const QString &id);

} // namespace lifeboat::test
