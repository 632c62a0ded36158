// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/state/exclusivehold.h"
#include "engine/state/managedstate.h"
#include "tests/support/entries.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/statelooks.h"
#include "tests/support/workspace.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

const QStringList kControlPlane{u"assignments"_s, u"cluster_state"_s, u"results"_s, u"tasks"_s,
                                u"vm_states"_s,   u"worker_status"_s, u"workers"_s};

} // namespace

/// How a state comes to be, is opened, and lets go of its file.
class tst_ManagedStateFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstBoot();
    void killedFirstBoot_data();
    void killedFirstBoot();
    void notAState_data();
    void notAState();
    void survivesReopening();
    void missingCountsAreMade();
    void closesForARestore();
    void closesThoughManyRead();

private:
    std::unique_ptr<ManagedState> open(const Workspace &space, const QString &name = u"state.db"_s)
    {
        return ok(ManagedState::open(m_fileSystem, space.path(name)));
    }

    PosixFileSystem m_fileSystem;
    UnwatchedControl m_control;
};

void tst_ManagedStateFile::firstBoot()
{
    const Workspace space;
    const auto one = open(space);
    const auto two = open(space, u"two.db"_s);
    QCOMPARE(ok(one->position()).appliedIndex, Index(0));
    QVERIFY(!ok(one->position()).lineage.isEmpty());
    QVERIFY(ok(one->position()).lineage != ok(two->position()).lineage);
    QCOMPARE(tableNames(*one), kControlPlane);
    for (const QString &table : kControlPlane)
        QCOMPARE(rowsOf(*one, table), qint64(0));
    QCOMPARE(askSql(space.path(u"state.db"_s), u"PRAGMA journal_mode"_s), u"wal"_s);
    QCOMPARE(ok(m_fileSystem.info(space.path(u"state.db"_s))).access.mode, 0600u);
    QVERIFY(!space.exists(u".state.db.making"_s));
}

void tst_ManagedStateFile::killedFirstBoot_data()
{
    QTest::addColumn<qint64>("call");
    const Workspace space;
    FaultyFileSystem fileSystem;
    ok(ManagedState::open(fileSystem, space.path(u"state.db"_s)));
    QVERIFY(fileSystem.calls() >= 3);
    for (qint64 call = 1; call <= fileSystem.calls(); ++call)
        QTest::addRow("call %d", int(call)) << call;
}

void tst_ManagedStateFile::killedFirstBoot()
{
    QFETCH(const qint64, call);
    const Workspace space;
    FaultyFileSystem fileSystem({.at = call, .kind = Fault::Kind::Onwards});
    QVERIFY(!ManagedState::open(fileSystem, space.path(u"state.db"_s)));
    // Half a first boot under the real name would be taken for a damaged state for ever.
    if (space.exists(u"state.db"_s))
        QCOMPARE(askSql(space.path(u"state.db"_s), u"SELECT value FROM lifeboat_state WHERE key = 'applied_index'"_s), u"0"_s);
    space.write(u".state.db.making"_s, "half");
    if (space.exists(u"state.db"_s))
        ok(m_fileSystem.remove(space.path(u"state.db"_s)));
    QCOMPARE(tableNames(*open(space)), kControlPlane);
}

void tst_ManagedStateFile::notAState_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("foreign");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("empty") << QByteArray() << false << ErrorCode::DatabaseEmpty;
    QTest::newRow("text") << QByteArray("hello").repeated(1000) << false << ErrorCode::NotADatabase;
    QTest::newRow("foreign") << QByteArray() << true << ErrorCode::DatabaseUnsupported;
}

void tst_ManagedStateFile::notAState()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, foreign);
    QFETCH(const ErrorCode, code);
    const Workspace space;
    if (foreign)
        makeDatabase(space.path(u"state.db"_s), {.wal = false, .position = {}, .marker = {}});
    else
        space.write(u"state.db"_s, bytes);
    const QByteArray before = space.read(u"state.db"_s);
    EXPECT_ERROR(ManagedState::open(m_fileSystem, space.path(u"state.db"_s)), code);
    QCOMPARE(space.read(u"state.db"_s), before);
    EXPECT_ERROR(ManagedState::open(m_fileSystem, space.path(u"nowhere/state.db"_s)), ErrorCode::DirectoryMissing);
}

