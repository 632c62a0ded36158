// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/sidecar.h"
#include "engine/base/clock.h"

namespace lifeboat {

/// One archive of a store.
struct CatalogEntry {
    QString path;
    FileInfo file;
    std::optional<ArchiveSummary> summary; ///< none if not even the manifest could be read
    std::optional<Verification> verification; ///< of this very file; none: never verified
    std::optional<Error> damage; ///< found now or by the last verification: outranks any good news

    /// The manifest's time, or the file's where there is no manifest.
    QDateTime createdAt() const { return summary ? summary->manifest.createdAt : file.modified; }
};

/// How far `moment` is ahead of `now`; none up to five minutes, as far as clocks of machines that are looked after
/// drift apart. Nothing can be said about the age of what is dated ahead.
std::optional<std::chrono::milliseconds> aheadOf(const QDateTime &moment, const QDateTime &now);

/// The archives in a directory, newest first. Files that are not called like archives are ignored, part files too;
/// damaged archives are listed as damaged. Takes a sidecar's word while the archive is the file it describes, else
/// reads the manifest (constant time each) and writes the sidecar anew where it may. Removes what killed writers left
/// of sidecars, and sidecars whose archive is gone, once they are a day old. NotFound, PermissionDenied.
Result<QList<CatalogEntry>> readCatalog(FileSystem &fileSystem, const QString &store,
                                        const Clock &clock = SystemClock::instance());

/// One archive in the same way.
Result<CatalogEntry> readCatalogEntry(FileSystem &fileSystem, const QString &archivePath);

/// The newest archive that is not damaged; NotFound if there is none. One dated ahead of `clock` is taken only where
/// every intact one is: it would stay the newest until its date has come.
Result<CatalogEntry> newestIntact(FileSystem &fileSystem, const QString &store,
                                  const Clock &clock = SystemClock::instance());

/// The same among `entries`, newest first; null if there is none. Points into `entries`.
const CatalogEntry *newestIntact(const QList<CatalogEntry> &entries, const QDateTime &now);

} // namespace lifeboat
