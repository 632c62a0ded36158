// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/databaseusers.h"
#include "engine/state/livedatabase.h"
#include "tests/support/childprocess.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <QVariant>
#include <SQLiteCpp/SQLiteCpp.h>
#include <atomic>
#include <sqlite3.h>
#include <sys/stat.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_LiveDatabase final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opening();
    void rawReadsKeepLocks_data();
    void rawReadsKeepLocks();
    void secondConnectionKeepsLocks();
    void copiesAndMoves();
    void renamedFileIsAnotherFile();
    void manyThreads();
    void queries();
    void interrupts();
    void writerWithoutPause();
    void oddSideFiles_data();
    void oddSideFiles();
    void busyCodes_data();
    void busyCodes();
    void users();
};

namespace {

QString probe(const QString &path)
{
    return ChildProcess(u"probe"_s, {path}).nextLine();
}

} // namespace

void tst_LiveDatabase::opening()
{
    const Workspace space;
    EXPECT_ERROR(LiveDatabase::open(space.path(u"none"_s)), ErrorCode::NotFound);
    EXPECT_ERROR(LiveDatabase::open(space.path()), ErrorCode::NotAFile);
    space.write(u"text"_s, QByteArray(4096, 'x'));
    EXPECT_ERROR(Connection::open(space.path(u"text"_s), Connection::Access::ReadOnly), ErrorCode::NotADatabase);
    space.write(u"empty"_s, {});
    EXPECT_ERROR(Connection::open(space.path(u"empty"_s), Connection::Access::ReadWrite), ErrorCode::DatabaseEmpty);
    EXPECT_ERROR(Connection::open(space.path(u"none"_s), Connection::Access::ReadWrite), ErrorCode::NotFound);
    QCOMPARE(space.names(), QStringList({u"empty"_s, u"text"_s}));
}

void tst_LiveDatabase::rawReadsKeepLocks_data()
{
    QTest::addColumn<bool>("wal");
    QTest::newRow("WAL") << true;
    QTest::newRow("rollback journal") << false;
}

/// Closing any descriptor of a file drops all of the process's POSIX locks on it. Only another process can see them.
void tst_LiveDatabase::rawReadsKeepLocks()
{
    QFETCH(const bool, wal);
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.wal = wal, .position = {}, .marker = {}});
    const auto connection = ok(Connection::open(path, Connection::Access::ReadWrite));
    ok(connection->execute(u"BEGIN EXCLUSIVE"_s));
    QCOMPARE(probe(path), u"busy"_s);
    for (int i = 0; i < 3; ++i) {
        const LiveDatabase raw = ok(LiveDatabase::open(path));
        std::array<char, 100> start = {};
        QCOMPARE(ok(raw.readAt(0, start)), 100);
        ok(raw.header());
    }
    QCOMPARE(probe(path), u"busy"_s);
    ok(connection->execute(u"ROLLBACK"_s));
    QCOMPARE(probe(path), u"free"_s);
}

void tst_LiveDatabase::secondConnectionKeepsLocks()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.wal = false, .position = {}, .marker = {}});
    const auto connection = ok(Connection::open(path, Connection::Access::ReadWrite));
    ok(connection->execute(u"BEGIN IMMEDIATE"_s));
    {
        const auto other = ok(Connection::open(path, Connection::Access::ReadOnly));
        ok(other->query(u"SELECT count(*) FROM accounts"_s));
    }
    QCOMPARE(probe(path), u"busy"_s);
}

void tst_LiveDatabase::copiesAndMoves()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.wal = false, .position = {}, .marker = {}});
    LiveDatabase first = ok(LiveDatabase::open(path));
    {
        const LiveDatabase copy = first;
        LiveDatabase moved = std::move(first);
        first = copy;
        LiveDatabase other = ok(LiveDatabase::open(path));
        other = moved;
        QCOMPARE(other.path(), path);
    }
    std::array<char, 16> start = {};
    QCOMPARE(ok(first.readAt(0, start)), 16);
    QCOMPARE(QByteArrayView(start.data()), "SQLite format 3");
    QCOMPARE(ok(first.info()).size, readFile(path).size());
}

