// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clusterline.h"
#include "tests/support/sampledatabase.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// Restores of nodes from the shell, and taking them back.
class tst_CtlClusterRestore final : public ClusterLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ClusterLine::initTestCase(); }
    void init() { ClusterLine::init(); }
    void cleanup() { ClusterLine::cleanup(); }
    void restoresTwoNodesAndUndoes();
    void restoresNeedTheClustersName();
    void stopsAtTheFirstFailure();
    void tellsWhatIsLostBeforeTheArchiveIsThere();
    void givesUpANodeThatIsLostInItsWork_data();
    void givesUpANodeThatIsLostInItsWork();
    void beginsNothingWhereANodeCannotBePlanned_data();
    void beginsNothingWhereANodeCannotBePlanned();
    void undoSaysWhatComesBack();
    void undoSplitsNoHistory();
    void undoesOnAllOrNone();
    void undoWarnsOfPeers();
    void aSecondUndoIsARedo();
    void nodesThatAreReservedStay();
    void differentHistoriesAreAFailure();
    void nodesThatDoNotGoOnAreAFailure();
    void undoesOnThisMachine();
};

void tst_CtlClusterRestore::restoresTwoNodesAndUndoes()
{
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    m_two->keep(archive());
    const QString what = m_snapshot + u" --cluster orders --nodes n1,n2"_s;
    const Outcome planned = ctl(u"restore plan %1 --json"_s.arg(what));
    QCOMPARE(planned.status, 0);
    QCOMPARE(planned.json()["nodes"_L1][1]["plan"_L1]["target"_L1].toString(), u"/srv/orders.db"_s);
    QVERIFY(!m_one->called().contains(u"restore.run"_s));
    const Outcome run = ctl(u"restore run %1 --parallel 2 --confirm orders --json"_s.arg(what));
    QVERIFY2(run.status == 0, qPrintable(run.err));
    QCOMPARE(run.json()["verdict"_L1].toString(), u"restored"_s);
    QVERIFY(run.json()["leftBehind"_L1].isArray() && run.json()["notAsked"_L1].isArray());
    const QJsonObject asked = m_one->lastParameters(u"restore.run"_s);
    QCOMPARE(asked["confirm"_L1].toString(), u"orders.db"_s);
    QCOMPARE(asked["lineage"_L1], m_two->lastParameters(u"restore.run"_s)["lineage"_L1]);
    const Outcome undone =
        ctl(u"restore undo --cluster orders --nodes n2 --confirm orders --json"_s);
    QCOMPARE(undone.status, 0);
    QCOMPARE(undone.json()["verdict"_L1].toString(), u"undone"_s);
    QVERIFY(!m_one->called().contains(u"restore.undo"_s));
}

void tst_CtlClusterRestore::restoresNeedTheClustersName()
{
    add(*m_one);
    m_one->keep(archive());
    const QString what = u"restore run %1 --cluster orders"_s.arg(m_snapshot);
    const Outcome missing = ctl(what + u" --json"_s);
    QCOMPARE(missing.status, 4);
    QCOMPARE(missing.json()["error"_L1]["code"_L1].toString(), u"ConfirmationNeeded"_s);
    QVERIFY(missing.json()["plan"_L1]["nodes"_L1].isArray());
    QCOMPARE(ctl(what + u" --confirm order"_s).status, 4);
    QCOMPARE(ctl(u"restore undo --cluster orders --confirm n1"_s).status, 4);
    QVERIFY(!m_one->called().contains(u"restore.run"_s));
    QVERIFY(!m_one->called().contains(u"restore.undo"_s));
}

void tst_CtlClusterRestore::stopsAtTheFirstFailure()
{
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    m_two->keep(archive());
    m_one->refuse(u"restore.run"_s, {ErrorCode::Busy, u"main"_s, {}});
    const QString what =
        u"restore run %1 --cluster orders --parallel 1 --confirm orders --json"_s.arg(m_snapshot);
    const Outcome stopped = ctl(what);
    QCOMPARE(stopped.status, 4);
    QCOMPARE(stopped.json()["nodes"_L1][1]["phase"_L1].toString(), u"skipped"_s);
    const Outcome wentOn = ctl(what + u" --go-on"_s);
    QCOMPARE(wentOn.status, 4);
    QCOMPARE(wentOn.json()["nodes"_L1][1]["phase"_L1].toString(), u"done"_s);
    QCOMPARE(wentOn.json()["verdict"_L1].toString(), u"partly"_s);
    const Outcome told = ctl(
        u"restore run %1 --cluster orders --parallel 1 --confirm orders --go-on"_s.arg(m_snapshot));
    QVERIFY2(told.err.contains("n2 restored, n1 not."_L1) && told.err.contains("restore undo --cluster orders --nodes n2 --confirm orders\""_L1), qPrintable(told.err));
}

