// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

namespace lifeboat {

/// Whether a database that stands at the target may be replaced.
enum class Existing { Replace, Refuse };

/// What a swap that took place left.
struct DatabaseSwap {
    QString previousPath; ///< of the old state; empty if there was none
    /// What failed after the new state was in place; TargetInUse: a program opened the old state in the last moment, and the
    /// file system could not swap them back.
    QList<Error> warnings;
};

/// Puts the complete, synced database `staged` in the place of `target`, durably and in one step: at every instant
/// `target` is the old database or the new one. The old one stays as "<target>.previous", an older one is replaced. Side
/// files that could not be folded in, because the old one is damaged or missing, stay as "<target>-wal.previous" and so
/// on, where SQLite finds them beside no database.
/// TargetInUse; ConfirmationNeeded if something came to stand at `target` that nobody agreed to replace. After an error
/// everything that was there is in its place.
Result<DatabaseSwap> swapDatabase(FileSystem &fileSystem, const QString &staged, const QString &target, Existing existing);

/// Gives the old state, now called `old`, the name it is kept by. A log that somebody's program left beside the one kept
/// before is that one's, and goes with it: SQLite would replay it into this one.
Result<> keepAsPrevious(FileSystem &fileSystem, const QString &old, const QString &target);

/// Ends what a swap that was killed left half-done: the old state gets the name it is kept by. For who holds the target
/// exclusively.
Result<> finishSwap(FileSystem &fileSystem, const QString &target);

/// As finishSwap, for who holds nothing: while anybody has the old state open, a swap that is under way among them,
/// nothing is changed, since to take its second name away then is to lose it.
Result<> finishAbandonedSwap(FileSystem &fileSystem, const QString &target);

} // namespace lifeboat
