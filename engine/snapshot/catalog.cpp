// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/catalog.h"

#include "engine/archive/layout.h"
#include "engine/snapshot/verifier.h"

namespace lifeboat {

namespace {

CatalogEntry examine(FileSystem &fileSystem, const QString &path, const FileInfo &file)
{
    CatalogEntry entry;
    entry.path = path;
    entry.file = file;
    if (auto sidecar = readSidecar(fileSystem, path); sidecar && sidecar->describes(file)) {
        entry.summary = std::move(sidecar->summary);
        entry.verification = std::move(sidecar->verification);
        if (entry.verification)
            entry.damage = entry.verification->damage;
        return entry;
    }
    auto summary = ArchiveReader::readSummary(fileSystem, path);
    if (!summary) {
        entry.damage = summary.error();
        return entry;
    }
    entry.summary = std::move(*summary);
    (void)writeSidecar(fileSystem, path, {.summary = *entry.summary, .archiveModifiedNs = file.modifiedNs, .verification = {}});
    return entry;
}

} // namespace

Result<QList<CatalogEntry>> readCatalog(FileSystem &fileSystem, const QString &store)
{
    LIFEBOAT_ASSIGN(const QList<FileInfo> files, fileSystem.list(store));
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

Result<CatalogEntry> newestIntact(FileSystem &fileSystem, const QString &store)
{
    LIFEBOAT_ASSIGN(const QList<CatalogEntry> entries, readCatalog(fileSystem, store));
    for (const CatalogEntry &entry : entries) {
        if (!entry.damage)
            return entry;
    }
    return failure(ErrorCode::NotFound, store, entries.isEmpty() ? QString() : QStringLiteral("every archive is damaged"));
}

} // namespace lifeboat