void tst_CtlClusterRestore::tellsWhatIsLostBeforeTheArchiveIsThere()
{
    add(*m_one);
    add(*m_two);
    const QString path = archive();
    m_two->keep(path);
    const Outcome plan = ctl(u"restore plan %1 --cluster orders"_s.arg(path));
    QVERIFY2(plan.status == 0 && plan.out.contains(u"LOSES"_s), qPrintable(plan.out + plan.err));
    QVERIFY2(plan.out.contains(QRegularExpression(u"n1 +does not have it: sent from here, then restored .*its own state"_s)), qPrintable(plan.out));
}

void tst_CtlClusterRestore::givesUpANodeThatIsLostInItsWork_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("method");
    QTest::newRow("restore") << u"restore run %1 --cluster orders --confirm orders"_s
                             << u"restore.run"_s;
    QTest::newRow("undo") << u"restore undo --cluster orders --confirm orders"_s
                          << u"restore.undo"_s;
    QTest::newRow("take") << u"snapshot take --cluster orders"_s << u"snapshot.take"_s;
}

void tst_CtlClusterRestore::givesUpANodeThatIsLostInItsWork()
{
    QFETCH(const QString, line);
    QFETCH(const QString, method);
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    m_two->keep(archive());
    m_two->hold(method);
    const QString all = (line.contains(u'%') ? line.arg(m_snapshot) : line) + u" --wait 1"_s;
    const auto process = m_line->start(all.split(u' '));
    QVERIFY(QTest::qWaitFor([&] { return m_two->called().contains(method); }, 60'000));
    m_two.reset();
    const Outcome outcome = CommandLine::finish(*process);
    QVERIFY2(outcome.status == 3, qPrintable(outcome.out + outcome.err));
    QVERIFY2(outcome.err.contains("node n2 cannot be reached any more"_L1), qPrintable(outcome.err));
    QVERIFY2(outcome.err.contains("it may go on there"_L1), qPrintable(outcome.err));
    QVERIFY(m_one->called().contains(method));
}

void tst_CtlClusterRestore::beginsNothingWhereANodeCannotBePlanned_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::addColumn<QString>("says");
    QTest::newRow("away") << false << u"node n2:"_s;
    QTest::newRow("lacks the snapshot") << true << u"does not have it"_s;
}

void tst_CtlClusterRestore::beginsNothingWhereANodeCannotBePlanned()
{
    QFETCH(const bool, isThere);
    QFETCH(const QString, says);
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    if (!isThere)
        m_two.reset();
    const QString what = u"restore run %1 --cluster orders"_s.arg(m_snapshot);
    const Outcome stopped = ctl(what);
    QVERIFY2(stopped.status == 3, qPrintable(stopped.err));
    QVERIFY2((stopped.out + stopped.err).contains(says), qPrintable(stopped.out + stopped.err));
    QCOMPARE(stopped.err.contains(u"snapshot fetch "_s + m_snapshot), isThere);
    QVERIFY(!stopped.err.contains("ype orders"_L1));
    QVERIFY(!m_one->called().contains(u"restore.run"_s));
    QCOMPARE(ctl(what + u" --confirm orders --json"_s).json()["verdict"_L1].toString(), u"failed"_s);
    QVERIFY(!m_one->called().contains(u"restore.run"_s));
    QCOMPARE(ctl(what + u" --confirm orders --go-on"_s).status, 3);
    QVERIFY(m_one->called().contains(u"restore.run"_s));
}

void tst_CtlClusterRestore::undoSaysWhatComesBack()
{
    add(*m_one);
    add(*m_two);
    m_two->refuse(u"restore.undoPlan"_s, {ErrorCode::NotFound, u"state.db.previous"_s, {}});
    const QString what = u"restore undo --cluster orders"_s;
    const Outcome asked = ctl(what);
    QCOMPARE(asked.status, 4);
    QVERIFY2(asked.out.contains(u"index 4,711 \u2192 5,000"_s), qPrintable(asked.out));
    QVERIFY2(asked.out.contains("restore of 20261121T020322123Z-9f3a01c4, just now"_L1),
             qPrintable(asked.out));
    QVERIFY2(asked.out.contains("n2    nothing to take back"_L1), qPrintable(asked.out));
    const QJsonObject json = ctl(what + u" --json"_s).json();
    QCOMPARE(json["error"_L1]["code"_L1].toString(), u"ConfirmationNeeded"_s);
    QCOMPARE(json["plans"_L1][0]["plan"_L1]["position"_L1]["appliedIndex"_L1].toString(), u"5000"_s);
    QCOMPARE(json["plan"_L1]["verdict"_L1].toString(), u"planned"_s);
    QCOMPARE(json["plan"_L1]["nodes"_L1].toArray().size(), 2);
    const Outcome undone = ctl(what + u" --confirm orders"_s);
    QVERIFY2(undone.status == 0, qPrintable(undone.err));
    QVERIFY(!undone.out.contains("n2    "_L1) && !m_two->called().contains(u"restore.undo"_s));
    const qsizetype calls = m_one->called().count(u"restore.undo"_s);
    m_one->refuse(u"restore.undoPlan"_s, {ErrorCode::NotFound, u"state.db.previous"_s, {}});
    const Outcome none = ctl(what + u" --confirm orders"_s);
    QCOMPARE(none.status, 3);
    QVERIFY2(none.err.contains("no restore is there to be taken back on n1, n2."_L1), qPrintable(none.err));
    const QJsonObject told = ctl(what + u" --confirm orders --json"_s).json();
    QVERIFY(told["cluster"_L1] == "orders"_L1 && told["verdict"_L1].isString() && told["nodes"_L1].isArray() && told["plans"_L1].isArray());
    QCOMPARE(m_one->called().count(u"restore.undo"_s), calls);
}

void tst_CtlClusterRestore::undoSplitsNoHistory()
{
    add(*m_one);
    add(*m_two);
    m_two->bringBack(u"elsewhere"_s);
    const QString what = u"restore undo --cluster orders --confirm orders"_s;
    const Outcome refused = ctl(what);
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("(newer) would go on in different ones"_L1), qPrintable(refused.err));
    QVERIFY2(refused.err.contains("--apart"_L1), qPrintable(refused.err));
    QVERIFY(!m_one->called().contains(u"restore.undo"_s));
    QVERIFY(!m_two->called().contains(u"restore.undo"_s));
    QCOMPARE(ctl(what + u" --nodes n1"_s).status, 0);
    QVERIFY(m_one->called().contains(u"restore.undo"_s));
    QVERIFY(!m_two->called().contains(u"restore.undo"_s));
    QCOMPARE(ctl(what + u" --apart"_s).status, 0);
    QVERIFY(m_two->called().contains(u"restore.undo"_s));
}

