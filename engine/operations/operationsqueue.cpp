// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operations/operationsqueue.h"

#include "engine/operations/operationrecord.h"
#include "engine/state/livedatabase.h"

#include <QFile>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <algorithm>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr size_t kMostOpen = 10'000;
constexpr int kApplicationId = 0x4c424f51; // "LBOQ"

Error databaseError(const SQLite::Exception &exception, const QString &path)
{
    if (exception.getErrorCode() == SQLITE_NOTADB)
        return {ErrorCode::NoteInvalid, path, u"not a database"_s};
    return sqliteError(exception, path);
}

/// False for a new file that nothing was made in yet; NoteInvalid for a database that is something else.
Result<bool> isMade(SQLite::Database &database, const QString &path)
{
    const int id = database.execAndGet("PRAGMA application_id").getInt();
    const int tables = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt();
    if (id != kApplicationId && (id != 0 || tables != 0))
        return failure(ErrorCode::NoteInvalid, path, u"not an operations queue"_s);
    return id == kApplicationId;
}

/// Makes the table in a new file.
Result<> prepare(SQLite::Database &database, const QString &path)
{
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    LIFEBOAT_TRY(isMade(database, path));
    SQLite::Transaction transaction(database);
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec(
        "CREATE TABLE IF NOT EXISTS operations (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL "
        "UNIQUE,"
        " kind TEXT NOT NULL, target TEXT NOT NULL, status TEXT NOT NULL, record TEXT NOT NULL)");
    transaction.commit();
    return {};
}

} // namespace

OperationsQueue::OperationsQueue(const QString &path, std::unique_ptr<SQLite::Database> database,
                                 const Clock &clock)
    : m_path(path)
    , m_clock(clock)
    , m_database(std::move(database))
{
}

OperationsQueue::~OperationsQueue() = default;

Result<std::unique_ptr<OperationsQueue>> OperationsQueue::open(const QString &path,
                                                               const Clock &clock)
{
    try {
        auto database = std::make_unique<SQLite::Database>(
            path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5000);
        LIFEBOAT_TRY(prepare(*database, path));
        std::unique_ptr<OperationsQueue> queue(
            new OperationsQueue(path, std::move(database), clock));
        LIFEBOAT_TRY(queue->load());
        LIFEBOAT_TRY(queue->requeueInterrupted());
        return queue;
    } catch (const SQLite::Exception &exception) {
        return failure(databaseError(exception, path));
    }
}

Result<QList<Operation>> OperationsQueue::peek(const QString &path)
{
    if (!QFile::exists(path))
        return failure(ErrorCode::NotFound, path);
    try {
        SQLite::Database database(path.toStdString(), SQLite::OPEN_READONLY, 5000);
        QList<Operation> operations;
        LIFEBOAT_ASSIGN(const bool isThere, isMade(database, path));
        if (!isThere)
            return operations;
        SQLite::Statement rows(database, "SELECT sequence, record FROM operations ORDER BY sequence");
        while (rows.executeStep()) {
            LIFEBOAT_ASSIGN(const Operation operation,
                            operationFromRecord(quint64(rows.getColumn(0).getInt64()), rows.getColumn(1).getString(), path));
            operations.append(operation);
        }
        return operations;
    } catch (const SQLite::Exception &exception) {
        return failure(databaseError(exception, path));
    }
}

Result<> OperationsQueue::load()
{
    SQLite::Statement rows(*m_database,
                           "SELECT sequence, record FROM operations ORDER BY sequence");
    while (rows.executeStep()) {
        LIFEBOAT_ASSIGN(const Operation operation,
                        operationFromRecord(quint64(rows.getColumn(0).getInt64()),
                                            rows.getColumn(1).getString(), m_path));
        m_operations[operation.sequence] = operation;
        m_byId[operation.id] = operation.sequence;
        m_lastSequence = operation.sequence;
        index(operation);
    }
    return {};
}

