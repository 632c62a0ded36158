// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorefixture.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/childprocess.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using Reason = PlanReason;
using Reasons = QList<PlanReason>;

Q_DECLARE_METATYPE(SampleSpec)

class tst_RestorePlan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void positions_data();
    void positions();
    void stagedAllowsNothing();
    void firstBoot();
    void foreignByReading();
    void foreignByNote();
    void pendingLogMeansUnknown();
    void damagedTargets_data();
    void damagedTargets();
    void errors();
    void planTouchesNothing_data();
    void planTouchesNothing();
    void constantCost();
    void users();
};

void tst_RestorePlan::positions_data()
{
    QTest::addColumn<SampleSpec>("snapshot");
    QTest::addColumn<SampleSpec>("local");
    QTest::addColumn<bool>("force");
    QTest::addColumn<bool>("skip");
    QTest::addColumn<Reasons>("reasons");
    QTest::addColumn<bool>("startsLineage");
    const QString m = u"m"_s;
    const QString other = u"lineage-b"_s;
    QTest::newRow("local 200, snapshot 100") << managed(100, m) << managed(200, m) << false << true << Reasons{Reason::LocalCovers} << false;
    QTest::newRow("equal") << managed(100, m) << managed(100, m) << false << true << Reasons{Reason::LocalCovers} << false;
    QTest::newRow("behind") << managed(100, m) << managed(99, m) << false << false << Reasons{Reason::LocalBehind} << false;
    QTest::newRow("largest index") << managed(~quint64(0), m) << managed(~quint64(0), m) << false << true << Reasons{Reason::LocalCovers} << false;
    QTest::newRow("other lineage, further on") << managed(100, m) << managed(200, m, other) << false << false << Reasons{Reason::OtherLineage} << false;
    QTest::newRow("other lineage, behind") << managed(100, m) << managed(1, m, other) << false << false << Reasons{Reason::OtherLineage} << false;
    QTest::newRow("forced back") << managed(100, m) << managed(200, m) << true << false << Reasons{Reason::Forced, Reason::LocalCovers} << true;
    QTest::newRow("forced at the same index") << managed(100, m) << managed(100, m) << true << false << Reasons{Reason::Forced, Reason::LocalCovers} << false;
    QTest::newRow("forced though behind") << managed(100, m) << managed(50, m) << true << false << Reasons{Reason::LocalBehind} << false;
    QTest::newRow("foreign snapshot over managed") << foreign(m) << managed(200, m) << false << false << Reasons{Reason::ContentDiffers, Reason::ForeignSnapshot} << false;
    QTest::newRow("managed snapshot over foreign") << managed(100, m) << foreign(m) << false << false << Reasons{Reason::ContentDiffers, Reason::ForeignTarget} << false;
}

void tst_RestorePlan::positions()
{
    QFETCH(const SampleSpec, snapshot);
    QFETCH(const SampleSpec, local);
    QFETCH(const bool, force);
    QFETCH(const bool, skip);
    QFETCH(const Reasons, reasons);
    QFETCH(const bool, startsLineage);
    const RestoreFixture fixture(snapshot);
    makeDatabase(fixture.target, local);
    FaultyFileSystem fileSystem;
    const RestorePlan plan = ok(fixture.plan(fileSystem, force));
    QCOMPARE(plan.action == RestoreAction::Skip, skip);
    QVERIFY(plan.reasons == reasons);
    QCOMPARE(plan.startsLineage, startsLineage);
    QVERIFY(plan.targetExists);
    QCOMPARE(plan.targetBytes, QFileInfo(fixture.target).size());
    QCOMPARE(plan.writeBytes, skip ? 0 : plan.archive.manifest.rawBytes());
    QCOMPARE(plan.confirmation(), skip ? QString() : u"state.db"_s);
    QVERIFY(plan.local == local.position);
}

