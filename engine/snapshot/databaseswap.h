// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

namespace lifeboat {

/// Whether a database that stands at the target may be replaced.
enum class Existing { Replace, Refuse };

/// Puts the complete, synced database `staged` in the place of `target`, durably and in one step: at every instant
/// `target` is the old database or the new one. The old one stays as "<target>.previous", an older one is replaced. Side
/// files that could not be folded in, because the old one is damaged or missing, stay as "<target>-wal.previous" and so
/// on, where SQLite finds them beside no database.
/// Returns the path of the old state, empty if there was none. TargetInUse; ConfirmationNeeded if something came to
/// stand at `target` that nobody agreed to replace. On failure what was there is in place.
Result<QString> swapDatabase(FileSystem &fileSystem, const QString &staged, const QString &target, Existing existing);

} // namespace lifeboat
