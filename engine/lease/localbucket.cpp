// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/localbucket.h"

#include "engine/base/paths.h"
#include "engine/base/pause.h"
#include "engine/state/sqliteguard.h"

#include <QFile>
#include <QTimeZone>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr milliseconds kPatience(5'000);

/// How long other processes' writes may go unnoticed; each look costs a few microseconds.
constexpr milliseconds kPause(20);

constexpr int kToldAtOnce = 1000;
constexpr auto kColumns = "SELECT revision, key, value, time FROM records ";

/// Changes whenever the machine starts anew, and its steady clock with it.
std::string bootId()
{
    QFile file(u"/proc/sys/kernel/random/boot_id"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toStdString() : std::string();
}

/// A new file counts on from the time in milliseconds: above every revision, and so every token, of one that stood there before,
/// unless the clock was set back.
Result<> makeOrCheck(SQLite::Database &database, const QDateTime &now)
{
    if (database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0) {
        database.exec("CREATE TABLE lifeboat_bucket (key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
                      "CREATE TABLE records (revision INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL,"
                      " value BLOB NOT NULL, time INTEGER NOT NULL);"
                      "CREATE INDEX records_key ON records (key, revision);"
                      "INSERT INTO lifeboat_bucket VALUES ('version', 1)");
        SQLite::Statement first(database, "INSERT INTO sqlite_sequence VALUES ('records', ?)");
        first.bind(1, int64_t(now.toMSecsSinceEpoch()));
        first.exec();
        return {};
    }
    if (!database.tableExists("lifeboat_bucket") || !database.tableExists("records"))
        return failure(ErrorCode::DatabaseUnsupported, {}, u"not a bucket of leases"_s);
    SQLite::Statement version(database, "SELECT value FROM lifeboat_bucket WHERE key = 'version'");
    if (!version.executeStep() || version.getColumn(0).getInt() != 1)
        return failure(ErrorCode::DatabaseUnsupported, {}, u"a bucket of another version"_s);
    return {};
}

/// What nobody mends while nodes use it.
template <typename T> Result<T> ofLeases(Result<T> done)
{
    if (done || !(isContentLost(done.error().code) || done.error().code == ErrorCode::DatabaseEmpty))
        return done;
    const Error &error = done.error();
    return failure(ErrorCode::LeasesLost, error.subject, error.detail.isEmpty() ? codeName(error.code) : error.detail);
}

KeyValueRecord recordOf(SQLite::Statement &row)
{
    return {QString::fromStdString(row.getColumn(1).getString()),
            QByteArray(static_cast<const char *>(row.getColumn(2).getBlob()), row.getColumn(2).getBytes()),
            quint64(row.getColumn(0).getInt64()),
            QDateTime::fromMSecsSinceEpoch(row.getColumn(3).getInt64(), QTimeZone::UTC)};
}

} // namespace

class LocalWatch final : public KeyValueWatch
{
public:
    LocalWatch(LocalBucket &bucket, const QString &prefix, quint64 after)
        : m_bucket(bucket)
        , m_prefix(prefix)
        , m_after(after)
    {
    }

    Result<QList<KeyValueRecord>> next(milliseconds timeout, std::stop_token stop) override
    {
        const auto until = std::chrono::steady_clock::now() + timeout;
        for (;;) {
            LIFEBOAT_ASSIGN(auto found, m_bucket.after(m_prefix, m_after, m_after));
            if (!found.isEmpty() || stop.stop_requested() || std::chrono::steady_clock::now() >= until)
                return found;
            pause(stop, kPause);
        }
    }

private:
    LocalBucket &m_bucket;
    const QString m_prefix;
    quint64 m_after;
};

LocalBucket::LocalBucket(QString path, const Clock &clock)
    : m_path(std::move(path))
    , m_clock(clock)
{
}