void tst_ManagedStateFile::survivesReopening()
{
    const Workspace space;
    auto state = open(space);
    ok(state->apply(entriesFrom(1, puts(u"games"_s, u"a"_s, 100))));
    const Position position = ok(state->position());
    const QByteArray digest = digestOf(*state);
    state.reset();
    QCOMPARE(space.names(), QStringList{u"state.db"_s}); // folded in
    state = open(space);
    QCOMPARE(ok(state->position()), position);
    QCOMPARE(digestOf(*state), digest);
    QCOMPARE(ok(state->apply(entriesFrom(100, puts(u"games"_s, u"b"_s, 2)))), qint64(1));
}

void tst_ManagedStateFile::missingCountsAreMade()
{
    const Workspace space;
    ok(open(space)->apply(entriesFrom(1, puts(u"games"_s, u"a"_s, 7) + puts(u"tasks"_s, u"t"_s, 3))));
    const QString path = space.path(u"state.db"_s);
    runSql(path, u"DELETE FROM lifeboat_state WHERE key LIKE 'rows:%'"_s);
    runSql(path, u"DROP TABLE workers"_s);
    runSql(path, u"CREATE TABLE other (id TEXT, document TEXT, more TEXT)"_s);
    const auto state = open(space);
    QCOMPARE(rowsOf(*state, u"games"_s), qint64(7));
    QCOMPARE(rowsOf(*state, u"tasks"_s), qint64(3));
    QCOMPARE(rowsOf(*state, u"workers"_s), qint64(0));
    QVERIFY(!tableNames(*state).contains(u"other"_s));
    QCOMPARE(ok(state->apply(entriesFrom(11, {put(u"workers"_s, u"w"_s), removal(u"games"_s, u"a0000"_s)}))), qint64(2));
    QCOMPARE(rowsOf(*state, u"workers"_s), qint64(1));
    QCOMPARE(rowsOf(*state, u"games"_s), qint64(6));
}

void tst_ManagedStateFile::closesForARestore()
{
    const Workspace space;
    const auto state = open(space);
    ok(state->apply(entriesFrom(1, puts(u"games"_s, u"a"_s, 10))));
    EXPECT_ERROR(ExclusiveHold::take(m_fileSystem, state->path()), ErrorCode::TargetInUse);
    state->close();
    state->close();
    QVERIFY(!LiveDatabase::isOpenHere(state->path()));
    ok(ExclusiveHold::take(m_fileSystem, state->path()));
    EXPECT_ERROR(state->apply(entriesFrom(11, puts(u"games"_s, u"b"_s, 1))), ErrorCode::Busy);
    EXPECT_ERROR(state->sync(), ErrorCode::Busy);
    EXPECT_ERROR(state->position(), ErrorCode::Busy);
    EXPECT_ERROR(state->startLineage({u"x"_s}), ErrorCode::Busy);
    EXPECT_ERROR(state->tables(), ErrorCode::Busy);
    EXPECT_ERROR(state->rows(u"games"_s, {}, 1), ErrorCode::Busy);
    EXPECT_ERROR(state->document(u"games"_s, u"a0000"_s), ErrorCode::Busy);
    EXPECT_ERROR(state->contentDigest(m_control), ErrorCode::Busy);
    ok(m_fileSystem.rename(state->path(), space.path(u"away.db"_s)));
    EXPECT_ERROR(state->reopen(), ErrorCode::NotFound);
    EXPECT_ERROR(state->position(), ErrorCode::Busy);
    ok(m_fileSystem.rename(space.path(u"away.db"_s), state->path()));
    ok(state->reopen());
    QCOMPARE(ok(state->apply(entriesFrom(11, puts(u"games"_s, u"b"_s, 1)))), qint64(1));
}

void tst_ManagedStateFile::closesThoughManyRead()
{
    const Workspace space;
    const auto state = open(space);
    std::atomic<int> reading = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 4; ++i) {
        readers.emplace_back([&] {
            ++reading;
            while (state->contentDigest(m_control) && state->tables()) { }
        });
    }
    while (reading < 4)
        std::this_thread::yield();
    state->close(); // does not wait for a moment without readers, which never comes
    for (std::thread &reader : readers)
        reader.join();
    EXPECT_ERROR(state->tables(), ErrorCode::Busy);
}

QTEST_GUILESS_MAIN(tst_ManagedStateFile)
#include "tst_managedstatefile.moc"
