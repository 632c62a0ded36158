// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace lifeboat {

/// Keeps the device busy with what is already written to a file while more of it is still being computed, so that the
/// sync in the end is short. Asking the system for it can wait for the device, so it happens in a thread of its own;
/// where none can be started, the sync simply does all the work. Only a hint: nothing is durable before File::sync.
class Writeback
{
public:
    /// `file` must outlive this.
    explicit Writeback(File &file);

    /// Waits for the request being made, drops those not yet made.
    ~Writeback();
    Q_DISABLE_COPY_MOVE(Writeback)

    /// These bytes were written. Any thread.
    void add(qint64 offset, qint64 size);

private:
    struct Range {
        qint64 offset = 0;
        qint64 size = 0;
    };
    void run(const std::stop_token &stop);

    File &m_file;
    std::mutex m_mutex;
    std::condition_variable_any m_added;
    std::vector<Range> m_ranges; ///< guarded by the mutex
    std::jthread m_thread;
};

} // namespace lifeboat
