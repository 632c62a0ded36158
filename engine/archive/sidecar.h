// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/archivereader.h"

namespace lifeboat {

/// How deep a verification went; each includes the ones before.
enum class Depth {
    Listed, ///< name and size
    Sealed, ///< structure, manifest and SHA-256 of every member
    Read, ///< every segment decoded, every page compared
    Restored, ///< a drill restored it and its database passed the integrity check
};

/// "listed", "sealed", "read", "restored".
QString depthName(Depth depth);
std::optional<Depth> depthFromName(QStringView name);

/// The last verification of an archive. `damage` set means it failed at that depth.
struct Verification
{
    Depth depth = Depth::Listed;
    QDateTime at; ///< UTC
    std::optional<Error> damage;

    bool operator==(const Verification &) const = default;
};

/// {"depth", "at", "damage"?}, as sidecars and the protocol carry it.
QJsonObject verificationObject(const Verification &verification);

/// Reads it back; nothing for what is none.
std::optional<Verification> verificationFromObject(const QJsonObject &object);

/// "<id>.meta.json" beside an archive: what catalogs show without opening it. Always rebuilt from
/// the archive when missing or when the archive is not the file it describes (size or modification
/// time differ).
struct Sidecar
{
    ArchiveSummary summary;
    qint64 archiveModifiedNs = 0;
    std::optional<Verification> verification;

    /// True while `archive` is still the file this was written for.
    bool describes(const FileInfo &archive) const
    {
        return archive.size == summary.archiveBytes && archive.modifiedNs == archiveModifiedNs;
    }
};

/// Reads the sidecar of `archivePath`; NotFound, NoteInvalid, what manifestFromJson says of the manifest in it.
Result<Sidecar> readSidecar(FileSystem &fileSystem, const QString &archivePath);

/// Replaces it atomically. A new one may be read by whoever may read the archive.
Result<> writeSidecar(FileSystem &fileSystem, const QString &archivePath, const Sidecar &sidecar);

/// Keeps the summary in a sidecar where there is none of this very archive, also none that came
/// meanwhile; tells what the sidecar holds. What cannot be written is not kept.
Sidecar keepSummary(FileSystem &fileSystem, const QString &archivePath, const FileInfo &archive,
                    const ArchiveSummary &summary);

/// Notes a verification of the archive as it is now, building the sidecar anew if need be. Damage
/// stays noted until a check of at least that depth succeeds; a shallower success never hides a
/// deeper one. `summary`, where the caller has one of an opened archive, carries the archive's
/// digest into a new sidecar. `examined`, where given, is the file the verification looked at:
/// nothing is noted of another one that has taken its name since.
Result<> recordVerification(FileSystem &fileSystem, const QString &archivePath,
                            const Verification &verification,
                            const std::optional<ArchiveSummary> &summary = {},
                            const std::optional<FileInfo> &examined = {});

} // namespace lifeboat
