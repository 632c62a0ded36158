// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/memorylog.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

MemoryLog::MemoryLog(const Lineage &lineage, Index after)
    : m_lineage(lineage)
    , m_trimmed(after)
{
}

LogBounds MemoryLog::boundsNow() const
{
    return {m_lineage, m_trimmed + 1, m_entries.empty() ? m_trimmed : m_entries.rbegin()->first};
}

void MemoryLog::cutTornTail()
{
    while (!m_entries.empty() && !m_entries.rbegin()->second.isWhole)
        m_entries.erase(std::prev(m_entries.end()));
}

Result<Index> MemoryLog::append(std::span<const Change> changes, const QString &actor,
                                const QDateTime &time, const AppendIf &condition)
{
    LIFEBOAT_TRY(checkChanges(changes));
    const std::scoped_lock lock(m_mutex);
    cutTornTail();
    LogBounds bounds = boundsNow();
    LIFEBOAT_TRY(checkCondition(condition, bounds));
    for (const Change &change : changes) {
        const Index index = ++bounds.last;
        m_entries.emplace(index, Kept{{index, time.toUTC(), actor, change}});
    }
    m_appended.notify_all();
    return bounds.last;
}

Result<LogPart> MemoryLog::read(Index from, qint64 limit, qint64 maxBytes, std::stop_token)
{
    const std::scoped_lock lock(m_mutex);
    cutTornTail();
    LogPart part{boundsNow(), {}};
    if (from < part.bounds.first)
        return failure(ErrorCode::LogTrimmed, QString::number(from));
    qint64 bytes = 0;
    for (Index index = from; index <= part.bounds.last; ++index) {
        if (part.entries.size() >= limit || bytes >= maxBytes)
            break;
        const auto found = m_entries.find(index);
        if (found == m_entries.end() || !found->second.isWhole) {
            if (index == from)
                return failure(ErrorCode::EntryMissing, QString::number(index));
            break;
        }
        bytes += found->second.entry.change.document.size();
        part.entries.append(found->second.entry);
    }
    return part;
}

Result<LogBounds> MemoryLog::bounds(std::stop_token)
{
    const std::scoped_lock lock(m_mutex);
    return boundsNow();
}

Result<Index> MemoryLog::waitFor(Index index, std::chrono::milliseconds timeout,
                                 std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    m_appended.wait_for(lock, stop, timeout, [&] { return boundsNow().last >= index; });
    return boundsNow().last;
}

Result<> MemoryLog::trim(Index upTo)
{
    const std::scoped_lock lock(m_mutex);
    m_trimmed = std::clamp(upTo, m_trimmed, boundsNow().last);
    m_entries.erase(m_entries.begin(), m_entries.upper_bound(m_trimmed));
    return {};
}

Result<> MemoryLog::restart(const Lineage &lineage, Index after)
{
    if (lineage.isEmpty() || after > kLargestIndex)
        return failure(ErrorCode::InvalidArgument, lineage.value, QString::number(after));
    const std::scoped_lock lock(m_mutex);
    if (lineage != m_lineage) {
        const bool back = m_keptBounds.lineage == lineage && after + 1 >= m_keptBounds.first && after <= m_keptBounds.last;
        const LogBounds ending = boundsNow();
        std::swap(m_entries, m_keptEntries);
        if (!back)
            m_entries.clear();
        m_trimmed = back ? m_keptBounds.first - 1 : after;
        m_lineage = lineage;
        m_keptBounds = ending;
    }
    m_appended.notify_all();
    return {};
}

void MemoryLog::lose(Index index)
{
    const std::scoped_lock lock(m_mutex);
    m_entries.erase(index);
}

void MemoryLog::damage(Index index)
{
    const std::scoped_lock lock(m_mutex);
    m_entries.at(index).isWhole = false;
}

} // namespace lifeboat
