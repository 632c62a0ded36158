// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "tests/cli/againline.h"
#include "tests/support/expect.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// No node is restored over what an earlier command did there unless somebody says so: were it, an undo could not bring back any more what was
/// there before.
class tst_CtlRestoreEarlier final : public AgainLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { AgainLine::initTestCase(); }
    void init() { AgainLine::init(); }
    void cleanup() { AgainLine::cleanup(); }
    void whatIsOlderOvertakesNothing();
    void whatABusyQueueHoldsOvertakes();
    void aLostNodeIsAskedFirst_data();
    void aLostNodeIsAskedFirst();
    void aLostNodeIsAskedLater_data() { aLostNodeIsAskedFirst_data(); }
    void aLostNodeIsAskedLater();
    void twoShellsAtTheSame();
    void anEndedUndoKeepsNothing();
    void resumeBeginsNothingAnew_data();
    void resumeBeginsNothingAnew();
    void whatCannotBeReadIsAskedAbout();
    void theOrderOfNodesIsNoMatter();
    void whereNoQueueOpensItAsks();
    void whereNoQueueIsItGoesOn();
    void aRefusalSetsNothingAside_data();
    void aRefusalSetsNothingAside();

private:
    /// Another program is at work in that queue until it is let go.
    std::unique_ptr<File> busy(int number) const
    {
        ok(PosixFileSystem::instance().makeDirectory(ofQueue(number, {})));
        return ok(PosixFileSystem::instance().openLocked(ofQueue(number, u"lock"_s), OpenMode::OpenOrCreate, std::chrono::milliseconds(0)));
    }
    /// Where the queues would be are files.
    void spoilQueues(int from) const
    {
        QVERIFY(QDir().mkpath(m_line->path(u"data/lifeboat/operations/shell"_s)));
        for (int number = from; number < 64; ++number)
            m_line->space().write(u"data/lifeboat/operations/shell/%1"_s.arg(number), "x");
    }
    /// As where the answer of the first node was lost on its way.
    void forgetOperation() const
    {
        SQLite::Database database(ofQueue(0, u"queue.db"_s).toStdString(), SQLite::OPEN_READWRITE, 5000);
        QCOMPARE(database.exec("UPDATE operations SET record = json_set(record, '$.result.nodes[0].operation', null)"), 1);
    }
    qsizetype restored(const ServedNode &node) const { return node.called().count(u"restore.run"_s); }
    QString ofFirst() const
    {
        return u"restore run %1 --cluster orders --nodes n1 --apart --force --confirm orders"_s.arg(m_snapshot);
    }
    QString listed() const { return ctl(u"operations list"_s).out; }
};

void tst_CtlRestoreEarlier::whatIsOlderOvertakesNothing()
{
    auto other = busy(0);
    const Outcome older = ctl(ofFirst());
    QVERIFY2(older.status == 0 && QFile::exists(ofQueue(1, u"queue.db"_s)), qPrintable(older.err));
    other.reset();
    endOnSome();
    QCOMPARE(restored(*m_one), 2);
    other = busy(0);
    const Outcome asked = ctl(m_run);
    QVERIFY2(asked.status == 4 && asked.err.contains(u"is not known"_s), qPrintable(asked.err));
    QCOMPARE(restored(*m_one), 2);
    QVERIFY(listed().contains(u"Done on some nodes; the same command goes on with the rest."_s)); // it is looked at all the same
    other.reset();
    const Outcome again = ctl(m_run);
    QVERIFY2(again.status == 0 && again.err.contains(u"restored: n1"_s), qPrintable(again.err));
    QCOMPARE(restored(*m_one), 2);
}

void tst_CtlRestoreEarlier::whatABusyQueueHoldsOvertakes()
{
    endOnSome();
    auto other = busy(0);
    const Outcome newer = ctl(ofFirst());
    QVERIFY2(newer.status == 0 && QFile::exists(ofQueue(1, u"queue.db"_s)), qPrintable(newer.err));
    other = busy(1);
    const Outcome again = ctl(m_run);
    QVERIFY2(again.status == 0 && !again.err.contains(u"restored: n1"_s), qPrintable(again.err));
    QCOMPARE(restored(*m_one), 3);
}

void tst_CtlRestoreEarlier::aLostNodeIsAskedFirst_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("done");
    QTest::newRow("restore") << u"restore.run"_s << u"restored: n1"_s;
    QTest::newRow("undo") << u"restore.undo"_s << u"taken back: n1"_s;
}

