// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/missing.h"
#include "engine/operations/operationsqueue.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

/// What becomes of the operations of a queue.
namespace lifeboat {

Result<Operation> OperationsQueue::find(const OperationId &id, OperationStatus wanted) const
{
    const auto sequence = m_byId.find(id);
    if (sequence == m_byId.end())
        return missing(Missing::Operation, id.value);
    const Operation &found = m_operations.at(sequence->second);
    if (found.status != wanted) {
        const bool running = found.status == OperationStatus::InFlight;
        return failure(running ? ErrorCode::Busy : ErrorCode::InvalidArgument, id.value, statusName(found.status));
    }
    return found;
}

/// Changes one operation that must be `wanted` now, durably or not at all, and tells of it.
Result<Operation> OperationsQueue::change(const OperationId &id, OperationStatus wanted,
                                          const std::function<void(Operation &)> &modify)
{
    Operation operation;
    {
        const std::scoped_lock lock(m_mutex);
        LIFEBOAT_ASSIGN(operation, find(id, wanted));
        modify(operation);
        LIFEBOAT_TRY(store({operation}));
        trim();
        m_changed.notify_all();
        m_untold.push_back(operation);
    }
    tellAll();
    return operation;
}

Result<Operation> OperationsQueue::complete(const OperationId &id, const QJsonObject &result,
                                            const QList<OperationRequest> &next)
{
    Operation operation;
    {
        const std::scoped_lock lock(m_mutex);
        LIFEBOAT_ASSIGN(operation, find(id, OperationStatus::InFlight));
        operation.status = OperationStatus::Completed;
        operation.endedAt = m_clock.utcNow();
        operation.lastError.reset();
        operation.result = result;
        QList<Operation> changed{operation};
        for (const OperationRequest &request : next) {
            Operation following = made(request);
            following.sequence += quint64(changed.size()) - 1;
            changed.append(following);
        }
        LIFEBOAT_TRY(store(changed));
        trim();
        m_changed.notify_all();
        m_untold.insert(m_untold.end(), changed.begin(), changed.end());
    }
    tellAll();
    return operation;
}

Result<Operation> OperationsQueue::note(const OperationId &id, const QJsonObject &known)
{
    return change(id, OperationStatus::InFlight, [&known](Operation &operation) { operation.result = known; });
}

Result<Operation> OperationsQueue::amend(const OperationId &id, const Error &error, const QJsonObject &known)
{
    return change(id, OperationStatus::Dead, [&](Operation &operation) {
        operation.lastError = error;
        operation.result = known;
    });
}

Result<Operation> OperationsQueue::fail(const OperationId &id, const Error &error, Again again)
{
    return change(id, OperationStatus::InFlight, [&](Operation &operation) {
        const QDateTime now = m_clock.utcNow();
        operation.lastError = error;
        const bool isWorthIt = isWorthRetrying(error.code) && again == Again::IfWorthIt;
        if (isWorthIt && operation.attempts < operation.request.maxAttempts) {
            operation.status = OperationStatus::Pending;
            operation.notBefore = now.addDuration(retryDelay(operation.attempts, QRandomGenerator::global()->generateDouble()));
        } else {
            operation.status = OperationStatus::Dead;
            operation.endedAt = now;
        }
    });
}

Result<Operation> OperationsQueue::park(const OperationId &id)
{
    return change(id, OperationStatus::InFlight, [](Operation &operation) {
        operation.status = OperationStatus::Pending;
        --operation.attempts;
    });
}

Result<Operation> OperationsQueue::cancel(const OperationId &id)
{
    return change(id, OperationStatus::Pending, [this](Operation &operation) {
        operation.status = OperationStatus::Dead;
        operation.endedAt = m_clock.utcNow();
        operation.lastError = Error{ErrorCode::Canceled, operation.request.target, {}};
    });
}

Result<Operation> OperationsQueue::retry(const OperationId &id, const std::optional<QJsonObject> &parameters)
{
    return change(id, OperationStatus::Dead, [this, &parameters](Operation &operation) {
        operation.request.parameters = parameters.value_or(operation.request.parameters);
        operation.sequence = m_lastSequence + 1;
        operation.status = OperationStatus::Pending;
        operation.attempts = 0;
        operation.notBefore = operation.endedAt = {};
    });
}

} // namespace lifeboat