Result<> OperationsQueue::requeueInterrupted()
{
    QList<Operation> interrupted;
    for (const auto &[sequence, operation] : m_operations) {
        if (operation.status == OperationStatus::InFlight)
            interrupted.append(operation);
    }
    for (Operation &operation : interrupted) {
        const bool last = operation.attempts >= operation.request.maxAttempts;
        operation.status = last ? OperationStatus::Dead : OperationStatus::Pending;
        operation.notBefore = {};
        if (last) {
            operation.endedAt = m_clock.utcNow();
            operation.lastError =
                Error{ErrorCode::Unexpected, operation.request.target,
                      u"every one of %1 attempts was ended by a kill"_s.arg(operation.attempts)};
        }
        LIFEBOAT_TRY(store({operation}));
    }
    return {};
}

/// Writes the operations, whose places may be new ones, then the map and its indexes: on failure
/// nothing changed.
Result<> OperationsQueue::store(const QList<Operation> &operations)
{
    try {
        SQLite::Transaction transaction(*m_database);
        for (const Operation &operation : operations) {
            SQLite::Statement statement(*m_database,
                                        "INSERT OR REPLACE INTO operations VALUES (?, ?, ?, ?, ?, ?)");
            statement.bind(1, int64_t(operation.sequence));
            statement.bind(2, operation.id.value.toStdString());
            statement.bind(3, operation.request.kind.toStdString());
            statement.bind(4, operation.request.target.toStdString());
            statement.bind(5, statusName(operation.status).toStdString());
            statement.bind(6, recordOf(operation));
            statement.exec();
        }
        transaction.commit();
    } catch (const SQLite::Exception &exception) {
        return failure(databaseError(exception, m_path));
    }
    for (const Operation &operation : operations)
        adopt(operation);
    return {};
}

void OperationsQueue::adopt(const Operation &operation)
{
    if (const auto known = m_byId.find(operation.id); known != m_byId.end()) {
        forget(m_operations.at(known->second));
        m_operations.erase(known->second);
    }
    m_operations[operation.sequence] = operation;
    m_byId[operation.id] = operation.sequence;
    m_lastSequence = std::max(m_lastSequence, operation.sequence);
    index(operation);
}

void OperationsQueue::index(const Operation &operation)
{
    switch (operation.status) {
    case OperationStatus::Pending:
        m_pending.insert(operation.sequence);
        break;
    case OperationStatus::InFlight:
        m_busyTargets.insert(operation.request.target);
        break;
    case OperationStatus::Completed:
        m_completed.insert(operation.sequence);
        ++m_completedOfKind[operation.request.kind];
        break;
    case OperationStatus::Dead:
        m_dead[operation.request.kind].insert(operation.sequence);
        break;
    }
}

void OperationsQueue::forget(const Operation &operation)
{
    m_pending.erase(operation.sequence);
    m_completedOfKind[operation.request.kind] -= int(m_completed.erase(operation.sequence));
    m_dead[operation.request.kind].erase(operation.sequence);
    if (operation.status == OperationStatus::InFlight)
        m_busyTargets.erase(m_busyTargets.find(operation.request.target));
}

/// The next in line.
Operation OperationsQueue::made(const OperationRequest &request) const
{
    Operation operation;
    operation.createdAt = m_clock.utcNow();
    operation.id = {makeSnapshotId(operation.createdAt).value};
    operation.sequence = m_lastSequence + 1;
    operation.request = request;
    return operation;
}

Result<Operation> OperationsQueue::add(const OperationRequest &request)
{
    Operation operation;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_pending.size() >= kMostOpen)
            return failure(ErrorCode::LimitExceeded, m_path,
                           u"%1 operations are waiting"_s.arg(m_pending.size()));
        operation = made(request);
        LIFEBOAT_TRY(store({operation}));
        m_changed.notify_all();
        m_untold.push_back(operation);
    }
    tellAll();
    return operation;
}

Result<Operation> OperationsQueue::begin(const OperationRequest &request)
{
    Operation operation;
    {
        const std::scoped_lock lock(m_mutex);
        operation = made(request);
        operation.status = OperationStatus::InFlight;
        operation.startedAt = operation.createdAt;
        operation.attempts = 1;
        LIFEBOAT_TRY(store({operation}));
        m_untold.push_back(operation);
    }
    tellAll();
    return operation;
}