/// A forced restore that was stopped leaves pages behind; the next one, which is not forced, does not go back because of them.
void tst_RestorePlan::stagedAllowsNothing()
{
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    makeDatabase(fixture.target, managed(200, u"local"_s));
    FaultyFileSystem fileSystem;
    Progress progress;
    std::stop_source stop;
    JobControl control(progress, stop.get_token());
    fileSystem.setHook([&](QByteArrayView call, const QString &path) {
        if (call == "write" && path.endsWith(".restoring"_L1))
            stop.request_stop();
    });
    EXPECT_ERROR(fixture.restore(fileSystem, control, true), ErrorCode::Canceled);
    fileSystem.setHook({});
    QVERIFY(fixture.nodeFiles().contains(u".state.db.restoring"_s));
    const RestorePlan plan = ok(fixture.plan(fileSystem));
    QCOMPARE(plan.action, RestoreAction::Skip);
    QVERIFY(plan.reasons == Reasons{Reason::LocalCovers});
    const RestorePlan forced = ok(fixture.plan(fileSystem, true));
    QVERIFY((forced.reasons == Reasons{Reason::RestoreUnfinished, Reason::Forced, Reason::LocalCovers}));
    QVERIFY(forced.startsLineage);
}

void tst_RestorePlan::firstBoot()
{
    const RestoreFixture fixture(managed(100, u"m"_s));
    FaultyFileSystem fileSystem;
    const RestorePlan plan = ok(fixture.plan(fileSystem));
    QVERIFY(plan.action == RestoreAction::Full);
    QVERIFY(plan.reasons == Reasons{Reason::TargetMissing});
    QVERIFY(!plan.targetExists);
    QCOMPARE(plan.confirmation(), QString());
}

void tst_RestorePlan::foreignByReading()
{
    const RestoreFixture fixture(foreign(u"m"_s));
    FaultyFileSystem fileSystem;
    QVERIFY(QFile::copy(fixture.space.path(u"source.db"_s), fixture.target));
    RestorePlan plan = ok(fixture.plan(fileSystem));
    QVERIFY(plan.action == RestoreAction::Skip);
    QVERIFY(plan.reasons == Reasons{Reason::SameContent});
    QVERIFY(!plan.comparedWithoutReading);
    QCOMPARE(plan.unchangedBytes.value(), plan.archive.manifest.rawBytes());
    runSql(fixture.target, u"UPDATE notes SET text = 'x'"_s);
    plan = ok(fixture.plan(fileSystem));
    QVERIFY(plan.action == RestoreAction::Full);
    QVERIFY(plan.unchangedBytes.value() > 0);
    QVERIFY(plan.unchangedBytes.value() < plan.archive.manifest.rawBytes());
    // A page more than the snapshot has is a difference too.
    QFile::remove(fixture.target);
    QVERIFY(QFile::copy(fixture.space.path(u"source.db"_s), fixture.target));
    QVERIFY(QFile::resize(fixture.target, QFileInfo(fixture.target).size() + 4096));
    QVERIFY(ok(fixture.plan(fileSystem)).action == RestoreAction::Full);
}

void tst_RestorePlan::foreignByNote()
{
    const RestoreFixture fixture(foreign(u"m"_s));
    FaultyFileSystem fileSystem;
    ok(fixture.restore(fileSystem));
    RestorePlan plan = ok(fixture.plan(fileSystem));
    QVERIFY(plan.action == RestoreAction::Skip);
    QVERIFY(plan.comparedWithoutReading);
    runSql(fixture.target, u"UPDATE notes SET text = 'x'"_s);
    plan = ok(fixture.plan(fileSystem));
    QVERIFY(plan.action == RestoreAction::Full);
    QVERIFY(!plan.comparedWithoutReading);
}

/// What is only in the log is part of the state: the main file alone must not be called equal.
void tst_RestorePlan::pendingLogMeansUnknown()
{
    const RestoreFixture fixture(foreign(u"m"_s));
    FaultyFileSystem fileSystem;
    ok(fixture.restore(fileSystem));
    const auto connection = ok(Connection::open(fixture.target, Connection::Access::ReadWrite));
    ok(connection->execute(u"UPDATE notes SET text = 'only in the log'"_s));
    QVERIFY(ok(fixture.plan(fileSystem)).action == RestoreAction::Full);
}

void tst_RestorePlan::damagedTargets_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const Workspace space;
    makeDatabase(space.path(u"a.db"_s), managed(500, u"m"_s));
    const QByteArray good = space.read(u"a.db"_s);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("cut to half") << good.first(good.size() / 2 / 4096 * 4096);
    QTest::newRow("cut inside a page") << good.chopped(100);
    QTest::newRow("schema garbled") << QByteArray(good).replace(100, 3900, QByteArray(3900, '\xee'));
}

