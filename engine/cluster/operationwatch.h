// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/nodefacts.h"

#include <QFuture>
#include <QPromise>
#include <functional>
#include <memory>

namespace lifeboat {

/// Those who wait for operations of one node to end. One thread.
class OperationWatch
{
public:
    using Changed = std::function<void(const Operation &, int permille, double bytesPerSecond)>;

    /// One who waits. Its operation is known once the node has answered.
    struct Waiter
    {
        QPromise<Result<QJsonObject>> promise;
        Changed changed;
        QString lineage; ///< among the parameters of what was asked for; may be empty
        OperationId id;
        bool isLost = false; ///< the node may have begun it, but its answer did not come
        bool isDone = false;
    };
    using WaiterPointer = std::shared_ptr<Waiter>;

    /// Everybody gets Disconnected.
    ~OperationWatch();

    WaiterPointer add(Changed changed, const QString &lineage);

    /// The node's answer to the call that begins the operation.
    void answered(const WaiterPointer &waiter, const Result<QJsonValue> &answer,
                  const NodeFacts &facts);

    void told(const ToldOperation &operation);

    /// The node told of all that are not over and the newest others: what is not among them is no more.
    void toldAll(const NodeFacts &facts);

    /// The node cannot be asked any more: everybody gets Disconnected, with why as its detail. What they asked for may go on there.
    void failAll(const Error &error);

    bool isEmpty() const { return m_waiters.isEmpty(); }

private:
    void tell(const WaiterPointer &waiter, const ToldOperation &operation);
    void finish(const WaiterPointer &waiter, const Result<QJsonObject> &outcome);

    QList<WaiterPointer> m_waiters;
};

} // namespace lifeboat
