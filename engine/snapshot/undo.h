// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/base/filesystem.h"
#include "engine/base/ids.h"
#include "engine/jobs/jobcontrol.h"

namespace lifeboat {

struct UndoRequest
{
    QString target; ///< path of the restored database
    QString confirmedName; ///< what the operator typed; must be the target's file name
    QString operation = {}; ///< as RestoreRequest::operation
    bool isManaged = false; ///< only a managed state may come back
};

/// What an undo would do, told before anybody confirms it.
struct UndoPlan
{
    QString target;
    std::optional<Position> local; ///< of the managed state in place
    std::optional<Position> position; ///< of the one that would come back
    qint64 bytes = 0; ///< of what would come back
    SnapshotId snapshot; ///< whose restore is taken back; empty where an undo was last, or that is not known
    QDateTime restoredAt; ///< when that was; invalid where it is not known
    bool startsLineage = false; ///< the log no longer has the history that comes back: it goes on as a new one
    QString log; ///< as RestorePlan::log

    /// An undo was last: this one brings back what the restore before it had made.
    bool redoes() const { return snapshot.isEmpty() && restoredAt.isValid(); }
};

/// Makes the plan; touches nothing. NotFound where nothing is kept. What cannot be read of it stays empty.
Result<UndoPlan> planUndo(const QString &target, FileSystem &fileSystem);

/// StateKindDiffers where what is kept for an undo is no managed state. Of one that cannot be read the undo itself tells.
Result<> checkKeptIsManaged(const QString &target, FileSystem &fileSystem);

struct UndoOutcome
{
    QString previousPath; ///< what was there until now
    std::optional<Position> position; ///< of the state that is back
    QList<Error> warnings; ///< what failed once it was in place
};

/// Takes the last restore back: the state kept as "<target>.previous" and the one in place change
/// roles, in one step, so that an undo can be undone. SQLite checks the kept state first. NotFound
/// where nothing is kept; ConfirmationNeeded, ConfirmationWrong, TargetInUse; IntegrityFailed where
/// the kept state is broken; StateKindDiffers where it must be a managed one and is none. An error means that nothing
/// changed.
Result<UndoOutcome> undoRestore(JobControl &control, const UndoRequest &request,
                                FileSystem &fileSystem,
                                const Clock &clock = SystemClock::instance());

} // namespace lifeboat
