// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <chrono>
#include <optional>

namespace lifeboat {

/// "250ms", "10s", "1.5min", "2h", "1d" or a bare number of seconds; nothing for anything else or
/// below zero.
std::optional<std::chrono::milliseconds> parseDuration(QStringView text);

/// The shortest such text of a duration.
QString durationText(std::chrono::milliseconds duration);

} // namespace lifeboat
