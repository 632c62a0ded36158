// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/interruptedrestore.h"

#include "engine/base/clock.h"
#include "engine/cluster/handover.h"
#include "engine/cluster/leftbehind.h"
#include "engine/cluster/nodeconnection.h"
#include "engine/cluster/restorenote.h"
#include "engine/cluster/restorereport.h"
#include "engine/operations/operationrecord.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

using Phase = NodeRestore::Phase;

namespace {

constexpr qsizetype kMostListed = 1000; ///< a node tells no more

} // namespace

InterruptedRestore::InterruptedRestore(PastRestore past, const QList<NodeConnection *> &connections, const Clock &clock)
    : m_past(std::move(past))
    , m_connections(connections.begin(), connections.end())
    , m_clock(clock)
    , m_looks(m_past.nodes.size(), Look::Open)
{
}

Result<std::unique_ptr<InterruptedRestore>> InterruptedRestore::open(const QJsonObject &report,
                                                                     const QList<NodeConnection *> &connections,
                                                                     const Clock &clock)
{
    LIFEBOAT_ASSIGN(PastRestore past, pastRestoreFrom(report, u"operations"_s));
    if (past.nodes.size() != connections.size())
        return failure(ErrorCode::NoteInvalid, u"operations"_s, u"nodes"_s);
    return std::unique_ptr<InterruptedRestore>(new InterruptedRestore(std::move(past), connections, clock));
}

void InterruptedRestore::look()
{
    for (int i = 0; i < m_looks.size(); ++i) {
        const NodeRestore &node = m_past.nodes[i];
        const bool isOver = node.phase == Phase::Done || node.phase == Phase::Failed || node.phase == Phase::Undone;
        if (isBegun(node) || isToBeChecked(i)) {
            if (NodeConnection *const connection = m_connections[i]) {
                connect(connection, &NodeConnection::linkChanged, this, [this, i] { look(i); });
                connect(connection, &NodeConnection::operationsChanged, this, [this, i] { follow(i); });
                connect(connection, &NodeConnection::statusChanged, this, [this, i] { checkNoting(i); });
                connect(connection, &QObject::destroyed, this, [this, i] { look(i); });
            }
            look(i);
        } else {
            settle(i, isOver || !isChosen(node) ? node.phase : Phase::Skipped, node.error);
        }
    }
    tell();
}

bool InterruptedRestore::isSettled() const
{
    return std::ranges::all_of(m_looks, [](Look look) { return look == Look::Settled; });
}

void InterruptedRestore::look(int i)
{
    if (m_looks[i] == Look::Settled)
        return;
    const Link link = m_connections[i] ? m_connections[i]->link() : Link::Refused;
    const NodeRestore &node = m_past.nodes[i];
    if (link == Link::Waiting || link == Link::Refused)
        return isBegun(node) ? settleUnknown(i) : settle(i, node.phase, node.error);
    if (link == Link::Online && m_looks[i] == Look::Open)
        isBegun(node) ? ask(i) : checkStanding(i);
}

void InterruptedRestore::ask(int i)
{
    m_looks[i] = Look::Asking;
    handOver(this, m_connections[i]->call(u"operations.list"_s, {{u"limit"_s, kMostListed}}), [this, i](const Result<QJsonValue> &answer) {
        if (m_looks[i] == Look::Asking)
            take(i, answer);
    });
}

void InterruptedRestore::take(int i, const Result<QJsonValue> &answer)
{
    m_looks[i] = Look::Open;
    if (!answer)
        return settleUnknown(i);
    QList<Operation> operations;
    const QJsonArray all = (*answer)["operations"_L1].toArray();
    for (const QJsonValue told : all) {
        if (const auto operation = operationFromObject(told.toObject()))
            operations.append(*operation);
    }
    NodeRestore &node = m_past.nodes[i];
    const Operation *const found = findIn(i, operations);
    if (found && isOpen(*found)) {
        node.operation = found->id.value;
        m_looks[i] = Look::Following;
        return checkNoting(i);
    }
    // It is none that the node knows, if the node has told of all.
    const bool isNone = node.operation.isEmpty() && !m_past.isUndo && node.plan && all.size() < kMostListed;
    if (!found)
        return isNone ? settle(i, Phase::Skipped) : settleUnknown(i);
    node.operation = found->id.value;
    node.endedAt = found->endedAt;
    if (found->status == OperationStatus::Completed) {
        node.outcome = found->result;
        node.phase = m_past.isUndo ? Phase::Undone : Phase::Done;
        node.error = troubleTold(node.outcome);
        return look(i);
    }
    const bool wasDone = m_past.isUndo && !node.outcome.isEmpty();
    settle(i, wasDone ? Phase::Done : Phase::Failed, found->lastError.value_or(Error{}));
}

/// Done, with a history it has reached and a node that may tell which it is of now.
bool InterruptedRestore::isToBeChecked(int i) const
{
    const NodeRestore &node = m_past.nodes[i];
    return node.phase == (m_past.isUndo ? Phase::Undone : Phase::Done) && isChosen(node) && m_connections[i]
        && !node.outcome["position"_L1]["lineage"_L1].toString().isEmpty();
}