/// It came to its end by itself, after the command had.
void tst_CtlRestoreEarlier::aLostNodeIsAskedFirst()
{
    QFETCH(const QString, method);
    QFETCH(const QString, done);
    const QString line = method == u"restore.undo"_s ? u"restore undo --cluster orders --parallel 1 --confirm orders"_s : m_run;
    m_one->hold(method);
    m_one->cannotNote(Error{ErrorCode::DiskFull, u"/srv/n1/operations.db"_s, {}});
    const Outcome lost = ctl(line + u" --wait 1"_s);
    QVERIFY2(lost.status == 3 && lost.err.contains(u"What became of it on n1 is not known"_s),
             qPrintable(lost.err));
    QVERIFY2(listed().contains(u"the same command"_s), qPrintable(listed()));
    m_one->cannotNote({});
    m_one->endHeld();
    const Outcome again = ctl(line);
    QVERIFY2(again.status == 0 && again.err.contains(done), qPrintable(again.err));
    QCOMPARE(m_one->called().count(method), 1);
    QCOMPARE(m_two->called().count(method), 1);
    QVERIFY2(!listed().contains(u"the same command"_s), qPrintable(listed()));
}

/// The others go on without it, and it is asked once it is back.
void tst_CtlRestoreEarlier::aLostNodeIsAskedLater()
{
    QFETCH(const QString, method);
    QFETCH(const QString, done);
    const QString line = method == u"restore.undo"_s ? u"restore undo --cluster orders --parallel 1 --confirm orders"_s : m_run;
    kill(line, method); // it ended there meanwhile
    if (method == "restore.run"_L1)
        forgetOperation();
    m_one->stop();
    const Outcome refused = ctl(line + u" --wait 1 --json"_s);
    QCOMPARE(refused.json()["lost"_L1], QJsonValue(QJsonArray{u"n1"_s}));
    QCOMPARE(m_two->called().count(method), 0);
    const Outcome without = ctl(line + u" --go-on"_s);
    QVERIFY2(without.status == 3 && without.err.contains(u"What became of it on n1 is not known"_s), qPrintable(without.err));
    QCOMPARE(m_two->lastParameters(method)["lineage"_L1], m_one->lastParameters(method)["lineage"_L1]);
    QVERIFY2(!without.err.contains(u"takes back what was done"_s), qPrintable(without.err)); // it would part n1 from the others
    QCOMPARE(m_two->called().count(method), 1);
    m_one->restart();
    const Outcome again = ctl(line);
    QVERIFY2(again.status == 0 && again.err.contains(done), qPrintable(again.err));
    QCOMPARE(m_one->called().count(method), 1);
    QCOMPARE(m_two->called().count(method), 1);
}

/// Done by one of them it would be done once more by the other, and what an undo brings back would be gone.
void tst_CtlRestoreEarlier::twoShellsAtTheSame()
{
    const auto working = begin(m_run, u"restore.run"_s);
    const Outcome other = ctl(m_run);
    QVERIFY2(other.status == 4 && other.err.contains(u"others are at work"_s), qPrintable(other.err));
    m_one->endHeld();
    const Outcome done = CommandLine::finish(*working);
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QCOMPARE(m_one->called().count(u"restore.run"_s), 1);
    QCOMPARE(m_two->called().count(u"restore.run"_s), 1);
}

/// What a killed command kept for itself is free once the same one has found that nothing is left to do.
void tst_CtlRestoreEarlier::anEndedUndoKeepsNothing()
{
    const QString undo = u"restore undo --cluster orders --nodes n1 --apart --confirm orders"_s;
    kill(undo, u"restore.undo"_s);
    QVERIFY(!m_one->reservation().isEmpty());
    const Outcome again = ctl(undo);
    QVERIFY2(again.status == 0 && again.err.contains(u"taken back: n1"_s), qPrintable(again.err));
    QCOMPARE(m_one->called().count(u"restore.undo"_s), 1);
    QCOMPARE(m_one->reservation(), QString());
}

void tst_CtlRestoreEarlier::resumeBeginsNothingAnew_data()
{
    QTest::addColumn<QString>("besides");
    QTest::addColumn<bool>("isChanged");
    QTest::newRow("asked for in other words") << u" --state main"_s << false;
    QTest::newRow("changed by another since") << QString() << true;
}

