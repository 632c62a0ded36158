// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/operationwording.h"

#include "engine/cluster/restorereport.h"
#include "ui/text/format.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace lifeboat::text {

QString operationStatus(OperationStatus status)
{
    switch (status) {
    case OperationStatus::Pending:
        return QCoreApplication::translate("lifeboat::text", "pending", "an operation");
    case OperationStatus::InFlight:
        return QCoreApplication::translate("lifeboat::text", "in flight", "an operation");
    case OperationStatus::Completed:
        return QCoreApplication::translate("lifeboat::text", "completed", "an operation");
    case OperationStatus::Dead:
        return QCoreApplication::translate("lifeboat::text", "dead", "an operation");
    }
    return {};
}

QString operationKind(const QString &kind)
{
    if (kind == "take"_L1)
        return QCoreApplication::translate("lifeboat::text", "Snapshot");
    if (kind == "verify"_L1)
        return QCoreApplication::translate("lifeboat::text", "Verify");
    if (kind == "restore"_L1)
        return QCoreApplication::translate("lifeboat::text", "Restore");
    if (kind == "undo"_L1)
        return QCoreApplication::translate("lifeboat::text", "Undo restore");
    if (kind == "drill"_L1)
        return QCoreApplication::translate("lifeboat::text", "Drill");
    if (kind == "fetch"_L1)
        return QCoreApplication::translate("lifeboat::text", "Fetch");
    if (kind == "send"_L1)
        return QCoreApplication::translate("lifeboat::text", "Send");
    if (kind == "get"_L1)
        return QCoreApplication::translate("lifeboat::text", "Get from a store");
    if (kind == "put"_L1)
        return QCoreApplication::translate("lifeboat::text", "Put into a store");
    if (kind == "restoreNodes"_L1)
        return QCoreApplication::translate("lifeboat::text", "Restore nodes");
    if (kind == "undoNodes"_L1)
        return QCoreApplication::translate("lifeboat::text", "Undo a restore of nodes");
    if (kind == "publish"_L1)
        return QCoreApplication::translate("lifeboat::text", "Publish");
    if (kind == "recover"_L1)
        return QCoreApplication::translate("lifeboat::text", "Recover from the published snapshot");
    if (kind == "rebuild"_L1)
        return QCoreApplication::translate("lifeboat::text", "Find the published snapshot anew");
    return kind;
}

QString restorePhase(const NodeRestore &node)
{
    using Phase = NodeRestore::Phase;
    const bool isCancelled = node.error && node.error->code == ErrorCode::Canceled; // somebody wanted it so
    if (node.isAway)
        return QCoreApplication::translate("lifeboat::text", "unreachable, waiting");
    switch (node.phase) {
    case Phase::Waiting:
        return QCoreApplication::translate("lifeboat::text", "waits");
    case Phase::Planning:
    case Phase::Planned:
        return QCoreApplication::translate("lifeboat::text", "plans");
    case Phase::Sending:
        return QCoreApplication::translate("lifeboat::text", "gets the archive");
    case Phase::Restoring:
        return QCoreApplication::translate("lifeboat::text", "restores");
    case Phase::Done:
        if (isInTrouble(node))
            return QCoreApplication::translate("lifeboat::text", "restored, but does not go on with its log");
        if (isElsewhere(node))
            return QCoreApplication::translate("lifeboat::text", "restored, and changed by another since");
        if (node.error)
            return isCancelled ? QCoreApplication::translate("lifeboat::text", "restored, undo cancelled")
                               : QCoreApplication::translate("lifeboat::text", "restored, undo failed");
        return node.outcome["action"_L1].toString() == "skip"_L1
            ? QCoreApplication::translate("lifeboat::text", "held it already")
            : QCoreApplication::translate("lifeboat::text", "restored", "a node");
    case Phase::Failed:
        return isCancelled ? QCoreApplication::translate("lifeboat::text", "cancelled")
                           : QCoreApplication::translate("lifeboat::text", "failed");
    case Phase::Skipped:
        return QCoreApplication::translate("lifeboat::text", "not begun");
    case Phase::Undoing:
        return QCoreApplication::translate("lifeboat::text", "takes it back");
    case Phase::Undone:
        if (isInTrouble(node))
            return QCoreApplication::translate("lifeboat::text", "taken back, but does not go on with its log");
        if (isElsewhere(node))
            return QCoreApplication::translate("lifeboat::text", "taken back, and changed by another since");
        return QCoreApplication::translate("lifeboat::text", "taken back");
    }
    return {};
}

QString leftBehind(const QStringList &nodes)
{
    return QCoreApplication::translate("lifeboat::text", "Not chosen, but of the history that is left: %1. Nodes that share its log can follow it no "
                                                         "longer after this: choose them too.")
        .arg(nodes.join(QStringLiteral(", ")));
}

QString operationProgress(const Operation &operation, int permille, double bytesPerSecond)
{
    if (operation.status == OperationStatus::InFlight) {
        const QString percent =
            QCoreApplication::translate("lifeboat::text", "%1 %").arg(permille / 10);
        return bytesPerSecond > 0 ? percent + u", "_s + rate(bytesPerSecond) : percent;
    }
    for (const auto &key : {"decodedBytes"_L1, "bytesRead"_L1, "archiveBytes"_L1}) {
        if (const qint64 count = operation.result[key].toString().toLongLong(); count > 0)
            return bytes(count);
    }
    return {};
}

} // namespace lifeboat::text