/// What comes back on some would leave the one that is away behind.
void tst_CtlClusterRestore::undoesOnAllOrNone()
{
    add(*m_one);
    add(*m_two);
    m_two.reset();
    const QString what = u"restore undo --cluster orders --confirm orders"_s;
    const Outcome stopped = ctl(what);
    QCOMPARE(stopped.status, 3);
    QVERIFY2(stopped.err.contains("Nothing was begun. --go-on takes it back on n1."_L1), qPrintable(stopped.err));
    const QJsonObject told = ctl(what + u" --json"_s).json();
    QVERIFY(told["cluster"_L1] == "orders"_L1 && told["verdict"_L1].isString() && told["nodes"_L1].isArray() && told["plans"_L1].isArray());
    QVERIFY(!m_one->called().contains(u"restore.undo"_s));
    const Outcome wentOn = ctl(what + u" --go-on --json"_s);
    QVERIFY2(m_one->called().contains(u"restore.undo"_s), qPrintable(wentOn.err));
    QCOMPARE(wentOn.json()["nodes"_L1][0]["phase"_L1].toString(), u"undone"_s);
}

void tst_CtlClusterRestore::undoWarnsOfPeers()
{
    add(*m_one);
    add(*m_two);
    const QString what = u"restore undo --cluster orders --nodes n1"_s;
    QVERIFY(ctl(what + u" --json"_s).json()["leftBehind"_L1].toArray().isEmpty());
    m_one->bringBack(u"older"_s, u"history"_s); // which n2 is of
    const Outcome warned = ctl(what);
    QVERIFY2(warned.err.contains("history that is left: n2."_L1), qPrintable(warned.err));
    QVERIFY2(warned.out.contains("history older"_L1), qPrintable(warned.out));
    const Outcome refused = ctl(what + u" --confirm orders --json"_s);
    QCOMPARE(refused.status, 4);
    QCOMPARE(refused.json()["error"_L1]["code"_L1].toString(), u"NodesWouldPart"_s);
    QCOMPARE(refused.json()["leftBehind"_L1].toArray(), QJsonArray{u"n2"_s});
    QVERIFY(!m_one->called().contains(u"restore.undo"_s));
    QCOMPARE(ctl(what + u" --confirm orders --apart"_s).status, 0);
}

