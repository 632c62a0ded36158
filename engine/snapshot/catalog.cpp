// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/catalog.h"

#include "engine/archive/layout.h"
#include "engine/snapshot/verifier.h"

#include <QSet>

namespace lifeboat {

namespace {

CatalogEntry examine(FileSystem &fileSystem, const QString &path, const FileInfo &file)
{
    CatalogEntry entry;
    entry.path = path;
    entry.file = file;
    auto sidecar = readSidecar(fileSystem, path);
    if (!sidecar || !sidecar->describes(file)) {
        const auto summary = ArchiveReader::readSummary(fileSystem, path);
        if (!summary) {
            entry.damage = summary.error();
            return entry;
        }
        sidecar = keepSummary(fileSystem, path, file, *summary);
    }
    entry.summary = std::move(sidecar->summary);
    entry.verification = std::move(sidecar->verification);
    if (entry.verification)
        entry.damage = entry.verification->damage;
    return entry;
}

/// A sidecar, or one being written; nothing for other names.
std::optional<QStringView> sidecarStem(QStringView name)
{
    const qsizetype at = name.indexOf(layout::kSidecarSuffix);
    if (at < 0 || !isSnapshotId(name.first(at).toString()))
        return std::nullopt;
    const QStringView rest = name.sliced(at + layout::kSidecarSuffix.size());
    return rest.isEmpty() || rest.endsWith(layout::kPartSuffix) ? std::optional(name.first(at)) : std::nullopt;
}

/// Writing a sidecar takes milliseconds: what has not changed for a day has no living writer,
/// however far the clocks of store and machine differ.
void removeLeftovers(FileSystem &fileSystem, const QString &store, const QList<FileInfo> &files, const Clock &clock)
{
    constexpr auto kAbandoned = std::chrono::days(1);
    const qint64 now = clock.utcNow().toMSecsSinceEpoch();
    QSet<QString> archives;
    for (const FileInfo &file : files) {
        if (file.name.endsWith(layout::kArchiveSuffix))
            archives.insert(file.name.chopped(layout::kArchiveSuffix.size()));
    }
    for (const FileInfo &file : files) {
        const auto stem = sidecarStem(file.name);
        if (!file.isFile || !stem)
            continue;
        const bool wanted = file.name.endsWith(layout::kSidecarSuffix) && archives.contains(stem->toString());
        // Not the time of modification: copying tools set that, and copy sidecars before their archives.
        const std::chrono::nanoseconds age = std::chrono::milliseconds(now) - std::chrono::nanoseconds(file.changedNs);
        if (!wanted && age > kAbandoned)
            (void)fileSystem.removeIfPresent(store + u'/' + file.name);
    }
}

} // namespace

std::optional<std::chrono::milliseconds> aheadOf(const QDateTime &moment, const QDateTime &now)
{
    constexpr std::chrono::minutes kTolerated(5);
    const std::chrono::milliseconds ahead(now.msecsTo(moment));
    return ahead > kTolerated ? std::optional(ahead) : std::nullopt;
}

Result<QList<CatalogEntry>> readCatalog(FileSystem &fileSystem, const QString &store, const Clock &clock)
{
    LIFEBOAT_ASSIGN(const QList<FileInfo> files, fileSystem.list(store));
    removeLeftovers(fileSystem, store, files, clock);
    QList<CatalogEntry> entries;
    for (const FileInfo &file : files) {
        if (file.isFile && file.name.endsWith(layout::kArchiveSuffix))
            entries.append(examine(fileSystem, store + u'/' + file.name, file));
    }
    std::ranges::sort(entries, [](const CatalogEntry &a, const CatalogEntry &b) {
        const QDateTime first = a.createdAt();
        const QDateTime second = b.createdAt();
        return first != second ? first > second : a.path > b.path;
    });
    return entries;
}

Result<CatalogEntry> readCatalogEntry(FileSystem &fileSystem, const QString &archivePath)
{
    LIFEBOAT_ASSIGN(const FileInfo file, fileSystem.info(archivePath));
    if (!file.isFile)
        return failure(ErrorCode::NotAFile, archivePath);
    return examine(fileSystem, archivePath, file);
}

const CatalogEntry *newestIntact(const QList<CatalogEntry> &entries, const QDateTime &now)
{
    const CatalogEntry *newest = nullptr;
    for (const CatalogEntry &entry : entries) {
        if (entry.damage)
            continue;
        if (!aheadOf(entry.createdAt(), now))
            return &entry;
        if (!newest)
            newest = &entry;
    }
    return newest;
}

Result<CatalogEntry> newestIntact(FileSystem &fileSystem, const QString &store, const Clock &clock)
{
    LIFEBOAT_ASSIGN(const QList<CatalogEntry> entries, readCatalog(fileSystem, store, clock));
    if (const CatalogEntry *newest = newestIntact(entries, clock.utcNow()))
        return *newest;
    return failure(ErrorCode::NotFound, store, entries.isEmpty() ? QString() : QStringLiteral("every archive is damaged"));
}

} // namespace lifeboat
