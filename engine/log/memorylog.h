// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/log/replicatedlog.h"

#include <condition_variable>
#include <map>
#include <mutex>

namespace lifeboat {

/// A log that ends with the process: for tests, and nodes alone that keep none.
class MemoryLog final : public ReplicatedLog
{
public:
    explicit MemoryLog(const Lineage &lineage, Index after = 0);

    Result<Index> append(std::span<const Change> changes, const QString &actor,
                         const QDateTime &time, const AppendIf &condition = {}) override;
    Result<LogPart> read(Index from, qint64 limit, qint64 maxBytes = 16 << 20, std::stop_token stop = {}) override;
    Result<LogBounds> bounds(std::stop_token stop = {}) override;
    Result<Index> waitFor(Index index, std::chrono::milliseconds timeout,
                          std::stop_token stop = {}) override;
    Result<> trim(Index upTo) override;
    Result<LoggedHistories> histories() override;
    Result<> begin(const Lineage &lineage, const Position &from) override;
    Result<> resume(const Position &at) override;

    /// What a disk may do to the other twin: the entry is gone, or not what was written.
    void lose(Index index);
    void damage(Index index);

private:
    struct Kept
    {
        Entry entry;
        bool isWhole = true;
    };

    LogBounds boundsNow() const;
    LoggedHistories historiesNow() const;
    void turnOver();
    void cutTornTail();

    std::mutex m_mutex; ///< guards everything below
    std::condition_variable_any m_appended;
    Lineage m_lineage;
    Index m_trimmed = 0; ///< the last index that is no longer there
    std::map<Index, Kept> m_entries;
    std::optional<Position> m_origin;
    LogBounds m_keptBounds; ///< of the history that ended last; no lineage: none
    std::map<Index, Kept> m_keptEntries;
    std::optional<Position> m_keptOrigin;
};

} // namespace lifeboat