void tst_CtlClusterRestore::aSecondUndoIsARedo()
{
    add(*m_one);
    add(*m_two);
    m_two->wasUndone();
    const QString what = u"restore undo --cluster orders --confirm orders"_s;
    const Outcome refused = ctl(what);
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("last done on n2 is an undo"_L1), qPrintable(refused.err));
    QVERIFY2(refused.err.contains("confirm it with --redo"_L1), qPrintable(refused.err));
    QVERIFY2(refused.out.contains(u"index 4,711 \u2192 5,000"_s), qPrintable(refused.out));
    QVERIFY2(refused.out.contains("takes back the last undo"_L1), qPrintable(refused.out));
    QVERIFY(!m_one->called().contains(u"restore.undo"_s) && !m_two->called().contains(u"restore.undo"_s));
    QCOMPARE(ctl(what + u" --redo"_s).status, 0);
    QVERIFY(m_two->called().contains(u"restore.undo"_s));
}

/// Another console is restoring one of them.
void tst_CtlClusterRestore::nodesThatAreReservedStay()
{
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    m_two->keep(archive());
    m_two->refuse(u"restore.reserve"_s, {ErrorCode::Busy, u"main"_s, u"reserved by ann, 192.0.2.7:4711"_s});
    const Outcome refused = ctl(u"restore run %1 --cluster orders --go-on --confirm orders"_s.arg(m_snapshot));
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("main is reserved by ann, 192.0.2.7:4711, for another restore."_L1), qPrintable(refused.err));
    QVERIFY2(!refused.err.contains("Detail"_L1), qPrintable(refused.err));
    QVERIFY(!m_one->called().contains(u"restore.run"_s));
    QVERIFY(m_one->called().contains(u"restore.release"_s));
    QCOMPARE(ctl(u"restore undo --cluster orders --confirm orders"_s).status, 4);
    QVERIFY(!m_one->called().contains(u"restore.undo"_s));
}

void tst_CtlClusterRestore::differentHistoriesAreAFailure()
{
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    m_two->keep(archive());
    m_one->reach(u"one"_s);
    m_two->reach(u"one"_s);
    const QString what = u"restore run %1 --cluster orders --confirm orders"_s.arg(m_snapshot);
    QCOMPARE(ctl(what).status, 0);
    m_two->reach(u"another"_s);
    const Outcome split = ctl(what);
    QCOMPARE(split.status, 1);
    QVERIFY2(split.err.contains("of 2 different histories now"_L1), qPrintable(split.err));
    QCOMPARE(ctl(what + u" --json"_s).json()["verdict"_L1].toString(), u"split"_s);

    m_two->reach(u"another"_s, u"a log of its own"_s);
    QCOMPARE(ctl(what).status, 0);
    m_two->reach(u"another"_s);

    // What comes back may be other than what was planned.
    const QString undo = u"restore undo --cluster orders --confirm orders"_s;
    const Outcome undone = ctl(undo);
    QCOMPARE(undone.status, 1);
    QVERIFY2(undone.err.contains("of 2 different histories now"_L1), qPrintable(undone.err));
    QCOMPARE(ctl(undo + u" --json"_s).json()["verdict"_L1].toString(), u"split"_s);
    QCOMPARE(ctl(undo + u" --apart"_s).status, 0);
    m_two->reach(u"one"_s);
    QCOMPARE(ctl(undo + u" --json"_s).json()["verdict"_L1].toString(), u"undone"_s);
}

