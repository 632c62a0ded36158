// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "tests/cli/againline.h"
#include "tests/node/daemonprocess.h"
#include "tests/support/expect.h"

#include <QJsonArray>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// A restore or undo of nodes whose command was killed, or came to an end for some of them alone, and the same command again.
class tst_CtlRestoreAgain final : public AgainLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { AgainLine::initTestCase(); }
    void init() { AgainLine::init(); }
    void cleanup() { AgainLine::cleanup(); }
    void goesOnWithTheRest();
    void goesOnWithAnUndo();
    void anotherCommandBeginsAnew();
    void withoutConfirmationItStays();
    void theTroubleOfWhatWasTakenBackIsTold();
    void whatWasChangedSinceBeginsAnew();
    void whatCannotBeLookedAtIsSaid();
    void aRefusalLeavesItToBeGoneOnWith();
    void aFailureLeavesItToBeGoneOnWith();
    void whatEndedOnSomeNodesGoesOn();
    void anUndoOfSomeNodesGoesOn();
    void whatWasTakenBackBeginsAnew();
    void whatIsOldWantsAWord();
    void workOnAnotherStateIsNothingOfIt();
    void whereNothingIsLeftNothingIsReserved();
    void anUndoBringsTheFirstStateBack();
};

void tst_CtlRestoreAgain::goesOnWithTheRest()
{
    kill(m_run, u"restore.run"_s);
    QCOMPARE(operations().size(), 1);
    QCOMPARE(operations()[0]["kind"_L1].toString(), u"restoreNodes"_s);
    const Outcome listed = ctl(u"operations list"_s);
    QVERIFY2(listed.out.contains(u"Interrupted; the same command goes on with it."_s), qPrintable(listed.out));
    const Outcome again = ctl(m_run);
    QVERIFY2(again.status == 0, qPrintable(again.err));
    QVERIFY2(again.err.contains(u"restored: n1"_s) && again.err.contains(u"never begun: n2"_s), qPrintable(again.err));
    QCOMPARE(m_one->called().count(u"restore.run"_s), 1);
    QCOMPARE(m_two->called().count(u"restore.run"_s), 1);
    QCOMPARE(m_one->lastParameters(u"restore.run"_s)["lineage"_L1], m_two->lastParameters(u"restore.run"_s)["lineage"_L1]);
    QCOMPARE(operations().size(), 2);
    QCOMPARE(operations()[0]["status"_L1].toString(), u"completed"_s);
    QVERIFY(!ctl(u"operations list"_s).out.contains(u"Interrupted"_s));
}

void tst_CtlRestoreAgain::goesOnWithAnUndo()
{
    const QString line = u"restore undo --cluster orders --parallel 1 --confirm orders"_s;
    kill(line, u"restore.undo"_s);
    const Outcome again = ctl(line);
    QVERIFY2(again.status == 0, qPrintable(again.err));
    QVERIFY2(again.err.contains(u"taken back: n1"_s), qPrintable(again.err));
    QCOMPARE(m_one->called().count(u"restore.undo"_s), 1);
    QCOMPARE(m_two->called().count(u"restore.undo"_s), 1);
    QCOMPARE(operations()[0]["status"_L1].toString(), u"completed"_s);
}

void tst_CtlRestoreAgain::anotherCommandBeginsAnew()
{
    kill(m_run, u"restore.run"_s);
    letRunOut();
    const Outcome other = ctl(u"restore run %1 --cluster orders --nodes n2 --apart --force --confirm orders"_s.arg(m_snapshot));
    QVERIFY2(other.status == 0, qPrintable(other.err));
    QVERIFY(!other.err.contains(u"goes on"_s));
    QCOMPARE(operations().size(), 2);
    QVERIFY(ctl(u"operations list"_s).out.contains(u"Interrupted; its nodes were restored or taken back since."_s));
    // What is true of a node since is not what the killed one had noted.
    const Outcome again = ctl(QString(m_run).remove(u" --confirm orders"_s));
    QVERIFY2(again.status != 0 && !again.err.contains(u"restored: n1"_s), qPrintable(again.err));
}

void tst_CtlRestoreAgain::withoutConfirmationItStays()
{
    kill(m_run, u"restore.run"_s);
    QCOMPARE(ctl(m_run.chopped(QLatin1StringView(" --confirm orders").size())).status, 4);
    QCOMPARE(m_two->called().count(u"restore.run"_s), 0);
    QVERIFY(ctl(u"operations list"_s).out.contains(u"Interrupted; the same command goes on with it."_s));
    QCOMPARE(ctl(m_run).status, 0);
    QCOMPARE(m_one->called().count(u"restore.run"_s), 1);
}

