// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/databaseswap.h"

#include "engine/state/databaseusers.h"
#include "engine/state/exclusivehold.h"
#include "engine/state/livedatabase.h"
#include "engine/state/statenames.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// Files given other names until the swap is certain; unless told so, destruction gives them their own back.
class MovedAside
{
public:
    explicit MovedAside(FileSystem &fileSystem)
        : m_fileSystem(fileSystem)
    {
    }
    ~MovedAside()
    {
        for (const auto &[from, to] : m_moves)
            (void)m_fileSystem.rename(to, from);
    }
    Q_DISABLE_COPY_MOVE(MovedAside)

    /// Moves what stands beside `database` to its name and `suffix`.
    Result<> moveSideFiles(const QString &database, QLatin1StringView suffix)
    {
        for (const auto side : kSideSuffixes) {
            const QString from = database + side;
            if (!m_fileSystem.exists(from))
                continue;
            LIFEBOAT_TRY(m_fileSystem.rename(from, from + suffix));
            m_moves.append({from, from + suffix});
        }
        return {};
    }

    bool hasMoved(const QString &from) const { return std::ranges::contains(m_moves, from, &Move::first); }

    /// They stay where they are now.
    void keep() { m_moves.clear(); }

private:
    using Move = std::pair<QString, QString>;
    FileSystem &m_fileSystem;
    QList<Move> m_moves;
};

/// Gives the old database a second name, then lets the new one take the first; where the file system has no links,
/// swaps the two names. Returns the old one's name.
Result<QString> replace(FileSystem &fileSystem, const QString &staged, const QString &target)
{
    const QString kept = replacedPath(target);
    if (!fileSystem.link(target, kept)) {
        LIFEBOAT_TRY(fileSystem.exchange(staged, target));
        if (auto renamed = fileSystem.rename(staged, kept); !renamed) {
            (void)fileSystem.exchange(staged, target);
            return failure(renamed.error());
        }
        return kept;
    }
    if (auto renamed = fileSystem.rename(staged, target); !renamed) {
        (void)fileSystem.removeIfPresent(kept);
        return failure(renamed.error());
    }
    return kept;
}

/// Takes a name that is free: a link cannot replace what came to stand there meanwhile.
Result<> appear(FileSystem &fileSystem, const QString &staged, const QString &target)
{
    const auto linked = fileSystem.link(staged, target);
    if (!linked && linked.error().code == ErrorCode::AlreadyExists)
        return failure(ErrorCode::ConfirmationNeeded, target, fileNameOf(target));
    if (!linked)
        return fileSystem.rename(staged, target);
    // Another restore may have found the two names of the new state, and taken this one away.
    if (auto removed = fileSystem.removeIfPresent(staged); !removed) {
        (void)fileSystem.remove(target);
        return removed;
    }
    return {};
}

/// The new state has its place; that a power loss now may bring the old one back is worth saying, and no failure.
DatabaseSwap settled(FileSystem &fileSystem, const QString &target, const QString &previous)
{
    DatabaseSwap swap{.previousPath = previous, .warnings = {}};
    if (const auto synced = fileSystem.syncDirectory(directoryOf(target)); !synced)
        swap.warnings.append(synced.error());
    return swap;
}

} // namespace

Result<> keepAsPrevious(FileSystem &fileSystem, const QString &old, const QString &target)
{
    const QString previous = previousPath(target);
    for (const auto side : kSideSuffixes)
        LIFEBOAT_TRY(fileSystem.removeIfPresent(previous + side));
    return fileSystem.rename(old, previous);
}

Result<> finishSwap(FileSystem &fileSystem, const QString &target)
{
    const QString kept = replacedPath(target);
    const auto old = fileSystem.info(kept);
    if (!old)
        return {};
    const auto current = fileSystem.info(target);
    if (current && current->device == old->device && current->inode == old->inode)
        return fileSystem.remove(kept);
    return keepAsPrevious(fileSystem, kept, target);
}

Result<> finishAbandonedSwap(FileSystem &fileSystem, const QString &target)
{
    const QString kept = replacedPath(target);
    if (LiveDatabase::isOpenHere(kept) || !usersOf(kept).isEmpty())
        return {};
    return finishSwap(fileSystem, target);
}

Result<DatabaseSwap> swapDatabase(FileSystem &fileSystem, const QString &staged, const QString &target, Existing existing)
{
    // An old `-wal` or `-journal` beside a new main file would be replayed into it.
    MovedAside aside(fileSystem);
    if (!fileSystem.exists(target)) {
        LIFEBOAT_TRY(aside.moveSideFiles(target, ".previous"_L1));
        LIFEBOAT_TRY(appear(fileSystem, staged, target));
        aside.keep();
        return settled(fileSystem, target, {});
    }
    if (existing == Existing::Refuse)
        return failure(ErrorCode::ConfirmationNeeded, target, fileNameOf(target));
    LIFEBOAT_ASSIGN(const auto hold, ExclusiveHold::take(fileSystem, target));
    LIFEBOAT_TRY(finishSwap(fileSystem, target));
    LIFEBOAT_TRY(aside.moveSideFiles(target, ".previous"_L1));
    LIFEBOAT_ASSIGN(const QString old, replace(fileSystem, staged, target));
    // Who opened the old file just before it lost its name waits for our lock now, and would go on with the old file and
    // the new one's log. Nobody else can reach the old file any more, so this look is the last word.
    if (const auto users = usersOf(old); !users.isEmpty()) {
        const Error inUse{ErrorCode::TargetInUse, target, describe(users)};
        if (!fileSystem.exchange(target, old)) {
            // There is no way back: what is true now is that the new state stands, and that somebody writes elsewhere.
            aside.keep();
            return DatabaseSwap{.previousPath = old, .warnings = {inUse}};
        }
        // The next run must not take the new state for the one to keep.
        if (!fileSystem.rename(old, staged))
            (void)fileSystem.remove(old);
        return failure(inUse);
    }
    for (const auto side : kSideSuffixes) {
        if (!aside.hasMoved(target + side))
            (void)fileSystem.removeIfPresent(target + side + u".previous"_s);
    }
    aside.keep();
    const auto kept = keepAsPrevious(fileSystem, old, target);
    DatabaseSwap swap = settled(fileSystem, target, kept ? previousPath(target) : old);
    if (!kept)
        swap.warnings.append(kept.error());
    return swap;
}

} // namespace lifeboat
