// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/node/embeddednode.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QVariant>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_EmbeddedNode final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesItsDirectory();
    void isLocked();
    void clearKeepsNothing();
    void clearFails();
    void startWithoutState();
    void startWithWhatIsNoState_data();
    void startWithWhatIsNoState();
    void position();
    void startsAsOnAServer();
    void readsOnly();
    void startAgain();

private:
    PosixFileSystem m_fileSystem;
};

void tst_EmbeddedNode::makesItsDirectory()
{
    const Workspace space;
    const auto node = ok(EmbeddedNode::open(m_fileSystem, space.path(u"a/b/node"_s)));
    QCOMPARE(space.names(u"a/b/node"_s), QStringList({u"lock"_s}));
    QCOMPARE(node->statePath(), space.path(u"a/b/node/state.db"_s));
    space.write(u"file"_s, "x");
    QVERIFY(!EmbeddedNode::open(m_fileSystem, space.path(u"file"_s)));
    QCOMPARE(space.read(u"file"_s), "x");
}

void tst_EmbeddedNode::isLocked()
{
    const Workspace space;
    auto first = ok(EmbeddedNode::open(m_fileSystem, space.path()));
    space.write(u"state.db"_s, "kept");
    EXPECT_ERROR(EmbeddedNode::open(m_fileSystem, space.path()), ErrorCode::Locked);
    QCOMPARE(space.read(u"state.db"_s), "kept");
    // Clearing does not give the lock away.
    ok(first->clear());
    EXPECT_ERROR(EmbeddedNode::open(m_fileSystem, space.path()), ErrorCode::Locked);
    const auto other = ok(EmbeddedNode::open(m_fileSystem, space.path(u"other"_s)));
    first.reset();
    QVERIFY(EmbeddedNode::open(m_fileSystem, space.path()));
}

void tst_EmbeddedNode::clearKeepsNothing()
{
    const Workspace space;
    const Workspace outside;
    const auto node = ok(EmbeddedNode::open(m_fileSystem, space.path()));
    ok(node->clear());
    makeDatabase(node->statePath(), {.position = Position{{u"line"_s}, 7}, .marker = {}});
    ok(node->start());
    QVERIFY(node->position());
    for (const char *name :
         {"state.db-wal", "state.db-shm", "state.db-journal", "state.db.previous",
          ".state.db.restoring", ".state.db.restoring.json", "fsm_state.json", "nodes.json",
          "nodes.json.1234abcd.part", "something else"})
        space.write(QString::fromLatin1(name), "old");
    outside.write(u"precious"_s, "outside");
    QCOMPARE(::symlink(qPrintable(outside.path(u"precious"_s)), qPrintable(space.path(u"link"_s))), 0);
    ok(node->clear());
    QCOMPARE(space.names(), QStringList({u"lock"_s}));
    QCOMPARE(outside.read(u"precious"_s), "outside");
    QVERIFY(!node->position());
    EXPECT_ERROR(node->start(), ErrorCode::NotFound);
}

void tst_EmbeddedNode::clearFails()
{
    const Workspace space;
    FaultyFileSystem faulty(
        {.at = 3,
         .kind = Fault::Kind::Once,
         .code = ErrorCode::PermissionDenied}); // makes directory and lock first
    const auto node = ok(EmbeddedNode::open(faulty, space.path(u"node"_s)));
    space.write(u"node/state.db"_s, "old");
    EXPECT_ERROR(node->clear(), ErrorCode::PermissionDenied);
    ok(node->clear());
    QCOMPARE(space.names(u"node"_s), QStringList({u"lock"_s}));
}

void tst_EmbeddedNode::startWithoutState()
{
    const Workspace space;
    const auto node = ok(EmbeddedNode::open(m_fileSystem, space.path()));
    EXPECT_ERROR(node->start(), ErrorCode::NotFound);
    QVERIFY(!node->position());
    // Looking for a state does not make one.
    QCOMPARE(space.names(), QStringList({u"lock"_s}));
}

void tst_EmbeddedNode::startWithWhatIsNoState_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("empty") << QByteArray() << ErrorCode::DatabaseEmpty;
    QTest::newRow("text") << QByteArray("hello, this is no database\n").repeated(100) << ErrorCode::NotADatabase;
    QTest::newRow("zeros") << QByteArray(8192, '\0') << ErrorCode::NotADatabase;
}

void tst_EmbeddedNode::startWithWhatIsNoState()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ErrorCode, code);
    const Workspace space;
    const auto node = ok(EmbeddedNode::open(m_fileSystem, space.path()));
    space.write(u"state.db"_s, bytes);
    EXPECT_ERROR(node->start(), code);
    QVERIFY(!node->position());
}

void tst_EmbeddedNode::position()
{
    const Workspace space;
    const auto node = ok(EmbeddedNode::open(m_fileSystem, space.path()));
    const Position position{{u"b5ae2a0c"_s}, 18'446'744'073'709'551'615u};
    makeDatabase(node->statePath(), {.position = position, .marker = {}});
    ok(node->start());
    QVERIFY(node->position() == position);
    ok(node->clear());
    makeDatabase(node->statePath());
    ok(node->start());
    QVERIFY(!node->position());
    QCOMPARE(ok(node->connection().query(u"SELECT sum(balance) FROM accounts"_s)).toInt(), 100'000);
}

/// A managed state has its control plane, whatever the snapshot held of it; a foreign one stays as it is.
void tst_EmbeddedNode::startsAsOnAServer()
{
    const QString controlPlane = u"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('cluster_state', "
                                 "'workers', 'worker_status', 'tasks', 'assignments', 'results', 'vm_states')"_s;
    const Workspace space;
    const auto node = ok(EmbeddedNode::open(m_fileSystem, space.path()));
    makeDatabase(node->statePath(), {.position = Position{{u"line"_s}, 7}, .marker = {}});
    ok(node->start());
    QCOMPARE(ok(node->connection().query(controlPlane)).toInt(), 7);
    ok(node->clear());
    makeDatabase(node->statePath());
    ok(node->start());
    QCOMPARE(ok(node->connection().query(controlPlane)).toInt(), 0);
}

void tst_EmbeddedNode::readsOnly()
{
    const Workspace space;
    const auto node = ok(EmbeddedNode::open(m_fileSystem, space.path()));
    makeDatabase(node->statePath());
    ok(node->start());
    EXPECT_ERROR(node->connection().execute(u"DELETE FROM accounts"_s), ErrorCode::PermissionDenied);
    QCOMPARE(contentOf(node->statePath()).sum, 100'000);
}

void tst_EmbeddedNode::startAgain()
{
    const Workspace space;
    const auto node = ok(EmbeddedNode::open(m_fileSystem, space.path()));
    makeDatabase(node->statePath(), {.position = Position{{u"line"_s}, 7}, .marker = {}});
    ok(node->start());
    runSql(node->statePath(), u"UPDATE lifeboat_state SET value = '8' WHERE key = 'applied_index'"_s);
    ok(node->start());
    QCOMPARE(node->position()->appliedIndex, 8);
    // A node that failed to start is at no position, whatever it was before.
    ok(m_fileSystem.remove(node->statePath()));
    EXPECT_ERROR(node->start(), ErrorCode::NotFound);
    QVERIFY(!node->position());
}

QTEST_GUILESS_MAIN(tst_EmbeddedNode)
#include "tst_embeddednode.moc"
