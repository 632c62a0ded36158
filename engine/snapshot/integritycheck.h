// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobcontrol.h"
#include "engine/snapshot/restorer.h"

namespace lifeboat {

/// Runs SQLite's check on a database file nobody else uses, without making side files. IntegrityFailed (detail:
/// SQLite's first findings), Canceled, or why it could not be checked: an index that needs a function (QueryFailed) or
/// a collation (DatabaseUnsupported) of the database's own application says nothing against the database.
Result<> checkIntegrity(JobControl &control, const QString &path, Integrity integrity);

} // namespace lifeboat
