// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/snapshot/databaseswap.h"
#include "engine/state/livedatabase.h"
#include "tests/support/childprocess.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_DatabaseSwap final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstOne();
    void takesThePlace();
    void refuses();
    void openedInTheLastMoment_data();
    void openedInTheLastMoment();
    void noWayBack_data();
    void noWayBack();
    void everyFault_data();
    void everyFault();
    void finishesWhatAKillLeft();
    void swapUnderWayIsNotFinishedByOthers_data();
    void swapUnderWayIsNotFinishedByOthers();
    void inUseChangesNothing();
    void stagedNameTakenAway();
};

namespace {

/// "a.db" with a kept "a.db.previous", which has a log, and the staged "new.db".
struct Place {
    Workspace space;
    QString target = space.path(u"a.db"_s);
    QString previous = space.path(u"a.db.previous"_s);
    QString staged = space.path(u"new.db"_s);

    Place()
    {
        makeDatabase(target, {.position = {}, .marker = u"old"_s});
        makeDatabase(previous, {.keepWal = true, .position = {}, .marker = u"older"_s});
        makeDatabase(staged, {.position = {}, .marker = u"new"_s});
    }
};

} // namespace

void tst_DatabaseSwap::firstOne()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    makeDatabase(space.path(u"new.db"_s), {.position = {}, .marker = u"new"_s});
    space.write(u"a.db-wal"_s, "of a database that is gone");
    const DatabaseSwap swap = ok(swapDatabase(fileSystem, space.path(u"new.db"_s), space.path(u"a.db"_s), Existing::Refuse));
    QCOMPARE(swap.previousPath, QString());
    QCOMPARE(space.names(), QStringList({u"a.db"_s, u"a.db-wal.previous"_s}));
    QCOMPARE(contentOf(space.path(u"a.db"_s)).marker, u"new"_s);
}

void tst_DatabaseSwap::takesThePlace()
{
    const Place place;
    FaultyFileSystem fileSystem;
    place.space.write(u"a.db-wal.previous"_s, "of the state before the last");
    const DatabaseSwap swap = ok(swapDatabase(fileSystem, place.staged, place.target, Existing::Replace));
    QCOMPARE(swap.previousPath, place.previous);
    QVERIFY(swap.warnings.isEmpty());
    QCOMPARE(place.space.names(), QStringList({u"a.db"_s, u"a.db.previous"_s}));
    QCOMPARE(contentOf(place.target).marker, u"new"_s);
    QCOMPARE(contentOf(place.previous).marker, u"old"_s);
}

void tst_DatabaseSwap::refuses()
{
    const Place place;
    FaultyFileSystem fileSystem;
    EXPECT_ERROR(swapDatabase(fileSystem, place.staged, place.target, Existing::Refuse), ErrorCode::ConfirmationNeeded);
    QCOMPARE(fileSystem.calls(), 0);
    QCOMPARE(contentOf(place.target).marker, u"old"_s);
}

void tst_DatabaseSwap::openedInTheLastMoment_data()
{
    QTest::addColumn<bool>("links");
    QTest::newRow("with links") << true;
    QTest::newRow("without") << false;
}

/// A program opens the old file after our last look at who has it open and before its name changes. It would write into
/// a file without a name, and its log would stand beside the new one.
void tst_DatabaseSwap::openedInTheLastMoment()
{
    QFETCH(const bool, links);
    const Place place;
    FaultyFileSystem fileSystem;
    fileSystem.setHasLinks(links);
    QProcess program;
    fileSystem.setHook([&](QByteArrayView call, const QString &path) {
        const bool moment = path == place.target && call == (links ? "rename" : "exchange");
        if (!moment || program.state() != QProcess::NotRunning)
            return;
        program.start(u"/bin/sh"_s, {u"-c"_s, u"exec 3< \"$0\"; echo open; read line"_s, place.target});
        QVERIFY(program.waitForReadyRead());
    });
    EXPECT_ERROR(swapDatabase(fileSystem, place.staged, place.target, Existing::Replace), ErrorCode::TargetInUse);
    QCOMPARE(program.state(), QProcess::Running);
    program.closeWriteChannel();
    QVERIFY(program.waitForFinished());
    QCOMPARE(contentOf(place.target).marker, u"old"_s);
    QCOMPARE(contentOf(place.previous).marker, u"older"_s);
    QCOMPARE(contentOf(place.staged).marker, u"new"_s);
}

