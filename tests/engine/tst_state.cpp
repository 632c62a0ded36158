// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/limits.h"
#include "engine/base/posixfilesystem.h"
#include "engine/state/fsmstate.h"
#include "engine/state/position.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// What stands in and beside a state: its position, the note of the last restore, the node map.
class tst_State final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void positionRoundTrip();
    void foreignHasNone();
    void positionIsPartOfTheTransaction();
    void brokenPositions_data();
    void brokenPositions();
    void lookalikes_data();
    void lookalikes();
    void notePaths_data();
    void notePaths();
    void noteRoundTrip_data();
    void noteRoundTrip();
    void noteOnFirstBoot();
    void brokenNotes_data();
    void brokenNotes();
    void noteCountsOnlyForItsFile();
    void nodeMapMerges();
    void nodeMapThatGrowsTooLarge();
    void brokenNodeMap();

private:
    PosixFileSystem m_fileSystem;
};

void tst_State::positionRoundTrip()
{
    const Workspace space;
    makeDatabase(space.path(u"state.db"_s));
    const auto connection = ok(Connection::open(space.path(u"state.db"_s), Connection::Access::ReadWrite));
    for (const quint64 index : {quint64(0), quint64(200), std::numeric_limits<quint64>::max()}) {
        const Position position{{u"it's \"one\" ä"_s}, index};
        ok(writePosition(*connection, position));
        QVERIFY(ok(readPosition(*connection)) == position);
    }
}

void tst_State::foreignHasNone()
{
    const Workspace space;
    makeDatabase(space.path(u"orders.db"_s));
    const auto connection = ok(Connection::open(space.path(u"orders.db"_s), Connection::Access::ReadOnly));
    QVERIFY(!ok(readPosition(*connection)));
}

void tst_State::positionIsPartOfTheTransaction()
{
    const Workspace space;
    makeDatabase(space.path(u"state.db"_s), {.position = Position{{u"a"_s}, 100}, .marker = {}});
    const auto connection = ok(Connection::open(space.path(u"state.db"_s), Connection::Access::ReadWrite));
    ok(connection->execute(u"BEGIN"_s));
    ok(writePosition(*connection, {{u"a"_s}, 101}));
    ok(connection->execute(u"ROLLBACK"_s));
    QCOMPARE(ok(readPosition(*connection))->appliedIndex, quint64(100));
}

void tst_State::brokenPositions_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("not initialized") << u"UPDATE lifeboat_state SET value = '0' WHERE key = 'initialized'"_s;
    QTest::newRow("initialized missing") << u"DELETE FROM lifeboat_state WHERE key = 'initialized'"_s;
    QTest::newRow("no lineage") << u"UPDATE lifeboat_state SET value = '' WHERE key = 'lineage'"_s;
    QTest::newRow("negative") << u"UPDATE lifeboat_state SET value = '-1' WHERE key = 'applied_index'"_s;
    QTest::newRow("too large") << u"UPDATE lifeboat_state SET value = '18446744073709551616' WHERE key = 'applied_index'"_s;
    QTest::newRow("text") << u"UPDATE lifeboat_state SET value = 'many' WHERE key = 'applied_index'"_s;
    QTest::newRow("empty table") << u"DELETE FROM lifeboat_state"_s;
}

void tst_State::brokenPositions()
{
    QFETCH(const QString, sql);
    const Workspace space;
    makeDatabase(space.path(u"state.db"_s), {.position = Position{{u"a"_s}, 100}, .marker = {}});
    runSql(space.path(u"state.db"_s), sql);
    const auto connection = ok(Connection::open(space.path(u"state.db"_s), Connection::Access::ReadOnly));
    QVERIFY(!ok(readPosition(*connection)));
}