/// A damaged state claims nothing, whatever its position said: it is restored.
void tst_RestorePlan::damagedTargets()
{
    QFETCH(const QByteArray, bytes);
    const RestoreFixture fixture(managed(100, u"m"_s));
    writeFile(fixture.target, bytes);
    FaultyFileSystem fileSystem;
    const RestorePlan plan = ok(fixture.plan(fileSystem));
    QVERIFY(plan.action == RestoreAction::Full);
    QVERIFY(plan.reasons == Reasons{Reason::TargetDamaged});
    QCOMPARE(plan.confirmation(), u"state.db"_s);
    ok(fixture.restore(fileSystem));
    QCOMPARE(contentOf(fixture.target), fixture.snapshot);
    QCOMPARE(readFile(fixture.target + u".previous"_s), bytes);
}

void tst_RestorePlan::errors()
{
    RestoreFixture fixture(managed(100, u"m"_s));
    FaultyFileSystem fileSystem;
    const QString good = fixture.archive;
    fixture.archive = fixture.space.path(u"none.snap.tar"_s);
    EXPECT_ERROR(fixture.plan(fileSystem), ErrorCode::NotFound);
    fixture.archive = good;
    fixture.target = fixture.space.path(u"no/state.db"_s);
    EXPECT_ERROR(fixture.plan(fileSystem), ErrorCode::DirectoryMissing);
    fixture.target = fixture.space.path(u"node"_s);
    EXPECT_ERROR(fixture.plan(fileSystem), ErrorCode::NotAFile);
    fixture.target = fixture.space.path(u"source.db/state.db"_s);
    EXPECT_ERROR(fixture.plan(fileSystem), ErrorCode::DirectoryMissing);
}

void tst_RestorePlan::planTouchesNothing_data()
{
    QTest::addColumn<SampleSpec>("local");
    QTest::newRow("managed") << managed(200, u"m"_s);
    QTest::newRow("foreign") << foreign(u"m"_s);
    SampleSpec spec = managed(200, u"m"_s);
    spec.wal = false;
    QTest::newRow("rollback journal") << spec;
    spec = managed(200, u"m"_s);
    spec.keepWal = true;
    QTest::newRow("commits in the log") << spec;
}

void tst_RestorePlan::planTouchesNothing()
{
    QFETCH(const SampleSpec, local);
    const RestoreFixture fixture(managed(100, u"s"_s));
    makeDatabase(fixture.target, local);
    const QByteArray before = readFile(fixture.target);
    const QStringList names = fixture.nodeFiles();
    FaultyFileSystem fileSystem;
    ok(fixture.plan(fileSystem));
    QCOMPARE(fileSystem.calls(), 0);
    QVERIFY(readFile(fixture.target) == before);
    QCOMPARE(fixture.nodeFiles(), names);
}

void tst_RestorePlan::constantCost()
{
    qint64 read[2] = {};
    int i = 0;
    for (const qint64 bytes : {0, 20'000'000}) {
        SampleSpec spec = managed(100, u"m"_s);
        spec.fillerBytes = bytes;
        const RestoreFixture fixture(spec);
        spec.position->appliedIndex = 200;
        makeDatabase(fixture.target, spec);
        FaultyFileSystem fileSystem;
        const RestoreOutcome outcome = ok(fixture.restore(fileSystem));
        QVERIFY(outcome.plan.action == RestoreAction::Skip);
        read[i++] = fileSystem.bytesRead(fixture.archive);
    }
    QVERIFY2(read[0] < 16'384 && read[1] - read[0] < 1024, qPrintable(u"%1, %2 bytes"_s.arg(read[0]).arg(read[1])));
}

void tst_RestorePlan::users()
{
    const RestoreFixture fixture(managed(100, u"m"_s));
    makeDatabase(fixture.target, managed(50, u"m"_s));
    FaultyFileSystem fileSystem;
    ChildProcess holder(u"hold"_s, {fixture.target, u"idle"_s});
    QCOMPARE(holder.nextLine(), u"ready"_s);
    QCOMPARE(ok(fixture.plan(fileSystem)).users.size(), 1);
}

LIFEBOAT_TEST_MAIN(tst_RestorePlan)
#include "tst_restoreplan.moc"