void tst_CtlRestoreAgain::theTroubleOfWhatWasTakenBackIsTold()
{
    const QString line = u"restore undo --cluster orders --parallel 1 --confirm orders"_s;
    m_one->getIntoTrouble(Error{ErrorCode::LogDiffers, u"main"_s, {}});
    kill(line, u"restore.undo"_s);
    const Outcome again = ctl(line);
    QVERIFY(again.status != 0);
    QVERIFY2(again.out.contains(u"taken back, but does not go on with its log"_s), qPrintable(again.out));
    QVERIFY2(again.out.count(u"taken back"_s) == 2, qPrintable(again.out)); // n2 as well
    QCOMPARE(m_one->called().count(u"restore.undo"_s), 1);
    QCOMPARE(operations()[0]["result"_L1]["nodes"_L1].toArray().size(), 2);
}

/// By another machine: what is noted here does not tell.
void tst_CtlRestoreAgain::whatWasChangedSinceBeginsAnew()
{
    m_one->reach(u"begun"_s); // and says that it is of "history" by now
    kill(m_run, u"restore.run"_s);
    const auto process = m_line->start(m_run.split(u' '));
    QVERIFY(QTest::qWaitFor([&] { return m_one->called().count(u"restore.run"_s) == 2; }, 60'000));
    m_one->endHeld();
    const Outcome again = CommandLine::finish(*process);
    QVERIFY2(again.status == 0 && again.err.contains(u"begins anew"_s)
                 && again.err.contains(u"restored, and changed by another since: n1"_s),
             qPrintable(again.err));
    QCOMPARE(m_one->called().count(u"restore.run"_s), 2);
    QCOMPARE(m_two->called().count(u"restore.run"_s), 1);
    QVERIFY(!ctl(u"operations list"_s).out.contains(u"Interrupted"_s));
}

void tst_CtlRestoreAgain::whatCannotBeLookedAtIsSaid()
{
    kill(m_run, u"restore.run"_s);
    const QString line = m_run.chopped(QLatin1StringView(" --confirm orders").size());
    QVERIFY(!ctl(line).err.contains(u"is not known"_s));
    const auto atWork = ok(PosixFileSystem::instance().openLocked(
        m_line->path(u"data/lifeboat/operations/shell/0/lock"_s), OpenMode::OpenOrCreate, std::chrono::milliseconds(0)));
    const Outcome again = ctl(line);
    QVERIFY2(again.err.contains(u"Whether an earlier command left some of this is not known"_s), qPrintable(again.err));
    QVERIFY2(again.err.contains(u"confirm it with --earlier anew"_s), qPrintable(again.err));
    QCOMPARE(m_one->called().count(u"restore.run"_s), 1);
    // Of what holds nothing of it, somebody at work is no matter.
    const Outcome other = ctl(QString(line).replace(u"--cluster orders"_s, u"--cluster orders --nodes n2 --apart"_s));
    QVERIFY2(!other.err.contains(u"is not known"_s), qPrintable(other.err));
}

/// By somebody else's restore: what was killed is not over for that, nor for other commands that are refused.
void tst_CtlRestoreAgain::aRefusalLeavesItToBeGoneOnWith()
{
    kill(m_run, u"restore.run"_s);
    QVERIFY(!m_one->reservation().isEmpty());
    QCOMPARE(m_one->reservation(), m_two->reservation());
    const Outcome other = ctl(u"restore undo --cluster orders --confirm orders"_s);
    QVERIFY2(other.status == 4 && other.err.contains(u"reserved"_s), qPrintable(other.err));
    m_two->reserveFor(u"another"_s);
    for (int times = 0; times < 2; ++times) {
        const Outcome refused = ctl(m_run);
        QVERIFY2(refused.status == 4 && refused.err.contains(u"goes on with the rest"_s), qPrintable(refused.err));
        QVERIFY2(!refused.out.contains(u"undo failed"_s), qPrintable(refused.out));
        QVERIFY(ctl(u"operations list"_s).out.contains(u"Interrupted; the same command goes on with it."_s));
    }
    QCOMPARE(m_two->reservation(), u"another"_s);
    m_two->reserveFor({});
    const Outcome again = ctl(m_run);
    QVERIFY2(again.status == 0 && again.err.contains(u"restored: n1"_s), qPrintable(again.err));
    QCOMPARE(m_one->called().count(u"restore.run"_s), 1);
    QCOMPARE(m_two->called().count(u"restore.run"_s), 1);
    QCOMPARE(m_one->reservation() + m_two->reservation(), QString());
    QVERIFY(!ctl(u"operations list"_s).out.contains(u"Interrupted"_s));
}

void tst_CtlRestoreAgain::aFailureLeavesItToBeGoneOnWith()
{
    kill(m_run, u"restore.run"_s);
    m_two->refuse(u"restore.run"_s, {ErrorCode::DiskFull, u"/srv"_s, {}});
    const Outcome failed = ctl(m_run);
    QVERIFY2(failed.status == 3 && failed.err.contains(u"goes on with the rest"_s), qPrintable(failed.err));
    m_two->allow(u"restore.run"_s);
    const Outcome again = ctl(m_run);
    QVERIFY2(again.status == 0 && again.err.contains(u"restored: n1"_s), qPrintable(again.err));
    QCOMPARE(m_one->called().count(u"restore.run"_s), 1);
    QVERIFY(!ctl(u"operations list"_s).out.contains(u"Interrupted"_s));
}

/// Nobody was killed: a node restored twice would lose what an undo brings back.
void tst_CtlRestoreAgain::whatEndedOnSomeNodesGoesOn()
{
    endOnSome();
    const Outcome listed = ctl(u"operations list"_s);
    QVERIFY2(listed.out.contains(u"Done on some nodes; the same command goes on with the rest."_s), qPrintable(listed.out));
    const Outcome again = ctl(m_run);
    QVERIFY2(again.status == 0 && again.err.contains(u"restored: n1"_s) && again.err.contains(u"failed: n2"_s), qPrintable(again.err));
    QCOMPARE(m_one->called().count(u"restore.run"_s), 1);
    QCOMPARE(m_two->called().count(u"restore.run"_s), 2);
    QCOMPARE(m_one->lastParameters(u"restore.run"_s)["lineage"_L1], m_two->lastParameters(u"restore.run"_s)["lineage"_L1]);
    QVERIFY(!ctl(u"operations list"_s).out.contains(u"goes on with"_s));
}

void tst_CtlRestoreAgain::anUndoOfSomeNodesGoesOn()
{
    const QString line = u"restore undo --cluster orders --parallel 1 --confirm orders"_s;
    m_two->refuse(u"restore.undo"_s, {ErrorCode::DiskFull, u"/srv"_s, {}});
    QCOMPARE(ctl(line).status, 3);
    m_two->allow(u"restore.undo"_s);
    const Outcome again = ctl(line);
    QVERIFY2(again.status == 0 && again.err.contains(u"taken back: n1"_s), qPrintable(again.err));
    QCOMPARE(m_one->called().count(u"restore.undo"_s), 1);
    QCOMPARE(m_two->called().count(u"restore.undo"_s), 2);
}

void tst_CtlRestoreAgain::whatWasTakenBackBeginsAnew()
{
    endOnSome();
    const Outcome undone = ctl(u"restore undo --cluster orders --nodes n1 --apart --confirm orders"_s);
    QVERIFY2(undone.status == 0, qPrintable(undone.err));
    const Outcome again = ctl(m_run);
    QVERIFY2(again.status == 0 && !again.err.contains(u"goes on"_s), qPrintable(again.err));
    QCOMPARE(m_one->called().count(u"restore.run"_s), 2);
}

/// Whoever restores the same snapshot days later may mean all nodes.
void tst_CtlRestoreAgain::whatIsOldWantsAWord()
{
    endOnSome();
    {
        SQLite::Database database(m_line->path(u"data/lifeboat/operations/shell/0/queue.db"_s).toStdString(), SQLite::OPEN_READWRITE, 5000);
        const auto record = QString::fromStdString(database.execAndGet("SELECT record FROM operations").getString());
        SQLite::Statement change(database, "UPDATE operations SET record = ?");
        change.bind(1, QString(record).replace(QDateTime::currentDateTimeUtc().toString(u"yyyy-MM"_s), u"2020-01"_s).toStdString());
        change.exec();
    }
    const Outcome asked = ctl(m_run);
    QVERIFY2(asked.status == 4 && asked.err.contains(u"confirm it with --earlier resume, or --earlier anew"_s), qPrintable(asked.err));
    QCOMPARE(m_two->called().count(u"restore.run"_s), 1);
    const Outcome resumed = ctl(m_run + u" --earlier resume"_s);
    QVERIFY2(resumed.status == 0 && resumed.err.contains(u"restored: n1"_s), qPrintable(resumed.err));
    QCOMPARE(m_one->called().count(u"restore.run"_s), 1);
    QCOMPARE(m_two->called().count(u"restore.run"_s), 2);
    endOnSome();
    const Outcome anew = ctl(m_run + u" --earlier anew"_s);
    QVERIFY2(anew.status == 0 && anew.err.contains(u"begins anew"_s), qPrintable(anew.err));
    QCOMPARE(m_one->called().count(u"restore.run"_s), 3);
    QVERIFY(!ctl(u"operations list"_s).out.contains(u"goes on with"_s));
    QCOMPARE(ctl(m_run + u" --earlier sometimes"_s).status, 2);
}

void tst_CtlRestoreAgain::workOnAnotherStateIsNothingOfIt()
{
    const QString path = archive();
    for (ServedNode *const node : {m_one.get(), m_two.get()}) {
        node->keepForOther(path);
        node->keep(path);
    }
    const QString run = m_run + u" --state main"_s;
    endOnSome(run);
    const Outcome other = ctl(m_run + u" --state other"_s);
    QVERIFY2(other.status == 0, qPrintable(other.err));
    const Outcome again = ctl(run);
    QVERIFY2(again.status == 0 && again.err.contains(u"restored: n1"_s), qPrintable(again.err));
}

void tst_CtlRestoreAgain::whereNothingIsLeftNothingIsReserved()
{
    const QString line = u"restore run %1 --cluster orders --nodes n1 --apart --force --confirm orders"_s.arg(m_snapshot);
    kill(line, u"restore.run"_s);
    const auto reserved = [this] { return m_one->called().count(u"restore.reserve"_s); };
    const auto before = reserved();
    const QString left = m_one->reservation();
    m_one->reserveFor(u"another"_s);
    const Outcome again = ctl(line);
    QVERIFY2(again.status == 0, qPrintable(again.out + again.err));
    QVERIFY2(again.out.contains(u"restored"_s) && !again.out.contains(u"undo"_s), qPrintable(again.out));
    QCOMPARE(reserved(), before);
    QCOMPARE(m_one->lastParameters(u"restore.release"_s)["reservation"_L1].toString(), left);
    QCOMPARE(operations()[0]["status"_L1].toString(), u"completed"_s);
}

/// A real node that was restored before the kill keeps what it had then, and is not kept from the same command by it.
void tst_CtlRestoreAgain::anUndoBringsTheFirstStateBack()
{
    DaemonProcess real(m_line->path(u"n0"_s), u"n0"_s);
    real.start();
    const auto succeed = [this](const QString &line) {
        const Outcome outcome = ctl(line);
        if (outcome.status != 0)
            fail(line + u": "_s + outcome.out + outcome.err, std::source_location::current());
        return outcome;
    };
    const auto enroll = [&](const QString &address, const QString &token, const QByteArray &fingerprint) {
        m_line->space().write(u"token"_s, token.toUtf8() + '\n');
        succeed(u"cluster add games %1 --token-file token --fingerprint %2"_s.arg(address, QString::fromLatin1(fingerprint)));
    };
    const auto documents = [this] { return ctl(u"documents list t --cluster games --node n0"_s).out.count(u'\n'); };
    const auto put = [&](const QByteArray &id) {
        m_line->space().write(u"lines"_s, R"({"table": "t", "id": ")" + id + R"(", "document": {}})");
        succeed(u"documents put lines --cluster games --node n0"_s);
    };
    enroll(real.endpoint().url.toString(), real.endpoint().token, real.endpoint().fingerprint);
    put("a");
    const QString snapshot =
        succeed(u"snapshot take --cluster games --json"_s).json()["nodes"_L1][0]["result"_L1]["snapshot"_L1].toString();
    put("b");
    QVERIFY(QTest::qWaitFor([&] { return documents() == 2; }, 60'000));
    succeed(u"snapshot fetch %1 --cluster games --to ."_s.arg(snapshot));
    for (ServedNode *const node : {m_one.get(), m_two.get()}) {
        node->keep(m_line->path(snapshot + u".snap.tar"_s));
        enroll(node->address(), node->secret(), node->fingerprint());
    }

    const QString run = u"restore run %1 --cluster games --parallel 1 --force --confirm games"_s.arg(snapshot);
    kill(run, u"restore.run"_s, 1);
    QCOMPARE(documents(), 1);
    const Outcome again = ctl(run);
    QVERIFY2(again.status == 0, qPrintable(again.out + again.err));
    QVERIFY2(again.err.contains(u"restored: n0, n1"_s) && again.err.contains(u"never begun: n2"_s), qPrintable(again.err));
    QCOMPARE(m_two->called().count(u"restore.run"_s), 1);
    succeed(u"restore undo --cluster games --nodes n0 --apart --confirm games"_s);
    QVERIFY(QTest::qWaitFor([&] { return documents() == 2; }, 60'000));
}

QTEST_GUILESS_MAIN(tst_CtlRestoreAgain)
#include "tst_ctlrestoreagain.moc"
