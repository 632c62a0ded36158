// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"
#include "engine/state/livedatabase.h"

namespace lifeboat {

/// A managed state is a SQLite database with a table `lifeboat_state(key TEXT PRIMARY KEY, value TEXT NOT NULL)`
/// holding `lineage`, `applied_index` (decimal) and `initialized` ("1"), and `ancestor:<lineage>` and `origin:<lineage>` as
/// FORMAT.md says. The position changes in the same
/// transaction as the data it is the position of. A database without that table, or with one of
/// that name and other columns, is foreign: it has no position.

/// Opens a database only to look at it: one at rest is left without the log and the index SQLite would put beside it.
Result<std::unique_ptr<Connection>> openToLook(FileSystem &fileSystem, const QString &path);

/// The position of a managed state; nothing for a foreign one or one not initialized.
Result<std::optional<Position>> readPosition(Connection &connection);

/// Makes the database a managed state at `position`, or moves it there. Part of the caller's transaction if one is open.
Result<> writePosition(Connection &connection, const Position &position);

/// A new lineage: from `position`, where the state stands, it goes on as `lineage`. That it descends of the one before
/// stays noted. Part of the caller's transaction if one is open.
Result<> branchOff(Connection &connection, const Position &position, const Lineage &lineage);

/// The last index of `lineage` that is in the history of the state, which goes on from there under another name; nothing if
/// it does not descend of it. For managed states only.
Result<std::optional<Index>> readBranch(Connection &connection, const Lineage &lineage);

/// Where the history `lineage`, which the state is of, began: the position it is the continuation of. Nothing where that is not noted.
Result<std::optional<Position>> readOrigin(Connection &connection, const Lineage &lineage);

/// True for what may be a history's name in a call: 1 to 64 letters, digits, "-", "_" and ".", as makeLineage makes them.
bool isLineage(const QString &text);

} // namespace lifeboat
