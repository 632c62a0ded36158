// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/manifest.h"
#include "engine/jobs/jobcontrol.h"
#include "engine/snapshot/walframes.h"
#include "engine/state/livedatabase.h"

#include <memory>

namespace lifeboat {

/// A SQLite database held still: its pages can be read by several threads while it lives, and its connection sees
/// exactly the same moment. Writers are not blocked.
///
/// How (WAL mode; sqlite.org/walformat.html): a read transaction pins the newest commit, frame M of the log. While it
/// lives, no process may copy frames beyond M into the main file, nor begin the log anew and overwrite frames up to M.
/// M and the number B of frames already in the main file are known because the WAL index header is the same before
/// and after. So the pinned commit is: pages with a frame in (B, M] from the log, all others from the main file; writers go on
/// appending to the log. If B = M the log is not needed (and may be begun anew; then nothing can be copied at all).
/// Nothing is checkpointed: a checkpoint leaves out pages with frames beyond M, so the main file alone never is the
/// pinned commit under a busy writer, whatever "backfilled" says.
///
/// Where that cannot be done (rollback-journal mode, no permission to write the WAL index) SQLite's backup API makes a
/// private copy, and that is read instead.
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

    /// Fills `buffer` with pages from byte `offset` on; any thread. DatabaseCorrupt if the file is too short.
    Result<> readPages(qint64 offset, std::span<char> buffer) const;

    /// Sees the frozen moment. One thread at a time.
    Connection &connection() { return *m_connection; }

private:
    FrozenDatabase() = default;
    Result<bool> pin(JobControl &control, FileSystem &fileSystem, const QString &path);
    Result<> copy(JobControl &control, FileSystem &fileSystem, const QString &path, const QString &scratchPath);
    Result<> measure();

    std::unique_ptr<Connection> m_connection;
    WalFrames m_frames; ///< pages that are not read from the main file
    FileSystem *m_fileSystem = nullptr; ///< set while a scratch copy exists
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