/// The registry goes by file, not by name.
void tst_LiveDatabase::renamedFileIsAnotherFile()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.pageSize = 512, .position = {}, .marker = {}});
    const LiveDatabase before = ok(LiveDatabase::open(path));
    QVERIFY(QFile::rename(path, space.path(u"b.db"_s)));
    makeDatabase(path, {.pageSize = 8192, .position = {}, .marker = {}});
    const LiveDatabase after = ok(LiveDatabase::open(path));
    QCOMPARE(ok(before.header()).pageSize, 512);
    QCOMPARE(ok(after.header()).pageSize, 8192);
    QCOMPARE(ok(ok(LiveDatabase::open(space.path(u"b.db"_s))).header()).pageSize, 512);
}

void tst_LiveDatabase::manyThreads()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.wal = false, .position = {}, .marker = {}});
    const auto connection = ok(Connection::open(path, Connection::Access::ReadWrite));
    ok(connection->execute(u"BEGIN IMMEDIATE"_s));
    std::atomic<int> bad = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                for (int round = 0; round < 300; ++round) {
                    const auto raw = LiveDatabase::open(path);
                    bad += !raw || !raw->header();
                }
            });
        }
    }
    QCOMPARE(bad, 0);
    QCOMPARE(probe(path), u"busy"_s);
}

void tst_LiveDatabase::queries()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path);
    const auto connection = ok(Connection::open(path, Connection::Access::ReadWrite));
    QCOMPARE(ok(connection->query(u"SELECT 7"_s)), QVariant(qint64(7)));
    QCOMPARE(ok(connection->query(u"SELECT 1.5"_s)), QVariant(1.5));
    QCOMPARE(ok(connection->query(u"SELECT 'ä' || char(0) || 'b'"_s)).toString(), u"ä\0b"_s);
    QCOMPARE(ok(connection->query(u"SELECT x'00ff'"_s)), QVariant(QByteArray("\0\xff", 2)));
    QVERIFY(ok(connection->query(u"SELECT NULL"_s)).isValid());
    QVERIFY(ok(connection->query(u"SELECT NULL"_s)).isNull());
    QVERIFY(!ok(connection->query(u"SELECT 1 WHERE 0"_s)).isValid());
    EXPECT_ERROR(connection->query(u"SELECT nonsense"_s), ErrorCode::QueryFailed);
    EXPECT_ERROR(connection->query(u"SELEC"_s), ErrorCode::QueryFailed);
    EXPECT_ERROR(connection->execute(u"CREATE TABLE accounts (x)"_s), ErrorCode::QueryFailed);
    const auto reading = ok(Connection::open(path, Connection::Access::ReadOnly));
    EXPECT_ERROR(reading->execute(u"DELETE FROM accounts"_s), ErrorCode::PermissionDenied);
}

void tst_LiveDatabase::interrupts()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path);
    const auto connection = ok(Connection::open(path, Connection::Access::ReadOnly));
    const QString endless = u"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"_s;
    std::stop_source stop;
    connection->interruptOn(stop.get_token());
    std::jthread stopper([&] { stop.request_stop(); });
    EXPECT_ERROR(connection->query(endless), ErrorCode::Canceled);
    connection->interruptOn({});
    QCOMPARE(ok(connection->query(u"SELECT count(*) FROM accounts"_s)), QVariant(qint64(100)));
}

/// Who looks seldom never finds a moment between the commits of a busy writer.
void tst_LiveDatabase::writerWithoutPause()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.wal = false, .position = {}, .marker = {}});
    std::atomic<int> commits = 0;
    const std::jthread writer([&](const std::stop_token &stop) {
        SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE, 20'000);
        for (; !stop.stop_requested(); ++commits)
            database.exec("BEGIN IMMEDIATE; UPDATE accounts SET balance = balance + 1; COMMIT");
    });
    const auto connection = ok(Connection::open(path, Connection::Access::ReadOnly));
    for (int read = 0; read < 40; ++read) {
        // So that it is met in the midst of its work every time.
        for (const int before = commits; commits == before;)
            std::this_thread::yield();
        ok(connection->query(u"SELECT count(*) FROM accounts"_s));
    }
}

