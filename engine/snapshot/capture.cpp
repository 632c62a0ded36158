// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/capture.h"

#include "engine/base/digest.h"
#include "engine/snapshot/walindex.h"
#include "engine/state/position.h"
#include "engine/state/statenames.h"

#include <QFile>
#include <QVariant>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lifeboat {

namespace {

/// How often a read transaction is begun anew because somebody committed in the same instant.
constexpr int kPinTries = 200;

Result<> beginReading(Connection &connection)
{
    LIFEBOAT_TRY(connection.execute(u"BEGIN"_s));
    LIFEBOAT_TRY(connection.query(u"SELECT count(*) FROM sqlite_schema"_s));
    return {};
}

/// Pins the newest commit and returns the WAL index as it was at that commit; nothing if writers are too quick.
/// Backfilled counts only if it was so before the transaction began too: afterwards a checkpoint that saw newer frames
/// may have reported our commit as backfilled and left out pages of it.
Result<std::optional<WalIndex>> pinCommit(JobControl &control, Connection &connection)
{
    for (int attempt = 0; attempt < kPinTries; ++attempt) {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_ASSIGN(const WalIndex before, readWalIndex(connection.sqlite().getHandle()));
        LIFEBOAT_TRY(beginReading(connection));
        LIFEBOAT_ASSIGN(const WalIndex after, readWalIndex(connection.sqlite().getHandle()));
        if (before.sameCommit(after) && before.isBackfilled() == after.isBackfilled())
            return after;
        LIFEBOAT_TRY(connection.execute(u"ROLLBACK"_s));
    }
    return std::optional<WalIndex>();
}

/// SQLite's backup API, in steps so that cancel is heard and writers get their turns; a database that changes under
/// it all the time is copied in one step at last.
Result<> backUp(JobControl &control, SQLite::Database &from, SQLite::Database &to, const QString &path,
                const QString &scratchPath, qint64 pageSize)
{
    constexpr int kStepPages = 2048;
    constexpr int kPasses = 4; ///< worth of steps before the copy is made in one
    const std::unique_ptr<sqlite3_backup, int (*)(sqlite3_backup *)> backup(
        sqlite3_backup_init(to.getHandle(), "main", from.getHandle(), "main"), sqlite3_backup_finish);
    const auto sqliteFailure = [&](int code) {
        Error error = sqliteError(code, path, QString::fromUtf8(sqlite3_errstr(code)));
        // The copy alone is written to.
        if (error.code == ErrorCode::DiskFull || error.code == ErrorCode::WriteFailed)
            error.subject = directoryOf(scratchPath);
        return failure(std::move(error));
    };
    if (!backup)
        return sqliteFailure(sqlite3_extended_errcode(to.getHandle()));
    // SQLite begins anew whenever somebody wrote meanwhile, and then looks no further than before after the step.
    qint64 steps = 0;
    qint64 patience = 1;
    int copied = 0;
    const auto giveUp = std::chrono::steady_clock::now() + 30s;
    while (true) {
        LIFEBOAT_TRY(control.checkpoint());
        const int code = sqlite3_backup_step(backup.get(), ++steps <= patience ? kStepPages : -1);
        if (code == SQLITE_DONE)
            return {};
        const bool isBusy = (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
        if (code != SQLITE_OK && (!isBusy || std::chrono::steady_clock::now() >= giveUp))
            return sqliteFailure(code);
        const int pages = sqlite3_backup_pagecount(backup.get());
        patience = kPasses * (pages / kStepPages + 1);
        const int reached = pages - sqlite3_backup_remaining(backup.get());
        control.progress().advance(std::max(reached - copied, 0) * pageSize);
        copied = std::max(copied, reached);
    }
}

} // namespace

Result<std::unique_ptr<FrozenDatabase>> FrozenDatabase::freeze(JobControl &control, FileSystem &fileSystem,
                                                               const QString &path, const QString &scratchPath)
{
    std::unique_ptr<FrozenDatabase> frozen(new FrozenDatabase);
    LIFEBOAT_ASSIGN(const bool pinned, frozen->pin(control, fileSystem, path));
    if (!pinned)
        LIFEBOAT_TRY(frozen->copy(control, fileSystem, path, scratchPath));
    LIFEBOAT_TRY(frozen->measure());
    return frozen;
}

FrozenDatabase::~FrozenDatabase()
{
    m_connection.reset();
    if (!m_scratchLock)
        return;
    (void)m_fileSystem->removeIfPresent(m_scratchPath);
    // The copy of a WAL database is one itself.
    for (const auto suffix : kSideSuffixes)
        (void)m_fileSystem->removeIfPresent(m_scratchPath + suffix);
}

Result<bool> FrozenDatabase::pin(JobControl &control, FileSystem &fileSystem, const QString &path)
{
    auto connection = Connection::open(path, Connection::Access::ReadWrite);
    if (!connection && connection.error().code == ErrorCode::PermissionDenied)
        connection = Connection::open(path, Connection::Access::ReadOnly);
    if (!connection)
        return failure(connection.error());
    m_connection = std::move(*connection);
    const auto read = m_connection->query(u"SELECT count(*) FROM sqlite_schema"_s);
    if (!read && read.error().code == ErrorCode::PermissionDenied)
        return openAtRest(fileSystem, path, read.error());
    LIFEBOAT_TRY(read);
    LIFEBOAT_ASSIGN(const QVariant mode, m_connection->query(u"PRAGMA journal_mode"_s));
    if (mode.toString() != "wal"_L1)
        return false;
    const auto commit = pinCommit(control, *m_connection);
    if (!commit)
        return commit.error().code == ErrorCode::DatabaseUnsupported ? Result<bool>(false) : failure(commit.error());
    if (!*commit)
        return false;
    if (!(*commit)->isBackfilled()) {
        LIFEBOAT_ASSIGN(const SqliteHeader header, m_connection->file().header());
        // SQLite's own name for it: beside the file that a link leads to.
        const char *walName = sqlite3_filename_wal(sqlite3_db_filename(m_connection->sqlite().getHandle(), "main"));
        LIFEBOAT_ASSIGN(m_overlay, WalOverlay::read(control, fileSystem, QFile::decodeName(walName), **commit, header.pageSize));
    }
    return true;
}

Result<bool> FrozenDatabase::openAtRest(FileSystem &fileSystem, const QString &path, const Error &refusal)
{
    LIFEBOAT_ASSIGN(const SqliteHeader header, m_connection->file().header());
    if (!header.walMode)
        return failure(refusal);
    m_fileSystem = &fileSystem;
    m_atRestLog = QFile::decodeName(sqlite3_filename_wal(sqlite3_db_filename(m_connection->sqlite().getHandle(), "main")));
    LIFEBOAT_ASSIGN(m_atRest, m_connection->file().info());
    m_connection.reset();
    if (const auto log = fileSystem.info(m_atRestLog); log && log->size > 0) {
        return failure(ErrorCode::PermissionDenied, path,
                       u"its write-ahead log holds commits, and the log's index (-shm) cannot be made"_s);
    }
    LIFEBOAT_ASSIGN(m_connection, Connection::open(path, Connection::Access::AtRest));
    return true;
}

Result<> FrozenDatabase::confirm() const
{
    if (m_atRestLog.isEmpty())
        return {};
    LIFEBOAT_ASSIGN(const FileInfo now, m_connection->file().info());
    const auto log = m_fileSystem->info(m_atRestLog);
    if (now.size != m_atRest.size || now.changedNs != m_atRest.changedNs || (log && log->size > 0))
        return failure(ErrorCode::DatabaseBusy, m_connection->file().path(), u"it was written to while it was read"_s);
    return {};
}

Result<> FrozenDatabase::copy(JobControl &control, FileSystem &fileSystem, const QString &path,
                              const QString &scratchPath)
{
    m_connection.reset();
    m_method = CaptureMethod::Backup;
    LIFEBOAT_ASSIGN(const auto source, Connection::open(path, Connection::Access::ReadOnly));
    LIFEBOAT_ASSIGN(const SqliteHeader header, source->file().header());
    LIFEBOAT_ASSIGN(const FileInfo about, source->file().info());
    control.progress().begin(Stage::Copying, about.size, 200);

    m_fileSystem = &fileSystem;
    m_scratchPath = scratchPath;
    LIFEBOAT_ASSIGN(m_scratchLock, fileSystem.createPart(scratchPath));
    try {
        SQLite::Database scratch(QFile::encodeName(scratchPath).toStdString(),
                                 SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLITE_OPEN_EXRESCODE);
        // Nobody else reads the copy, and a crash throws it away.
        scratch.exec("PRAGMA synchronous = OFF");
        scratch.exec("PRAGMA journal_mode = OFF");
        LIFEBOAT_TRY(backUp(control, source->sqlite(), scratch, path, scratchPath, header.pageSize));
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, scratchPath));
    }
    auto opened = Connection::open(scratchPath, Connection::Access::ReadOnly);
    if (!opened) {
        // A copy is as bad as what it was made from.
        opened.error().subject = path;
        return failure(opened.error());
    }
    m_connection = std::move(*opened);
    m_connection->reportAs(path);
    return beginReading(*m_connection);
}

