// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/sidecar.h"

#include "engine/archive/layout.h"
#include "engine/base/errorobject.h"
#include "engine/base/jsonreading.h"
#include "engine/base/limits.h"

#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr std::array kDepths = {Depth::Listed, Depth::Sealed, Depth::Read, Depth::Restored};

bool isSameFile(const FileInfo &a, const FileInfo &b)
{
    return a.device == b.device && a.inode == b.inode && a.size == b.size
        && a.modifiedNs == b.modifiedNs;
}

} // namespace

QJsonObject verificationObject(const Verification &verification)
{
    QJsonObject object{{u"depth"_s, depthName(verification.depth)},
                       {u"at"_s, verification.at.toUTC().toString(Qt::ISODateWithMs)}};
    if (verification.damage)
        object[u"damage"_s] = errorObject(*verification.damage);
    return object;
}

std::optional<Verification> verificationFromObject(const QJsonObject &object)
{
    const JsonReading reading(object);
    const auto depth = depthFromName(reading.text("depth"_L1));
    Verification verification{
        .depth = depth.value_or(Depth::Listed), .at = reading.moment("at"_L1), .damage = {}};
    if (reading.has("damage"_L1))
        verification.damage =
            errorFromObject(reading.object("damage"_L1), ErrorCode::ArchiveDamaged);
    if (!depth || !reading.error().isEmpty())
        return std::nullopt;
    return verification;
}

QString depthName(Depth depth)
{
    switch (depth) {
    case Depth::Listed:
        return u"listed"_s;
    case Depth::Sealed:
        return u"sealed"_s;
    case Depth::Read:
        return u"read"_s;
    case Depth::Restored:
        return u"restored"_s;
    }
    return {};
}

std::optional<Depth> depthFromName(QStringView name)
{
    for (const Depth depth : kDepths) {
        if (depthName(depth) == name)
            return depth;
    }
    return std::nullopt;
}

Result<Sidecar> readSidecar(FileSystem &fileSystem, const QString &archivePath)
{
    const QString path = layout::sidecarPath(archivePath);
    LIFEBOAT_ASSIGN(const QByteArray json, fileSystem.readAll(path, limits::kSmallFileBytes));
    const JsonReading root(QJsonDocument::fromJson(json).object());
    Sidecar sidecar;
    const QJsonObject manifest = root.object("manifest"_L1);
    sidecar.summary.archiveBytes = qint64(root.decimal("archiveBytes"_L1));
    sidecar.summary.digest = root.text("digest"_L1).toLatin1();
    sidecar.summary.manifestDigest = root.text("manifestDigest"_L1).toLatin1();
    sidecar.archiveModifiedNs = qint64(root.decimal("archiveModifiedNs"_L1));
    if (root.has("verification"_L1))
        sidecar.verification = verificationFromObject(root.object("verification"_L1));
    if (!root.error().isEmpty())
        return failure(ErrorCode::NoteInvalid, path, root.error());
    LIFEBOAT_ASSIGN(sidecar.summary.manifest,
                    manifestFromJson(QJsonDocument(manifest).toJson(QJsonDocument::Compact)));
    return sidecar;
}

Result<> writeSidecar(FileSystem &fileSystem, const QString &archivePath, const Sidecar &sidecar)
{
    QJsonObject root{
        {u"manifest"_s, toJsonObject(sidecar.summary.manifest)},
        {u"archiveBytes"_s, QString::number(sidecar.summary.archiveBytes)},
        {u"archiveModifiedNs"_s, QString::number(sidecar.archiveModifiedNs)},
        {u"digest"_s, QString::fromLatin1(sidecar.summary.digest)},
        {u"manifestDigest"_s, QString::fromLatin1(sidecar.summary.manifestDigest)},
    };
    if (sidecar.verification)
        root[u"verification"_s] = verificationObject(*sidecar.verification);
    // It names tables and nodes: for whoever may read the archive, and nobody else.
    LIFEBOAT_ASSIGN(const FileInfo archive, fileSystem.info(archivePath));
    return fileSystem.writeAtomically(layout::sidecarPath(archivePath), QJsonDocument(root).toJson(), false,
                                      archive.access.mode & 0666);
}

/// Sidecars are read, changed and replaced by catalogs and verifications of several processes: one at a time in a store.
/// (The archive itself is locked by whoever writes it.) On file systems without locks one of them may lose.
static Result<std::unique_ptr<File>> holdNotes(FileSystem &fileSystem, const QString &archivePath)
{
    return fileSystem.openLocked(directoryOf(archivePath), OpenMode::Directory);
}

Sidecar keepSummary(FileSystem &fileSystem, const QString &archivePath, const FileInfo &archive,
                    const ArchiveSummary &summary)
{
    const auto hold = holdNotes(fileSystem, archivePath);
    if (auto written = readSidecar(fileSystem, archivePath); written && written->describes(archive))
        return std::move(*written);
    const Sidecar sidecar{.summary = summary, .archiveModifiedNs = archive.modifiedNs, .verification = {}};
    (void)writeSidecar(fileSystem, archivePath, sidecar);
    return sidecar;
}

Result<> recordVerification(FileSystem &fileSystem, const QString &archivePath,
                            const Verification &verification,
                            const std::optional<ArchiveSummary> &summary,
                            const std::optional<FileInfo> &examined)
{
    const auto hold = holdNotes(fileSystem, archivePath);
    LIFEBOAT_ASSIGN(const FileInfo archive, fileSystem.info(archivePath));
    if (examined && !isSameFile(*examined, archive))
        return {};
    auto sidecar = readSidecar(fileSystem, archivePath);
    if (!sidecar || !sidecar->describes(archive)) {
        LIFEBOAT_ASSIGN(const ArchiveSummary found,
                        ArchiveReader::readSummary(fileSystem, archivePath));
        sidecar =
            Sidecar{.summary = found, .archiveModifiedNs = archive.modifiedNs, .verification = {}};
    }
    // Only the summary of this very archive, which its manifest's digest tells.
    if (summary && !summary->digest.isEmpty()
        && summary->manifestDigest == sidecar->summary.manifestDigest)
        sidecar->summary.digest = summary->digest;
    const auto &known = sidecar->verification;
    const bool shallower = known && verification.depth < known->depth && !verification.damage;
    if (shallower)
        return {};
    sidecar->verification = verification;
    return writeSidecar(fileSystem, archivePath, *sidecar);
}

} // namespace lifeboat
