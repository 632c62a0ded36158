// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/restorenote.h"

#include "engine/cluster/nodeconnection.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

using Phase = NodeRestore::Phase;

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
    const auto newest = std::ranges::find_if(all, [&noted](const Operation &each) {
        return (each.request.kind == noteKind(false) || each.request.kind == noteKind(true))
            && each.request.target == noted.request.target;
    });
    return newest != all.end() && newest->id != noted.id;
}

QJsonObject notedReport(QJsonObject report, bool isUndo, const QStringList &chosen)
{
    if (isUndo)
        report[u"undo"_s] = true;
    report[u"chosen"_s] = QJsonArray::fromStringList(chosen);
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
