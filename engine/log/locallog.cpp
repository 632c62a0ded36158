// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/locallog.h"

#include "engine/state/sqliteguard.h"

#include <QFile>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience(10'000);

/// How long other processes' appends may go unnoticed; each look costs a few microseconds.
constexpr milliseconds kShortestPause(1);
constexpr milliseconds kLongestPause(10);

/// Entries removed in one transaction: appends wait no longer than that takes.
constexpr Index kTrimmedAtOnce = 10'000;

/// Everything behind SQLite's own locks: another process may be making the log too.
Result<> makeOrCheck(const QString &path, const Lineage &lineage, Index after, bool mayMake)
{
    if (!mayMake && !QFile::exists(path))
        return failure(ErrorCode::LogMissing, path);
    return guarded(path, [&]() -> Result<> {
        SQLite::Database database(QFile::encodeName(path).toStdString(),
                                  SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE
                                      | SQLITE_OPEN_EXRESCODE,
                                  int(kPatience.count()));
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        if (auto made = EntryTable(database).makeOrCheck(lineage, after, mayMake); !made)
            return failure(made.error().code, path, made.error().detail);
        transaction.commit();
        database.exec("PRAGMA journal_mode = WAL");
        return {};
    });
}

/// What no snapshot brings back.
template <typename T> Result<T> ofLog(Result<T> done)
{
    if (done || !isContentLost(done.error().code))
        return done;
    const Error &error = done.error();
    return failure(ErrorCode::LogDamaged, error.subject, error.detail.isEmpty() ? codeName(error.code) : error.detail);
}

Result<> checkHistory(const Lineage &lineage, Index after)
{
    if (lineage.isEmpty() || after > ReplicatedLog::kLargestIndex)
        return failure(ErrorCode::InvalidArgument, lineage.value, QString::number(after));
    return {};
}

} // namespace

LocalLog::LocalLog(QString path)
    : m_path(std::move(path))
{
}

LocalLog::~LocalLog() = default;

Result<std::unique_ptr<LocalLog>> LocalLog::open(const QString &path, const Lineage &lineage,
                                                 Index after, IfMissing missing)
{
    LIFEBOAT_TRY(checkHistory(lineage, after));
    std::unique_ptr<LocalLog> log(new LocalLog(path));
    LIFEBOAT_TRY(log->connect(lineage, after, missing));
    return log;
}

Result<> LocalLog::connect(const Lineage &lineage, Index after, IfMissing missing)
{
    return ofLog(connectBoth(lineage, after, missing));
}

