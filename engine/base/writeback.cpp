// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/writeback.h"

#include <system_error>

namespace lifeboat {

Writeback::Writeback(File &file)
    : m_file(file)
{
    try {
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    } catch (const std::system_error &) {
    }
}

Writeback::~Writeback() = default;

void Writeback::add(qint64 offset, qint64 size)
{
    if (!m_thread.joinable())
        return;
    {
        const std::scoped_lock lock(m_mutex);
        m_ranges.push_back({offset, size});
    }
    m_added.notify_one();
}

void Writeback::run(const std::stop_token &stop)
{
    std::vector<Range> taken;
    while (true) {
        taken.clear();
        {
            std::unique_lock lock(m_mutex);
            m_added.wait(lock, stop, [this] { return !m_ranges.empty(); });
            if (stop.stop_requested())
                return;
            taken.swap(m_ranges);
        }
        for (const Range &range : taken)
            m_file.startWriteback(range.offset, range.size);
    }
}

} // namespace lifeboat
