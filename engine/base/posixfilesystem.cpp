// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"

#include <QFile>
#include <QTimeZone>

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace lifeboat {

namespace {

/// One write call. Larger ones make the page cache ask for memory in blocks that a system, above all a virtual one, has
/// to make first: 1 GB in writes of 4 MiB took 0.2 s or 2.4 s, in writes of 256 KiB 0.2 s.
constexpr qsizetype kWriteBytes = 256 * 1024;

QByteArray encoded(const QString &path)
{
    return QFile::encodeName(path);
}

std::unexpected<Error> lastError(ErrorCode fallback, const QString &subject)
{
    return failure(systemError(errno, fallback, subject));
}

FileInfo infoFrom(const struct stat &status, const QString &name)
{
    const auto nanoseconds = [](const timespec &t) { return qint64(t.tv_sec) * 1'000'000'000 + t.tv_nsec; };
    FileInfo about;
    about.name = name;
    about.size = status.st_size;
    about.modifiedNs = nanoseconds(status.st_mtim);
    about.modified = QDateTime::fromMSecsSinceEpoch(about.modifiedNs / 1'000'000, QTimeZone::UTC);
    about.changedNs = nanoseconds(status.st_ctim);
    about.device = status.st_dev;
    about.inode = status.st_ino;
    about.links = status.st_nlink;
    about.access = {.mode = status.st_mode & 07777u, .owner = status.st_uid, .group = status.st_gid};
    about.isFile = S_ISREG(status.st_mode);
    about.isDirectory = S_ISDIR(status.st_mode);
    return about;
}

class PosixFile final : public File
{
public:
    PosixFile(QString path, int descriptor)
        : m_path(std::move(path))
        , m_descriptor(descriptor)
    {
    }
    ~PosixFile() override { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(PosixFile)

    QString path() const override { return m_path; }

    Result<qint64> readAt(qint64 offset, std::span<char> buffer) const override
    {
        size_t done = 0;
        while (done < buffer.size()) {
            const ssize_t got = ::pread(m_descriptor, buffer.data() + done, buffer.size() - done, offset + qint64(done));
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return lastError(ErrorCode::ReadFailed, m_path);
            if (got == 0)
                break;
            done += size_t(got);
        }
        return qint64(done);
    }

    Result<> writeAt(qint64 offset, QByteArrayView bytes) override
    {
        qsizetype done = 0;
        while (done < bytes.size()) {
            const size_t size = size_t(std::min(bytes.size() - done, kWriteBytes));
            const ssize_t put = ::pwrite(m_descriptor, bytes.data() + done, size, offset + done);
            if (put < 0 && errno == EINTR)
                continue;
            if (put < 0)
                return lastError(ErrorCode::WriteFailed, m_path);
            done += put;
        }
        return {};
    }

    Result<FileInfo> info() const override
    {
        struct stat status = {};
        if (::fstat(m_descriptor, &status) != 0)
            return lastError(ErrorCode::ReadFailed, m_path);
        return infoFrom(status, fileNameOf(m_path));
    }

    Result<> allocate(qint64 size) override
    {
        if (size > 0 && ::fallocate(m_descriptor, 0, 0, size) != 0) {
            if (errno != EOPNOTSUPP && errno != ENOSYS)
                return lastError(ErrorCode::WriteFailed, m_path);
        }
        return truncate(size);
    }

    Result<> truncate(qint64 size) override
    {
        if (::ftruncate(m_descriptor, size) != 0)
            return lastError(ErrorCode::WriteFailed, m_path);
        return {};
    }

    void startWriteback(qint64 offset, qint64 size) override
    {
        (void)::sync_file_range(m_descriptor, offset, size, SYNC_FILE_RANGE_WRITE);
    }

    Result<> sync() override
    {
        if (::fdatasync(m_descriptor) != 0)
            return lastError(ErrorCode::WriteFailed, m_path);
        return {};
    }

    Result<> setAccess(const FileAccess &access) override
    {
        // Only root may give files away; a file that stays its maker's is still as closed as asked for.
        if (::fchown(m_descriptor, access.owner, access.group) != 0 && errno != EPERM && errno != EINVAL)
            return lastError(ErrorCode::WriteFailed, m_path);
        if (::fchmod(m_descriptor, access.mode & 0777) != 0)
            return lastError(ErrorCode::WriteFailed, m_path);
        return {};
    }

    Result<> lock() override
    {
        if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK)
                return failure(ErrorCode::Locked, m_path);
            return lastError(ErrorCode::WriteFailed, m_path);
        }
        return {};
    }

private:
    QString m_path;
    int m_descriptor;
};

} // namespace

Result<std::unique_ptr<File>> PosixFileSystem::open(const QString &path, OpenMode mode)
{
    int flags = O_CLOEXEC;
    switch (mode) {
    case OpenMode::Read:
        flags |= O_RDONLY;
        break;
    case OpenMode::ReadWrite:
        flags |= O_RDWR;
        break;
    case OpenMode::CreateNew:
        flags |= O_RDWR | O_CREAT | O_EXCL;
        break;
    case OpenMode::OpenOrCreate:
        // What we may make we must not find at the end of somebody's link.
        flags |= O_RDWR | O_CREAT | O_NOFOLLOW;
        break;
    case OpenMode::Directory:
        flags |= O_RDONLY | O_DIRECTORY;
        break;
    }
    // O_NONBLOCK: a FIFO of that name must not hang us; regular files ignore it.
    const int descriptor = ::open(encoded(path).constData(), flags | O_NONBLOCK, 0600);
    if (descriptor < 0) {
        const bool creating = mode == OpenMode::CreateNew || mode == OpenMode::OpenOrCreate;
        if (errno == ENOENT && creating)
            return failure(ErrorCode::DirectoryMissing, directoryOf(path));
        return lastError(ErrorCode::ReadFailed, path);
    }
    struct stat status = {};
    if (mode != OpenMode::Directory && ::fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return failure(ErrorCode::NotAFile, path);
    }
    return std::make_unique<PosixFile>(path, descriptor);
}

Result<FileInfo> PosixFileSystem::info(const QString &path)
{
    struct stat status = {};
    if (::stat(encoded(path).constData(), &status) != 0)
        return lastError(ErrorCode::ReadFailed, path);
    return infoFrom(status, fileNameOf(path));
}

Result<QList<FileInfo>> PosixFileSystem::list(const QString &directory)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> handle(::opendir(encoded(directory).constData()), ::closedir);
    if (!handle)
        return lastError(ErrorCode::ReadFailed, directory);
    QList<FileInfo> entries;
    errno = 0;
    while (const dirent *entry = ::readdir(handle.get())) {
        const QByteArrayView name(entry->d_name);
        if (name == "." || name == "..")
            continue;
        struct stat status = {};
        // A name that vanished between listing and looking is simply no longer there.
        if (::fstatat(::dirfd(handle.get()), entry->d_name, &status, 0) == 0)
            entries.append(infoFrom(status, QFile::decodeName(entry->d_name)));
        errno = 0;
    }
    if (errno != 0)
        return lastError(ErrorCode::ReadFailed, directory);
    return entries;
}

