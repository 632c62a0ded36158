// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/livedatabase.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>
#include <QVariant>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using FileKey = std::pair<dev_t, ino_t>;

std::unexpected<Error> lastError(const QString &path)
{
    return failure(systemError(errno, ErrorCode::ReadFailed, path));
}

int compareBytes(void *, int firstSize, const void *first, int secondSize, const void *second)
{
    const int order = std::memcmp(first, second, size_t(std::min(firstSize, secondSize)));
    return order != 0 ? order : firstSize - secondSize;
}

/// SQLite opens what stands beside a database whatever it is, and waits at a FIFO for ever.
Result<> refuseOddSideFiles(const QString &path)
{
    const QString file = QFileInfo(path).canonicalFilePath();
    for (const auto suffix : {"-wal"_L1, "-journal"_L1, "-shm"_L1}) {
        struct stat status = {};
        if (::stat(QFile::encodeName(file + suffix).constData(), &status) == 0 && !S_ISREG(status.st_mode))
            return failure(ErrorCode::NotAFile, file + suffix);
    }
    return {};
}

} // namespace

struct LiveDatabase::Entry {
    FileKey key;
    std::vector<int> descriptors; ///< the first is read from; more only after a race between stat and open
    int users = 0;

    static std::mutex &mutex()
    {
        static std::mutex mutex;
        return mutex;
    }

    /// Open files of this process; guarded by mutex().
    static std::map<FileKey, std::unique_ptr<Entry>> &all()
    {
        static std::map<FileKey, std::unique_ptr<Entry>> entries;
        return entries;
    }
};

LiveDatabase::LiveDatabase(QString path, Entry *entry)
    : m_path(std::move(path))
    , m_entry(entry)
{
}

Result<LiveDatabase> LiveDatabase::open(const QString &path)
{
    const std::scoped_lock lock(Entry::mutex());
    auto &entries = Entry::all();
    const QByteArray name = QFile::encodeName(path);
    struct stat status = {};
    if (::stat(name.constData(), &status) != 0)
        return lastError(path);
    if (!S_ISREG(status.st_mode))
        return failure(ErrorCode::NotAFile, path);
    auto found = entries.find({status.st_dev, status.st_ino});
    if (found == entries.end()) {
        const int descriptor = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (descriptor < 0)
            return lastError(path);
        if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
            ::close(descriptor);
            return failure(ErrorCode::NotAFile, path);
        }
        const FileKey key{status.st_dev, status.st_ino};
        found = entries.try_emplace(key, std::make_unique<Entry>()).first;
        found->second->key = key;
        found->second->descriptors.push_back(descriptor);
    }
    ++found->second->users;
    return LiveDatabase(path, found->second.get());
}

bool LiveDatabase::isOpenHere(const QString &path)
{
    struct stat status = {};
    const std::scoped_lock lock(Entry::mutex());
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 && Entry::all().contains({status.st_dev, status.st_ino});
}

LiveDatabase::LiveDatabase(const LiveDatabase &other)
    : m_path(other.m_path)
    , m_entry(other.m_entry)
{
    const std::scoped_lock lock(Entry::mutex());
    if (m_entry)
        ++m_entry->users;
}

LiveDatabase::LiveDatabase(LiveDatabase &&other) noexcept
    : m_path(std::move(other.m_path))
    , m_entry(std::exchange(other.m_entry, nullptr))
{
}

LiveDatabase &LiveDatabase::operator=(LiveDatabase other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_entry, other.m_entry);
    return *this;
}

LiveDatabase::~LiveDatabase()
{
    if (!m_entry)
        return;
    const std::scoped_lock lock(Entry::mutex());
    if (--m_entry->users > 0)
        return;
    for (const int descriptor : m_entry->descriptors)
        ::close(descriptor);
    Entry::all().erase(FileKey(m_entry->key));
}