void tst_State::lookalikes_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("view") << u"CREATE VIEW lifeboat_state AS SELECT * FROM was"_s;
    QTest::newRow("view without end") << u"CREATE VIEW lifeboat_state AS WITH RECURSIVE c(key, value) AS"
                                         " (SELECT 'x', 1 UNION ALL SELECT 'x', value + 1 FROM c) SELECT * FROM c"_s;
    QTest::newRow("virtual table") << u"CREATE VIRTUAL TABLE lifeboat_state USING fts5(key, value);"
                                      "INSERT INTO lifeboat_state SELECT * FROM was"_s;
}

/// What only looks like the table is not read: a view may never come to an end.
void tst_State::lookalikes()
{
    QFETCH(const QString, sql);
    const Workspace space;
    makeDatabase(space.path(u"state.db"_s), {.position = Position{{u"a"_s}, 100}, .marker = {}});
    runSql(space.path(u"state.db"_s), u"ALTER TABLE lifeboat_state RENAME TO was;"_s + sql);
    const auto connection = ok(Connection::open(space.path(u"state.db"_s), Connection::Access::ReadOnly));
    QVERIFY(!ok(readPosition(*connection)));
}

void tst_State::notePaths_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("note");
    QTest::newRow("managed") << u"/n/state.db"_s << u"/n/fsm_state.json"_s;
    QTest::newRow("foreign") << u"/n/orders.db"_s << u"/n/orders.db.fsm_state.json"_s;
    QTest::newRow("relative") << u"state.db"_s << u"./fsm_state.json"_s;
}

void tst_State::notePaths()
{
    QFETCH(const QString, database);
    QTEST(fsmStatePath(database), "note");
}

namespace {

FsmState sampleNote(bool managed)
{
    FsmState note;
    if (managed)
        note.position = Position{{u"a"_s}, std::numeric_limits<quint64>::max()};
    note.snapshot = {u"20260102T030405678Z-0123abcd"_s};
    note.contentDigest = QByteArray(64, 'a');
    note.restoredAt = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 678), QTimeZone::UTC);
    note.fileSize = 1'234'567;
    note.modifiedNs = 1'767'323'045'678'901'234;
    note.inode = std::numeric_limits<quint64>::max();
    return note;
}

} // namespace

void tst_State::noteRoundTrip_data()
{
    QTest::addColumn<bool>("managed");
    QTest::newRow("managed") << true;
    QTest::newRow("foreign") << false;
}

void tst_State::noteRoundTrip()
{
    QFETCH(const bool, managed);
    const Workspace space;
    const QString database = space.path(u"state.db"_s);
    ok(writeFsmState(m_fileSystem, database, sampleNote(managed)));
    QVERIFY(ok(readFsmState(m_fileSystem, database)) == sampleNote(managed));
    QCOMPARE(space.names(), QStringList{u"fsm_state.json"_s});
}

void tst_State::noteOnFirstBoot()
{
    const Workspace space;
    EXPECT_ERROR(readFsmState(m_fileSystem, space.path(u"state.db"_s)), ErrorCode::NotFound);
    QCOMPARE(ok(readNodeMap(m_fileSystem, space.path(u"state.db"_s))), QJsonObject());
}

void tst_State::brokenNotes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const Workspace space;
    ok(writeFsmState(PosixFileSystem::instance(), space.path(u"state.db"_s), sampleNote(true)));
    const QByteArray good = space.read(u"fsm_state.json"_s);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << good.chopped(10);
    QTest::newRow("list") << QByteArray("[]");
    const QJsonObject object = QJsonDocument::fromJson(good).object();
    for (const QString &key : object.keys()) {
        for (const QJsonValue &value : {QJsonValue(QJsonValue::Null), QJsonValue(-1.5), QJsonValue(QJsonObject())}) {
            QJsonObject bad = object;
            bad[key] = value;
            QTest::addRow("%s %d", qPrintable(key), int(value.type())) << QJsonDocument(bad).toJson();
        }
    }
    QJsonObject half = object;
    half.remove(u"lastAppliedIndex"_s);
    QTest::newRow("lineage without index") << QJsonDocument(half).toJson();
}

