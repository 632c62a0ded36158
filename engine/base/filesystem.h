// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QDateTime>
#include <QStringList>
#include <chrono>
#include <memory>
#include <span>

namespace lifeboat {

/// Who may do what with a file.
struct FileAccess {
    quint32 mode = 0600; ///< permission bits
    quint32 owner = 0;
    quint32 group = 0;
};

/// What is known of one name in a directory.
struct FileInfo {
    QString name; ///< last path component
    qint64 size = 0; ///< bytes
    QDateTime modified; ///< UTC
    qint64 modifiedNs = 0; ///< the same in nanoseconds since 1970
    qint64 changedNs = 0; ///< last change of data or attributes; cannot be set by programs
    quint64 device = 0; ///< with `inode`: which file this is, whatever it is called
    quint64 inode = 0;
    quint64 links = 1; ///< names the file has
    FileAccess access;
    bool isFile = false;
    bool isDirectory = false;
};

/// How FileSystem::open treats what is (or is not) there.
enum class OpenMode {
    Read, ///< must exist; read only
    ReadWrite, ///< must exist
    CreateNew, ///< must not exist; read and write
    OpenOrCreate, ///< read and write; a symbolic link is refused
    Directory, ///< must exist; good for its lock alone
};

/// An open file. Reads, writes at different offsets and startWriteback may run in different threads at once; everything
/// else is one thread at a time. Closing happens on destruction. Errors carry the path as subject.
class File
{
public:
    virtual ~File() = default;

    virtual QString path() const = 0;

    /// Reads at `offset` until `buffer` is full or the file ends; returns the bytes read.
    virtual Result<qint64> readAt(qint64 offset, std::span<char> buffer) const = 0;

    /// Writes all of `bytes` at `offset`, or fails with an unknown part of them written.
    virtual Result<> writeAt(qint64 offset, QByteArrayView bytes) = 0;

    virtual Result<FileInfo> info() const = 0;

    /// Makes the file `size` bytes with its blocks reserved, so that later writes inside cannot run out of space.
    virtual Result<> allocate(qint64 size) = 0;

    virtual Result<> truncate(qint64 size) = 0;

    /// Asks the system to begin writing these bytes to the device, so that a later sync finds little to do. Only a
    /// hint: does not wait for the device, promises nothing, and does nothing where the system has no such call.
    virtual void startWriteback(qint64 offset, qint64 size) = 0;

    /// Returns once data and size would survive a loss of power.
    virtual Result<> sync() = 0;

    /// Gives the file the permission bits and, where this process may, the owner and group of `access`.
    virtual Result<> setAccess(const FileAccess &access) = 0;

    /// Takes the advisory lock of the file for as long as it is open; Locked if another holder has it.
    virtual Result<> lock() = 0;

    /// Reads exactly `buffer.size()` bytes, else ReadFailed.
    Result<> readExactly(qint64 offset, std::span<char> buffer) const;
};

/// The seam to disks. The real one is PosixFileSystem; tests use a twin that fails, tears or forgets writes.
/// Safe to call from any thread. Paths are absolute or relative to the process's directory.
class FileSystem
{
public:
    virtual ~FileSystem() = default;

    /// A file made here is its maker's alone (0600) until setAccess says otherwise.
    virtual Result<std::unique_ptr<File>> open(const QString &path, OpenMode mode) = 0;

    /// NotFound if there is nothing of that name.
    virtual Result<FileInfo> info(const QString &path) = 0;

    /// Names in a directory, without "." and "..", in no order.
    virtual Result<QList<FileInfo>> list(const QString &directory) = 0;

    /// Atomically replaces `to`.
    virtual Result<> rename(const QString &from, const QString &to) = 0;

    /// A second name for the same file; AlreadyExists if `to` exists; WriteFailed where the file system has no links.
    virtual Result<> link(const QString &from, const QString &to) = 0;

    /// Atomically swaps what the two names stand for; both must exist.
    virtual Result<> exchange(const QString &a, const QString &b) = 0;

    virtual Result<> remove(const QString &path) = 0;

    /// With parents; fine if it exists. What was made survives a loss of power.
    virtual Result<> makeDirectory(const QString &path) = 0;

    /// Returns once renames, links and removals in the directory would survive a loss of power.
    virtual Result<> syncDirectory(const QString &path) = 0;

    /// Bytes an unprivileged writer may still use on the device that holds `path`.
    virtual Result<qint64> freeBytes(const QString &path) = 0;

    /// The whole file, LimitExceeded if it is larger than `limit` bytes.
    Result<QByteArray> readAll(const QString &path, qint64 limit);

    /// Replaces `path` by `bytes` atomically and durably: temporary beside it, sync, rename, sync of the directory.
    /// Access stays what it was, and is `newMode` for a new file. On failure the old content stands and the temporary is gone; only if the last sync fails may the new content
    /// stand already. With `keepPrevious` the old content stays as `path` + ".previous"; at no moment is `path` missing.
    Result<> writeAtomically(const QString &path, QByteArrayView bytes, bool keepPrevious = false, quint32 newMode = 0644);

    /// Opens the file and takes its lock, waiting at most `patience` for another holder; Locked after that.
    Result<std::unique_ptr<File>> openLocked(const QString &path, OpenMode mode,
                                             std::chrono::milliseconds patience = std::chrono::seconds(1));

    /// Makes a file that holds its own lock while it is open, so that others can tell it from one whose writer is gone.
    /// AlreadyExists.
    Result<std::unique_ptr<File>> createPart(const QString &path);

    /// Removes a file made by createPart (writeAtomically uses it too) if its writer is gone; else leaves it.
    void removeAbandoned(const QString &path);

    /// removeAbandoned for what killed writeAtomically calls left of `path`.
    void removeAbandonedWrites(const QString &path);

    /// Removes `path` if it exists; only real failures are errors.
    Result<> removeIfPresent(const QString &path);

    bool exists(const QString &path);
};

/// "dir" for "dir/name", "." for "name".
QString directoryOf(const QString &path);

/// "name" for "dir/name".
QString fileNameOf(const QString &path);

/// The path that a temporary file of writeAtomically is to become; empty if `path` is not called like one.
QString destinationOf(const QString &path);

/// Where `path` leads if it is a symbolic link to something that exists, else `path` itself.
QString followLinks(const QString &path);

} // namespace lifeboat
