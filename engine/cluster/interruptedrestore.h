// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/restorehistory.h"
#include "engine/operations/operation.h"

#include <QPointer>

namespace lifeboat {

class Clock;
class NodeConnection;

/// A restore or undo of several nodes whose owner was killed in the middle, or lost a node: finds out from the nodes what became of what was
/// begun, and begins nothing. What was not begun is Skipped; of a node that cannot be asked it is not known: Failed with Disconnected, or
/// with Unnoted where it goes on with it and cannot note what it does.
/// What is done, on a node that says it is of another history by now, has RevisionDiffers beside it.
/// Lives in the thread of the connections.
class InterruptedRestore final : public QObject
{
    Q_OBJECT

public:
    /// `report`: as it was noted last, for an undo with "undo" and "chosen", the names of its nodes; `connections` of its nodes, in their order, null where there is none any more. NoteInvalid.
    static Result<std::unique_ptr<InterruptedRestore>> open(const QJsonObject &report, const QList<NodeConnection *> &connections,
                                                            const Clock &clock);

    /// Asks; settled() follows, never before this returns: once every node has answered or cannot be reached, and what is still
    /// going on there has ended.
    void look();

    bool isSettled() const;
    bool isUndo() const { return m_past.isUndo; }
    const QList<NodeRestore> &nodes() const { return m_past.nodes; }
    /// What it kept nodes free under, and they may be kept for it still; empty: it had noted none.
    QString reservation() const { return m_past.report[QLatin1StringView("reservation")].toString(); }
    QString lineage() const { return m_past.report[QLatin1StringView("lineage")].toString(); }

    /// What it came to, by names: restored (or taken back), of unknown end, failed or cancelled there, never begun; of those that are done, those
    /// that do not go on with their log. Elsewhere: it was done, and somebody else did something to the node since.
    struct Parts
    {
        QStringList done, unknown, failed, canceled, notBegun;
        QStringList troubled, elsewhere;
        bool isLeft() const { return !(unknown + failed + canceled + notBegun).isEmpty(); } ///< to be gone on with
    };
    Parts parts() const;

    /// As ClusterRestore's, with "undo" and "interrupted".
    QJsonObject report() const;

Q_SIGNALS:
    void settled();

private:
    enum class Look { Open, Asking, Following, Settled };

    InterruptedRestore(PastRestore past, const QList<NodeConnection *> &connections, const Clock &clock);

    bool isBegun(const NodeRestore &node) const;
    bool isChosen(const NodeRestore &node) const;
    void look(int i);
    void ask(int i);
    void take(int i, const Result<QJsonValue> &answer);
    bool isToBeChecked(int i) const;
    void checkStanding(int i);
    const Operation *findIn(int i, const QList<Operation> &operations) const;
    void follow(int i);
    void checkNoting(int i);
    void settle(int i, NodeRestore::Phase phase, const std::optional<Error> &error = {});
    void settleUnknown(int i);
    void tell();

    PastRestore m_past;
    const QList<QPointer<NodeConnection>> m_connections;
    const Clock &m_clock;
    QList<Look> m_looks;
    QDateTime m_endedAt;
    bool m_isTold = false;
};

} // namespace lifeboat
