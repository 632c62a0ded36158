// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/console.h"

#include <functional>

namespace CLI {
class App;
}

namespace lifeboat::cli {

/// What the command line asks for.
struct Invocation
{
    bool json = false;
    std::function<ExitStatus(Console &)> run; ///< the chosen command with its options
};

/// Each adds the commands of one group.
void addSnapshotCommands(CLI::App &root, Invocation &invocation);
void addRestoreCommands(CLI::App &root, Invocation &invocation);
void addDrillCommands(CLI::App &root, Invocation &invocation);
void addClusterCommands(CLI::App &root, Invocation &invocation);
void addDocumentCommands(CLI::App &root, Invocation &invocation);
void addOperationCommands(CLI::App &root, Invocation &invocation);
void addEventCommands(CLI::App &root, Invocation &invocation);
void addLeaseCommands(CLI::App &root, Invocation &invocation);
void addStoreCommands(CLI::App &root, Invocation &invocation);
void addPracticeCommands(CLI::App &root, Invocation &invocation);
void addAuditCommands(CLI::App &root, Invocation &invocation);

/// "drill sample" to the group and the hidden "sample-load" to the root.
void addSampleCommands(CLI::App &root, CLI::App &drill, Invocation &invocation);

} // namespace lifeboat::cli
