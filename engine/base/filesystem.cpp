// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/filesystem.h"

#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <thread>

using namespace Qt::StringLiterals;

namespace lifeboat {

Result<> File::readExactly(qint64 offset, std::span<char> buffer) const
{
    LIFEBOAT_ASSIGN(const qint64 got, readAt(offset, buffer));
    if (got != qint64(buffer.size())) {
        return failure(ErrorCode::ReadFailed, path(),
                       u"wanted %1 bytes at %2, the file gave %3"_s.arg(buffer.size()).arg(offset).arg(got));
    }
    return {};
}

Result<QByteArray> FileSystem::readAll(const QString &path, qint64 limit)
{
    LIFEBOAT_ASSIGN(const auto file, open(path, OpenMode::Read));
    LIFEBOAT_ASSIGN(const FileInfo about, file->info());
    if (about.size > limit)
        return failure(ErrorCode::LimitExceeded, path, u"%1 bytes, at most %2"_s.arg(about.size).arg(limit));
    QByteArray bytes(about.size, Qt::Uninitialized);
    LIFEBOAT_TRY(file->readExactly(0, {bytes.data(), size_t(bytes.size())}));
    return bytes;
}

Result<> FileSystem::writeAtomically(const QString &path, QByteArrayView bytes, bool keepPrevious, quint32 newMode)
{
    const QString suffix = u".%1.part"_s.arg(QRandomGenerator::system()->generate(), 8, 16, '0'_L1);
    const QString temporary = path + suffix;
    const auto attempt = [&]() -> Result<> {
        // Open, and so locked, until it has its name.
        LIFEBOAT_ASSIGN(const auto file, createPart(temporary));
        const auto old = info(path);
        LIFEBOAT_ASSIGN(FileInfo made, file->info());
        made.access.mode = newMode;
        LIFEBOAT_TRY(file->setAccess(old ? old->access : made.access));
        LIFEBOAT_TRY(file->writeAt(0, bytes));
        LIFEBOAT_TRY(file->sync());
        if (keepPrevious && exists(path)) {
            const QString kept = path + u".previous"_s + suffix;
            LIFEBOAT_TRY(link(path, kept));
            const auto renamed = rename(kept, path + u".previous"_s);
            // Still there after a failure, and where an earlier try already made ".previous" a name of this very file:
            // renaming one name of a file over another does nothing.
            LIFEBOAT_TRY(removeIfPresent(kept));
            LIFEBOAT_TRY(renamed);
        }
        return rename(temporary, path);
    };
    if (auto done = attempt(); !done) {
        (void)remove(temporary);
        return done;
    }
    return syncDirectory(directoryOf(path));
}

Result<std::unique_ptr<File>> FileSystem::openLocked(const QString &path, OpenMode mode, std::chrono::milliseconds patience)
{
    constexpr std::chrono::milliseconds kPause(5);
    LIFEBOAT_ASSIGN(auto file, open(path, mode));
    for (auto left = patience;; left -= kPause) {
        const auto locked = file->lock();
        if (locked)
            return file;
        if (locked.error().code != ErrorCode::Locked || left <= kPause)
            return failure(locked.error());
        std::this_thread::sleep_for(kPause);
    }
}

Result<std::unique_ptr<File>> FileSystem::createPart(const QString &path)
{
    using namespace std::chrono_literals;
    constexpr int kTries = 200;
    for (int attempt = 0; attempt < kTries; ++attempt) {
        auto created = open(path, OpenMode::CreateNew);
        if (!created && created.error().code == ErrorCode::AlreadyExists && attempt > 0) {
            // It is ours from before, and whoever took it for abandoned is about to remove it.
            std::this_thread::sleep_for(5ms);
            continue;
        }
        LIFEBOAT_ASSIGN(auto file, std::move(created));
        const auto locked = file->lock();
        if (!locked && locked.error().code != ErrorCode::Locked) {
            (void)remove(path);
            return failure(locked.error());
        }
        // Somebody may have taken it for abandoned before it was locked.
        LIFEBOAT_ASSIGN(const FileInfo ours, file->info());
        const auto named = info(path);
        if (locked && named && named->device == ours.device && named->inode == ours.inode)
            return file;
    }
    return failure(ErrorCode::Locked, path);
}

void FileSystem::removeAbandoned(const QString &path)
{
    const auto file = open(path, OpenMode::ReadWrite);
    if (!file || !(*file)->lock())
        return;
    const auto held = (*file)->info();
    const auto named = info(path);
    if (held && named && named->device == held->device && named->inode == held->inode)
        (void)remove(path);
}

void FileSystem::removeAbandonedWrites(const QString &path)
{
    const QList<FileInfo> entries = list(directoryOf(path)).value_or(QList<FileInfo>());
    for (const FileInfo &entry : entries) {
        const QString other = directoryOf(path) + u'/' + entry.name;
        if (entry.isFile && destinationOf(other) == path)
            removeAbandoned(other);
    }
}

Result<> FileSystem::removeIfPresent(const QString &path)
{
    auto removed = remove(path);
    if (!removed && removed.error().code == ErrorCode::NotFound)
        return {};
    return removed;
}

bool FileSystem::exists(const QString &path)
{
    return info(path).has_value();
}

QString directoryOf(const QString &path)
{
    const qsizetype slash = path.lastIndexOf('/'_L1);
    if (slash < 0)
        return u"."_s;
    return slash == 0 ? u"/"_s : path.left(slash);
}

QString fileNameOf(const QString &path)
{
    return path.mid(path.lastIndexOf('/'_L1) + 1);
}

QString destinationOf(const QString &path)
{
    static const QRegularExpression pattern(u"^(.+)\\.[0-9a-f]{8}\\.part$"_s);
    return pattern.match(path).captured(1);
}

QString followLinks(const QString &path)
{
    const QFileInfo about(path);
    return about.isSymLink() && about.exists() ? about.canonicalFilePath() : path;
}

} // namespace lifeboat