/// What was restored here and is of another history by now was restored by somebody else.
void InterruptedRestore::checkStanding(int i)
{
    if (!isToBeChecked(i))
        return settle(i, m_past.nodes[i].phase, m_past.nodes[i].error);
    m_looks[i] = Look::Asking;
    handOver(this, m_connections[i]->call(u"node.status"_s), [this, i](const Result<QJsonValue> &answer) {
        if (m_looks[i] != Look::Asking)
            return;
        const NodeRestore &node = m_past.nodes[i];
        const auto status =
            answer.and_then([](const QJsonValue &told) { return net::nodeStatusFromObject(told.toObject()); });
        const net::StateStatus *const state = status ? stateOf(*status, m_past.request.state) : nullptr;
        const QString reached = node.outcome["position"_L1]["lineage"_L1].toString();
        const bool isElsewhere = state && state->position && state->position->lineage.value != reached;
        settle(i, node.phase, isElsewhere ? elsewhereError(node.node) : node.error);
    });
}

/// By its name, or where the node's answer did not come any more by the history that only this restore begins.
const Operation *InterruptedRestore::findIn(int i, const QList<Operation> &operations) const
{
    const NodeRestore &node = m_past.nodes[i];
    const QString begun = node.plan ? lineageOn(lineage(), node.plan->log) : QString();
    const auto found = std::ranges::find_if(operations, [&](const Operation &operation) {
        if (!node.operation.isEmpty())
            return operation.id.value == node.operation;
        return !m_past.isUndo && !begun.isEmpty() && operation.request.parameters["lineage"_L1].toString() == begun;
    });
    return found == operations.end() ? nullptr : &*found;
}

/// A node that cannot note what it does tells of no end.
void InterruptedRestore::checkNoting(int i)
{
    const auto unnoted = m_connections[i] ? m_connections[i]->unnoted() : std::nullopt;
    if (m_looks[i] == Look::Following && unnoted)
        settle(i, Phase::Failed, unnoted);
}

/// Its end is told by the list: what is over may not be among the newest that are known here.
void InterruptedRestore::follow(int i)
{
    if (m_looks[i] != Look::Following || !m_connections[i])
        return;
    const QList<Operation> operations = m_connections[i]->operations();
    const Operation *const known = findIn(i, operations);
    if (!known || !isOpen(*known))
        ask(i);
}

void InterruptedRestore::settleUnknown(int i)
{
    const QString &name = m_past.nodes[i].node;
    settle(i, Phase::Failed, Error{ErrorCode::Disconnected, name, u"it may go on there"_s});
}

void InterruptedRestore::settle(int i, Phase phase, const std::optional<Error> &error)
{
    if (std::exchange(m_looks[i], Look::Settled) == Look::Settled)
        return;
    NodeRestore &node = m_past.nodes[i];
    node.phase = phase;
    node.error = error;
    if (!node.endedAt.isValid() && phase != Phase::Waiting)
        node.endedAt = m_clock.utcNow();
    tell();
}

void InterruptedRestore::tell()
{
    if (!isSettled() || std::exchange(m_isTold, true))
        return;
    m_endedAt = m_clock.utcNow();
    QMetaObject::invokeMethod(this, &InterruptedRestore::settled, Qt::QueuedConnection);
}

QJsonObject InterruptedRestore::report() const
{
    QJsonObject report = restoreReport(m_past.request, {m_past.nodes, lineage(), m_past.startedAt, m_endedAt, !isSettled()});
    report = notedReport(report, m_past.isUndo, m_past.report["chosen"_L1].toVariant().toStringList(), reservation());
    report[u"request"_s] = m_past.report["request"_L1];
    report[u"interrupted"_s] = true;
    return report;
}

/// Nothing is known of its end yet.
bool InterruptedRestore::isBegun(const NodeRestore &node) const
{
    return node.phase == Phase::Restoring || node.phase == Phase::Undoing || (isChosen(node) && isEndUnknown(node, m_past.isUndo));
}

/// Of an undo: those that have nothing to do with it are told of too.
bool InterruptedRestore::isChosen(const NodeRestore &node) const
{
    return !m_past.isUndo || m_past.report["chosen"_L1].toArray().contains(node.node);
}

InterruptedRestore::Parts InterruptedRestore::parts() const
{
    Parts parts;
    const Phase done = m_past.isUndo ? Phase::Undone : Phase::Done;
    for (const NodeRestore &node : m_past.nodes) {
        if (!isChosen(node))
            continue;
        if (node.phase == done && isElsewhere(node))
            parts.elsewhere.append(node.node);
        else if (node.phase == done)
            parts.done.append(node.node);
        else if (isEndUnknown(node, m_past.isUndo))
            parts.unknown.append(node.node);
        else if (!node.error || node.error->code == ErrorCode::Disconnected) // lost before it was told to begin
            parts.notBegun.append(node.node);
        else if (node.error->code == ErrorCode::Canceled)
            parts.canceled.append(node.node);
        else
            parts.failed.append(node.node);
        if (isInTrouble(node))
            parts.troubled.append(node.node);
    }
    return parts;
}

} // namespace lifeboat
