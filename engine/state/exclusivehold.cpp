// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/exclusivehold.h"

#include "engine/state/databaseusers.h"
#include "engine/state/statenames.h"

#include <QFile>
#include <QVariant>
#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

// sqlite.org/fileformat2.html#the_lock_byte_page: pending, reserved and shared bytes of the lock-byte page.
constexpr off_t kPendingByte = 0x40000000;
constexpr off_t kLockBytes = 2 + 510;

std::unexpected<Error> inUse(const QString &path)
{
    return failure(ErrorCode::TargetInUse, path, describe(usersOf(path)));
}

Result<int> lockDamaged(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return failure(systemError(errno, ErrorCode::WriteFailed, path));
    struct flock range = {};
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    range.l_start = kPendingByte;
    range.l_len = kLockBytes;
    if (::fcntl(descriptor, F_SETLK, &range) != 0) {
        ::close(descriptor);
        return inUse(path);
    }
    return descriptor;
}

bool isDamage(const Error &error)
{
    switch (error.code) {
    case ErrorCode::NotADatabase:
    case ErrorCode::DatabaseEncrypted:
    case ErrorCode::DatabaseCorrupt:
    case ErrorCode::DatabaseEmpty:
    case ErrorCode::DatabaseUnsupported:
        return true;
    default:
        return false;
    }
}

/// An exclusive lock before the first access makes SQLite keep the WAL index in its own memory, so no -shm is made.
Result<> lockAndCheckpoint(Connection &connection)
{
    LIFEBOAT_TRY(connection.query(u"PRAGMA locking_mode = EXCLUSIVE"_s));
    LIFEBOAT_TRY(connection.execute(u"BEGIN EXCLUSIVE"_s));
    LIFEBOAT_TRY(connection.query(u"SELECT count(*) FROM sqlite_schema"_s));
    LIFEBOAT_TRY(connection.execute(u"COMMIT"_s));
    LIFEBOAT_ASSIGN(const QVariant mode, connection.query(u"PRAGMA journal_mode"_s));
    if (mode.toString() == "wal"_L1) {
        LIFEBOAT_ASSIGN(const QVariant busy, connection.query(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        if (busy.toInt() != 0)
            return failure(ErrorCode::DatabaseBusy, connection.file().path());
    } else {
        // Exclusive mode drops back to no lock only when the connection closes; this takes the exclusive one again.
        LIFEBOAT_TRY(connection.execute(u"BEGIN EXCLUSIVE"_s));
    }
    // Closing must not touch side files: by then the name may stand for another database.
    sqlite3_db_config(connection.sqlite().getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    return {};
}

} // namespace

Result<std::unique_ptr<ExclusiveHold>> ExclusiveHold::take(FileSystem &fileSystem, const QString &path)
{
    // A connection at rest in rollback mode holds no lock at all; only the system's list of open files shows it, and
    // for this process our own.
    if (LiveDatabase::isOpenHere(path))
        return failure(ErrorCode::TargetInUse, path, u"this process"_s);
    if (!usersOf(path).isEmpty())
        return inUse(path);
    std::unique_ptr<ExclusiveHold> hold(new ExclusiveHold);
    auto connection = Connection::open(path, Connection::Access::ReadWrite, std::chrono::milliseconds(250));
    const Result<> locked = connection ? lockAndCheckpoint(**connection) : failure(connection.error());
    if (locked) {
        hold->m_connection = std::move(*connection);
        // Opened since the first look and at rest, without a lock: it would go on writing into the old state.
        if (!usersOf(path).isEmpty())
            return inUse(path);
        for (const auto suffix : kSideSuffixes)
            LIFEBOAT_TRY(fileSystem.removeIfPresent(path + suffix));
        return hold;
    }
    if (locked.error().code == ErrorCode::DatabaseBusy)
        return inUse(path);
    if (!isDamage(locked.error()))
        return failure(locked.error());
    if (connection)
        connection->reset();
    LIFEBOAT_ASSIGN(hold->m_descriptor, lockDamaged(path));
    return hold;
}

ExclusiveHold::~ExclusiveHold()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace lifeboat