void tst_DatabaseSwap::noWayBack_data()
{
    QTest::addColumn<QByteArray>("failing");
    QTest::newRow("names cannot be swapped") << QByteArray("exchange");
    QTest::newRow("the staging cannot have its name back") << QByteArray("rename back");
}

/// As before, and the file system fails on the way back: what is said is true, and no state is lost.
void tst_DatabaseSwap::noWayBack()
{
    QFETCH(const QByteArray, failing);
    for (qint64 at = 1; at < 60; ++at) {
        const Place fresh;
        FaultyFileSystem fileSystem({at, Fault::Kind::Once, ErrorCode::WriteFailed});
        QProcess program;
        QByteArray struck;
        fileSystem.setHook([&](QByteArrayView call, const QString &path) {
            if (fileSystem.calls() + 1 == at)
                struck = call == "rename" && path == fresh.staged ? QByteArray("rename back") : call.toByteArray();
            if (call != "rename" || path != fresh.target || program.state() != QProcess::NotRunning)
                return;
            program.start(u"/bin/sh"_s, {u"-c"_s, u"exec 3< \"$0\"; echo open; read line"_s, fresh.target});
            QVERIFY(program.waitForReadyRead());
        });
        const auto swap = swapDatabase(fileSystem, fresh.staged, fresh.target, Existing::Replace);
        program.closeWriteChannel();
        program.waitForFinished();
        if (struck != failing) {
            QVERIFY2(fileSystem.struck(), "that call never comes");
            continue;
        }
        if (swap) {
            QCOMPARE(codeName(swap->warnings.first().code), codeName(ErrorCode::TargetInUse));
            QCOMPARE(contentOf(fresh.target).marker, u"new"_s);
            QCOMPARE(contentOf(swap->previousPath).marker, u"old"_s);
        } else {
            EXPECT_ERROR(swap, ErrorCode::TargetInUse);
            QCOMPARE(contentOf(fresh.target).marker, u"old"_s);
            FaultyFileSystem sound;
            ok(finishSwap(sound, fresh.target));
            QCOMPARE(contentOf(fresh.previous).marker, u"older"_s);
        }
        return;
    }
    QFAIL("that call never comes");
}

void tst_DatabaseSwap::everyFault_data()
{
    QTest::addColumn<qint64>("at");
    QTest::addColumn<bool>("onwards");
    const Place place;
    FaultyFileSystem counting;
    ok(swapDatabase(counting, place.staged, place.target, Existing::Replace));
    for (qint64 at = 1; at <= counting.calls(); ++at) {
        for (const bool onwards : {false, true})
            QTest::addRow("%lld%s", at, onwards ? " onwards" : "") << at << onwards;
    }
}

/// An error means that everything is as it was, the kept state and its log too; else the new state is in place.
void tst_DatabaseSwap::everyFault()
{
    QFETCH(const qint64, at);
    QFETCH(const bool, onwards);
    const Place place;
    FaultyFileSystem fileSystem({at, onwards ? Fault::Kind::Onwards : Fault::Kind::Once, ErrorCode::WriteFailed});
    const auto swap = swapDatabase(fileSystem, place.staged, place.target, Existing::Replace);
    QVERIFY(fileSystem.struck());
    QCOMPARE(contentOf(place.target).marker, swap ? u"new"_s : u"old"_s);
    if (swap) {
        QCOMPARE(contentOf(swap->previousPath).marker, u"old"_s);
    } else {
        QCOMPARE(contentOf(place.previous).marker, u"older"_s);
        QCOMPARE(contentOf(place.staged).marker, u"new"_s);
    }
    FaultyFileSystem sound;
    ok(finishSwap(sound, place.target));
    QCOMPARE(contentOf(place.previous).marker, swap ? u"old"_s : u"older"_s);
    QVERIFY(!place.space.exists(u"a.db.previous.part"_s));
}

