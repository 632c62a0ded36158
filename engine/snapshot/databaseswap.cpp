// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/databaseswap.h"

#include "engine/state/databaseusers.h"
#include "engine/state/exclusivehold.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr auto kSideSuffixes = {"-wal"_L1, "-shm"_L1, "-journal"_L1};

/// An old `-wal` or `-journal` beside a new main file would be replayed into it. Moved to names that SQLite pairs with
/// no database.
Result<> moveSideFilesAside(FileSystem &fileSystem, const QString &target)
{
    for (const auto suffix : kSideSuffixes) {
        if (fileSystem.exists(target + suffix))
            LIFEBOAT_TRY(fileSystem.rename(target + suffix, target + suffix + u".previous"_s));
    }
    return {};
}

/// What stands beside the kept state that is about to be replaced belongs to that one only.
Result<> removeSideFiles(FileSystem &fileSystem, const QString &database)
{
    for (const auto suffix : kSideSuffixes)
        LIFEBOAT_TRY(fileSystem.removeIfPresent(database + suffix));
    return {};
}

/// Gives the old database a second name, then lets the new one take the first; where the file system has no links,
/// swaps the two names.
Result<> replace(FileSystem &fileSystem, const QString &staged, const QString &target, const QString &previous)
{
    const QString kept = previous + u".part"_s;
    LIFEBOAT_TRY(fileSystem.removeIfPresent(kept));
    if (auto linked = fileSystem.link(target, kept); linked) {
        LIFEBOAT_TRY(fileSystem.rename(kept, previous));
        // Where an earlier try already made both names one file, that rename did nothing.
        LIFEBOAT_TRY(fileSystem.removeIfPresent(kept));
        return fileSystem.rename(staged, target);
    }
    LIFEBOAT_TRY(fileSystem.exchange(staged, target));
    return fileSystem.rename(staged, previous);
}

/// Takes a name that is free: a link cannot replace what came to stand there meanwhile.
Result<> appear(FileSystem &fileSystem, const QString &staged, const QString &target)
{
    const auto linked = fileSystem.link(staged, target);
    if (linked)
        return fileSystem.remove(staged);
    if (linked.error().code == ErrorCode::AlreadyExists)
        return failure(ErrorCode::ConfirmationNeeded, target, fileNameOf(target));
    return fileSystem.rename(staged, target);
}

} // namespace

Result<QString> swapDatabase(FileSystem &fileSystem, const QString &staged, const QString &target, Existing existing)
{
    const QString previous = target + u".previous"_s;
    if (!fileSystem.exists(target)) {
        LIFEBOAT_TRY(moveSideFilesAside(fileSystem, target));
        LIFEBOAT_TRY(appear(fileSystem, staged, target));
        LIFEBOAT_TRY(fileSystem.syncDirectory(directoryOf(target)));
        return QString();
    }
    if (existing == Existing::Refuse)
        return failure(ErrorCode::ConfirmationNeeded, target, fileNameOf(target));
    LIFEBOAT_ASSIGN(const auto hold, ExclusiveHold::take(fileSystem, target));
    LIFEBOAT_TRY(moveSideFilesAside(fileSystem, target));
    LIFEBOAT_TRY(removeSideFiles(fileSystem, previous));
    LIFEBOAT_TRY(replace(fileSystem, staged, target, previous));
    // Who opened the old file just before it lost its name waits for our lock now, and would go on with the old file and
    // the new one's log. Nobody else can reach the old file any more, so this look is the last word.
    if (const auto users = usersOf(previous); !users.isEmpty()) {
        LIFEBOAT_TRY(fileSystem.exchange(target, previous));
        LIFEBOAT_TRY(fileSystem.rename(previous, staged));
        return failure(ErrorCode::TargetInUse, target, describe(users));
    }
    LIFEBOAT_TRY(fileSystem.syncDirectory(directoryOf(target)));
    return previous;
}

} // namespace lifeboat
