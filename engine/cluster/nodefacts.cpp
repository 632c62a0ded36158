// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/nodefacts.h"

#include "engine/base/jsonreading.h"
#include "engine/operations/operationrecord.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr size_t kKeptOperations = 100; ///< unless more are not over
constexpr qsizetype kKeptRestores = 25; ///< of these, however many others followed

std::optional<ToldOperation> operationFrom(const QJsonObject &object)
{
    auto operation = operationFromObject(object);
    if (!operation || operation->id.isEmpty())
        return std::nullopt;
    return ToldOperation{.operation = std::move(*operation),
                         .permille = std::clamp(object["permille"_L1].toInt(), 0, 1000),
                         .bytesPerSecond = object["bytesPerSecond"_L1].toDouble()};
}

} // namespace

Result<bool> NodeFacts::takeStatus(QJsonObject object)
{
    const JsonReading reading(object);
    const QDateTime time = reading.moment("time"_L1);
    QJsonObject rest = object;
    rest.remove("time"_L1);
    if (m_status && reading.error().isEmpty() && rest == m_rawStatus) {
        m_status->time = time;
        return false;
    }
    LIFEBOAT_ASSIGN(m_status, net::nodeStatusFromObject(object));
    m_rawStatus = std::move(rest);
    std::erase_if(m_snapshots, [this](const auto &listed) {
        return std::ranges::none_of(m_status->states, [&](const net::StateStatus &state) {
            return state.name == listed.first;
        });
    });
    return true;
}

bool NodeFacts::takeSnapshots(const QString &state, const QJsonArray &told)
{
    if (toldSnapshots(state) == told)
        return false;
    takeSnapshots(state, told, parseSnapshots(told));
    return true;
}

void NodeFacts::takeSnapshots(const QString &state, const QJsonArray &told,
                              const QList<ToldSnapshot> &parsed)
{
    m_snapshots[state] = {told, parsed};
}

std::optional<QJsonArray> NodeFacts::toldSnapshots(const QString &state) const
{
    const auto known = m_snapshots.find(state);
    return known != m_snapshots.end() ? std::optional(known->second.raw) : std::nullopt;
}

QList<ToldSnapshot> NodeFacts::parseSnapshots(const QJsonArray &told)
{
    QList<ToldSnapshot> snapshots;
    for (const QJsonValue each : told) {
        // One that a newer node tells in another way must not hide the others.
        if (const auto snapshot = catalogEntryFromObject(each.toObject()))
            snapshots.append(*snapshot);
    }
    return snapshots;
}

QStringList NodeFacts::unlistedStates() const
{
    QStringList names;
    if (m_status) {
        for (const net::StateStatus &state : m_status->states) {
            if (!m_snapshots.contains(state.name))
                names.append(state.name);
        }
    }
    return names;
}

QList<ToldSnapshot> NodeFacts::snapshots(const QString &state) const
{
    if (!state.isEmpty()) {
        const auto found = m_snapshots.find(state);
        return found != m_snapshots.end() ? found->second.snapshots : QList<ToldSnapshot>();
    }
    QList<ToldSnapshot> all;
    for (const auto &[name, listed] : m_snapshots)
        all += listed.snapshots;
    std::ranges::stable_sort(all, std::ranges::greater(), [](const ToldSnapshot &snapshot) {
        return snapshot.entry.createdAt();
    });
    return all;
}

bool NodeFacts::takeOperations(const QJsonArray &told)
{
    if (told == m_rawOperations && m_newerThanList.isEmpty())
        return false;
    m_rawOperations = told;
    m_newestFirst.reset();
    std::erase_if(m_operations,
                  [this](const auto &each) { return !m_newerThanList.contains(each.first); });
    for (const QJsonValue each : told) {
        const auto operation = operationFrom(each.toObject());
        if (operation && !m_newerThanList.contains(operation->operation.id.value))
            keep(*operation);
    }
    return true;
}

std::optional<ToldOperation> NodeFacts::takeOperation(const QJsonObject &told)
{
    const auto operation = operationFrom(told);
    if (operation) {
        m_newerThanList.insert(operation->operation.id.value);
        m_rawOperations.reset();
        keep(*operation);
    }
    return operation;
}

/// One that is not over is somebody's to wait for, however old it is.
void NodeFacts::keep(const ToldOperation &told)
{
    m_newestFirst.reset();
    m_operations[told.operation.id.value] = told;
    if (m_operations.size() <= kKeptOperations)
        return;
    const auto restores = std::ranges::count_if(m_operations, [](const auto &each) { return isEndedRestore(each.second.operation); });
    const auto oldest = std::ranges::min_element(m_operations, {}, [restores](const auto &each) {
        const Operation &operation = each.second.operation;
        return std::tuple(isOpen(operation), restores <= kKeptRestores && isEndedRestore(operation), operation.sequence);
    });
    if (!isOpen(oldest->second.operation))
        m_operations.erase(oldest);
}

std::optional<ToldOperation> NodeFacts::operation(const OperationId &id) const
{
    const auto found = m_operations.find(id.value);
    return found != m_operations.end() ? std::optional(found->second) : std::nullopt;
}

std::optional<ToldOperation> NodeFacts::operationOfLineage(const QString &lineage) const
{
    std::optional<ToldOperation> newest;
    for (const auto &[id, told] : m_operations) {
        if (told.operation.request.parameters["lineage"_L1].toString() == lineage
            && (!newest || newest->operation.sequence < told.operation.sequence))
            newest = told;
    }
    return newest;
}

QList<Operation> NodeFacts::operations() const
{
    if (!m_newestFirst) {
        QList<Operation> newest;
        newest.reserve(qsizetype(m_operations.size()));
        for (const auto &[id, told] : m_operations)
            newest.append(told.operation);
        std::ranges::sort(newest, std::ranges::greater(), &Operation::sequence);
        m_newestFirst = newest;
    }
    return *m_newestFirst;
}

} // namespace lifeboat