Result<> PosixFileSystem::rename(const QString &from, const QString &to)
{
    if (::rename(encoded(from).constData(), encoded(to).constData()) != 0)
        return lastError(ErrorCode::WriteFailed, to);
    return {};
}

Result<> PosixFileSystem::link(const QString &from, const QString &to)
{
    if (::link(encoded(from).constData(), encoded(to).constData()) != 0) {
        if (errno == EPERM || errno == EOPNOTSUPP || errno == EMLINK)
            return failure(ErrorCode::WriteFailed, to, QString::fromLocal8Bit(::strerror(errno)));
        return lastError(ErrorCode::WriteFailed, to);
    }
    return {};
}

Result<> PosixFileSystem::exchange(const QString &a, const QString &b)
{
    if (::renameat2(AT_FDCWD, encoded(a).constData(), AT_FDCWD, encoded(b).constData(), RENAME_EXCHANGE) != 0)
        return lastError(ErrorCode::WriteFailed, b);
    return {};
}

Result<> PosixFileSystem::remove(const QString &path)
{
    if (::unlink(encoded(path).constData()) != 0)
        return lastError(ErrorCode::WriteFailed, path);
    return {};
}

Result<> PosixFileSystem::makeDirectory(const QString &path)
{
    if (::mkdir(encoded(path).constData(), 0755) == 0)
        return syncDirectory(directoryOf(path));
    if (errno == EEXIST) {
        LIFEBOAT_ASSIGN(const FileInfo about, info(path));
        if (about.isDirectory)
            return {};
        return failure(ErrorCode::AlreadyExists, path);
    }
    if (errno == ENOENT && directoryOf(path) != path) {
        LIFEBOAT_TRY(makeDirectory(directoryOf(path)));
        if (::mkdir(encoded(path).constData(), 0755) == 0 || errno == EEXIST)
            return syncDirectory(directoryOf(path));
    }
    return lastError(ErrorCode::WriteFailed, path);
}

Result<> PosixFileSystem::syncDirectory(const QString &path)
{
    const int descriptor = ::open(encoded(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return lastError(ErrorCode::WriteFailed, path);
    const int outcome = ::fsync(descriptor);
    const int reason = errno;
    ::close(descriptor);
    // Some network file systems cannot sync directories; they promise nothing either way.
    if (outcome != 0 && reason != EINVAL && reason != EROFS)
        return failure(systemError(reason, ErrorCode::WriteFailed, path));
    return {};
}

Result<qint64> PosixFileSystem::freeBytes(const QString &path)
{
    struct statvfs status = {};
    if (::statvfs(encoded(path).constData(), &status) != 0)
        return lastError(ErrorCode::ReadFailed, path);
    return qint64(status.f_bavail) * qint64(status.f_frsize);
}

PosixFileSystem &PosixFileSystem::instance()
{
    static PosixFileSystem fileSystem;
    return fileSystem;
}

} // namespace lifeboat
