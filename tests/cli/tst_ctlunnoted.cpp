// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clusterline.h"
#include "tests/support/expect.h"

#include <QJsonArray>
#include <QTest>
#include <csignal>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// A node that cannot record what it does, for its disk is full: what operators are told, and for how long they wait.
class tst_CtlUnnoted final : public ClusterLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ClusterLine::initTestCase(); }
    void init() { ClusterLine::init(); }
    void cleanup() { ClusterLine::cleanup(); }
    void statusSaysWhy();
    void waitsNoLongerThanItMay_data();
    void waitsNoLongerThanItMay();
    void theFirstSignalEndsTheWait_data() { waitsNoLongerThanItMay_data(); }
    void theFirstSignalEndsTheWait();
    void goesOnOnceItIsMended();

private:
    const Error m_full{ErrorCode::DiskFull, u"/srv/n1/operations.db"_s, {}};
};

void tst_CtlUnnoted::statusSaysWhy()
{
    add(*m_one);
    m_one->cannotNote(m_full);
    const Outcome text = ctl(u"cluster status orders"_s);
    QCOMPARE(text.status, 1);
    QVERIFY2(text.out.contains("cannot record"_L1) && !text.out.contains("state failed"_L1), qPrintable(text.out));
    QVERIFY2(text.err.contains("n1 cannot record what it does"_L1) && text.err.contains(m_full.subject), qPrintable(text.err));
    const QJsonValue node = ctl(u"cluster status orders --json"_s).json()["clusters"_L1][0]["nodes"_L1][0];
    QVERIFY(node["reasons"_L1].toArray().contains(u"NodeTroubled"_s));
}

void tst_CtlUnnoted::waitsNoLongerThanItMay_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("method");
    QTest::newRow("restore") << u"restore run %1 --cluster orders --confirm orders"_s << u"restore.run"_s;
    QTest::newRow("take") << u"snapshot take --cluster orders"_s << u"snapshot.take"_s;
}

void tst_CtlUnnoted::waitsNoLongerThanItMay()
{
    QFETCH(const QString, line);
    QFETCH(const QString, method);
    add(*m_one);
    m_one->keep(archive());
    m_one->hold(method);
    m_one->cannotNote(m_full);
    const Outcome outcome = ctl((line.contains(u'%') ? line.arg(m_snapshot) : line) + u" --wait 1"_s);
    QCOMPARE(outcome.status, 3);
    QVERIFY(m_one->called().contains(method));
    QVERIFY2(outcome.err.contains("waiting for n1 (--wait 1)"_L1) && outcome.err.contains(m_full.subject), qPrintable(outcome.err));
    QVERIFY2(outcome.err.contains("what became of this there is not known"_L1), qPrintable(outcome.err));
}

void tst_CtlUnnoted::theFirstSignalEndsTheWait()
{
    QFETCH(const QString, line);
    QFETCH(const QString, method);
    add(*m_one);
    m_one->keep(archive());
    m_one->hold(method);
    m_one->refuse(u"operations.cancel"_s, {ErrorCode::Busy, u"op1"_s, {}});
    const QString full = (line.contains(u'%') ? line.arg(m_snapshot) : line) + u" --wait 600"_s;
    const auto process = m_line->start(full.split(u' '));
    QVERIFY(QTest::qWaitFor([&] { return m_one->called().contains(method); }, 60'000));
    m_one->cannotNote(m_full);
    QByteArray said;
    QVERIFY(QTest::qWaitFor([&] { return (said += process->readAllStandardError()).contains("waiting for n1"); }, 60'000));
    QVERIFY2(said.contains("n1 cannot record what it does"), said.constData());
    QCOMPARE(::kill(pid_t(process->processId()), SIGTERM), 0);
    const Outcome outcome = CommandLine::finish(*process);
    QCOMPARE(outcome.status, 3);
    QVERIFY(QTest::qWaitFor([&] { return m_one->called().contains(u"operations.cancel"_s); }, 60'000)); // it is read here, too
}

void tst_CtlUnnoted::goesOnOnceItIsMended()
{
    add(*m_one);
    m_one->hold(u"snapshot.take"_s);
    m_one->cannotNote(m_full);
    const auto process = m_line->start(u"snapshot take --cluster orders --wait 600"_s.split(u' '));
    QByteArray said;
    const auto says = [&](const char *what) {
        return QTest::qWaitFor([&] { return (said += process->readAllStandardError()).contains(what); }, 60'000);
    };
    QVERIFY2(says("waiting for n1"), said.constData());
    m_one->cannotNote({});
    QVERIFY2(says("n1 notes what it does again"), said.constData());
    m_one->endHeld();
    QCOMPARE(CommandLine::finish(*process).status, 0);
}

QTEST_GUILESS_MAIN(tst_CtlUnnoted)
#include "tst_ctlunnoted.moc"
