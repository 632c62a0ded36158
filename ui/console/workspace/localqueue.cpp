// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/localqueue.h"

#include "engine/base/paths.h"
#include "engine/cluster/restorenote.h"

#include <QCoreApplication>
#include <QtConcurrentRun>

namespace lifeboat::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kOfLane = 2;

QString titleOf(const lifeboat::Operation &operation)
{
    return operation.request.parameters["title"_L1].toString();
}

} // namespace

struct LocalQueue::Noted {
    OperationId id; ///< of the writer's thread; empty: it could not be written
};

struct LocalQueue::Opened {
    std::unique_ptr<File> lock;
    std::unique_ptr<OperationsQueue> queue;
};

LocalQueue::LocalQueue(FileSystem &fileSystem, const QString &directory, Operations &operations, JobRunner &jobs,
                       QObject *parent)
    : QObject(parent)
    , m_fileSystem(fileSystem)
    , m_operations(operations)
    , m_isSettled(directory.isEmpty())
{
    m_writer.setMaxThreadCount(1); // in order
    for (const QString &kind : {u"take"_s, u"verify"_s, u"restore"_s, u"drill"_s})
        handle(kind, Lane::Machine, [disk = &fileSystem, guard = QPointer(this)](JobControl &control, const lifeboat::Operation &operation) {
            return doLocalWork(control, operation, *disk, listener(guard, operation));
        });
    // A job that is done at once would answer before anybody can listen.
    if (!m_isSettled)
        QMetaObject::invokeMethod(this, [this, directory, runner = &jobs] { open(directory, *runner); }, Qt::QueuedConnection);
}

void LocalQueue::handle(const QString &kind, Lane lane, const OperationsRunner::Work &work, const OperationsRunner::Next &next)
{
    m_kinds[kind] = {lane, work, next};
}

/// Whatever nobody knows is told so by those of this machine.
LocalQueue::Lane LocalQueue::laneOf(const QString &kind) const
{
    const auto known = m_kinds.find(kind);
    return known == m_kinds.end() ? Lane::Machine : known->second.lane;
}

void LocalQueue::open(const QString &directory, JobRunner &jobs)
{
    using Handle = std::shared_ptr<Opened>;
    auto job = jobs.start<Handle>([directory, disk = &m_fileSystem](JobControl &) -> Result<Handle> {
        LIFEBOAT_TRY(disk->makeDirectory(directory));
        auto opened = std::make_shared<Opened>();
        LIFEBOAT_ASSIGN(opened->lock, disk->openLocked(directory + u"/lock"_s, OpenMode::OpenOrCreate));
        LIFEBOAT_ASSIGN(opened->queue, OperationsQueue::open(directory + u'/' + paths::kQueueFile));
        return opened;
    });
    job.future.then(this, [this](const Result<Handle> &opened) { settle(opened); });
}

LocalQueue::~LocalQueue()
{
    m_runner.reset();
}

void LocalQueue::settle(const Result<std::shared_ptr<Opened>> &opened)
{
    m_isSettled = true;
    if (opened) {
        m_lock = std::move((*opened)->lock);
        m_queue = std::move((*opened)->queue);
        m_queue->setListener([this](const lifeboat::Operation &operation) {
            QMetaObject::invokeMethod(this, [this, operation] { take(operation); }, Qt::QueuedConnection);
        });
        for (const lifeboat::Operation &operation : m_queue->list()) {
            if (operation.status == OperationStatus::Pending)
                take(operation);
        }
        m_runner = std::make_unique<OperationsRunner>(*m_queue);
        for (const auto &[kind, does] : m_kinds)
            m_runner->handle(kind, does.work, does.next);
        for (const Lane lane : {Lane::Machine, Lane::Network})
            m_runner->start(kOfLane, [this, lane](const QString &kind) { return laneOf(kind) == lane; });
        tellInterrupted();
    } else if (opened.error().code != ErrorCode::Locked) {
        Q_EMIT troubled(opened.error()); // another console that has it is no trouble
    }
    for (const OperationRequest &request : std::exchange(m_waiting, {}))
        begin(request);
}

void LocalQueue::take(const TakeRequest &request, const QString &title)
{
    add(operationOf(request, title));
}

void LocalQueue::verify(const VerifyRequest &request, const QString &title)
{
    add(operationOf(request, title));
}

void LocalQueue::drill(const DrillRequest &request, const QString &title)
{
    add(operationOf(request, title));
}

void LocalQueue::restore(const RestoreRequest &request, const QString &title)
{
    add(operationOf(request, title));
}

void LocalQueue::add(const OperationRequest &request)
{
    if (m_isSettled)
        begin(request);
    else
        m_waiting.append(request);
}

void LocalQueue::begin(const OperationRequest &request)
{
    if (!m_queue)
        return runDirectly(request);
    if (const auto added = m_queue->add(request); !added) {
        Q_EMIT troubled(added.error());
        runDirectly(request);
    }
}

void LocalQueue::retry(const lifeboat::Operation &operation)
{
    if (!m_queue || operation.id.isEmpty())
        return add(operation.request);
    if (const auto again = m_queue->retry(operation.id); !again)
        Q_EMIT troubled(again.error());
}