/// The first that suits, whose time has come and whose target is free. An earlier one of the same target, of whatever kind, holds
/// back later ones, so that they keep their order over retries too.
const Operation *OperationsQueue::due(const QDateTime &now, const Suits &suits) const
{
    std::set<QString> heldBack;
    for (const quint64 sequence : m_pending) {
        const Operation &operation = m_operations.at(sequence);
        const QString &target = operation.request.target;
        if (m_busyTargets.contains(target) || heldBack.contains(target))
            continue;
        const QDateTime &from = operation.notBefore;
        const bool isTime = !from.isValid() || from <= now || from > now.addDuration(kLongestRetryDelay);
        if (isTime && (!suits || suits(operation.request.kind)))
            return &operation;
        heldBack.insert(target);
    }
    return nullptr;
}

Result<std::optional<Operation>> OperationsQueue::takeDue(const std::function<void(const Operation &)> &taken,
                                                          const Suits &suits)
{
    Operation operation;
    {
        const std::scoped_lock lock(m_mutex);
        const QDateTime now = m_clock.utcNow();
        const Operation *found = due(now, suits);
        if (!found)
            return std::optional<Operation>();
        operation = *found;
        operation.status = OperationStatus::InFlight;
        operation.startedAt = now;
        ++operation.attempts;
        LIFEBOAT_TRY(store({operation}));
        if (taken)
            taken(operation);
        m_untold.push_back(operation);
    }
    tellAll();
    return std::optional(operation);
}

Result<Operation> OperationsQueue::next(std::stop_token stop, const std::function<void(const Operation &)> &taken,
                                        const Suits &suits)
{
    using namespace std::chrono_literals;
    while (!stop.stop_requested()) {
        LIFEBOAT_ASSIGN(const auto found, takeDue(taken, suits));
        if (found)
            return *found;
        std::unique_lock lock(m_mutex);
        // The wall clock may be moved; so a delayed attempt is looked for again from time to time.
        m_changed.wait_for(lock, stop, 1s, [&] { return due(m_clock.utcNow(), suits) != nullptr; });
    }
    return failure(ErrorCode::Canceled);
}

/// What ended longest ago goes. That it stays a while longer where the file cannot be written is no
/// failure of anybody's work.
void OperationsQueue::trim()
{
    while (m_completed.size() > size_t(kKept)) {
        const auto isOneOfMany = [this](quint64 sequence) {
            return m_completedOfKind.at(m_operations.at(sequence).request.kind) > kKeptOfKind;
        };
        const auto found = std::ranges::find_if(m_completed, isOneOfMany);
        const quint64 oldest = found != m_completed.end() ? *found : *m_completed.begin();
        const OperationRequest done = m_operations.at(oldest).request;
        const std::set<quint64> dead = m_dead[done.kind];
        for (auto each = dead.begin(); each != dead.lower_bound(oldest); ++each) {
            if (m_operations.at(*each).request.target == done.target && !drop(*each))
                return;
        }
        if (!drop(oldest))
            return;
    }
    for (const auto &[kind, dead] : m_dead) {
        while (dead.size() > size_t(kKeptDead)) {
            if (!drop(*dead.begin()))
                return;
        }
    }
}

bool OperationsQueue::drop(quint64 sequence)
{
    try {
        SQLite::Statement remove(*m_database, "DELETE FROM operations WHERE sequence = ?");
        remove.bind(1, int64_t(sequence));
        remove.exec();
    } catch (const SQLite::Exception &) {
        return false;
    }
    const auto operation = m_operations.find(sequence);
    forget(operation->second);
    m_byId.erase(operation->second.id);
    m_operations.erase(operation);
    return true;
}

void OperationsQueue::setListener(std::function<void(const Operation &)> listener)
{
    m_listener = std::move(listener);
}

void OperationsQueue::tellAll()
{
    std::unique_lock lock(m_mutex);
    if (std::exchange(m_isTelling, true))
        return;
    while (!m_untold.empty()) {
        const Operation operation = std::move(m_untold.front());
        m_untold.pop_front();
        lock.unlock();
        if (m_listener)
            m_listener(operation);
        lock.lock();
    }
    m_isTelling = false;
}

} // namespace lifeboat
