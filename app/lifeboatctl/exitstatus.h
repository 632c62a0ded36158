// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

namespace lifeboat::cli {

/// What lifeboatctl tells the shell. Documented in --help and JSON.md: numbers are stable.
enum class ExitStatus {
    Done = 0,
    Damage = 1, ///< a check failed or damage was found
    Usage = 2, ///< the command line or a plan is wrong
    Unavailable = 3, ///< not found, not readable or writable, or not supported
    Refused = 4, ///< in use, or confirmation is missing
    Canceled = 5,
};

/// The one table from errors to exit statuses.
ExitStatus statusOf(ErrorCode code);

/// The status of several pieces of work: cancel before damage before anything else.
ExitStatus worse(ExitStatus a, ExitStatus b);

} // namespace lifeboat::cli
