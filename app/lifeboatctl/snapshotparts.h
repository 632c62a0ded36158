// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/arguments.h"
#include "engine/snapshot/catalog.h"

/// Parts of the group `snapshot`, and what others share with it.
namespace lifeboat::cli {

/// "snapshot show"
void addShowCommand(CLI::App &group, Invocation &invocation);

/// "snapshot pin", "unpin" and "delete"
void addKeepingCommands(CLI::App &group, Invocation &invocation);

/// Adds ARCHIVE, as it was given: a path, or with --cluster the id of a snapshot there. Commands that send an archive
/// to nodes take the path too.
void addArchiveOrId(CLI::App &command, QString &archive);

/// InvalidArgument for what is no snapshot's id, and how to see which there are.
Result<> checkId(const QString &snapshot);

/// A catalog entry for --json, with whether somebody pinned it.
QJsonObject withPin(const CatalogEntry &entry);

} // namespace lifeboat::cli
