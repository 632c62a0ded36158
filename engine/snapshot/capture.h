// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/manifest.h"
#include "engine/jobs/jobcontrol.h"
#include "engine/snapshot/waloverlay.h"
#include "engine/state/livedatabase.h"

#include <memory>

namespace lifeboat {

/// A SQLite database held still: its pages can be read by several threads while it lives, and its connection sees
/// exactly the same moment. Nothing is written to the database. In WAL mode its writers are never blocked or refused.
///
/// How (WAL mode; sqlite.org/walformat.html): a read transaction pins the newest commit, frame M of the log. While it
/// lives, no process may restart the log or copy frames beyond M into the main file. So a page of that commit is its
/// newest frame up to M, and a page without such a frame stands in the main file, which nobody can change there.
/// M is known because the log's index is the same before and after the transaction began. If by then every frame
/// had been copied, the main file alone is the commit, whatever becomes of the log.
///
/// (A checkpoint under the pin would not do: it leaves out every page that has a frame beyond M as well.)
///
/// A WAL database at rest in a directory where no log index can be made is read as it stands, without locks; confirm()
/// says whether it stayed at rest.
///
/// Databases in rollback-journal mode, or without a shared log index, are copied by SQLite's backup API, step by step
/// between their writers' turns (at once where they leave it no other way), and the copy is read instead.
class FrozenDatabase
{
public:
    /// `scratchPath`: where a private copy may be made; it is removed again. Database errors as for Connection::open.
    static Result<std::unique_ptr<FrozenDatabase>> freeze(JobControl &control, FileSystem &fileSystem,
                                                          const QString &path, const QString &scratchPath);
    ~FrozenDatabase();
    Q_DISABLE_COPY_MOVE(FrozenDatabase)

    qint64 pageSize() const { return m_pageSize; }
    qint64 pageCount() const { return m_pageCount; }
    CaptureMethod method() const { return m_method; }

    /// Fills `buffer` with whole pages from byte `offset` on; any thread. DatabaseCorrupt if the file is too short.
    Result<> readPages(qint64 offset, std::span<char> buffer) const;

    /// To be asked when everything was read: DatabaseBusy if a database that could only be read without locks was
    /// written to meanwhile, so that what was read is worth nothing.
    Result<> confirm() const;

    /// Sees the frozen moment. One thread at a time.
    Connection &connection() { return *m_connection; }

private:
    FrozenDatabase() = default;
    Result<bool> pin(JobControl &control, FileSystem &fileSystem, const QString &path);
    Result<bool> openAtRest(FileSystem &fileSystem, const QString &path, const Error &refusal);
    Result<> copy(JobControl &control, FileSystem &fileSystem, const QString &path, const QString &scratchPath);
    Result<> measure();

    std::unique_ptr<Connection> m_connection;
    WalOverlay m_overlay;
    FileSystem *m_fileSystem = nullptr;
    FileInfo m_atRest; ///< the file when it was opened without locks
    QString m_atRestLog; ///< the log that must not appear meanwhile; empty with locks
    std::unique_ptr<File> m_scratchLock; ///< says that the copy is in use
    QString m_scratchPath;
    qint64 m_pageSize = 0;
    qint64 m_pageCount = 0;
    CaptureMethod m_method = CaptureMethod::Frozen;
};

/// The user tables of the frozen moment with their row counts, sorted by name. Virtual tables and SQLite's and
/// Lifeboat's own tables are left out. Reads every table's pages: seconds on a large database.
Result<QList<TableRows>> countRows(JobControl &control, Connection &connection);

/// The same tables without counting: `rows` is 0.
Result<QList<TableRows>> listTables(Connection &connection);

} // namespace lifeboat