/// Killed between two names: the second run gives the old state the name it is kept by.
void tst_DatabaseSwap::finishesWhatAKillLeft()
{
    const Place place;
    FaultyFileSystem fileSystem;
    const QString kept = place.previous + u".part"_s;
    ok(fileSystem.link(place.target, kept));
    ok(finishSwap(fileSystem, place.target));
    QVERIFY(!QFile::exists(kept));
    QCOMPARE(contentOf(place.previous).marker, u"older"_s);

    ok(fileSystem.link(place.target, kept));
    ok(fileSystem.rename(place.staged, place.target));
    ok(finishSwap(fileSystem, place.target));
    QCOMPARE(contentOf(place.target).marker, u"new"_s);
    QCOMPARE(contentOf(place.previous).marker, u"old"_s);
    QCOMPARE(place.space.names(), QStringList({u"a.db"_s, u"a.db.previous"_s}));
}

void tst_DatabaseSwap::swapUnderWayIsNotFinishedByOthers_data()
{
    QTest::addColumn<QByteArray>("moment");
    QTest::newRow("both names are the old state's") << QByteArray("before");
    QTest::newRow("the new state has the first") << QByteArray("after");
}

/// A restore that finds nothing to do tidies up in the midst of another's swap: the old state must not lose the name it
/// has then.
void tst_DatabaseSwap::swapUnderWayIsNotFinishedByOthers()
{
    QFETCH(const QByteArray, moment);
    const Place place;
    FaultyFileSystem fileSystem;
    PosixFileSystem &other = PosixFileSystem::instance();
    int looks = 0;
    fileSystem.setHook([&](QByteArrayView call, const QString &path) {
        const bool before = call == "rename" && path == place.target;
        const bool after = call == "remove" && path.startsWith(place.previous + u'-') && !QFile::exists(place.staged);
        if (moment == "before" ? before : after) {
            ok(finishAbandonedSwap(other, place.target));
            ++looks;
        }
    });
    const DatabaseSwap swap = ok(swapDatabase(fileSystem, place.staged, place.target, Existing::Replace));
    QVERIFY(looks > 0);
    QVERIFY(swap.warnings.isEmpty());
    QCOMPARE(contentOf(place.target).marker, u"new"_s);
    QCOMPARE(contentOf(swap.previousPath).marker, u"old"_s);
}

/// What a kill left belongs to whoever gets hold of the target.
void tst_DatabaseSwap::inUseChangesNothing()
{
    const Place place;
    FaultyFileSystem fileSystem;
    makeDatabase(place.previous + u".part"_s, {.position = {}, .marker = u"left"_s});
    const auto connection = ok(Connection::open(place.target, Connection::Access::ReadOnly));
    const QStringList names = place.space.names();
    EXPECT_ERROR(swapDatabase(fileSystem, place.staged, place.target, Existing::Replace), ErrorCode::TargetInUse);
    QCOMPARE(place.space.names(), names);
    QCOMPARE(contentOf(place.previous).marker, u"older"_s);
}

/// Another restore sees the new state under both names and removes the second as a leftover.
void tst_DatabaseSwap::stagedNameTakenAway()
{
    const Place place;
    FaultyFileSystem fileSystem;
    const QString target = place.space.path(u"b.db"_s);
    fileSystem.setHook([&](QByteArrayView call, const QString &path) {
        if (call == "remove" && path == place.staged)
            QVERIFY(QFile::remove(place.staged));
    });
    ok(swapDatabase(fileSystem, place.staged, target, Existing::Refuse));
    QCOMPARE(contentOf(target).marker, u"new"_s);
}

LIFEBOAT_TEST_MAIN(tst_DatabaseSwap)
#include "tst_databaseswap.moc"
