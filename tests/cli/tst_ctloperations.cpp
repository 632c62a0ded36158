// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clusterline.h"
#include "tests/node/daemonprocess.h"
#include "tests/support/expect.h"

#include <QJsonArray>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// `operations cancel` and `operations retry` where they do what is asked.
class tst_CtlOperations final : public ClusterLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ClusterLine::initTestCase(); }
    void init() { ClusterLine::init(); }
    void cleanup() { ClusterLine::cleanup(); }
    void cancelsWhatIsInFlight();
    void triesADeadOneAgain();

private:
    /// The newest of that kind on the real node.
    QJsonObject newest(const QString &kind) const;
};

/// On the node that has it: it is asked for there, and nowhere else.
void tst_CtlOperations::cancelsWhatIsInFlight()
{
    add(*m_one);
    add(*m_two);
    m_two->hold(u"snapshot.take"_s);
    const auto process = m_line->start(u"snapshot take --cluster orders --node n2"_s.split(u' '));
    QVERIFY(QTest::qWaitFor([this] { return m_two->called().contains(u"snapshot.take"_s); }, 60'000));
    const Outcome canceled = ctl(u"operations cancel op1 --cluster orders --json"_s);
    QCOMPARE(canceled.status, 0);
    QCOMPARE(canceled.json()["node"_L1].toString(), u"n2"_s);
    QCOMPARE(canceled.json()["operation"_L1].toString(), u"op1"_s);
    QCOMPARE(m_two->lastParameters(u"operations.cancel"_s)["operation"_L1].toString(), u"op1"_s);
    QCOMPARE(CommandLine::finish(*process).status, 0); // the command heard of its end
}

QJsonObject tst_CtlOperations::newest(const QString &kind) const
{
    for (const QJsonValue each :
         ctl(u"operations list --cluster games --json"_s).json()["nodes"_L1][0]["operations"_L1].toArray()) {
        if (each["kind"_L1].toString() == kind)
            return each.toObject();
    }
    return {};
}

/// A real node: what was damaged is whole again.
void tst_CtlOperations::triesADeadOneAgain()
{
    DaemonProcess node(m_line->path(u"n1"_s), u"n1"_s);
    node.start();
    const net::Endpoint endpoint = node.endpoint();
    QCOMPARE(ctl(u"cluster add games %1 --token-file n1.token --fingerprint %2"_s.arg(
                     endpoint.url.toString(), QString::fromLatin1(endpoint.fingerprint)))
                 .status,
             0);
    m_line->space().write(u"documents"_s, "{\"table\": \"games\", \"id\": \"g1\", \"document\": {}}\n");
    QCOMPARE(ctl(u"documents put documents --cluster games"_s).status, 0);
    const Outcome taken = ctl(u"snapshot take --cluster games --json"_s);
    QCOMPARE(taken.status, 0);
    const QString id = taken.json()["nodes"_L1][0]["result"_L1]["snapshot"_L1].toString();
    const QString archive = node.data(u"snapshots/main/"_s + id + u".snap.tar"_s);
    const QByteArray whole = readFile(archive);
    QVERIFY(!whole.isEmpty());
    writeFile(archive, whole.chopped(2000));
    QVERIFY(ctl(u"snapshot verify %1 --cluster games"_s.arg(id)).status != 0);
    const QString operation = newest(u"verify"_s)["operation"_L1].toString();
    QCOMPARE(newest(u"verify"_s)["status"_L1].toString(), u"dead"_s);
    writeFile(archive, whole);
    const Outcome retried = ctl(u"operations retry %1 --cluster games"_s.arg(operation));
    QCOMPARE(retried.status, 0);
    QVERIFY2(retried.out.contains(u"n1  %1  is tried again"_s.arg(operation)), qPrintable(retried.out));
    QVERIFY(QTest::qWaitFor([this] { return newest(u"verify"_s)["status"_L1].toString() == "completed"_L1; }, 60'000));
    QCOMPARE(newest(u"verify"_s)["operation"_L1].toString(), operation);
    QCOMPARE(ctl(u"operations retry %1 --cluster games"_s.arg(operation)).status, 4); // it is over
}

QTEST_GUILESS_MAIN(tst_CtlOperations)
#include "tst_ctloperations.moc"