void tst_State::brokenNotes()
{
    QFETCH(const QByteArray, bytes);
    const Workspace space;
    space.write(u"fsm_state.json"_s, bytes);
    EXPECT_ERROR(readFsmState(m_fileSystem, space.path(u"state.db"_s)), ErrorCode::NoteInvalid);
}

void tst_State::noteCountsOnlyForItsFile()
{
    const Workspace space;
    space.write(u"state.db"_s, "content");
    const FileInfo file = ok(m_fileSystem.info(space.path(u"state.db"_s)));
    FsmState note;
    note.fileSize = file.size;
    note.modifiedNs = file.modifiedNs;
    note.inode = file.inode;
    QVERIFY(note.describes(file));
    for (const auto member : {&FsmState::fileSize, &FsmState::modifiedNs}) {
        FsmState other = note;
        other.*member += 1;
        QVERIFY(!other.describes(file));
    }
    note.inode += 1;
    QVERIFY(!note.describes(file));
}

void tst_State::nodeMapMerges()
{
    const Workspace space;
    const QString database = space.path(u"state.db"_s);
    const auto node = [](const char *address) { return QJsonObject{{u"address"_s, QString::fromLatin1(address)}}; };
    FaultyFileSystem fileSystem;
    QCOMPARE(ok(mergeNodeMap(fileSystem, database, {})), 0);
    QCOMPARE(fileSystem.calls(), 0);
    QCOMPARE(ok(mergeNodeMap(fileSystem, database, {{u"a"_s, node("1")}, {u"b"_s, node("2")}})), 2);
    QCOMPARE(ok(mergeNodeMap(fileSystem, database, {{u"b"_s, node("old")}, {u"c"_s, node("3")}})), 1);
    const qint64 calls = fileSystem.calls();
    QCOMPARE(ok(mergeNodeMap(fileSystem, database, {{u"c"_s, node("old")}})), 0);
    QCOMPARE(fileSystem.calls(), calls);
    QCOMPARE(ok(readNodeMap(fileSystem, database)), (QJsonObject{{u"a"_s, node("1")}, {u"b"_s, node("2")}, {u"c"_s, node("3")}}));
    QCOMPARE(space.names(), QStringList{u"nodes.json"_s});
    // That a node is there is known before its address is.
    QCOMPARE(ok(mergeNodeMap(fileSystem, database, {{u"a"_s, QJsonObject()}, {u"d"_s, QJsonObject()}})), 1);
    QCOMPARE(ok(mergeNodeMap(fileSystem, database, {{u"d"_s, node("4")}})), 1);
    QCOMPARE(ok(readNodeMap(fileSystem, database)),
             (QJsonObject{{u"a"_s, node("1")}, {u"b"_s, node("2")}, {u"c"_s, node("3")}, {u"d"_s, node("4")}}));
}

void tst_State::nodeMapThatGrowsTooLarge()
{
    const Workspace space;
    const QString database = space.path(u"state.db"_s);
    QCOMPARE(ok(mergeNodeMap(m_fileSystem, database, {{u"a"_s, QJsonObject()}})), 1);
    const QJsonObject huge{{u"address"_s, QString(int(limits::kSmallFileBytes), u'x')}};
    EXPECT_ERROR(mergeNodeMap(m_fileSystem, database, {{u"b"_s, huge}}), ErrorCode::LimitExceeded);
    QCOMPARE(ok(readNodeMap(m_fileSystem, database)), (QJsonObject{{u"a"_s, QJsonObject()}}));
}

void tst_State::brokenNodeMap()
{
    const Workspace space;
    space.write(u"nodes.json"_s, "{\"a\":");
    EXPECT_ERROR(mergeNodeMap(m_fileSystem, space.path(u"state.db"_s), {{u"b"_s, 1}}), ErrorCode::NoteInvalid);
    QCOMPARE(space.read(u"nodes.json"_s), "{\"a\":");
}

QTEST_GUILESS_MAIN(tst_State)
#include "tst_state.moc"