Result<std::unique_ptr<LocalBucket>> LocalBucket::open(const QString &path, const Clock &clock)
{
    std::unique_ptr<LocalBucket> bucket(new LocalBucket(path, clock));
    LIFEBOAT_TRY(bucket->connect(IfMissing::Make));
    return bucket;
}

Result<> LocalBucket::connect(IfMissing missing)
{
    return ofLeases(connectAnew(missing));
}

Result<> LocalBucket::connectAnew(IfMissing missing)
{
    if (!QFile::exists(directoryOf(m_path)))
        return failure(ErrorCode::DirectoryMissing, directoryOf(m_path));
    if (missing == IfMissing::Refuse && !QFile::exists(m_path))
        return failure(ErrorCode::LeasesLost, m_path, u"removed while it was in use"_s);
    m_connection.reset();
    m_place = {};
    const Result<> made = guarded(m_path, [&]() -> Result<> {
        SQLite::Database database(QFile::encodeName(m_path).toStdString(),
                                  SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLITE_OPEN_EXRESCODE,
                                  int(kPatience.count()));
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        if (auto checked = makeOrCheck(database, m_clock.utcNow()); !checked)
            return failure(checked.error().code, m_path, checked.error().detail);
        transaction.commit();
        database.exec("PRAGMA journal_mode = WAL");
        return {};
    });
    if (!made && made.error().code != ErrorCode::DatabaseEncrypted)
        return failure(made.error());
    // Says better than SQLite what a file is that is no database.
    LIFEBOAT_ASSIGN(m_connection, Connection::open(m_path, Connection::Access::ReadWrite, kPatience));
    LIFEBOAT_TRY(made);
    LIFEBOAT_TRY(m_connection->execute(u"PRAGMA synchronous = FULL"_s));
    LIFEBOAT_TRY(anchorTime());
    LIFEBOAT_ASSIGN(m_place, DatabasePlace::of(*m_connection));
    return {};
}

Result<> LocalBucket::checkPlace()
{
    return m_connection && m_place.isStill() ? Result<>() : connect(IfMissing::Refuse);
}

template <typename Work> auto LocalBucket::alone(Work &&work) -> decltype(work(std::declval<SQLite::Database &>()))
{
    const std::scoped_lock lock(m_mutex);
    LIFEBOAT_TRY(checkPlace());
    return ofLeases(guarded(m_path, [&] { return work(m_connection->sqlite()); }));
}

Result<> LocalBucket::anchorTime()
{
    return guarded(m_path, [&]() -> Result<> {
        SQLite::Database &database = m_connection->sqlite();
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement known(database, "SELECT (SELECT value FROM lifeboat_bucket WHERE key = 'boot'),"
                                          " (SELECT value FROM lifeboat_bucket WHERE key = 'wall'),"
                                          " (SELECT value FROM lifeboat_bucket WHERE key = 'steady'),"
                                          " (SELECT max(time) FROM records)");
        known.executeStep();
        const std::string boot = bootId();
        if (!known.getColumn(0).isNull() && known.getColumn(0).getString() == boot) {
            m_anchor = QDateTime::fromMSecsSinceEpoch(known.getColumn(1).getInt64(), QTimeZone::UTC);
            m_anchorSteady = nanoseconds(known.getColumn(2).getInt64());
            return {};
        }
        const qint64 wall = std::max<qint64>(m_clock.utcNow().toMSecsSinceEpoch(), known.getColumn(3).getInt64());
        m_anchor = QDateTime::fromMSecsSinceEpoch(wall, QTimeZone::UTC);
        m_anchorSteady = m_clock.steadyNow();
        const auto note = [&database](const char *key, const auto &value) {
            SQLite::Statement set(database, "INSERT OR REPLACE INTO lifeboat_bucket VALUES (?, ?)");
            set.bind(1, key);
            set.bind(2, value);
            set.exec();
        };
        note("boot", boot);
        note("wall", int64_t(wall));
        note("steady", int64_t(m_anchorSteady.count()));
        transaction.commit();
        return {};
    });
}

