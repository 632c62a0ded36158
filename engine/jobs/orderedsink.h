// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobcontrol.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>

namespace lifeboat {

/// Lets parallel workers hand over results in order. Worker threads call `put` with their item's number; the result
/// is consumed by whichever worker completes the sequence, one at a time and in order of numbers. Workers more than
/// `window` items ahead wait, which bounds memory.
template <typename T>
class OrderedSink
{
public:
    OrderedSink(qint64 window, std::function<Result<>(qint64 item, T &&value)> consume)
        : m_window(window)
        , m_consume(std::move(consume))
    {
    }

    /// Returns the consumer's failure to whoever hits it; Canceled to those waiting when the job stops.
    Result<> put(const JobControl &control, qint64 item, T &&value)
    {
        std::unique_lock lock(m_mutex);
        while (item >= m_next + m_window && !m_failed) {
            if (control.isCanceled())
                return failure(ErrorCode::Canceled);
            m_moved.wait_for(lock, std::chrono::milliseconds(50));
        }
        if (m_failed)
            return failure(ErrorCode::Canceled);
        m_waiting.emplace(item, std::move(value));
        if (m_consuming)
            return {};
        m_consuming = true;
        while (!m_failed && !m_waiting.empty() && m_waiting.begin()->first == m_next) {
            auto node = m_waiting.extract(m_waiting.begin());
            lock.unlock();
            auto outcome = m_consume(node.key(), std::move(node.mapped()));
            lock.lock();
            if (!outcome) {
                m_failed = true;
                m_consuming = false;
                m_moved.notify_all();
                return outcome;
            }
            ++m_next;
            m_moved.notify_all();
        }
        m_consuming = false;
        return {};
    }

private:
    const qint64 m_window;
    const std::function<Result<>(qint64, T &&)> m_consume;
    std::mutex m_mutex; ///< guards everything below
    std::condition_variable m_moved;
    std::map<qint64, T> m_waiting;
    qint64 m_next = 0;
    bool m_consuming = false;
    bool m_failed = false;
};

} // namespace lifeboat
