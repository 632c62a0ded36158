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
};

struct UndoOutcome
{
    QString previousPath; ///< what was there until now
    std::optional<Position> position; ///< of the state that is back
    QList<Error> warnings; ///< what failed once it was in place
};

/// Takes the last restore back: the state kept as "<target>.previous" and the one in place change
/// roles, in one step, so that an undo can be undone. SQLite checks the kept state first. NotFound
/// where nothing is kept; ConfirmationNeeded, ConfirmationWrong, TargetInUse; IntegrityFailed where
/// the kept state is broken. An error means that nothing changed.
Result<UndoOutcome> undoRestore(JobControl &control, const UndoRequest &request,
                                FileSystem &fileSystem,
                                const Clock &clock = SystemClock::instance());

} // namespace lifeboat
