// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/undo.h"

#include "engine/base/limits.h"
#include "engine/snapshot/databaseswap.h"
#include "engine/snapshot/integritycheck.h"
#include "engine/snapshot/restorer.h"
#include "engine/state/databaseusers.h"
#include "engine/state/fsmstate.h"
#include "engine/state/position.h"
#include "engine/state/statenames.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

Result<> checkConfirmation(const QString &target, const QString &typed)
{
    const QString wanted = fileNameOf(target);
    if (typed == wanted)
        return {};
    return failure(typed.isEmpty() ? ErrorCode::ConfirmationNeeded : ErrorCode::ConfirmationWrong,
                   target, wanted);
}

std::unexpected<Error> notManaged(const QString &path)
{
    return failure(ErrorCode::StateKindDiffers, path, u"no managed state"_s);
}

/// The old state's side files where SQLite could not fold them in: without them it is not what it
/// was.
bool wasSetAsideWhole(FileSystem &fileSystem, const QString &target)
{
    return !fileSystem.exists(target + u"-wal.previous"_s)
        && !fileSystem.exists(target + u"-journal.previous"_s);
}

Result<std::optional<Position>> positionOf(const QString &path)
{
    LIFEBOAT_ASSIGN(const auto connection, Connection::open(path, Connection::Access::ReadOnly));
    return readPosition(*connection);
}

FsmState noteFor(const FileInfo &file, const std::optional<Position> &position,
                 const QString &operation, const Clock &clock)
{
    FsmState state;
    state.position = position;
    state.restoredAt = clock.utcNow();
    state.operation = operation;
    state.fileSize = file.size;
    state.modifiedNs = file.modifiedNs;
    state.inode = file.inode;
    return state;
}

} // namespace

Result<UndoPlan> planUndo(const QString &wanted, FileSystem &fileSystem)
{
    UndoPlan plan;
    plan.target = followLinks(wanted);
    LIFEBOAT_ASSIGN(const FileInfo kept, fileSystem.info(previousPath(plan.target)));
    plan.bytes = kept.size;
    const auto look = [&fileSystem](const QString &path) {
        const auto connection = openToLook(fileSystem, path);
        return connection ? readPosition(**connection).value_or(std::nullopt) : std::nullopt;
    };
    plan.local = look(plan.target);
    plan.position = look(previousPath(plan.target));
    if (const auto note = readFsmState(fileSystem, plan.target)) {
        plan.snapshot = note->snapshot;
        plan.restoredAt = note->restoredAt;
    }
    return plan;
}

Result<> checkKeptIsManaged(const QString &wanted, FileSystem &fileSystem)
{
    const QString previous = previousPath(followLinks(wanted));
    const auto connection = openToLook(fileSystem, previous);
    if (!connection)
        return {};
    const auto position = readPosition(**connection);
    return !position || *position ? Result<>() : notManaged(previous);
}

Result<UndoOutcome> undoRestore(JobControl &control, const UndoRequest &request,
                                FileSystem &fileSystem, const Clock &clock)
{
    control.progress().begin(Stage::Opening, 0, 100);
    const QString target = followLinks(request.target);
    LIFEBOAT_TRY(finishAbandonedSwap(fileSystem, target));
    UndoOutcome outcome;
    const QString previous = previousPath(target);
    if (wasRestoredBy(fileSystem, target, request.operation)) {
        outcome.previousPath = previous;
        LIFEBOAT_ASSIGN(outcome.position, positionOf(target));
        return outcome;
    }
    LIFEBOAT_ASSIGN(const FileInfo kept, fileSystem.info(previous));
    LIFEBOAT_TRY(checkConfirmation(target, request.confirmedName));
    if (!wasSetAsideWhole(fileSystem, target))
        return failure(ErrorCode::IntegrityFailed, previous,
                       u"its log could not be folded in when it was replaced"_s);
    if (const auto users = usersOf(target); !users.isEmpty())
        return failure(ErrorCode::TargetInUse, target, describe(users));
    control.progress().begin(Stage::Checking, 0, 900);
    LIFEBOAT_ASSIGN(const IntegrityFindings findings,
                    checkIntegrity(control, previous, Integrity::Quick));
    if (!findings.structure.isEmpty())
        return failure(ErrorCode::IntegrityFailed, previous, findings.structure.join(u"; "_s));
    LIFEBOAT_ASSIGN(outcome.position, positionOf(previous));
    if (request.isManaged && !outcome.position)
        return notManaged(previous);
    LIFEBOAT_TRY(control.checkpoint());
    control.progress().begin(Stage::Swapping, 0, 990);
    // The note goes first: it counts only once the file it names is the target.
    const auto noteBefore = readFsmState(fileSystem, target);
    FsmState note = noteFor(kept, outcome.position, request.operation, clock);
    if (noteBefore) {
        // What was undone is there again after a redo, and may be undone again.
        note.snapshot = noteBefore->undone;
        note.undone = noteBefore->snapshot;
    }
    LIFEBOAT_TRY(writeFsmState(fileSystem, target, note));
    const auto swapped = swapDatabase(fileSystem, previous, target, Existing::Replace);
    if (!swapped) {
        if (noteBefore)
            (void)writeFsmState(fileSystem, target, *noteBefore);
        return failure(swapped.error());
    }
    outcome.previousPath = swapped->previousPath;
    outcome.warnings = swapped->warnings;
    control.progress().begin(Stage::Done, 0, 1000);
    return outcome;
}

} // namespace lifeboat