Result<> FrozenDatabase::measure()
{
    LIFEBOAT_ASSIGN(const SqliteHeader header, m_connection->file().header());
    LIFEBOAT_ASSIGN(const QVariant pages, m_connection->query(u"PRAGMA page_count"_s));
    LIFEBOAT_ASSIGN(const FileInfo about, m_connection->file().info());
    m_pageSize = header.pageSize;
    m_pageCount = pages.toLongLong();
    const QString path = m_connection->file().path();
    if (m_pageCount < 1)
        return failure(ErrorCode::DatabaseEmpty, path);
    // With pages in the log the main file may be shorter than the commit it is part of, but not than it says itself.
    const qint64 counted = m_overlay.isEmpty() ? m_pageCount : std::min(header.pageCount, m_pageCount);
    for (qint64 page = about.size / m_pageSize + 1; page <= counted; ++page) {
        if (!m_overlay.contains(quint32(page))) {
            return failure(ErrorCode::DatabaseCorrupt, path,
                           u"%1 pages of %2 bytes need more than the file's %3"_s.arg(counted).arg(m_pageSize).arg(about.size));
        }
    }
    return {};
}

Result<> FrozenDatabase::readPages(qint64 offset, std::span<char> buffer) const
{
    LIFEBOAT_ASSIGN(const qint64 got, m_connection->file().readAt(offset, buffer));
    if (got != qint64(buffer.size())) {
        if (m_overlay.isEmpty())
            return failure(ErrorCode::DatabaseCorrupt, m_connection->file().path(), u"ends at %1"_s.arg(offset + got));
        // SQLite reads zeros beyond the end of the file: pages there are in the log, or free and never written.
        std::ranges::fill(buffer.subspan(size_t(got)), '\0');
    }
    return m_overlay.apply(quint32(offset / m_pageSize) + 1, buffer);
}