Result<> LocalLog::connectBoth(const Lineage &lineage, Index after, IfMissing missing)
{
    if (!QFile::exists(directoryOf(m_path)))
        return failure(ErrorCode::DirectoryMissing, directoryOf(m_path));
    const Result<> made = makeOrCheck(m_path, lineage, after, missing == IfMissing::Make);
    if (!made && made.error().code != ErrorCode::DatabaseEncrypted)
        return failure(made.error());
    // Says better than SQLite what a file is that is no database.
    LIFEBOAT_ASSIGN(m_writer, Connection::open(m_path, Connection::Access::ReadWrite, kPatience));
    LIFEBOAT_TRY(made);
    sqlite3_db_config(m_writer->sqlite().getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    LIFEBOAT_TRY(m_writer->execute(u"PRAGMA synchronous = FULL"_s));
    LIFEBOAT_ASSIGN(m_reader, Connection::open(m_path, Connection::Access::ReadOnly, kPatience));
    LIFEBOAT_TRY(guarded(m_path, [&]() -> Result<> {
        SQLite::Transaction transaction(m_writer->sqlite(), SQLite::TransactionBehavior::IMMEDIATE);
        EntryTable(m_writer->sqlite()).cutTornTail();
        transaction.commit();
        return {};
    }));
    LIFEBOAT_ASSIGN(m_place, DatabasePlace::of(*m_writer));
    return {};
}

Result<> LocalLog::checkPlace() const
{
    if (m_reader && m_place.isStill())
        return {};
    return failure(ErrorCode::LogMissing, m_path);
}

template <typename Work>
auto LocalLog::write(Work &&work) -> decltype(work(std::declval<EntryTable &>()))
{
    const std::scoped_lock alone(m_writing);
    LIFEBOAT_TRY(checkPlace());
    auto done = ofLog(guarded(m_path, [&] {
        SQLite::Transaction transaction(m_writer->sqlite(),
                                        SQLite::TransactionBehavior::IMMEDIATE);
        EntryTable table(m_writer->sqlite());
        auto outcome = work(table);
        if (outcome)
            transaction.commit();
        return outcome;
    }));
    // What went into a file that nobody can find is not there.
    LIFEBOAT_TRY(checkPlace());
    return done;
}

template <typename Work>
auto LocalLog::look(Work &&work) -> decltype(work(std::declval<EntryTable &>()))
{
    const std::scoped_lock alone(m_reading);
    LIFEBOAT_TRY(checkPlace());
    return ofLog(guarded(m_path, [&] {
        const SQLite::Transaction oneMoment(m_reader->sqlite());
        EntryTable table(m_reader->sqlite());
        return work(table);
    }));
}

Result<Index> LocalLog::append(std::span<const Change> changes, const QString &actor,
                               const QDateTime &time, const AppendIf &condition)
{
    LIFEBOAT_TRY(checkChanges(changes));
    const auto last = write([&](EntryTable &table) -> Result<Index> {
        table.cutTornTail();
        const LogBounds bounds = table.bounds();
        LIFEBOAT_TRY(checkCondition(condition, bounds));
        if (changes.size() > kLargestIndex - bounds.last)
            return failure(ErrorCode::LimitExceeded, QString::number(bounds.last));
        table.append(bounds.last + 1, changes, actor, time);
        return bounds.last + changes.size();
    });
    wakeWaiters();
    return last;
}

Result<LogPart> LocalLog::read(Index from, qint64 limit, qint64 maxBytes, std::stop_token)
{
    const auto readPart = [&](EntryTable &table) -> Result<LogPart> {
        LogPart part{table.bounds(), {}};
        if (from < part.bounds.first)
            return failure(ErrorCode::LogTrimmed, QString::number(from));
        if (limit > 0 && from <= part.bounds.last) {
            part.entries = table.read(from, limit, maxBytes);
            if (part.entries.isEmpty())
                return failure(ErrorCode::EntryMissing, QString::number(from), m_path);
        }
        return part;
    };
    auto part = look(readPart);
    if (part || part.error().code != ErrorCode::EntryMissing)
        return part;
    // Perhaps only the tail is torn: what is left is read then.
    LIFEBOAT_ASSIGN(const bool cut, write([](EntryTable &table) -> Result<bool> {
                        return table.cutTornTail();
                    }));
    return cut ? look(readPart) : part;
}

Result<LogBounds> LocalLog::bounds(std::stop_token)
{
    return look([](EntryTable &table) -> Result<LogBounds> { return table.bounds(); });
}

Result<Index> LocalLog::waitFor(Index index, milliseconds timeout, std::stop_token stop)
{
    using Steady = std::chrono::steady_clock;
    const auto deadline = Steady::now() + timeout;
    milliseconds pause = kShortestPause;
    std::unique_lock lock(m_waiting);
    while (true) {
        const quint64 seen = m_changes;
        lock.unlock();
        LIFEBOAT_ASSIGN(const LogBounds now, bounds());
        if (now.last >= index || stop.stop_requested() || Steady::now() >= deadline)
            return now.last;
        lock.lock();
        m_changed.wait_until(lock, stop, std::min(deadline, Steady::now() + pause),
                             [&] { return m_changes != seen; });
        pause = std::min(pause * 2, kLongestPause);
    }
}

Result<> LocalLog::trim(Index upTo)
{
    for (bool done = false; !done;) {
        LIFEBOAT_ASSIGN(done, write([upTo](EntryTable &table) -> Result<bool> {
                            const LogBounds bounds = table.bounds();
                            const Index until = std::min(upTo, bounds.last);
                            if (until < bounds.first)
                                return true;
                            const Index step = std::min(until, bounds.first + kTrimmedAtOnce - 1);
                            table.trim(step);
                            return step == until;
                        }));
    }
    return {};
}

Result<LoggedHistories> LocalLog::histories()
{
    return look([](EntryTable &table) -> Result<LoggedHistories> { return table.histories(); });
}

Result<> LocalLog::begin(const Lineage &lineage, const Position &from)
{
    LIFEBOAT_TRY(checkHistory(lineage, from.appliedIndex));
    {
        const std::scoped_lock alone(m_writing, m_reading);
        if (!checkPlace()) {
            m_reader.reset();
            m_writer.reset();
            LIFEBOAT_TRY(connect(lineage, from.appliedIndex, IfMissing::Make));
        }
    }
    const auto done = write([&](EntryTable &table) -> Result<> {
        LIFEBOAT_ASSIGN(const Turn turn, turnTo(table.histories(), lineage, from));
        if (turn == Turn::Back)
            table.goBack();
        else if (turn == Turn::Anew)
            table.beginAnew(lineage, from.appliedIndex);
        table.setOrigin(lineage, from);
        return {};
    });
    wakeWaiters();
    return done;
}

Result<> LocalLog::resume(const Position &at)
{
    const auto done = write([&](EntryTable &table) -> Result<> {
        LIFEBOAT_ASSIGN(const Turn turn, turnBack(table.histories(), at));
        if (turn == Turn::Back)
            table.goBack();
        return {};
    });
    wakeWaiters();
    return done;
}

void LocalLog::wakeWaiters()
{
    {
        const std::scoped_lock lock(m_waiting);
        ++m_changes;
    }
    m_changed.notify_all();
}

} // namespace lifeboat
