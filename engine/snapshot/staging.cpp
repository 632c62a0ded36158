// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/staging.h"

#include "engine/base/jsonreading.h"
#include "engine/base/limits.h"
#include "engine/snapshot/databaseswap.h"
#include "engine/state/fsmstate.h"
#include "engine/state/statenames.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

QString notePath(const QString &target)
{
    return stagingPath(target) + u".json"_s;
}

/// What the note says: which archive is staged, and in which file.
struct StagingNote {
    QByteArray manifestDigest;
    quint64 inode = 0;
    QString operation;
};

QByteArray noteFor(const ArchiveSummary &archive, const FileInfo &staged, const QString &operation)
{
    return QJsonDocument(QJsonObject{{u"snapshot"_s, archive.manifest.id.value},
                                     {u"manifestDigest"_s, QString::fromLatin1(archive.manifestDigest)},
                                     {u"inode"_s, QString::number(staged.inode)},
                                     {u"operation"_s, operation}})
        .toJson();
}

std::optional<StagingNote> readNote(FileSystem &fileSystem, const QString &target)
{
    const auto json = fileSystem.readAll(notePath(target), limits::kSmallFileBytes);
    if (!json)
        return std::nullopt;
    const JsonReading root(QJsonDocument::fromJson(*json).object());
    const StagingNote note{root.text("manifestDigest"_L1).toLatin1(), root.decimal("inode"_L1),
                           root.has("operation"_L1) ? root.text("operation"_L1) : QString()};
    return root.error().isEmpty() ? std::optional(note) : std::nullopt;
}

/// Where there are no links the two names are exchanged. A crash right then leaves the new state at the target, and the
/// old one under the staging's name: it gets the name it is kept by.
Result<> finishExchange(FileSystem &fileSystem, const QString &target)
{
    const auto note = readNote(fileSystem, target);
    const auto current = fileSystem.info(target);
    const auto staged = fileSystem.info(stagingPath(target));
    if (!note || !current || !staged || current->inode != note->inode || staged->inode == note->inode)
        return {};
    LIFEBOAT_TRY(keepAsPrevious(fileSystem, stagingPath(target), target));
    return fileSystem.removeIfPresent(notePath(target));
}

/// The staging file, locked, and still of that name: a restore that ended between our opening and locking it has made it
/// the live state.
Result<std::unique_ptr<File>> openLocked(FileSystem &fileSystem, const QString &path)
{
    constexpr int kTries = 8;
    for (int attempt = 0; attempt < kTries; ++attempt) {
        LIFEBOAT_ASSIGN(auto file, fileSystem.open(path, OpenMode::OpenOrCreate));
        LIFEBOAT_TRY(file->lock());
        LIFEBOAT_ASSIGN(const FileInfo held, file->info());
        if (held.links > 1) {
            // Another name of it is somebody's database: ours goes, and what it stood for stays untouched.
            LIFEBOAT_TRY(fileSystem.remove(path));
            continue;
        }
        const auto named = fileSystem.info(path);
        if (named && named->device == held.device && named->inode == held.inode)
            return file;
    }
    return failure(ErrorCode::Locked, path);
}

/// Removes what interrupted restores left beside the staging: half-written notes, and a log or journal, which SQLite
/// would replay into the next staging. `withNote`: the note too.
Result<> removeLeftovers(FileSystem &fileSystem, const QString &target, bool withNote)
{
    const QString note = notePath(target);
    LIFEBOAT_ASSIGN(const QList<FileInfo> entries, fileSystem.list(directoryOf(target)));
    const QStringList notes{note, fsmStatePath(target), nodeMapPath(target)};
    for (const FileInfo &entry : entries) {
        const QString path = directoryOf(target) + u'/' + entry.name;
        if (!entry.isFile)
            continue;
        if (path.startsWith(stagingPath(target) + u'-') || (withNote && path == note))
            LIFEBOAT_TRY(fileSystem.removeIfPresent(path));
        else if (notes.contains(destinationOf(path)))
            fileSystem.removeAbandoned(path);
    }
    return {};
}

