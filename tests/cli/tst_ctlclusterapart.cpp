// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clusterline.h"

#include <QJsonArray>
#include <QTest>
#include <csignal>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// Restores of some nodes of a history from the shell, which the others would be left behind by.
class tst_CtlClusterApart final : public ClusterLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ClusterLine::initTestCase(); }
    void init() { ClusterLine::init(); }
    void cleanup() { ClusterLine::cleanup(); }
    void warnsOfPeersThatShareTheHistory();
    void goesOnWithoutNobodyOfTheLog();
    void whatIsCancelledIsNotDone_data();
    void whatIsCancelledIsNotDone();
    void whatIsCancelledHasNotFailed_data() { whatIsCancelledIsNotDone_data(); }
    void whatIsCancelledHasNotFailed();
};

void tst_CtlClusterApart::warnsOfPeersThatShareTheHistory()
{
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    const QString what = u"restore plan %1 --cluster orders --nodes n1"_s.arg(m_snapshot);
    QVERIFY(ctl(what + u" --json"_s).json()["leftBehind"_L1].toArray().isEmpty());
    // The practice nodes are at index 4711 of "history".
    m_one->planWith([](RestorePlan &plan) {
        plan.local = Position{{u"history"_s}, 4711};
        plan.archive.manifest.position = Position{{u"history"_s}, 4000};
        plan.startsLineage = true;
    });
    const Outcome warned = ctl(what);
    QCOMPARE(warned.status, 0);
    QVERIFY2(warned.err.contains("history that is left: n2."_L1), qPrintable(warned.err));
    QVERIFY2(warned.out.contains(u"index 4,711 \u2192 4,000"_s), qPrintable(warned.out));
    QCOMPARE(ctl(what + u" --json"_s).json()["leftBehind"_L1].toArray(), QJsonArray{u"n2"_s});
    QVERIFY(!ctl(what + u",n2"_s).err.contains("not chosen"_L1));
    const QString run = u"restore run %1 --cluster orders --nodes n1 --confirm orders"_s.arg(m_snapshot);
    const Outcome refused = ctl(run);
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("left behind: n2"_L1) && refused.err.contains("--apart"_L1), qPrintable(refused.err));
    QVERIFY(!m_one->called().contains(u"restore.run"_s));
    QCOMPARE(ctl(run + u" --apart"_s).status, 0);
    m_two.reset();
    QCOMPARE(ctl(what + u" --json"_s).json()["notAsked"_L1].toArray(), QJsonArray{u"n2"_s});
}

/// They would be left behind as those that nobody chose.
void tst_CtlClusterApart::goesOnWithoutNobodyOfTheLog()
{
    add(*m_one);
    add(*m_two); // which lacks the snapshot
    m_one->keep(archive());
    m_one->planWith([](RestorePlan &plan) {
        plan.local = Position{{u"history"_s}, 4711};
        plan.archive.manifest.position = Position{{u"history"_s}, 4000};
        plan.startsLineage = true;
    });
    const QString run = u"restore run %1 --cluster orders --go-on --confirm orders"_s.arg(m_snapshot);
    const Outcome refused = ctl(run + u" --json"_s);
    QCOMPARE(refused.status, 4);
    QCOMPARE(refused.json()["error"_L1]["code"_L1].toString(), u"NodesWouldPart"_s);
    QCOMPARE(refused.json()["plan"_L1]["leftBehind"_L1].toArray(), QJsonArray{u"n2"_s});
    QVERIFY(!m_one->called().contains(u"restore.run"_s));
    const Outcome apart = ctl(run + u" --apart"_s);
    QVERIFY(m_one->called().contains(u"restore.run"_s));
    QVERIFY2(apart.err.contains("n1 restored, n2 not"_L1) && apart.err.contains("snapshot fetch"_L1), qPrintable(apart.err));
    QVERIFY2(!apart.err.contains("same command again"_L1), qPrintable(apart.err));
    m_two.reset();
    QCOMPARE(ctl(run + u" --json"_s).json()["notAsked"_L1].toArray(), QJsonArray{u"n2"_s});
}

void tst_CtlClusterApart::whatIsCancelledIsNotDone_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("method");
    QTest::newRow("restore") << u"restore run %1 --cluster orders --parallel 1 --confirm orders --json"_s << u"restore.run"_s;
    QTest::newRow("undo") << u"restore undo --cluster orders --parallel 1 --confirm orders --json"_s << u"restore.undo"_s;
}

/// The cancel comes too late for the first node, and the second is not begun.
void tst_CtlClusterApart::whatIsCancelledIsNotDone()
{
    QFETCH(const QString, line);
    QFETCH(const QString, method);
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    m_two->keep(archive());
    m_one->hold(method);
    const auto process = m_line->start((line.contains(u'%') ? line.arg(m_snapshot) : line).split(u' '));
    QVERIFY(QTest::qWaitFor([&] { return m_one->called().contains(method); }, 60'000));
    QCOMPARE(::kill(pid_t(process->processId()), SIGINT), 0);
    const Outcome outcome = CommandLine::finish(*process);
    QCOMPARE(outcome.json()["nodes"_L1][1]["phase"_L1].toString(), u"skipped"_s);
    QVERIFY(outcome.json()["nodes"_L1][0]["error"_L1].isNull());
    QCOMPARE(outcome.status, 5);
    QVERIFY(!m_two->called().contains(method));
}

/// In words, on all nodes.
void tst_CtlClusterApart::whatIsCancelledHasNotFailed()
{
    QFETCH(QString, line);
    QFETCH(const QString, method);
    add(*m_one);
    add(*m_two);
    for (ServedNode *const node : {m_one.get(), m_two.get()}) {
        node->keep(archive());
        node->hold(method);
        node->obeyCancels();
    }
    line = line.remove(u" --json"_s).replace(u"--parallel 1"_s, u"--parallel 2"_s);
    const auto process = m_line->start((line.contains(u'%') ? line.arg(m_snapshot) : line).split(u' '));
    QVERIFY(QTest::qWaitFor([&] { return m_one->called().contains(method) && m_two->called().contains(method); }, 60'000));
    QCOMPARE(::kill(pid_t(process->processId()), SIGINT), 0);
    const Outcome outcome = CommandLine::finish(*process);
    QCOMPARE(outcome.status, 5);
    QVERIFY2(outcome.out.count(u"cancelled"_s) == 2, qPrintable(outcome.out));
    QVERIFY2(!(outcome.out + outcome.err).contains(u"failed"_s), qPrintable(outcome.out + outcome.err));
}

QTEST_GUILESS_MAIN(tst_CtlClusterApart)
#include "tst_ctlclusterapart.moc"
