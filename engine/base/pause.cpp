// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/pause.h"

#include <condition_variable>

namespace lifeboat {

void pause(std::stop_token stop, std::chrono::milliseconds length)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait_for(lock, std::move(stop), length, [] { return false; });
}

} // namespace lifeboat
