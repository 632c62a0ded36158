// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <array>

struct sqlite3;

namespace lifeboat {

/// The WAL index as SQLite keeps it in shared memory: header (48 bytes, two copies) and checkpoint information.
/// sqlite.org/walformat.html, section 2.1. A copy taken at one moment.
struct WalIndex {
    std::array<char, 48> header = {}; ///< changes with every commit and every restart of the WAL
    quint32 maxFrame = 0; ///< last committed frame; 0 when the WAL is empty
    quint32 backfilled = 0; ///< frames that are in the main file

    /// True if the main file holds every commit of the WAL.
    bool isBackfilled() const { return backfilled >= maxFrame; }

    /// True if no commit happened between two looks.
    bool sameCommit(const WalIndex &other) const { return header == other.header; }
};

/// Looks at the WAL index of an open connection that has read in WAL mode (to look in another mode is to make the
/// file). DatabaseBusy if writers left no quiet moment for it; DatabaseUnsupported if the connection shares no WAL index.
Result<WalIndex> readWalIndex(sqlite3 *connection);

} // namespace lifeboat
