// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/retention.h"

#include "engine/archive/layout.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

QString stemOf(const QString &archivePath)
{
    return archivePath.chopped(layout::kArchiveSuffix.size());
}

QString pinPath(const QString &archivePath)
{
    return stemOf(archivePath) + u".pinned"_s;
}

/// The archive goes first: what is left of it then is ignored by every catalog.
Result<> removeFiles(FileSystem &fileSystem, const QString &archivePath)
{
    LIFEBOAT_TRY(fileSystem.remove(archivePath));
    LIFEBOAT_TRY(fileSystem.removeIfPresent(layout::sidecarPath(archivePath)));
    return fileSystem.syncDirectory(directoryOf(archivePath));
}

} // namespace

bool isPinned(FileSystem &fileSystem, const QString &archivePath)
{
    return fileSystem.exists(pinPath(archivePath));
}

Result<> setPinned(FileSystem &fileSystem, const QString &archivePath, bool pinned)
{
    LIFEBOAT_TRY(fileSystem.info(archivePath));
    if (pinned)
        return fileSystem.writeAtomically(pinPath(archivePath), {});
    LIFEBOAT_TRY(fileSystem.removeIfPresent(pinPath(archivePath)));
    return fileSystem.syncDirectory(directoryOf(archivePath));
}

const CatalogEntry *newestVerified(const QList<CatalogEntry> &entries)
{
    const auto found = std::ranges::find_if(entries, [](const CatalogEntry &entry) {
        return !entry.damage && entry.summary && entry.verification
            && entry.verification->depth >= Depth::Sealed;
    });
    return found != entries.end() ? &*found : nullptr;
}

QStringList expendable(FileSystem &fileSystem, const QList<CatalogEntry> &entries,
                       const RetentionPolicy &policy)
{
    const CatalogEntry *const protectedOne = newestVerified(entries);
    if (!protectedOne)
        return {};
    QStringList paths;
    int kept = 0;
    for (const CatalogEntry &entry : entries) {
        const bool intact = !entry.damage && entry.summary;
        if (kept < std::max(1, policy.keepLast)) {
            kept += intact ? 1 : 0;
            continue;
        }
        const bool isWanted = entry.summary && policy.wanted.contains(entry.summary->manifest.id.value);
        if (&entry != protectedOne && !isWanted && !isPinned(fileSystem, entry.path))
            paths.prepend(entry.path);
    }
    return paths;
}

Result<> removeSnapshot(FileSystem &fileSystem, const QString &archivePath)
{
    LIFEBOAT_TRY(fileSystem.info(archivePath));
    const QString id = fileNameOf(stemOf(archivePath));
    if (isPinned(fileSystem, archivePath))
        return failure(ErrorCode::SnapshotProtected, id, u"pinned"_s);
    LIFEBOAT_ASSIGN(const QList<CatalogEntry> entries,
                    readCatalog(fileSystem, directoryOf(archivePath)));
    const CatalogEntry *const protectedOne = newestVerified(entries);
    if (protectedOne && protectedOne->path == archivePath)
        return failure(ErrorCode::SnapshotProtected, id, u"the last verified one"_s);
    return removeFiles(fileSystem, archivePath);
}

Result<QStringList> applyRetention(FileSystem &fileSystem, const QString &store,
                                   const RetentionPolicy &policy, const Clock &clock)
{
    LIFEBOAT_ASSIGN(QList<CatalogEntry> entries, readCatalog(fileSystem, store));
    std::ranges::stable_partition(entries, [now = clock.utcNow()](const CatalogEntry &entry) {
        return !aheadOf(entry.createdAt(), now);
    });
    QStringList removed;
    for (const QString &path : expendable(fileSystem, entries, policy)) {
        LIFEBOAT_TRY(removeFiles(fileSystem, path));
        removed.append(fileNameOf(stemOf(path)));
    }
    return removed;
}

} // namespace lifeboat