namespace {

/// A table and its name as it stands in the schema, which need not be UTF-8.
struct NamedTable {
    TableRows table;
    std::string name;
};

Result<std::vector<NamedTable>> namedTables(Connection &connection)
{
    std::vector<NamedTable> tables;
    try {
        SQLite::Statement names(connection.sqlite(),
                                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                                " AND name <> 'lifeboat_state' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name");
        while (names.executeStep()) {
            std::string name = names.getColumn(0).getString();
            tables.push_back({{QString::fromStdString(name), 0}, std::move(name)});
        }
        return tables;
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, connection.file().path()));
    }
}

Result<quint64> countRowsOf(Connection &connection, const std::string &table)
{
    std::string quoted = "\"";
    for (const char byte : table)
        quoted.append(byte == '"' ? 2 : 1, byte);
    try {
        SQLite::Statement count(connection.sqlite(), "SELECT count(*) FROM " + quoted + '"');
        count.executeStep();
        return quint64(count.getColumn(0).getInt64());
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, connection.file().path()));
    }
}

} // namespace

Result<QList<TableRows>> listTables(Connection &connection)
{
    LIFEBOAT_ASSIGN(const std::vector<NamedTable> named, namedTables(connection));
    QList<TableRows> tables;
    for (const NamedTable &one : named)
        tables.append(one.table);
    return tables;
}

Result<QList<TableRows>> countRows(JobControl &control, Connection &connection)
{
    LIFEBOAT_ASSIGN(const std::vector<NamedTable> named, namedTables(connection));
    QList<TableRows> tables;
    connection.interruptOn(control.stopToken());
    for (const NamedTable &one : named) {
        LIFEBOAT_TRY(control.checkpoint());
        tables.append(one.table);
        LIFEBOAT_ASSIGN(tables.last().rows, countRowsOf(connection, one.name));
    }
    connection.interruptOn({});
    return tables;
}

} // namespace lifeboat
