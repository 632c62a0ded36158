// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/nodestatus.h"
#include "engine/operations/operation.h"
#include "engine/snapshot/catalogobject.h"

#include <QJsonArray>
#include <QSet>
#include <map>

namespace lifeboat {

/// An operation as a node tells of it, with how far it is while in flight.
struct ToldOperation
{
    Operation operation;
    int permille = 0;
    double bytesPerSecond = 0;
};

/// What one node said last. Knows no network; parses only what differs from what it had.
class NodeFacts
{
public:
    /// Answer of node.status; true if anything but its time changed. ProtocolViolation.
    Result<bool> takeStatus(QJsonObject object);

    const std::optional<net::NodeStatus> &status() const { return m_status; }

    /// Answer of snapshot.list; true if it changed.
    bool takeSnapshots(const QString &state, const QJsonArray &told);
    /// The same, where somebody else has parsed it.
    void takeSnapshots(const QString &state, const QJsonArray &told, const QList<ToldSnapshot> &parsed);
    /// The list as it was told last; none: never.
    std::optional<QJsonArray> toldSnapshots(const QString &state) const;
    /// Pure.
    static QList<ToldSnapshot> parseSnapshots(const QJsonArray &told);

    /// States of the status whose snapshots were never told.
    QStringList unlistedStates() const;

    /// Of one state, or of all; newest first.
    QList<ToldSnapshot> snapshots(const QString &state) const;

    /// Before operations.list is asked for: events that come before its answer are newer than it.
    void beginOperations() { m_newerThanList.clear(); }

    /// Answer of operations.list; true if it changed.
    bool takeOperations(const QJsonArray &told);

    /// Content of an event; nothing for what is no operation.
    std::optional<ToldOperation> takeOperation(const QJsonObject &told);

    std::optional<ToldOperation> operation(const OperationId &id) const;

    /// The newest one that carries this lineage among its parameters.
    std::optional<ToldOperation> operationOfLineage(const QString &lineage) const;

    QList<Operation> operations() const; ///< newest first

private:
    struct Listed
    {
        QJsonArray raw;
        QList<ToldSnapshot> snapshots;
    };

    void keep(const ToldOperation &told);

    QJsonObject m_rawStatus;
    std::optional<net::NodeStatus> m_status;
    std::map<QString, Listed> m_snapshots;
    std::optional<QJsonArray> m_rawOperations; ///< the last list, unless something came after it
    std::map<QString, ToldOperation> m_operations; ///< by id
    mutable std::optional<QList<Operation>> m_newestFirst; ///< of m_operations, once it was asked for
    QSet<QString> m_newerThanList;
};

} // namespace lifeboat