Result<qint64> LiveDatabase::readAt(qint64 offset, std::span<char> buffer) const
{
    size_t done = 0;
    while (done < buffer.size()) {
        const ssize_t got = ::pread(m_entry->descriptors.front(), buffer.data() + done, buffer.size() - done,
                                    offset + qint64(done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return lastError(m_path);
        if (got == 0)
            break;
        done += size_t(got);
    }
    return qint64(done);
}

Result<FileInfo> LiveDatabase::info() const
{
    struct stat status = {};
    if (::fstat(m_entry->descriptors.front(), &status) != 0)
        return lastError(m_path);
    FileInfo about;
    about.name = fileNameOf(m_path);
    about.size = status.st_size;
    about.modifiedNs = qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
    about.changedNs = qint64(status.st_ctim.tv_sec) * 1'000'000'000 + status.st_ctim.tv_nsec;
    about.device = status.st_dev;
    about.inode = status.st_ino;
    about.links = status.st_nlink;
    about.access = {.mode = status.st_mode & 07777u, .owner = status.st_uid, .group = status.st_gid};
    about.isFile = true;
    return about;
}

Result<SqliteHeader> LiveDatabase::header() const
{
    std::array<char, 4096> start = {};
    LIFEBOAT_ASSIGN(const qint64 got, readAt(0, start));
    LIFEBOAT_ASSIGN(const FileInfo about, info());
    return readSqliteHeader({start.data(), size_t(got)}, about.size, m_path);
}

Connection::Connection(LiveDatabase file, SQLite::Database sqlite)
    : m_file(std::move(file))
    , m_sqlite(std::move(sqlite))
{
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &path, Access access,
                                                     std::chrono::milliseconds busyTimeout)
{
    LIFEBOAT_ASSIGN(LiveDatabase file, LiveDatabase::open(path));
    LIFEBOAT_TRY(file.header());
    LIFEBOAT_TRY(refuseOddSideFiles(path));
    const int flags = access == Access::ReadWrite ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY;
    std::string name = QFile::encodeName(path).toStdString();
    int more = SQLITE_OPEN_EXRESCODE;
    if (access == Access::AtRest) {
        QUrl uri = QUrl::fromLocalFile(QFileInfo(path).canonicalFilePath());
        uri.setQuery(u"immutable=1"_s);
        name = uri.toEncoded().toStdString();
        more |= SQLITE_OPEN_URI;
    }
    try {
        SQLite::Database sqlite(name, flags | more);
        // Between our opening and SQLite's the name may have come to stand for another file.
        LIFEBOAT_ASSIGN(const FileInfo ours, file.info());
        struct stat named = {};
        if (::stat(QFile::encodeName(path).constData(), &named) != 0 || named.st_dev != ours.device || named.st_ino != ours.inode)
            return failure(ErrorCode::DatabaseBusy, path, u"it was replaced while it was opened"_s);
        // The last connection to close folds the log into the database; to look is not to change.
        struct stat log = {};
        const char *logName = sqlite3_filename_wal(sqlite3_db_filename(sqlite.getHandle(), "main"));
        if (logName && ::stat(logName, &log) == 0)
            sqlite3_db_config(sqlite.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        std::unique_ptr<Connection> connection(new Connection(std::move(file), std::move(sqlite)));
        connection->allowUnknownCollations();
        connection->waitForLocks(busyTimeout);
        return connection;
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, path));
    }
}

void Connection::waitForLocks(std::chrono::milliseconds atMost)
{
    m_busyTimeout = atMost;
    // SQLite's own handler soon looks only every tenth of a second, and a writer without a pause is always there then.
    sqlite3_busy_handler(
        m_sqlite.getHandle(),
        [](void *self, int looks) {
            auto *waiting = static_cast<Connection *>(self);
            const auto now = std::chrono::steady_clock::now();
            if (looks == 0)
                waiting->m_waitingSince = now;
            if (waiting->m_stop.stop_requested() || now - waiting->m_waitingSince >= waiting->m_busyTimeout)
                return 0;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return 1;
        },
        this);
}

void Connection::allowUnknownCollations()
{
    sqlite3_collation_needed(m_sqlite.getHandle(), this, [](void *self, sqlite3 *needing, int, const char *name) {
        static_cast<Connection *>(self)->m_metUnknownCollation = true;
        sqlite3_create_collation(needing, name, SQLITE_UTF8, nullptr, compareBytes);
    });
}

Result<QVariant> Connection::query(const QString &sql)
{
    try {
        SQLite::Statement statement(m_sqlite, sql.toStdString());
        if (!statement.executeStep() || statement.getColumnCount() < 1)
            return QVariant();
        const SQLite::Column column = statement.getColumn(0);
        switch (column.getType()) {
        case SQLITE_INTEGER:
            return QVariant(qint64(column.getInt64()));
        case SQLITE_FLOAT:
            return QVariant(column.getDouble());
        case SQLITE_NULL:
            return QVariant::fromValue(nullptr);
        case SQLITE_BLOB:
            return QVariant(QByteArray(static_cast<const char *>(column.getBlob()), column.getBytes()));
        default:
            return QVariant(QString::fromUtf8(column.getText(), column.getBytes()));
        }
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, m_file.path()));
    }
}

Result<> Connection::execute(const QString &sql)
{
    try {
        m_sqlite.exec(sql.toStdString());
        return {};
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, m_file.path()));
    }
}

void Connection::interruptOn(std::stop_token stop)
{
    m_stop = std::move(stop);
    constexpr int kStepsBetweenLooks = 10'000;
    const auto look = [](void *self) { return int(static_cast<Connection *>(self)->m_stop.stop_requested()); };
    sqlite3_progress_handler(m_sqlite.getHandle(), m_stop.stop_possible() ? kStepsBetweenLooks : 0, look, this);
}

Error sqliteError(const SQLite::Exception &exception, const QString &subject)
{
    return sqliteError(exception.getExtendedErrorCode(), subject, QString::fromUtf8(exception.what()));
}

QString quotedIdentifier(QString name)
{
    return u'"' + name.replace(u"\""_s, u"\"\""_s) + u'"';
}

Error sqliteError(int code, const QString &subject, const QString &message)
{
    const auto with = [&](ErrorCode meaning) { return Error{meaning, subject, message}; };
    switch (code) {
    case SQLITE_IOERR_CORRUPTFS:
    case SQLITE_IOERR_DATA:
        return with(ErrorCode::DatabaseCorrupt);
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
        return with(ErrorCode::WriteFailed);
    case SQLITE_IOERR_NOMEM:
        return with(ErrorCode::Unexpected);
    case SQLITE_CANTOPEN_ISDIR:
        return with(ErrorCode::NotAFile);
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return with(ErrorCode::DatabaseBusy);
    case SQLITE_CORRUPT:
        return with(ErrorCode::DatabaseCorrupt);
    case SQLITE_NOTADB:
        return with(ErrorCode::DatabaseEncrypted);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN: // the database itself was opened before SQLite was asked: a side file could not be
        return with(ErrorCode::PermissionDenied);
    case SQLITE_FULL:
        return with(ErrorCode::DiskFull);
    case SQLITE_IOERR:
        return with(ErrorCode::ReadFailed);
    case SQLITE_NOMEM:
        return with(ErrorCode::Unexpected);
    case SQLITE_INTERRUPT:
        return with(ErrorCode::Canceled);
    default:
        return with(ErrorCode::QueryFailed);
    }
}

} // namespace lifeboat
