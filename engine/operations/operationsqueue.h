// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/operations/operation.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>

namespace SQLite {
class Database;
}

namespace lifeboat {

/// Operations of one node or console, kept in a SQLite file so that none is lost by a kill and none
/// completes twice. One map holds them all; what is pending and in flight is found by indexes
/// rebuilt when the file is opened. Turns go by order of arrival. One process owns the file: its
/// directory's lock sees to that. Any thread.
class OperationsQueue
{
public:
    /// Completed operations that are kept to be looked at, and of one kind at least: many of another do not drive them out.
    static constexpr int kKept = 1000;
    static constexpr int kKeptOfKind = 100;

    /// Dead ones of one kind. They go earlier only with a completed one that did their work later.
    static constexpr int kKeptDead = 200;

    /// Opens or makes the file. What was in flight when the last owner ended is pending again, at
    /// its old place; it is dead if that was its last attempt. NotADatabase, DatabaseCorrupt,
    /// NoteInvalid for a file that is another's…
    static Result<std::unique_ptr<OperationsQueue>>
    open(const QString &path, const Clock &clock = SystemClock::instance());
    /// What a file holds that another process may own, oldest first; what is in flight there may be at work. Changes nothing.
    /// NotFound; else as open(), also of what is no queue.
    static Result<QList<Operation>> peek(const QString &path);
    ~OperationsQueue();
    Q_DISABLE_COPY_MOVE(OperationsQueue)

    /// Durable when it returns. LimitExceeded once 10,000 are waiting.
    Result<Operation> add(const OperationRequest &request);

    /// Which kinds are looked for; empty: all.
    using Suits = std::function<bool(const QString &kind)>;

    /// Waits for an operation whose turn it is, that suits and whose target nobody works on, and marks it in
    /// flight, durably. Canceled once `stop` is requested. `taken` is called before anybody can
    /// see it in flight, with the queue locked, and so is `suits`.
    Result<Operation> next(std::stop_token stop, const std::function<void(const Operation &)> &taken = {},
                           const Suits &suits = {});

    /// The same without waiting: nothing if none is due.
    Result<std::optional<Operation>> takeDue(const std::function<void(const Operation &)> &taken = {}, const Suits &suits = {});

    /// add(), and in flight at once: its owner works on it without a runner. With one attempt it is dead where a kill ends
    /// that, and never begun by itself.
    Result<Operation> begin(const OperationRequest &request);

    /// What is known of one in flight so far, in place of its result; durable when it returns.
    Result<Operation> note(const OperationId &id, const QJsonObject &known);

    /// What was found out of a dead one since.
    Result<Operation> amend(const OperationId &id, const Error &error, const QJsonObject &known);

    /// The operation in flight is done. InvalidArgument if it is not in flight. What `next` asks for is added in the same
    /// transaction: once.
    Result<Operation> complete(const OperationId &id, const QJsonObject &result,
                               const QList<OperationRequest> &next = {});

    /// Whether another attempt follows a failed one; Never: nobody is there to make it.
    enum class Again { IfWorthIt, Never };

    /// The attempt failed: pending again after a delay if it is worth it and attempts are left,
    /// else dead.
    Result<Operation> fail(const OperationId &id, const Error &error, Again again = Again::IfWorthIt);

    /// The attempt did not end because its owner does: pending again, the attempt not counted.
    Result<Operation> park(const OperationId &id);

    /// A pending operation is dead with Canceled. One in flight is its runner's to stop: Busy. One
    /// that ended: InvalidArgument. NotFound.
    Result<Operation> cancel(const OperationId &id);

    /// A dead operation is pending once more, with all its attempts, at the end of the line; `parameters`: in
    /// place of those it had. InvalidArgument otherwise.
    Result<Operation> retry(const OperationId &id, const std::optional<QJsonObject> &parameters = {});

    Result<Operation> operation(const OperationId &id) const;

    /// At most `limit` of them, newest first. Those in flight are always among them, then the newest
    /// pending ones; the newest that ended have the rest, half of it the dead if there are so many, and a quarter of what
    /// the others leave completed ones of the kinds `preferred`.
    QList<Operation> list(qsizetype limit = kKept, const QStringList &preferred = {}) const;

    /// Those in flight or pending whose kind and target are these.
    QList<Operation> open(const QString &kind, const QString &target) const;

    /// The one of that kind and target that ended and came last, if it is kept. The listener may not have heard of its end yet.
    std::optional<Operation> lastEnded(const QString &kind, const QString &target) const;

    /// Called after every change, without locks held, one at a time and in the order of the changes;
    /// in a thread that changes something, perhaps for another one. Set before the first change.
    void setListener(std::function<void(const Operation &)> listener);

private:
    using Operations = std::map<quint64, Operation>;

    OperationsQueue(const QString &path, std::unique_ptr<SQLite::Database> database,
                    const Clock &clock);
    Result<> load();
    Result<> requeueInterrupted();
    Operation made(const OperationRequest &request) const;
    Result<> store(const QList<Operation> &operations);
    void adopt(const Operation &operation);
    Result<Operation> change(const OperationId &id, OperationStatus wanted,
                             const std::function<void(Operation &)> &modify);
    Result<Operation> find(const OperationId &id, OperationStatus wanted) const;
    void index(const Operation &operation);
    void forget(const Operation &operation);
    const Operation *due(const QDateTime &now, const Suits &suits) const;
    void trim();
    bool drop(quint64 sequence);
    void tellAll();

    const QString m_path;
    const Clock &m_clock;
    std::function<void(const Operation &)> m_listener;
    mutable std::mutex m_mutex; ///< guards everything below
    std::condition_variable_any m_changed;
    std::unique_ptr<SQLite::Database> m_database;
    Operations m_operations;
    std::map<OperationId, quint64> m_byId;
    std::set<quint64> m_pending;
    std::set<quint64> m_completed;
    std::map<QString, int> m_completedOfKind; ///< how many
    std::map<QString, std::set<quint64>> m_dead; ///< by kind
    std::multiset<QString> m_busyTargets; ///< of those in flight
    quint64 m_lastSequence = 0;
    std::deque<Operation> m_untold; ///< changes the listener has not heard of
    bool m_isTelling = false;
};

} // namespace lifeboat
