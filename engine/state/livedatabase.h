// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/state/sqliteheader.h"

#include <SQLiteCpp/Database.h>

#include <chrono>
#include <memory>
#include <stop_token>

namespace lifeboat {

/// A database file that this process reads directly and through SQLite.
///
/// POSIX locks belong to the process: closing any descriptor of a file drops all locks this process has on it,
/// SQLite's too. So every direct access to a database goes through one shared descriptor per file, which is closed
/// only when the last LiveDatabase of that file is gone; and every connection keeps one. Copies share. Thread-safe.
class LiveDatabase
{
public:
    /// Opens `path` for reading. NotFound, NotAFile, PermissionDenied…
    static Result<LiveDatabase> open(const QString &path);

    /// True while this process has the file open through any LiveDatabase, and so through any Connection.
    static bool isOpenHere(const QString &path);

    LiveDatabase(const LiveDatabase &other);
    LiveDatabase(LiveDatabase &&other) noexcept;
    LiveDatabase &operator=(LiveDatabase other) noexcept;
    ~LiveDatabase();

    QString path() const { return m_path; }

    /// Errors name `path` from now on: what a private copy was made from.
    void reportAs(const QString &path) { m_path = path; }

    /// As File::readAt. Bytes as they stand in the file: whether they are a consistent state is the caller's business.
    Result<qint64> readAt(qint64 offset, std::span<char> buffer) const;
    Result<FileInfo> info() const;

    /// Reads and checks the header.
    Result<SqliteHeader> header() const;

private:
    struct Entry;
    LiveDatabase(QString path, Entry *entry);

    QString m_path;
    Entry *m_entry = nullptr; ///< owned by the registry; counted under its mutex
};

/// A SQLite connection to a live database: closed before the LiveDatabase it keeps. A write-ahead log that was there
/// when it was opened is still there, as it was, when it closes; one of its own making is gone. One thread at a time.
class Connection
{
public:
    enum class Access {
        ReadOnly,
        ReadWrite,
        AtRest, ///< read only, without locks and without side files: for a database nobody has open, and without a log
    };

    /// The file must exist and begin with a SQLite header; NotAFile also if what stands in a side file's place is none. Waits up to `busyTimeout` for locks.
    static Result<std::unique_ptr<Connection>> open(const QString &path, Access access,
                                                    std::chrono::milliseconds busyTimeout = std::chrono::seconds(5));

    SQLite::Database &sqlite() { return m_sqlite; }
    const LiveDatabase &file() const { return m_file; }

    /// As LiveDatabase::reportAs.
    void reportAs(const QString &path) { m_file.reportAs(path); }

    /// First column of the first row; an invalid variant for no rows. DatabaseBusy, DatabaseCorrupt, QueryFailed…
    Result<QVariant> query(const QString &sql);

    /// Runs statements that return nothing of interest.
    Result<> execute(const QString &sql);

    /// True once a statement needed a collation only the database's own application has. Rows are read and counted with
    /// an order by bytes in its place; whether an index over them is in order cannot be told.
    bool metUnknownCollation() const { return m_metUnknownCollation; }

    /// Makes running statements fail with Canceled once `stop` is requested; pass {} to end that.
    void interruptOn(std::stop_token stop);

private:
    Connection(LiveDatabase file, SQLite::Database sqlite);
    void allowUnknownCollations();
    void waitForLocks(std::chrono::milliseconds atMost);

    LiveDatabase m_file;
    SQLite::Database m_sqlite;
    std::stop_token m_stop;
    std::chrono::milliseconds m_busyTimeout{};
    std::chrono::steady_clock::time_point m_waitingSince;
    bool m_metUnknownCollation = false;
};

/// `name` as an SQL identifier: in double quotes, inner ones doubled.
QString quotedIdentifier(QString name);

/// What a SQLite result code (extended or not) means for people.
Error sqliteError(int code, const QString &subject, const QString &message);
Error sqliteError(const SQLite::Exception &exception, const QString &subject);

} // namespace lifeboat
