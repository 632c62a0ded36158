// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/operations/operationsrunner.h"
#include "ui/console/workspace/localwork.h"
#include "ui/console/workspace/operations.h"

#include <QFuture>
#include <QPointer>
#include <QThreadPool>

namespace lifeboat::ui {

/// Takes, verifications, restores and drills on this machine, and what else it is taught, through a durable queue in `directory`: what
/// a kill interrupted is taken up again at the next start, goes on where it stood, and completes once. One console owns the queue; a second one, or
/// one whose queue cannot be opened, works without. All of it stands among the running operations. GUI thread.
class LocalQueue final : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive this. Opens the queue by a job; an empty directory: there is none.
    LocalQueue(FileSystem &fileSystem, const QString &directory, Operations &operations, JobRunner &jobs,
               QObject *parent = nullptr);
    ~LocalQueue() override; ///< what runs is stopped and goes on at the next start

    /// What work takes its time with. Two of each lane are done at once: neither waits for the other.
    enum class Lane { Machine, Network };

    /// Teaches it another kind of work, as OperationsRunner::handle(). Right after it was made.
    void handle(const QString &kind, Lane lane, const OperationsRunner::Work &work, const OperationsRunner::Next &next = {});

    /// `title` is shown: "Snapshot of orders.db". ended() follows.
    void take(const TakeRequest &request, const QString &title);
    void verify(const VerifyRequest &request, const QString &title);
    void restore(const RestoreRequest &request, const QString &title);
    void drill(const DrillRequest &request, const QString &title);
    /// Of any kind it knows; "title" among the parameters.
    void add(const OperationRequest &request);
    /// A dead one once more, with all its attempts.
    void retry(const lifeboat::Operation &operation);

    /// Work of a kind that it does not know, done elsewhere and only noted here, so that a kill in the middle of it is known afterwards:
    /// as OperationsQueue::begin(), note(), complete() or, with an error, fail(), and amend(). Each is written in a thread of its own,
    /// after those before it, and is durable once its future is over. Without a queue there is no note: null, of which nothing is noted.
    struct Noted;
    using NotedPointer = std::shared_ptr<Noted>;
    NotedPointer beginNoted(OperationRequest request);
    QFuture<Result<>> note(const NotedPointer &noted, const QJsonObject &known);
    QFuture<Result<>> endNoted(const NotedPointer &noted, const QJsonObject &known, const std::optional<Error> &error);
    QFuture<Result<>> amend(const OperationId &id, const Error &error, const QJsonObject &known);

    bool isDurable() const { return m_queue != nullptr; }
    /// The queue was opened, or will not be.
    bool isSettled() const { return m_isSettled; }

Q_SIGNALS:
    /// It stands among the running operations now, under `id` there; also what an earlier start of the console began.
    void shown(int id, const lifeboat::Operation &operation);
    /// Of a drill that is going on: as StageListener.
    void stagesChanged(const lifeboat::Operation &operation, const QList<lifeboat::DrillStage> &stages);
    /// Completed or dead, also what an earlier start of the console began. "title" and what was asked for are among
    /// its parameters.
    void ended(const lifeboat::Operation &operation);
    /// Noted work that a kill ended, with what was noted last, until it is amended; as the queue is opened.
    void interrupted(const lifeboat::Operation &operation);
    /// The queue cannot be used; work is done without it.
    void troubled(const lifeboat::Error &error);

private:
    struct Opened;
    struct Kind {
        Lane lane;
        OperationsRunner::Work work;
        OperationsRunner::Next next;
    };

    void open(const QString &directory, JobRunner &jobs);
    void begin(const OperationRequest &request);
    QFuture<Result<>> write(const std::function<Result<>()> &what);
    void tellInterrupted();
    Lane laneOf(const QString &kind) const;
    void runDirectly(const OperationRequest &request);
    void conclude(lifeboat::Operation operation, const Result<QJsonObject> &outcome);
    void settle(const Result<std::shared_ptr<Opened>> &opened);
    void take(const lifeboat::Operation &operation);
    static StageListener listener(const QPointer<LocalQueue> &guard, const lifeboat::Operation &operation);

    FileSystem &m_fileSystem;
    Operations &m_operations;
    std::map<QString, Kind> m_kinds;
    bool m_isSettled = false;
    QList<OperationRequest> m_waiting; ///< for the queue to be opened
    std::map<QString, Lane> m_targets; ///< worked on without a queue
    QList<OperationRequest> m_heldBack; ///< until there is room, and their targets are free
    std::map<OperationId, int> m_shown; ///< their ids among the running operations
    std::unique_ptr<File> m_lock;
    std::unique_ptr<OperationsQueue> m_queue;
    std::unique_ptr<OperationsRunner> m_runner; ///< it works on the queue
    QThreadPool m_writer; ///< last: it writes into the queue
};

} // namespace lifeboat::ui
