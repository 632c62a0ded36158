// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operations/operationsrunner.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

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

void OperationsRunner::handle(const QString &kind, Work work)
{
    m_works[kind] = std::move(work);
}

void OperationsRunner::setAlarm(std::function<void(const Error &)> alarm)
{
    m_alarm = std::move(alarm);
}

void OperationsRunner::start(int concurrent)
{
    for (int i = 0; i < concurrent; ++i)
        m_threads.emplace_back([this](std::stop_token closing) { work(closing); });
}

void OperationsRunner::work(std::stop_token closing)
{
    while (!closing.stop_requested()) {
        const auto operation = m_queue.next(closing);
        if (operation) {
            run(*operation, closing);
        } else if (operation.error().code != ErrorCode::Canceled) {
            if (m_alarm)
                m_alarm(operation.error());
            // The queue's file fails; asking at once again would only burn the processor.
            std::mutex waiting;
            std::unique_lock lock(waiting);
            std::condition_variable_any().wait_for(lock, closing, std::chrono::seconds(1),
                                                   [] { return false; });
        }
    }
}

void OperationsRunner::run(const Operation &operation, std::stop_token closing)
{
    Running running{std::make_shared<Progress>(), {}, false};
    {
        const std::scoped_lock lock(m_mutex);
        m_running[operation.id] = running;
    }
    const std::stop_callback passOn(closing, [&running] { running.stop.request_stop(); });
    const auto outcome = [&]() -> Result<QJsonObject> {
        const auto work = m_works.find(operation.request.kind);
        if (work == m_works.end())
            return failure(ErrorCode::InvalidArgument, operation.request.kind,
                           u"nobody here does this"_s);
        JobControl control(*running.progress, running.stop.get_token());
        try {
            return work->second(control, operation);
        } catch (const std::exception &exception) {
            return failure(ErrorCode::Unexpected, operation.request.target,
                           QString::fromUtf8(exception.what()));
        }
    }();
    bool isCanceled = false;
    {
        const std::scoped_lock lock(m_mutex);
        isCanceled = m_running[operation.id].isCanceled;
        m_running.erase(operation.id);
    }
    const bool interrupted = !outcome && outcome.error().code == ErrorCode::Canceled && !isCanceled
        && closing.stop_requested();
    const auto noted = outcome ? m_queue.complete(operation.id, *outcome)
        : interrupted          ? m_queue.park(operation.id)
                               : m_queue.fail(operation.id, outcome.error());
    if (!noted && m_alarm)
        m_alarm(noted.error());
}

Result<> OperationsRunner::cancel(const OperationId &id)
{
    if (const auto done = m_queue.cancel(id); done || done.error().code != ErrorCode::Busy)
        return done.transform([](const Operation &) { });
    const std::scoped_lock lock(m_mutex);
    if (const auto running = m_running.find(id); running != m_running.end()) {
        running->second.isCanceled = true;
        running->second.stop.request_stop();
    }
    return {};
}

std::optional<ProgressState> OperationsRunner::progress(const OperationId &id) const
{
    const std::scoped_lock lock(m_mutex);
    const auto running = m_running.find(id);
    return running != m_running.end() ? std::optional(running->second.progress->state())
                                      : std::nullopt;
}

} // namespace lifeboat
