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

LoggedHistories MemoryLog::historiesNow() const
{
    LoggedHistories found{{boundsNow(), m_origin}};
    if (!m_keptBounds.lineage.isEmpty())
        found.kept = LoggedHistory{m_keptBounds, m_keptOrigin};
    return found;
}

Result<LoggedHistories> MemoryLog::histories()
{
    const std::scoped_lock lock(m_mutex);
    return historiesNow();
}

Result<> MemoryLog::begin(const Lineage &lineage, const Position &from)
{
    const std::scoped_lock lock(m_mutex);
    LIFEBOAT_ASSIGN(const Turn turn, turnTo(historiesNow(), lineage, from));
    if (turn != Turn::Stay)
        turnOver();
    if (turn == Turn::Anew) {
        m_entries.clear();
        m_lineage = lineage;
        m_trimmed = from.appliedIndex;
    }
    m_origin = from;
    m_appended.notify_all();
    return {};
}

Result<> MemoryLog::resume(const Position &at)
{
    const std::scoped_lock lock(m_mutex);
    LIFEBOAT_ASSIGN(const Turn turn, turnBack(historiesNow(), at));
    if (turn == Turn::Back)
        turnOver();
    m_appended.notify_all();
    return {};
}

/// The current history and the kept one change places.
void MemoryLog::turnOver()
{
    const LogBounds ending = boundsNow();
    std::swap(m_entries, m_keptEntries);
    std::swap(m_origin, m_keptOrigin);
    m_trimmed = m_keptBounds.first - 1;
    m_lineage = m_keptBounds.lineage;
    m_keptBounds = ending;
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
