// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/state/exclusivehold.h"
#include "tests/support/childprocess.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_ExclusiveHold final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsOthersOut_data();
    void keepsOthersOut();
    void foldsTheWalIn();
    void rollsAHotJournalBack();
    void outlastsRenames();
    void inUse_data();
    void inUse();
    void inUseByThisProcess_data();
    void inUseByThisProcess();
    void damaged_data();
    void damaged();
    void missing();

private:
    PosixFileSystem m_fileSystem;
};

namespace {

QString probe(const QString &path)
{
    return ChildProcess(u"probe"_s, {path}).nextLine();
}

} // namespace

void tst_ExclusiveHold::keepsOthersOut_data()
{
    QTest::addColumn<bool>("wal");
    QTest::newRow("WAL") << true;
    QTest::newRow("rollback journal") << false;
}

void tst_ExclusiveHold::keepsOthersOut()
{
    QFETCH(const bool, wal);
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.wal = wal, .position = {}, .marker = u"m"_s});
    auto hold = ok(ExclusiveHold::take(m_fileSystem, path));
    QCOMPARE(probe(path), u"busy"_s);
    QCOMPARE(space.names(), QStringList{u"a.db"_s});
    EXPECT_ERROR(ExclusiveHold::take(m_fileSystem, path), ErrorCode::TargetInUse);
    hold.reset();
    QCOMPARE(probe(path), u"free"_s);
    QCOMPARE(contentOf(path).marker, u"m"_s);
    QCOMPARE(space.names(), QStringList{u"a.db"_s});
}

/// The last commits of a killed program are in its -wal only: they belong to the state.
void tst_ExclusiveHold::foldsTheWalIn()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.keepWal = true, .position = {}, .marker = u"in the WAL"_s});
    QVERIFY(QFileInfo(path + u"-wal"_s).size() > 0);
    ok(ExclusiveHold::take(m_fileSystem, path));
    QCOMPARE(space.names(), QStringList{u"a.db"_s});
    QCOMPARE(contentOf(path).marker, u"in the WAL"_s);
    QCOMPARE(contentOf(path).integrity, u"ok"_s);
}

void tst_ExclusiveHold::rollsAHotJournalBack()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.wal = false, .position = {}, .marker = u"before"_s});
    {
        SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA cache_size = 1; BEGIN; UPDATE accounts SET balance = 0; UPDATE notes SET text = 'half done';"
                      "CREATE TABLE more AS SELECT a.* FROM accounts a, accounts b");
        QVERIFY(QFile::copy(path, space.path(u"b.db"_s)));
        QVERIFY(QFile::copy(path + u"-journal"_s, space.path(u"b.db-journal"_s)));
    }
    ok(ExclusiveHold::take(m_fileSystem, space.path(u"b.db"_s)));
    QVERIFY(!space.exists(u"b.db-journal"_s));
    QCOMPARE(contentOf(space.path(u"b.db"_s)), contentOf(path));
    QCOMPARE(contentOf(path).marker, u"before"_s);
}

void tst_ExclusiveHold::outlastsRenames()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path);
    const auto hold = ok(ExclusiveHold::take(m_fileSystem, path));
    QVERIFY(QFile::rename(path, space.path(u"b.db"_s)));
    QCOMPARE(probe(space.path(u"b.db"_s)), u"busy"_s);
    makeDatabase(path, {.position = {}, .marker = u"new"_s});
    QCOMPARE(probe(path), u"free"_s);
}

void tst_ExclusiveHold::inUse_data()
{
    QTest::addColumn<bool>("wal");
    QTest::addColumn<QString>("how");
    for (const bool wal : {true, false}) {
        for (const char *how : {"idle", "read", "write"})
            QTest::addRow("%s, %s", wal ? "WAL" : "rollback journal", how) << wal << QString::fromLatin1(how);
    }
}

void tst_ExclusiveHold::inUse()
{
    QFETCH(const bool, wal);
    QFETCH(const QString, how);
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.wal = wal, .position = {}, .marker = u"m"_s});
    ChildProcess holder(u"hold"_s, {path, how});
    QCOMPARE(holder.nextLine(), u"ready"_s);
    const QStringList before = space.names();
    const auto outcome = ExclusiveHold::take(m_fileSystem, path);
    EXPECT_ERROR(outcome, ErrorCode::TargetInUse);
    QVERIFY2(outcome.error().detail.contains("process"_L1), qPrintable(outcome.error().detail));
    QCOMPARE(space.names(), before);
    QCOMPARE(holder.finish(), 0);
    ok(ExclusiveHold::take(m_fileSystem, path));
    QCOMPARE(contentOf(path).marker, u"m"_s);
}

void tst_ExclusiveHold::inUseByThisProcess_data()
{
    keepsOthersOut_data();
}

/// A console that has the database open for looking must not pull it away from under itself.
void tst_ExclusiveHold::inUseByThisProcess()
{
    QFETCH(const bool, wal);
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.wal = wal, .position = {}, .marker = u"m"_s});
    auto connection = ok(Connection::open(path, Connection::Access::ReadOnly));
    ok(connection->query(u"SELECT count(*) FROM accounts"_s));
    EXPECT_ERROR(ExclusiveHold::take(m_fileSystem, path), ErrorCode::TargetInUse);
    connection.reset();
    ok(ExclusiveHold::take(m_fileSystem, path));
}

void tst_ExclusiveHold::damaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const Workspace space;
    makeDatabase(space.path(u"a.db"_s));
    const QByteArray good = space.read(u"a.db"_s);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("not a database");
    QTest::newRow("half a header") << good.first(50);
    QTest::newRow("first page garbled") << QByteArray(good).replace(100, 3000, QByteArray(3000, '\xff'));
    QTest::newRow("future version") << QByteArray(good).replace(18, 2, "\x09\x09");
}

void tst_ExclusiveHold::damaged()
{
    QFETCH(const QByteArray, bytes);
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    space.write(u"a.db"_s, bytes);
    const auto hold = ok(ExclusiveHold::take(m_fileSystem, path));
    QCOMPARE(space.read(u"a.db"_s), bytes);
}

void tst_ExclusiveHold::missing()
{
    const Workspace space;
    EXPECT_ERROR(ExclusiveHold::take(m_fileSystem, space.path(u"none"_s)), ErrorCode::NotFound);
    QCOMPARE(space.names(), QStringList());
}

LIFEBOAT_TEST_MAIN(tst_ExclusiveHold)
#include "tst_exclusivehold.moc"
