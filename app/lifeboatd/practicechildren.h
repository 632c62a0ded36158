// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/exitstatus.h"

#include <optional>

namespace lifeboat::daemon {

/// What a practice cluster needs besides nodes, as hidden commands: "practice-run FILE PROGRAM ARGUMENT…" becomes a program once it is
/// noted, "practice-relay PORT TARGET" is a piece of network, "practice-load DIRECTORY" writes documents until SIGTERM, "practice-watch
/// DIRECTORY" ends all of it once the program is gone the cluster is to end with. Nothing for any other command line. Call first in main.
std::optional<cli::ExitStatus> runPracticeChild(int argc, char **argv);

} // namespace lifeboat::daemon
