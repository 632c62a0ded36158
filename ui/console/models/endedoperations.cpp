// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/endedoperations.h"

#include "engine/cluster/nodeconnection.h"

#include <algorithm>
#include <set>

namespace lifeboat::ui {

QList<EndedOperation> lastEnded(const QList<NodeConnection *> &nodes, qsizetype most)
{
    struct Ended {
        const NodeConnection *node;
        const lifeboat::Operation *operation;
    };
    QList<QList<lifeboat::Operation>> lists; // what is pointed to
    QList<Ended> ended;
    for (const NodeConnection *node : nodes) {
        lists.append(node->operations());
        for (const lifeboat::Operation &operation : std::as_const(lists.last())) {
            if (!isOpen(operation))
                ended.append({node, &operation});
        }
    }
    const auto end = ended.begin() + std::min(most, ended.size());
    std::ranges::partial_sort(ended, end, std::ranges::greater(), [](const Ended &one) { return one.operation->endedAt; });
    ended.erase(end, ended.end());
    QList<EndedOperation> done;
    for (const Ended &one : std::as_const(ended))
        done.append({one.node->name(), *one.operation});
    return done;
}

QList<lifeboat::Operation> deadOperations(const NodeConnection &node)
{
    QList<lifeboat::Operation> dead;
    std::set<std::pair<QString, QString>> done; // kind and target
    for (const lifeboat::Operation &operation : node.operations()) {
        const std::pair work(operation.request.kind, operation.request.target);
        const ErrorCode code = operation.lastError.value_or(Error{}).code;
        if (operation.status == OperationStatus::Completed)
            done.insert(work);
        else if (operation.status == OperationStatus::Dead && code != ErrorCode::Canceled
                 && code != ErrorCode::LeaseLost && !done.contains(work))
            dead.append(operation);
    }
    return dead;
}

} // namespace lifeboat::ui
