// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operations/operationsrunner.h"

#include "engine/base/pause.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// Before the queue's file is tried again.
constexpr std::chrono::seconds kRetryPause(1);

} // namespace

OperationsRunner::OperationsRunner(OperationsQueue &queue)
    : m_queue(queue)
{
}

OperationsRunner::~OperationsRunner()
{
    stop();
}

void OperationsRunner::stop()
{
    for (std::jthread &thread : m_threads)
        thread.request_stop();
    m_threads.clear();
}

void OperationsRunner::handle(const QString &kind, Work work, Next next)
{
    m_works[kind] = std::move(work);
    if (next)
        m_nexts[kind] = std::move(next);
}

void OperationsRunner::setAlarm(std::function<void(const std::optional<Error> &)> alarm)
{
    m_alarm = std::move(alarm);
}

void OperationsRunner::raise(const std::optional<Error> &error)
{
    const bool wasRaised = m_isRaised.exchange(error.has_value());
    if (m_alarm && (error || wasRaised))
        m_alarm(error);
}

void OperationsRunner::start(int concurrent, const OperationsQueue::Suits &suits)
{
    for (int i = 0; i < concurrent; ++i)
        m_threads.emplace_back([this, suits](std::stop_token closing) { work(closing, suits); });
}

void OperationsRunner::work(std::stop_token closing, const OperationsQueue::Suits &suits)
{
    // Whoever sees an operation in flight and cancels it must find it here.
    const auto taken = [this](const Operation &operation) {
        const std::scoped_lock lock(m_mutex);
        m_running[operation.id] = std::make_shared<Running>();
    };
    while (!closing.stop_requested()) {
        const auto operation = m_queue.next(closing, taken, suits);
        if (operation) {
            run(*operation, closing);
        } else if (operation.error().code != ErrorCode::Canceled) {
            raise(operation.error());
            pause(closing, kRetryPause);
        }
    }
}

void OperationsRunner::run(const Operation &operation, std::stop_token closing)
{
    const auto running = [&] {
        const std::scoped_lock lock(m_mutex);
        return m_running.at(operation.id);
    }();
    const auto outcome = [&] {
        const std::stop_callback passOn(closing, [&running] { running->stop.request_stop(); });
        return outcomeOf(operation, *running);
    }();
    {
        const std::scoped_lock lock(m_mutex);
        running->hasEnded = true;
    }
    const auto noted = note(operation, outcome, *running, closing);
    if (!noted)
        return;
    bool isCanceled = false;
    {
        const std::scoped_lock lock(m_mutex);
        // Another thread may have begun the next attempt.
        const auto known = m_running.find(operation.id);
        if (known != m_running.end() && known->second == running)
            m_running.erase(known);
        isCanceled = running->isCanceled;
    }
    // Asked for after the last look, before the next attempt could be seen to wait.
    if (isCanceled && noted->status == OperationStatus::Pending)
        (void)cancel(operation.id);
}

Result<QJsonObject> OperationsRunner::outcomeOf(const Operation &operation, Running &running) const
{
    const auto work = m_works.find(operation.request.kind);
    if (work == m_works.end())
        return failure(ErrorCode::InvalidArgument, operation.request.kind, u"nobody here does this"_s);
    JobControl control(running.progress, running.stop.get_token());
    try {
        return work->second(control, operation);
    } catch (const std::exception &exception) {
        return failure(ErrorCode::Unexpected, operation.request.target,
                       QString::fromUtf8(exception.what()));
    }
}

/// What cannot be noted before the end is begun again at the next start, and then found done.
Result<Operation> OperationsRunner::note(const Operation &operation,
                                         const Result<QJsonObject> &outcome, const Running &running,
                                         std::stop_token closing)
{
    using Again = OperationsQueue::Again;
    const auto follows = m_nexts.find(operation.request.kind);
    const QList<OperationRequest> next =
        outcome && follows != m_nexts.end() ? follows->second(operation, *outcome) : QList<OperationRequest>();
    const bool isStopped = !outcome && outcome.error().code == ErrorCode::Canceled;
    const bool isInterrupted = isStopped && closing.stop_requested();
    while (true) {
        const bool isCanceled = [&] {
            const std::scoped_lock lock(m_mutex);
            return running.isCanceled;
        }();
        const auto noted = [&]() -> Result<Operation> {
            if (outcome)
                return m_queue.complete(operation.id, *outcome, next);
            if (isCanceled && isWorthRetrying(outcome.error().code))
                return m_queue.fail(operation.id,
                                    {ErrorCode::Canceled, operation.request.target,
                                     codeName(outcome.error().code)},
                                    Again::Never);
            if (isInterrupted && !isCanceled)
                return m_queue.park(operation.id);
            return m_queue.fail(operation.id, outcome.error());
        }();
        raise(noted ? std::optional<Error>() : noted.error());
        if (noted || closing.stop_requested())
            return noted;
        pause(closing, kRetryPause);
    }
}

Result<> OperationsRunner::cancel(const OperationId &id)
{
    while (true) {
        if (const auto done = m_queue.cancel(id); done || done.error().code != ErrorCode::Busy)
            return done.transform([](const Operation &) { });
        const std::scoped_lock lock(m_mutex);
        if (const auto running = m_running.find(id); running != m_running.end()) {
            running->second->isCanceled = true;
            running->second->stop.request_stop();
            return {};
        }
        // Its attempt was noted in between.
    }
}

std::optional<ProgressState> OperationsRunner::progress(const OperationId &id) const
{
    const std::scoped_lock lock(m_mutex);
    const auto running = m_running.find(id);
    return running != m_running.end() && !running->second->hasEnded
        ? std::optional(running->second->progress.state())
        : std::nullopt;
}

} // namespace lifeboat
