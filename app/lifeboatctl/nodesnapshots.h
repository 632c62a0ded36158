// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/reach.h"

/// `snapshot` commands on nodes of a cluster.
namespace lifeboat::cli {

ExitStatus takeOnNodes(Console &console, const NodeChoice &choice);
ExitStatus listOnNodes(Console &console, const NodeChoice &choice);
ExitStatus verifyOnNodes(Console &console, const NodeChoice &choice, const QStringList &snapshots,
                         const QString &depth);

/// "snapshot fetch" and "snapshot send".
void addTransferCommands(CLI::App &group, Invocation &invocation);

} // namespace lifeboat::cli
