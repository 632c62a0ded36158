// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/log/entrytable.h"
#include "engine/state/databaseplace.h"

#include <condition_variable>
#include <mutex>

namespace lifeboat {

/// A log in a SQLite file that several processes on one machine share; FORMAT.md says how it looks.
/// SQLite's locks put appends in order; every entry carries its hash. A file that is removed or
/// replaced meanwhile is noticed: nothing is written to what nobody can find.
class LocalLog final : public ReplicatedLog
{
public:
    enum class IfMissing { Make, Refuse };

    /// Opens the log, or makes an empty one: then the first entry gets index `after` + 1 of
    /// `lineage`, and both are left alone in one that is there. Several processes may do so at
    /// once. Cuts a torn tail. LogMissing where none is and none shall be made; LogDamaged, as of all that reads
    /// or writes it; DatabaseUnsupported for a database that is no log or another version's; DirectoryMissing;
    /// InvalidArgument as for begin().
    static Result<std::unique_ptr<LocalLog>> open(const QString &path, const Lineage &lineage,
                                                  Index after = 0,
                                                  IfMissing missing = IfMissing::Make);
    ~LocalLog() override;

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

private:
    explicit LocalLog(QString path);

    /// Opens both connections anew. The caller is alone on them.
    Result<> connect(const Lineage &lineage, Index after, IfMissing missing);
    Result<> connectBoth(const Lineage &lineage, Index after, IfMissing missing);
    /// LogMissing unless what is called so is still what is open. The caller is alone on one of
    /// the connections.
    Result<> checkPlace() const;
    /// Runs `work` on the tables, through the writing connection, in a transaction that is
    /// committed if it succeeds.
    template <typename Work>
    auto write(Work &&work) -> decltype(work(std::declval<EntryTable &>()));
    /// Runs `work` on the tables as they are at one moment, through the reading connection.
    template <typename Work>
    auto look(Work &&work) -> decltype(work(std::declval<EntryTable &>()));
    void wakeWaiters();

    const QString m_path;
    DatabasePlace m_place; ///< changes with both connections
    std::unique_ptr<Connection> m_writer; ///< closed last, so that it folds SQLite's log in
    std::mutex m_writing; ///< one at a time on it
    std::unique_ptr<Connection> m_reader;
    std::mutex m_reading; ///< one at a time on it
    std::mutex m_waiting; ///< guards m_changes
    std::condition_variable_any m_changed;
    quint64 m_changes = 0; ///< of this process
};

} // namespace lifeboat
