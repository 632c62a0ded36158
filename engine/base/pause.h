// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <stop_token>

namespace lifeboat {

/// Returns after `length`, or at once when `stop` is requested.
void pause(std::stop_token stop, std::chrono::milliseconds length);

} // namespace lifeboat
