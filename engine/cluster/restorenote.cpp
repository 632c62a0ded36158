// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/restorenote.h"

#include "engine/cluster/nodeconnection.h"

#include <QJsonArray>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat {

using Phase = NodeRestore::Phase;

namespace {

constexpr std::array kEndsUnknown{ErrorCode::Disconnected, ErrorCode::Unnoted};

/// Whether a node was told to begin, as far as is noted.
bool hasBegun(const Operation &noted)
{
    const bool isUndo = noted.request.kind == noteKind(true);
    const QJsonArray nodes = noted.result["nodes"_L1].toArray();
    return std::ranges::any_of(nodes, [isUndo](const QJsonValue &node) {
        const QString phase = node["phase"_L1].toString();
        const bool isKnown = std::ranges::contains(std::array{Phase::Restoring, Phase::Done, Phase::Undoing, Phase::Undone}, phase, phaseName);
        const bool isLost = std::ranges::contains(kEndsUnknown, node["error"_L1]["code"_L1].toString(), codeName);
        return isKnown || node["operation"_L1].isString() || (isLost && (isUndo || node["plan"_L1].isObject()));
    });
}

/// Work on the same state of a node.
bool isOfSame(const Operation &noted, const Operation &other)
{
    const auto namesOf = [](const Operation &operation) {
        QStringList names;
        for (const QJsonValue node : operation.result["nodes"_L1].toArray())
            names.append(node["node"_L1].toString());
        return names;
    };
    const QStringList names = namesOf(noted);
    return other.request.target == noted.request.target && other.result["state"_L1] == noted.result["state"_L1]
        && std::ranges::any_of(namesOf(other), [&names](const QString &name) { return names.contains(name); });
}

} // namespace

QString noteKind(bool isUndo)
{
    return isUndo ? u"undoNodes"_s : u"restoreNodes"_s;
}

bool isInterrupted(const Operation &noted)
{
    const bool isNote = noted.request.kind == noteKind(false) || noted.request.kind == noteKind(true);
    return isNote && noted.status == OperationStatus::Dead && noted.result["verdict"_L1] == "running"_L1;
}

bool isOvertaken(const Operation &noted, const QList<Operation> &all)
{
    return std::ranges::any_of(all, [&noted](const Operation &each) {
        return (each.request.kind == noteKind(false) || each.request.kind == noteKind(true)) && each.createdAt > noted.createdAt
            && hasBegun(each) && isOfSame(noted, each);
    });
}

bool isEndUnknown(const NodeRestore &node, bool isUndo)
{
    // Without a plan no restore is told to begin. Where an undo fails, what was restored by the same owner is done still.
    const bool isOver = node.phase == Phase::Failed || (isUndo && node.phase == Phase::Done);
    return isOver && node.error && std::ranges::contains(kEndsUnknown, node.error->code) && (isUndo || node.plan);
}

QJsonObject notedReport(QJsonObject report, bool isUndo, const QStringList &chosen, const QString &reservation)
{
    if (isUndo)
        report[u"undo"_s] = true;
    report[u"chosen"_s] = QJsonArray::fromStringList(chosen);
    if (!reservation.isEmpty())
        report[u"reservation"_s] = reservation;
    return report;
}

QStringList notedSteps(const QList<NodeRestore> &nodes)
{
    QStringList steps;
    for (const NodeRestore &node : nodes)
        steps.append(phaseName(node.phase) + u' ' + node.operation);
    return steps;
}

std::optional<Error> notedError(const QList<NodeRestore> &nodes, const QString &cluster, bool isUndo, const QStringList &chosen)
{
    bool isAll = true;
    for (const NodeRestore &node : nodes) {
        if (isUndo && !chosen.contains(node.node))
            continue;
        if (node.error)
            return node.error;
        isAll = isAll && node.phase == (isUndo ? Phase::Undone : Phase::Done);
    }
    return isAll ? std::nullopt : std::optional(Error{ErrorCode::Canceled, cluster, {}});
}

QList<NodeConnection *> connectionsOf(const QJsonObject &report, const QList<NodeConnection *> &known)
{
    QList<NodeConnection *> found;
    for (const QJsonValue node : report["nodes"_L1].toArray()) {
        const auto same = std::ranges::find(known, node["node"_L1].toString(), &NodeConnection::name);
        found.append(same == known.end() ? nullptr : *same);
    }
    return found;
}

} // namespace lifeboat