/// True if a crash right after the swap left the staging's name on the very file that is the target now: its pages
/// are the target's, and writing them would be writing into a live database.
bool isTarget(FileSystem &fileSystem, const QString &target)
{
    const auto staged = fileSystem.info(stagingPath(target));
    const auto current = fileSystem.info(target);
    return staged && current && staged->device == current->device && staged->inode == current->inode;
}

} // namespace

Result<> Staging::tidy(FileSystem &fileSystem, const QString &target)
{
    LIFEBOAT_TRY(finishExchange(fileSystem, target));
    if (isTarget(fileSystem, target))
        LIFEBOAT_TRY(fileSystem.remove(stagingPath(target)));
    if (fileSystem.exists(stagingPath(target)))
        return {};
    return removeLeftovers(fileSystem, target, true);
}

bool Staging::becameTarget(FileSystem &fileSystem, const QString &target, const QString &operation)
{
    const auto note = readNote(fileSystem, target);
    const auto current = fileSystem.info(target);
    return note && current && !operation.isEmpty() && note->operation == operation && note->inode == current->inode;
}

bool Staging::belongsTo(FileSystem &fileSystem, const QString &target, const QByteArray &manifestDigest)
{
    const auto note = readNote(fileSystem, target);
    const auto staged = fileSystem.info(stagingPath(target));
    return note && staged && staged->inode == note->inode && note->manifestDigest == manifestDigest
        && !isTarget(fileSystem, target);
}

bool Staging::isInUse(FileSystem &fileSystem, const QString &target)
{
    if (!fileSystem.exists(stagingPath(target)) || isTarget(fileSystem, target))
        return false;
    const auto file = fileSystem.open(stagingPath(target), OpenMode::ReadWrite);
    const auto locked = file ? (*file)->lock() : Result<>();
    return !locked && locked.error().code == ErrorCode::Locked;
}

Result<std::unique_ptr<Staging>> Staging::open(FileSystem &fileSystem, const QString &target,
                                               const ArchiveSummary &archive, const QString &operation)
{
    const QString path = stagingPath(target);
    std::unique_ptr<Staging> staging(new Staging(fileSystem, notePath(target)));
    LIFEBOAT_TRY(finishExchange(fileSystem, target));
    if (isTarget(fileSystem, target))
        LIFEBOAT_TRY(fileSystem.remove(path));
    LIFEBOAT_ASSIGN(staging->m_file, openLocked(fileSystem, path));
    LIFEBOAT_TRY(removeLeftovers(fileSystem, target, false));
    const qint64 size = archive.manifest.rawBytes();
    LIFEBOAT_ASSIGN(const FileInfo about, staging->m_file->info());
    if (about.size == size && belongsTo(fileSystem, target, archive.manifestDigest)) {
        staging->m_resumed = true;
        if (const auto note = readNote(fileSystem, target); !note || note->operation != operation)
            LIFEBOAT_TRY(fileSystem.writeAtomically(staging->m_notePath, noteFor(archive, about, operation)));
        return staging;
    }
    const auto prepare = [&]() -> Result<> {
        LIFEBOAT_TRY(fileSystem.removeIfPresent(staging->m_notePath));
        LIFEBOAT_TRY(staging->m_file->truncate(0));
        LIFEBOAT_ASSIGN(const qint64 available, fileSystem.freeBytes(directoryOf(target)));
        if (available < size)
            return failure(ErrorCode::DiskFull, directoryOf(target), u"needs %1 bytes, has %2"_s.arg(size).arg(available));
        LIFEBOAT_TRY(staging->m_file->allocate(size));
        return fileSystem.writeAtomically(staging->m_notePath, noteFor(archive, about, operation));
    };
    if (auto prepared = prepare(); !prepared) {
        staging->discard();
        return failure(prepared.error());
    }
    return staging;
}

void Staging::discard()
{
    (void)m_fileSystem.removeIfPresent(m_notePath);
    (void)m_fileSystem.removeIfPresent(m_file->path());
}

} // namespace lifeboat