/// The restore was made, and the node stands still all the same.
void tst_CtlClusterRestore::nodesThatDoNotGoOnAreAFailure()
{
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    m_two->keep(archive());
    m_two->getIntoTrouble(Error{ErrorCode::LogTrimmed, u"12"_s, {}});
    for (const QString &what : {u"restore run %1 --cluster orders --confirm orders"_s.arg(m_snapshot),
                                u"restore undo --cluster orders --confirm orders"_s}) {
        const Outcome told = ctl(what);
        QVERIFY2(told.status != 0, qPrintable(told.out));
        QVERIFY2(told.out.contains("but does not go on with its log"_L1), qPrintable(told.out));
        QVERIFY2(told.err.contains("no longer in the log"_L1), qPrintable(told.err));
        const QJsonObject report = ctl(what + u" --json"_s).json();
        QCOMPARE(report["verdict"_L1].toString(), u"partly"_s);
        QCOMPARE(report["nodes"_L1][1]["error"_L1]["code"_L1].toString(), u"LogTrimmed"_s);
    }
    m_two->getIntoTrouble({});
    m_two->refuse(u"restore.undoPlan"_s, {ErrorCode::LogTrimmed, u"12"_s, {}});
    const auto undos = m_one->called().count(u"restore.undo"_s);
    QVERIFY(ctl(u"restore undo --cluster orders --confirm orders"_s).status != 0);
    QCOMPARE(m_one->called().count(u"restore.undo"_s), undos);
}

void tst_CtlClusterRestore::undoesOnThisMachine()
{
    const QString database = m_line->path(u"orders.db"_s);
    SampleSpec spec;
    spec.marker = u"older"_s;
    makeDatabase(database, spec);
    const QString taken = m_line->take(database, m_line->path(u"store"_s));
    QVERIFY(QFile::remove(database));
    spec.marker = u"newer"_s;
    makeDatabase(database, spec);
    QCOMPARE(ctl(u"restore undo --to orders.db --confirm orders.db"_s).status, 3); // nothing kept
    QCOMPARE(ctl(u"restore run %1 --to orders.db --confirm orders.db"_s.arg(taken)).status, 0);
    QCOMPARE(contentOf(database).marker, u"older"_s);
    const Outcome unconfirmed = ctl(u"restore undo --to orders.db"_s);
    QCOMPARE(unconfirmed.status, 4);
    QVERIFY(ctl(u"restore undo --to orders.db --json"_s).json()["plan"_L1]["restoredAt"_L1].isString());
    QVERIFY2(unconfirmed.out.contains("takes back the restore of "_L1 + QFileInfo(taken).fileName().first(24)),
             qPrintable(unconfirmed.out));
    const Outcome undone = ctl(u"restore undo --to orders.db --confirm orders.db --json"_s);
    QVERIFY2(undone.status == 0, qPrintable(undone.err));
    QCOMPARE(undone.json()["previous"_L1].toString(), database + u".previous"_s);
    QCOMPARE(contentOf(database).marker, u"newer"_s);
    // Another one would bring the restore back.
    const Outcome again = ctl(u"restore undo --to orders.db --confirm orders.db"_s);
    QCOMPARE(again.status, 4);
    QVERIFY2(again.out.contains("takes back the last undo"_L1), qPrintable(again.out));
    QVERIFY2(again.err.contains("confirm it with --redo"_L1), qPrintable(again.err));
    QCOMPARE(contentOf(database).marker, u"newer"_s);
    QCOMPARE(ctl(u"restore undo --to orders.db --redo --confirm orders.db"_s).status, 0);
    QCOMPARE(contentOf(database).marker, u"older"_s);
}

QTEST_GUILESS_MAIN(tst_CtlClusterRestore)
#include "tst_ctlclusterrestore.moc"