void tst_LiveDatabase::oddSideFiles_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<bool>("fifo");
    for (const QString &suffix : {u"-wal"_s, u"-journal"_s, u"-shm"_s}) {
        QTest::newRow(qPrintable(u"FIFO "_s + suffix)) << suffix << true;
        QTest::newRow(qPrintable(u"directory "_s + suffix)) << suffix << false;
    }
}

/// SQLite would open them, and wait at a FIFO for ever.
void tst_LiveDatabase::oddSideFiles()
{
    QFETCH(const QString, suffix);
    QFETCH(const bool, fifo);
    const Workspace space;
    makeDatabase(space.path(u"a.db"_s));
    QVERIFY(QFile::link(space.path(u"a.db"_s), space.path(u"b.db"_s)));
    const QString side = space.path(u"a.db"_s) + suffix;
    QCOMPARE(fifo ? ::mkfifo(qPrintable(side), 0600) : ::mkdir(qPrintable(side), 0700), 0);
    const QStringList names = space.names();
    for (const QString &name : {u"a.db"_s, u"b.db"_s}) {
        const auto connection = Connection::open(space.path(name), Connection::Access::ReadWrite);
        EXPECT_ERROR(connection, ErrorCode::NotAFile);
        QCOMPARE(connection.error().subject, side);
    }
    QCOMPARE(space.names(), names);
}

void tst_LiveDatabase::busyCodes_data()
{
    QTest::addColumn<int>("sqlite");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("busy") << SQLITE_BUSY << ErrorCode::DatabaseBusy;
    QTest::newRow("busy snapshot") << SQLITE_BUSY_SNAPSHOT << ErrorCode::DatabaseBusy;
    QTest::newRow("locked") << SQLITE_LOCKED << ErrorCode::DatabaseBusy;
    QTest::newRow("corrupt") << SQLITE_CORRUPT << ErrorCode::DatabaseCorrupt;
    QTest::newRow("corrupt file system") << SQLITE_IOERR_CORRUPTFS << ErrorCode::DatabaseCorrupt;
    QTest::newRow("not a database") << SQLITE_NOTADB << ErrorCode::DatabaseEncrypted;
    QTest::newRow("read only") << SQLITE_READONLY << ErrorCode::PermissionDenied;
    QTest::newRow("cannot open") << SQLITE_CANTOPEN << ErrorCode::PermissionDenied;
    QTest::newRow("full") << SQLITE_FULL << ErrorCode::DiskFull;
    QTest::newRow("io") << SQLITE_IOERR_READ << ErrorCode::ReadFailed;
    QTest::newRow("interrupt") << SQLITE_INTERRUPT << ErrorCode::Canceled;
    QTest::newRow("error") << SQLITE_ERROR << ErrorCode::QueryFailed;
}

void tst_LiveDatabase::busyCodes()
{
    QFETCH(const int, sqlite);
    QFETCH(const ErrorCode, code);
    QCOMPARE(codeName(sqliteError(sqlite, u"a.db"_s, {}).code), codeName(code));
}

void tst_LiveDatabase::users()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path);
    const LiveDatabase own = ok(LiveDatabase::open(path));
    QCOMPARE(usersOf(path).size(), 0);
    QCOMPARE(usersOf(space.path(u"none"_s)).size(), 0);
    QCOMPARE(describe({}), QString());
    ChildProcess holder(u"hold"_s, {path, u"idle"_s});
    QCOMPARE(holder.nextLine(), u"ready"_s);
    const QList<DatabaseUser> users = usersOf(path);
    QCOMPARE(users.size(), 1);
    QVERIFY(users[0].pid > 0);
    QVERIFY2(users[0].program.startsWith("tst_livedatab"_L1), qPrintable(users[0].program));
    QCOMPARE(describe(users), u"%1 (process %2)"_s.arg(users[0].program).arg(users[0].pid));
    QCOMPARE(holder.finish(), 0);
    QCOMPARE(usersOf(path).size(), 0);
}

LIFEBOAT_TEST_MAIN(tst_LiveDatabase)
#include "tst_livedatabase.moc"