void tst_CtlRestoreEarlier::resumeBeginsNothingAnew()
{
    QFETCH(const QString, besides);
    QFETCH(const bool, isChanged);
    if (isChanged)
        m_one->reach(u"begun"_s); // and says that it is of "history" by now
    endOnSome();
    const Outcome resumed = ctl(m_run + besides + u" --earlier resume"_s);
    QVERIFY2(resumed.status == 4 && resumed.err.contains(u"There is nothing to resume"_s), qPrintable(resumed.err));
    QVERIFY2(resumed.err.contains(u"confirm it with --earlier anew"_s), qPrintable(resumed.err));
    QCOMPARE(restored(*m_one), 1);
    QCOMPARE(restored(*m_two), 1);
    QVERIFY(listed().contains(u"goes on with the rest"_s));
}

/// Of another version of the same command, say.
void tst_CtlRestoreEarlier::whatCannotBeReadIsAskedAbout()
{
    endOnSome();
    {
        SQLite::Database database(ofQueue(0, u"queue.db"_s).toStdString(), SQLite::OPEN_READWRITE, 5000);
        database.exec(R"(UPDATE operations SET record = replace(record, '"phase":"failed"', '"phase":"pondering"'))");
        QCOMPARE(database.execAndGet("SELECT record LIKE '%pondering%' FROM operations").getInt(), 1);
    }
    for (const QString &earlier : {u""_s, u" --earlier resume"_s}) {
        const Outcome asked = ctl(m_run + earlier);
        QVERIFY2(asked.status == 4 && asked.err.contains(u"confirm it with --earlier anew"_s), qPrintable(asked.err));
        QCOMPARE(restored(*m_one), 1);
    }
    QCOMPARE(ctl(m_run + u" --earlier anew"_s).status, 0);
    QCOMPARE(restored(*m_one), 2);
}

void tst_CtlRestoreEarlier::theOrderOfNodesIsNoMatter()
{
    endOnSome(m_run + u" --nodes n1,n2"_s);
    const Outcome again = ctl(m_run + u" --nodes n2,n1 --earlier resume"_s);
    QVERIFY2(again.status == 0 && again.err.contains(u"restored: n1"_s), qPrintable(again.err));
    QCOMPARE(restored(*m_one), 1);
}

void tst_CtlRestoreEarlier::whereNoQueueOpensItAsks()
{
    endOnSome();
    QVERIFY(QFile::remove(ofQueue(0, u"lock"_s)));
    QVERIFY(QDir().mkpath(ofQueue(0, u"lock"_s)));
    spoilQueues(1);
    const Outcome asked = ctl(m_run);
    QVERIFY2(asked.status == 4 && asked.err.contains(u"is not known"_s), qPrintable(asked.err));
    QCOMPARE(restored(*m_one), 1);
    const Outcome anew = ctl(m_run + u" --earlier anew"_s);
    QVERIFY2(anew.status == 0 && anew.err.contains(u"without a note"_s), qPrintable(anew.err));
    QCOMPARE(restored(*m_one), 2);
}

void tst_CtlRestoreEarlier::whereNoQueueIsItGoesOn()
{
    spoilQueues(0);
    const Outcome unnoted = ctl(m_run);
    QVERIFY2(unnoted.status == 0 && unnoted.err.contains(u"without a note"_s), qPrintable(unnoted.err));
}

void tst_CtlRestoreEarlier::aRefusalSetsNothingAside_data()
{
    QTest::addColumn<QString>("earlier");
    QTest::newRow("asked for") << u" --earlier anew"_s;
    QTest::newRow("changed by another since") << QString();
}

void tst_CtlRestoreEarlier::aRefusalSetsNothingAside()
{
    QFETCH(const QString, earlier);
    if (earlier.isEmpty())
        m_one->reach(u"begun"_s);
    endOnSome();
    m_two->reserveFor(u"another"_s);
    const Outcome refused = ctl(m_run + earlier);
    QVERIFY2(refused.status == 4 && refused.err.contains(u"begins anew"_s), qPrintable(refused.err));
    QCOMPARE(restored(*m_one), 1);
    QVERIFY2(listed().contains(u"Done on some nodes; the same command goes on with the rest."_s), qPrintable(listed()));
    m_two->reserveFor({});
    const Outcome anew = ctl(m_run + earlier);
    QVERIFY2(anew.status == 0, qPrintable(anew.err));
    QCOMPARE(restored(*m_one), 2);
    QVERIFY2(listed().contains(u" began anew."_s) && !listed().contains(u"one on with as"_s), qPrintable(listed()));
}

QTEST_GUILESS_MAIN(tst_CtlRestoreEarlier)
#include "tst_ctlrestoreearlier.moc"
