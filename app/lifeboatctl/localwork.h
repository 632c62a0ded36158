// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/console.h"
#include "app/lifeboatctl/watching.h"
#include "engine/base/filesystem.h"
#include "engine/operations/operationsqueue.h"

/// Long work on this machine, noted in queues of this user's: "operations/shell/<n>" in the data directory, each with a lock,
/// so that several programs work at once.
namespace lifeboat::cli {

/// Before the name of the operation that goes on with an interrupted one, or begins anew in its place, in its error's detail.
inline constexpr QLatin1StringView kGoneOnWith("gone on with as ");
inline constexpr QLatin1StringView kSetAside("begun anew as ");

/// One operation of this process, from its turn to its end.
class LocalTurn
{
public:
    /// An operation a killed process left in flight, of the same kind, target and parameters, goes on under its old id. Others
    /// that were left in the queue that is used are dead from then on. Where no queue can be written the work is done all the same, unnoted, and that is said.
    LocalTurn(const Console &console, const OperationRequest &request);

    QString operation() const { return m_operation.id.value; } ///< empty where it is unnoted
    bool isResumed() const { return m_operation.attempts > 1; }

    void end(const Result<QJsonObject> &outcome);

private:
    Result<> begin(const OperationRequest &request);
    void leaveOthers();

    std::unique_ptr<File> m_lock; ///< let go last
    std::unique_ptr<OperationsQueue> m_queue;
    Operation m_operation;
};

/// Work of this process that is noted step by step, and that nobody but the same command goes on with. Nothing is noted where no queue
/// can be written, and that is said.
class NotedWork
{
public:
    /// Looks for the same (kind, target and parameters) that was interrupted (see isInterrupted()), since when no nodes of the target
    /// were restored or taken back from this machine. Notes nothing.
    explicit NotedWork(const OperationRequest &request);

    const QString &target() const { return m_request.target; }

    /// What that had noted last; empty: there was none.
    QJsonObject interrupted() const { return m_left ? m_left->result : QJsonObject(); }
    /// It may be, or is, where nobody can take it up now: in a queue that another command works on, or one that cannot be opened; or
    /// another command is at the same now.
    bool isUnsure() const { return m_isUnsure; }

    /// What becomes of the interrupted one.
    enum class Left { GoneOnWith, SetAside };

    /// Durably, as all that follows. `known`: of this one; `left`: of the interrupted one. A kill leaves at least one of
    /// them interrupted.
    void begin(const Console &console, const QJsonObject &known, const QJsonObject &left, Left becomes);
    void note(const QJsonObject &known);
    void end(const QJsonObject &known, const std::optional<Error> &error);

private:
    const OperationRequest m_request;
    std::unique_ptr<File> m_lock; ///< let go last
    std::unique_ptr<OperationsQueue> m_queue;
    std::optional<Operation> m_left;
    bool m_isUnsure = false;
    OperationId m_operation;
};

/// The same for every way that leads to a file, from whichever directory and through whichever links: what is noted of one is found again.
QString placeOf(const QString &path);

/// Who works here: the user's name, as the system has it.
QString localActor();

/// What the queues and the console's hold, newest first; of those that a program works on as they are now.
struct LocalOperations
{
    QList<Operation> operations; ///< what is in flight is at work
    bool isConsoleAtWork = false; ///< what is pending there waits for its turn
    QList<Error> unread; ///< why some could not be looked at
};
LocalOperations localOperations();

/// runWatched as an operation. `work` gets its turn, `tell` what is noted as its result.
template <typename T>
Result<T> runQueued(const Console &console, const OperationRequest &request,
                    const std::function<Result<T>(JobControl &, const LocalTurn &)> &work,
                    const std::function<QJsonObject(const T &)> &tell)
{
    LocalTurn turn(console, request);
    auto outcome = runWatched<T>([&](JobControl &control) { return work(control, turn); });
    turn.end(outcome.transform(tell));
    return outcome;
}

} // namespace lifeboat::cli
