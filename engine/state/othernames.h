// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

namespace lifeboat {

/// DatabaseLinked if the database `path` has more names (hard links) than those a restore gives it for a moment. SQLite
/// keeps the log beside the name a program opened the database by: what is in a log beside a name nobody told us of
/// would be missed, or be replayed later into another database. Fine if there is no such file.
Result<> refuseOtherNames(FileSystem &fileSystem, const QString &path);

} // namespace lifeboat
