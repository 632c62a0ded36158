// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobcontrol.h"
#include "engine/operations/operationsqueue.h"

#include <atomic>
#include <thread>
#include <vector>

namespace lifeboat {

/// Works through a queue on threads of its own. What an operation does is a function per kind; it
/// must be one that can be begun again after a kill at any moment, and that then ends as if it had
/// run once. Made, started and destroyed in one thread; everything else from any.
class OperationsRunner
{
public:
    using Work = std::function<Result<QJsonObject>(JobControl &, const Operation &)>;

    /// What is to be done next once an operation has given that result: added to the queue as it is completed.
    using Next = std::function<QList<OperationRequest>(const Operation &, const QJsonObject &)>;

    /// The queue outlives the runner.
    explicit OperationsRunner(OperationsQueue &queue);

    /// As stop().
    ~OperationsRunner();
    Q_DISABLE_COPY_MOVE(OperationsRunner)

    /// What to do for operations of `kind`. Before start().
    void handle(const QString &kind, Work work, Next next = {});

    /// Begins with `concurrent` threads: so many targets are worked on at once. Again for other kinds: each thread does those that
    /// suit it, so that many of one sort do not keep back the others.
    void start(int concurrent, const OperationsQueue::Suits &suits = {});

    /// Stops what is running at its next segment and parks it; returns when nothing runs any more. It does not start again.
    void stop();

    /// Cancels a pending operation at once, one in flight at its next segment: it is not tried again,
    /// unless this process ends before that could be noted. What is completed by then stays so. As
    /// OperationsQueue::cancel otherwise.
    Result<> cancel(const OperationId &id);

    /// Of an operation in flight.
    std::optional<ProgressState> progress(const OperationId &id) const;

    /// The queue's file cannot be written: no operation begins, and one that is done stays in
    /// flight. Tried again every second; told once more, with nothing, when it works again. In a
    /// worker's thread. Before start().
    void setAlarm(std::function<void(const std::optional<Error> &)> alarm);

private:
    struct Running
    {
        Progress progress;
        std::stop_source stop;
        bool isCanceled = false;
        bool hasEnded = false; ///< the attempt; it is being noted
    };

    void work(std::stop_token closing, const OperationsQueue::Suits &suits);
    void run(const Operation &operation, std::stop_token closing);
    Result<QJsonObject> outcomeOf(const Operation &operation, Running &running) const;
    Result<Operation> note(const Operation &operation, const Result<QJsonObject> &outcome,
                           const Running &running, std::stop_token closing);
    void raise(const std::optional<Error> &error);

    OperationsQueue &m_queue;
    std::map<QString, Work> m_works;
    std::map<QString, Next> m_nexts;
    std::function<void(const std::optional<Error> &)> m_alarm;
    std::atomic<bool> m_isRaised = false; ///< the alarm
    mutable std::mutex m_mutex; ///< guards m_running and the flags in it
    std::map<OperationId, std::shared_ptr<Running>> m_running; ///< until what became of it is noted
    std::vector<std::jthread> m_threads;
};

} // namespace lifeboat
