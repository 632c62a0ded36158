// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/operationwatch.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

OperationWatch::~OperationWatch()
{
    failAll({ErrorCode::Disconnected, {}, {}});
}

OperationWatch::WaiterPointer OperationWatch::add(Changed changed, const QString &lineage)
{
    auto waiter = std::make_shared<Waiter>();
    waiter->promise.start();
    waiter->changed = std::move(changed);
    waiter->lineage = lineage;
    m_waiters.append(waiter);
    return waiter;
}

void OperationWatch::answered(const WaiterPointer &waiter, const Result<QJsonValue> &answer,
                              const NodeFacts &facts)
{
    if (waiter->isDone)
        return;
    if (!answer) {
        const ErrorCode code = answer.error().code;
        waiter->isLost = !waiter->lineage.isEmpty()
            && (code == ErrorCode::Disconnected || code == ErrorCode::TimedOut);
        if (!waiter->isLost)
            finish(waiter, failure(answer.error()));
        return;
    }
    waiter->id = {(*answer)["operation"_L1].toString()};
    if (waiter->id.isEmpty())
        return finish(waiter, failure(ErrorCode::ProtocolViolation, u"operation"_s));
    ToldOperation known;
    known.operation.id = waiter->id;
    tell(waiter, facts.operation(waiter->id).value_or(known));
}

void OperationWatch::told(const ToldOperation &operation)
{
    const auto waiters = m_waiters; // telling may end a wait, or begin one
    for (const WaiterPointer &waiter : waiters) {
        if (waiter->id == operation.operation.id)
            tell(waiter, operation);
    }
}

void OperationWatch::toldAll(const NodeFacts &facts)
{
    const auto waiters = m_waiters;
    for (const WaiterPointer &waiter : waiters) {
        if (waiter->id.isEmpty() && !waiter->isLost)
            continue;
        const auto found = waiter->isLost ? facts.operationOfLineage(waiter->lineage)
                                          : facts.operation(waiter->id);
        if (!found) {
            finish(waiter,
                   failure(waiter->isLost ? ErrorCode::Disconnected : ErrorCode::NotFound,
                           waiter->id.value, u"the node knows no such operation"_s));
            continue;
        }
        waiter->id = found->operation.id;
        waiter->isLost = false;
        tell(waiter, *found);
    }
}

void OperationWatch::failAll(const Error &error)
{
    const bool isOther = error.code != ErrorCode::Disconnected;
    const Error lost = isOther ? Error{ErrorCode::Disconnected, error.subject, toString(error)} : error;
    const auto waiters = m_waiters;
    for (const WaiterPointer &waiter : waiters)
        finish(waiter, failure(lost));
}

void OperationWatch::tell(const WaiterPointer &waiter, const ToldOperation &told)
{
    const Operation &operation = told.operation;
    if (waiter->changed)
        waiter->changed(operation, told.permille, told.bytesPerSecond);
    if (operation.status == OperationStatus::Completed)
        finish(waiter, operation.result);
    else if (operation.status == OperationStatus::Dead)
        finish(waiter,
               failure(operation.lastError.value_or(
                   Error{ErrorCode::Unexpected, operation.request.target, {}})));
}

void OperationWatch::finish(const WaiterPointer &waiter, const Result<QJsonObject> &outcome)
{
    m_waiters.removeOne(waiter);
    if (std::exchange(waiter->isDone, true))
        return;
    waiter->promise.addResult(outcome);
    waiter->promise.finish();
}

} // namespace lifeboat
