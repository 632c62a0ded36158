// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/missing.h"
#include "engine/operations/operationsqueue.h"

#include <ranges>

/// What a queue holds, for those who only look.
namespace lifeboat {

Result<Operation> OperationsQueue::operation(const OperationId &id) const
{
    const std::scoped_lock lock(m_mutex);
    const auto sequence = m_byId.find(id);
    if (sequence == m_byId.end())
        return missing(Missing::Operation, id.value);
    return m_operations.at(sequence->second);
}

QList<Operation> OperationsQueue::list(qsizetype limit, const QStringList &preferred) const
{
    const std::scoped_lock lock(m_mutex);
    const auto takeFrom = [](qsizetype &room, size_t there) {
        const qsizetype taken = std::min(room, qsizetype(there));
        room -= taken;
        return taken;
    };
    size_t allDead = 0;
    for (const auto &[kind, sequences] : m_dead)
        allDead += sequences.size();
    qsizetype completed = limit; // what the others leave
    qsizetype inFlight = takeFrom(completed, m_busyTargets.size());
    qsizetype pending = takeFrom(completed, m_pending.size());
    qsizetype deadAtMost = std::max(completed / 2, completed - qsizetype(m_completed.size()));
    qsizetype dead = takeFrom(deadAtMost, allDead);
    completed -= dead;
    qsizetype known = 0;
    for (const QString &kind : preferred) {
        const auto count = m_completedOfKind.find(kind);
        known += count == m_completedOfKind.end() ? 0 : count->second;
    }
    qsizetype reserved = std::min(completed / 4, known);
    completed -= reserved;
    QList<Operation> newest;
    for (auto each = m_operations.rbegin(); each != m_operations.rend() && newest.size() < limit;
         ++each) {
        const OperationStatus status = each->second.status;
        const bool isReserved =
            status == OperationStatus::Completed && reserved > 0 && preferred.contains(each->second.request.kind);
        qsizetype &left = isReserved                          ? reserved
            : status == OperationStatus::InFlight             ? inFlight
            : status == OperationStatus::Pending              ? pending
            : status == OperationStatus::Dead                 ? dead
                                                              : completed;
        if (left > 0) {
            --left;
            newest.append(each->second);
        }
    }
    return newest;
}

QList<Operation> OperationsQueue::open(const QString &kind, const QString &target) const
{
    const std::scoped_lock lock(m_mutex);
    QList<Operation> found;
    for (const auto &[sequence, operation] : m_operations) {
        if (isOpen(operation) && operation.request.kind == kind && operation.request.target == target)
            found.append(operation);
    }
    return found;
}

std::optional<Operation> OperationsQueue::lastEnded(const QString &kind, const QString &target) const
{
    const std::scoped_lock lock(m_mutex);
    for (const Operation &operation : m_operations | std::views::values | std::views::reverse) {
        if (!isOpen(operation) && operation.request.kind == kind && operation.request.target == target)
            return operation;
    }
    return {};
}

} // namespace lifeboat
