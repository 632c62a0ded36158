// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalog.h"

namespace lifeboat {

/// What a store keeps.
struct RetentionPolicy
{
    int keepLast = 10; ///< intact snapshots, the newest; at least 1
    QStringList wanted{}; ///< ids that stay besides: somebody is about to restore them
};

/// Whether somebody decided that the archive stays: "<id>.pinned" stands beside it.
bool isPinned(FileSystem &fileSystem, const QString &archivePath);

/// Pins or unpins; fine if it is so already. NotFound without the archive.
Result<> setPinned(FileSystem &fileSystem, const QString &archivePath, bool pinned);

/// The newest of `entries` (newest first) that was verified at least sealed and found good: the one
/// never to be removed. Null if there is none. Points into `entries`.
const CatalogEntry *newestVerified(const QList<CatalogEntry> &entries);

/// The archives `policy` does not keep, oldest first: neither one of the newest intact ones, nor
/// pinned, nor wanted, nor the newest verified one. A damaged one is no reason to keep fewer intact ones, and
/// goes once it is older than all that are kept. Pure but for the pins. Where nothing intact was
/// verified, nothing goes.
QStringList expendable(FileSystem &fileSystem, const QList<CatalogEntry> &entries,
                       const RetentionPolicy &policy);

/// Removes an archive and its side files. NotFound; SnapshotProtected if it is pinned or the newest
/// verified one of its store.
Result<> removeSnapshot(FileSystem &fileSystem, const QString &archivePath);

/// Removes what the policy does not keep; returns the ids removed. Snapshots dated ahead of `clock`
/// count as the oldest: a clock that was wrong must not push out all that come after it. A file that
/// cannot be removed ends it with its error.
Result<QStringList> applyRetention(FileSystem &fileSystem, const QString &store,
                                   const RetentionPolicy &policy,
                                   const Clock &clock = SystemClock::instance());

} // namespace lifeboat
