// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/walindex.h"
#include "engine/state/livedatabase.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QFile>
#include <QTest>
#include <QVariant>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// SQLite's own files say whether our reading of its shared memory is right.
class tst_WalIndex final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts();
    void restarts();
    void othersCommit();
    void saltIsTheLogs();
    void withoutIndex();
    void halfWritten();
};

namespace {

std::unique_ptr<Connection> connectTo(const QString &path)
{
    auto connection = ok(Connection::open(path, Connection::Access::ReadWrite));
    ok(connection->query(u"SELECT count(*) FROM accounts"_s));
    return connection;
}

WalIndex look(Connection &connection)
{
    return ok(readWalIndex(connection.sqlite().getHandle()));
}

/// Frames that the log of `database` has room for.
qint64 framesInLog(const QString &database)
{
    return (QFile(database + u"-wal"_s).size() - 32) / (24 + 4096);
}

} // namespace

void tst_WalIndex::counts()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path);
    const auto connection = connectTo(path);
    const WalIndex empty = look(*connection);
    QCOMPARE(empty.maxFrame, 0u);
    QVERIFY(empty.isBackfilled());
    for (int round = 0; round < 3; ++round) {
        const WalIndex before = look(*connection);
        QVERIFY(before.sameCommit(look(*connection)));
        ok(connection->execute(u"UPDATE notes SET text = '%1'; UPDATE accounts SET balance = balance + 0"_s.arg(round)));
        const WalIndex after = look(*connection);
        QVERIFY(!after.sameCommit(before));
        QCOMPARE(after.maxFrame, framesInLog(path));
        QCOMPARE(after.backfilled, 0u);
        QVERIFY(!after.isBackfilled());
    }
    const WalIndex last = look(*connection);
    ok(connection->query(u"PRAGMA wal_checkpoint(PASSIVE)"_s));
    QCOMPARE(look(*connection).backfilled, last.maxFrame);
    QVERIFY(look(*connection).isBackfilled());
    QVERIFY(look(*connection).sameCommit(last));
}

/// The next commit after a whole checkpoint begins the log anew: not the same commit, though it may have as many frames.
void tst_WalIndex::restarts()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path);
    const auto connection = connectTo(path);
    ok(connection->execute(u"UPDATE notes SET text = 'one'"_s));
    const WalIndex first = look(*connection);
    ok(connection->query(u"PRAGMA wal_checkpoint(RESTART)"_s));
    ok(connection->execute(u"UPDATE notes SET text = 'two'"_s));
    const WalIndex second = look(*connection);
    QCOMPARE(second.maxFrame, first.maxFrame);
    QCOMPARE(second.backfilled, 0u);
    QVERIFY(!second.sameCommit(first));
}

/// What another connection commits shows at once, also to a reader whose own transaction does not see it.
void tst_WalIndex::othersCommit()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path);
    const auto connection = connectTo(path);
    ok(connection->execute(u"BEGIN; SELECT count(*) FROM sqlite_schema"_s));
    const WalIndex before = look(*connection);
    runSql(path, u"UPDATE notes SET text = 'theirs'"_s);
    const WalIndex after = look(*connection);
    QVERIFY(!after.sameCommit(before));
    QVERIFY(after.maxFrame > before.maxFrame);
    QVERIFY(ok(connection->query(u"SELECT text FROM notes"_s)).toString() != "theirs"_L1);
}

/// WalOverlay knows the log of a commit by this.
void tst_WalIndex::saltIsTheLogs()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path);
    const auto connection = connectTo(path);
    ok(connection->execute(u"UPDATE notes SET text = 'one'"_s));
    const WalIndex index = look(*connection);
    QCOMPARE(QByteArrayView(index.header.data() + 32, 8), QByteArrayView(readFile(path + u"-wal"_s)).sliced(16, 8));
}

/// Where no memory can be shared, SQLite keeps the index to itself.
void tst_WalIndex::withoutIndex()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path);
    SQLite::Database alone("file:" + QFile::encodeName(path).toStdString() + "?vfs=unix-dotfile",
                           SQLite::OPEN_READWRITE | SQLite::OPEN_URI);
    alone.exec("PRAGMA locking_mode = EXCLUSIVE; SELECT count(*) FROM accounts");
    EXPECT_ERROR(readWalIndex(alone.getHandle()), ErrorCode::DatabaseUnsupported);
}

/// A writer that died, or is long not scheduled, between its two copies of the header: what stands there is no commit.
void tst_WalIndex::halfWritten()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path);
    QFile memory(path + u"-shm"_s); // closed last: closing drops the process's locks on it
    const auto connection = connectTo(path);
    ok(connection->execute(u"UPDATE notes SET text = 'x'"_s));
    const WalIndex whole = look(*connection);
    QVERIFY(memory.open(QIODevice::ReadWrite));
    uchar *bytes = memory.map(0, 136);
    QVERIFY(bytes);
    constexpr int kSecondCopysFrames = 48 + 16;
    bytes[kSecondCopysFrames] ^= 1;
    EXPECT_ERROR(readWalIndex(connection->sqlite().getHandle()), ErrorCode::DatabaseBusy);
    bytes[kSecondCopysFrames] ^= 1;
    QVERIFY(look(*connection).sameCommit(whole));
}

QTEST_GUILESS_MAIN(tst_WalIndex)
#include "tst_walindex.moc"
