// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"
#include "engine/state/livedatabase.h"

namespace lifeboat {

/// A managed state is a SQLite database with a table `lifeboat_state(key TEXT PRIMARY KEY, value TEXT NOT NULL)`
/// holding `lineage`, `applied_index` (decimal) and `initialized` ("1"). The position changes in the same
/// transaction as the data it is the position of. A database without that table, or with one of
/// that name and other columns, is foreign: it has no position.

/// The position of a managed state; nothing for a foreign one or one not initialized.
Result<std::optional<Position>> readPosition(Connection &connection);

/// Makes the database a managed state at `position`, or moves it there. Part of the caller's transaction if one is open.
Result<> writePosition(Connection &connection, const Position &position);

} // namespace lifeboat