QFuture<Result<>> LocalQueue::write(const std::function<Result<>()> &what)
{
    const auto written = QtConcurrent::run(&m_writer, what);
    QFuture<Result<>>(written).then(this, [this](const Result<> &done) {
        if (!done)
            Q_EMIT troubled(done.error());
    });
    return written;
}

LocalQueue::NotedPointer LocalQueue::beginNoted(OperationRequest request)
{
    if (!m_queue)
        return {};
    request.maxAttempts = 1; // a kill ends it: nobody begins it again but a person
    const auto noted = std::make_shared<Noted>();
    write([queue = m_queue.get(), noted, request] {
        return queue->begin(request).transform([&noted](const lifeboat::Operation &begun) { noted->id = begun.id; });
    });
    return noted;
}

QFuture<Result<>> LocalQueue::note(const NotedPointer &noted, const QJsonObject &known)
{
    if (!noted)
        return QtFuture::makeReadyValueFuture(Result<>());
    return write([queue = m_queue.get(), noted, known]() -> Result<> {
        if (!noted->id.isEmpty())
            LIFEBOAT_TRY(queue->note(noted->id, known));
        return {};
    });
}

QFuture<Result<>> LocalQueue::endNoted(const NotedPointer &noted, const QJsonObject &known, const std::optional<Error> &error)
{
    if (!noted)
        return QtFuture::makeReadyValueFuture(Result<>());
    return write([queue = m_queue.get(), noted, known, error]() -> Result<> {
        if (noted->id.isEmpty())
            return {};
        LIFEBOAT_TRY(queue->note(noted->id, known));
        const auto ended =
            error ? queue->fail(noted->id, *error, OperationsQueue::Again::Never) : queue->complete(noted->id, known);
        return ended.transform([](const lifeboat::Operation &) {});
    });
}

QFuture<Result<>> LocalQueue::amend(const OperationId &id, const Error &error, const QJsonObject &known)
{
    return write([queue = m_queue.get(), id, error, known] {
        return queue->amend(id, error, known).transform([](const lifeboat::Operation &) {});
    });
}

void LocalQueue::tellInterrupted()
{
    for (const lifeboat::Operation &operation : m_queue->list()) {
        if (isInterrupted(operation))
            Q_EMIT interrupted(operation);
    }
}

/// One at a time on each target and in their order, as in the queue.
void LocalQueue::runDirectly(const OperationRequest &request)
{
    const Lane lane = laneOf(request.kind);
    const bool isBehind = m_targets.contains(request.target) || std::ranges::contains(m_heldBack, request.target, &OperationRequest::target);
    if (isBehind || std::ranges::count(m_targets, lane, &std::pair<const QString, Lane>::second) == kOfLane) {
        m_heldBack.append(request);
        return;
    }
    m_targets[request.target] = lane;
    lifeboat::Operation operation;
    operation.request = request;
    const int id = m_operations.start<QJsonObject>(
        titleOf(operation),
        [operation, does = m_kinds.at(request.kind).work](JobControl &control) { return does(control, operation); },
        this, [this, operation](const Result<QJsonObject> &outcome) { conclude(operation, outcome); });
    Q_EMIT shown(id, operation);
}

void LocalQueue::conclude(lifeboat::Operation operation, const Result<QJsonObject> &outcome)
{
    const OperationRequest &request = operation.request;
    m_targets.erase(request.target);
    operation.status = outcome ? OperationStatus::Completed : OperationStatus::Dead;
    if (outcome)
        operation.result = *outcome;
    else
        operation.lastError = outcome.error();
    Q_EMIT ended(operation);
    const QList<OperationRequest> heldBack = std::exchange(m_heldBack, {});
    for (const OperationRequest &held : heldBack)
        runDirectly(held);
    const auto &next = m_kinds.at(request.kind).next;
    for (const OperationRequest &following : outcome && next ? next(operation, *outcome) : QList<OperationRequest>())
        runDirectly(following);
}

/// Tells in the GUI thread what a drill tells in its own.
StageListener LocalQueue::listener(const QPointer<LocalQueue> &guard, const lifeboat::Operation &operation)
{
    return [guard, operation](const QList<DrillStage> &stages) {
        // The guard is only looked at in the GUI thread.
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, operation, stages] {
            if (guard)
                Q_EMIT guard->stagesChanged(operation, stages);
        });
    };
}

/// What the queue says of one.
void LocalQueue::take(const lifeboat::Operation &operation)
{
    if (!m_kinds.contains(operation.request.kind))
        return; // only noted
    const auto shown = m_shown.find(operation.id);
    if (isOpen(operation) && shown == m_shown.end()) {
        m_shown[operation.id] = m_operations.show(
            titleOf(operation),
            [this, id = operation.id] {
                return m_runner ? m_runner->progress(id).value_or(ProgressState()) : ProgressState();
            },
            [this, id = operation.id] {
                if (m_runner)
                    (void)m_runner->cancel(id);
            },
            true);
        Q_EMIT this->shown(m_shown[operation.id], operation);
    } else if (!isOpen(operation)) {
        if (shown != m_shown.end()) {
            m_operations.end(shown->second);
            m_shown.erase(shown);
        }
        Q_EMIT ended(operation);
    }
}

} // namespace lifeboat::ui