QDateTime LocalBucket::now() const
{
    return m_anchor.addDuration(std::chrono::duration_cast<milliseconds>(m_clock.steadyNow() - m_anchorSteady));
}

Result<std::optional<KeyValueRecord>> LocalBucket::get(const QString &key)
{
    return alone([&](SQLite::Database &database) -> Result<std::optional<KeyValueRecord>> {
        SQLite::Statement select(database,
                                 std::string(kColumns) + "WHERE key = ? ORDER BY revision DESC LIMIT 1");
        select.bind(1, key.toStdString());
        if (!select.executeStep())
            return std::nullopt;
        return recordOf(select);
    });
}

Result<KeyValueRecord> LocalBucket::put(const QString &key, const QByteArray &value, quint64 seen)
{
    LIFEBOAT_TRY(checkPut(key, value));
    return alone([&](SQLite::Database &database) -> Result<KeyValueRecord> {
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement newest(database, "SELECT coalesce(max(revision), 0) FROM records WHERE key = ?");
        newest.bind(1, key.toStdString());
        newest.executeStep();
        if (quint64(newest.getColumn(0).getInt64()) != seen)
            return failure(ErrorCode::RevisionDiffers, key);
        KeyValueRecord record{key, value, 0, now()};
        SQLite::Statement insert(database, "INSERT INTO records (key, value, time) VALUES (?, ?, ?)");
        insert.bind(1, key.toStdString());
        insert.bind(2, value.constData(), int(value.size()));
        insert.bind(3, int64_t(record.time.toMSecsSinceEpoch()));
        insert.exec();
        record.revision = quint64(database.getLastInsertRowid());
        SQLite::Statement trim(database, "DELETE FROM records WHERE key = ? AND revision <="
                                         " (SELECT revision FROM records WHERE key = ?"
                                         "  ORDER BY revision DESC LIMIT 1 OFFSET ?)");
        trim.bind(1, key.toStdString());
        trim.bind(2, key.toStdString());
        trim.bind(3, kHistory);
        trim.exec();
        transaction.commit();
        return record;
    });
}

Result<QList<KeyValueRecord>> LocalBucket::list(const QString &prefix)
{
    return alone([&](SQLite::Database &database) -> Result<QList<KeyValueRecord>> {
        SQLite::Statement select(database,
                                 std::string(kColumns)
                                     + "WHERE revision IN (SELECT max(revision) FROM records"
                                       " WHERE substr(key, 1, ?) = ? GROUP BY key) ORDER BY key");
        select.bind(1, int(prefix.size()));
        select.bind(2, prefix.toStdString());
        QList<KeyValueRecord> found;
        while (select.executeStep())
            found.append(recordOf(select));
        return found;
    });
}

Result<QList<KeyValueRecord>> LocalBucket::after(const QString &prefix, quint64 revision, quint64 &last)
{
    return alone([&](SQLite::Database &database) -> Result<QList<KeyValueRecord>> {
        SQLite::Statement select(database,
                                 std::string(kColumns)
                                     + "WHERE revision > ? AND substr(key, 1, ?) = ? ORDER BY revision LIMIT ?");
        select.bind(1, int64_t(revision));
        select.bind(2, int(prefix.size()));
        select.bind(3, prefix.toStdString());
        select.bind(4, kToldAtOnce);
        QList<KeyValueRecord> found;
        while (select.executeStep())
            found.append(recordOf(select));
        if (!found.isEmpty())
            last = found.last().revision;
        return found;
    });
}

Result<std::unique_ptr<KeyValueWatch>> LocalBucket::watch(const QString &prefix, quint64 after)
{
    return std::make_unique<LocalWatch>(*this, prefix, after);
}

Result<BucketTime> LocalBucket::time()
{
    const std::scoped_lock lock(m_mutex);
    return BucketTime{now()};
}

} // namespace lifeboat
