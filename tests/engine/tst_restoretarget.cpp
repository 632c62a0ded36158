// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorefixture.h"

#include "engine/state/fsmstate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// What stands where a restore is to put something.
class tst_RestoreTarget final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notesThatCannotBeWritten();
    void damagedNodeMap_data();
    void damagedNodeMap();
    void impossibleTargets_data();
    void impossibleTargets();
    void stagingLeadsNowhereElse_data();
    void stagingLeadsNowhereElse();
    void accessIsKept();

private:
    FaultyFileSystem m_fileSystem;
};

/// The new state is in place: that a note could not be written must not look like a failed restore.
void tst_RestoreTarget::notesThatCannotBeWritten()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    makeDatabase(fixture.target, managed(50, u"local"_s));
    fixture.space.makeDirectory(u"node/fsm_state.json"_s);
    fixture.space.makeDirectory(u"node/nodes.json"_s);
    const RestoreOutcome outcome = ok(fixture.restore(m_fileSystem));
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);
    QCOMPARE(outcome.warnings.size(), 2);
    QCOMPARE(contentOf(outcome.previousPath).marker, u"local"_s);
}

void tst_RestoreTarget::damagedNodeMap_data()
{
    QTest::addColumn<quint64>("local");
    QTest::newRow("full") << quint64(50);
    QTest::newRow("skip") << quint64(200);
}

void tst_RestoreTarget::damagedNodeMap()
{
    QFETCH(const quint64, local);
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    makeDatabase(fixture.target, managed(local, u"local"_s));
    fixture.space.write(u"node/nodes.json"_s, "{ half");
    const RestoreOutcome outcome = ok(fixture.restore(m_fileSystem));
    QCOMPARE(outcome.warnings.size(), 1);
    QCOMPARE(codeName(outcome.warnings.first().code), codeName(ErrorCode::NoteInvalid));
    QCOMPARE(outcome.addedNodes, 0);
    QCOMPARE(fixture.space.read(u"node/nodes.json"_s), "{ half");
}

void tst_RestoreTarget::impossibleTargets_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("the archive") << u"archive"_s << ErrorCode::InvalidArgument;
    QTest::newRow("a link to the archive") << u"archive link"_s << ErrorCode::InvalidArgument;
    QTest::newRow("a link that leads nowhere") << u"dangling"_s << ErrorCode::NotFound;
    QTest::newRow("a database of two names") << u"two names"_s << ErrorCode::DatabaseLinked;
    QTest::newRow("a directory where the old state goes") << u".previous"_s << ErrorCode::NotAFile;
    QTest::newRow("a directory where it goes first") << u".previous.part"_s << ErrorCode::NotAFile;
    QTest::newRow("a directory") << u"directory"_s << ErrorCode::NotAFile;
}

/// Refused by the plan: no staging, nothing read, nothing written.
void tst_RestoreTarget::impossibleTargets()
{
    QFETCH(const QString, kind);
    QFETCH(const ErrorCode, code);
    RestoreFixture fixture(managed(100, u"snapshot"_s));
    if (kind == "archive"_L1)
        fixture.target = fixture.archive;
    if (kind == "archive link"_L1)
        QVERIFY(QFile::link(fixture.archive, fixture.target));
    if (kind == "dangling"_L1)
        QVERIFY(QFile::link(u"nothing-there"_s, fixture.target));
    if (kind == "two names"_L1) {
        makeDatabase(fixture.target, managed(50, u"local"_s));
        ok(m_fileSystem.link(fixture.target, fixture.space.path(u"node/other.db"_s)));
    }
    if (kind.startsWith(".previous"_L1)) {
        makeDatabase(fixture.target, managed(50, u"local"_s));
        fixture.space.makeDirectory(u"node/state.db"_s + kind);
    }
    if (kind == "directory"_L1)
        fixture.space.makeDirectory(u"node/state.db"_s);
    const QStringList names = fixture.nodeFiles();
    const QByteArray archive = readFile(fixture.archive);
    const qint64 calls = m_fileSystem.calls();
    EXPECT_ERROR(fixture.plan(m_fileSystem), code);
    EXPECT_ERROR(fixture.restore(m_fileSystem), code);
    QCOMPARE(m_fileSystem.calls(), calls);
    QCOMPARE(fixture.nodeFiles(), names);
    QVERIFY(readFile(fixture.archive) == archive);
}

void tst_RestoreTarget::stagingLeadsNowhereElse_data()
{
    QTest::addColumn<bool>("symbolic");
    QTest::newRow("symbolic link") << true;
    QTest::newRow("hard link") << false;
}

/// What stands at the staging's name may be somebody's way to have us write into another file.
void tst_RestoreTarget::stagingLeadsNowhereElse()
{
    QFETCH(const bool, symbolic);
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    const QString victim = fixture.space.path(u"victim"_s);
    writeFile(victim, "precious");
    const QString staging = fixture.space.path(u"node/.state.db.restoring"_s);
    if (symbolic)
        QVERIFY(QFile::link(victim, staging));
    else
        ok(m_fileSystem.link(victim, staging));
    const auto outcome = fixture.restore(m_fileSystem);
    QCOMPARE(readFile(victim), "precious");
    QCOMPARE(bool(outcome), !symbolic);
    QCOMPARE(QFile::exists(fixture.target), !symbolic);
}

void tst_RestoreTarget::accessIsKept()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    makeDatabase(fixture.target, managed(50, u"local"_s));
    QVERIFY(QFile::setPermissions(fixture.target, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    const FileAccess before = ok(m_fileSystem.info(fixture.target)).access;
    ok(fixture.restore(m_fileSystem));
    const FileAccess after = ok(m_fileSystem.info(fixture.target)).access;
    QCOMPARE(after.mode, before.mode);
    QCOMPARE(after.owner, before.owner);
    QCOMPARE(after.group, before.group);
}

QTEST_GUILESS_MAIN(tst_RestoreTarget)
#include "tst_restoretarget.moc"
