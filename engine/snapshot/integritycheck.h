// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobcontrol.h"

#include <QStringList>

namespace lifeboat {

/// SQLite's own check of the restored database, before it takes the target's place.
enum class Integrity {
    Quick, ///< PRAGMA quick_check: every page and row, not index content
    Full, ///< PRAGMA integrity_check: also that indexes match their tables
};

/// What SQLite's check found, in its words; at most a few of each.
struct IntegrityFindings {
    QStringList structure; ///< pages, trees or indexes contradict each other: answers may be wrong
    /// Rows that break their table's own rules (NULL where it is forbidden, say), and parts that only their own
    /// application can check (its tokenizers, its collations). The database works as it did where it came from.
    QStringList content;
};

/// Runs the check on a database that nobody else has open, without changing it. An Error only if the check itself could
/// not be done: Canceled, ReadFailed…
Result<IntegrityFindings> checkIntegrity(JobControl &control, const QString &path, Integrity integrity);

} // namespace lifeboat
