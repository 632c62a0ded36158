// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leaseobject.h"
#include "engine/operations/operationrecord.h"
#include "tests/cli/clusterline.h"
#include "tests/support/expect.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>
#include <csignal>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// lifeboatctl on nodes: the real program against servers on loopback.
class tst_CtlCluster final : public ClusterLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ClusterLine::initTestCase(); }
    void init() { ClusterLine::init(); }
    void cleanup() { ClusterLine::cleanup(); }
    void addsOnlyWithTheRightCertificateAndToken();
    void addsFromAFile();
    void listsAndRemoves();
    void tellsTheStatus();
    void anUnreachableNodeIsThree();
    void unknownNames_data();
    void unknownNames();
    void takesListsAndVerifies();
    void showsAndPinsOnNodes();
    void idsAreLookedAtFirst_data();
    void idsAreLookedAtFirst();
    void fetchesAndSends();
    void saysWhichNodeIsSilent();
    void listsAndCancelsOperations();
    void tellsHowFarOperationsAre();
    void watchesEvents();
    void watchesEventsInWords();
    void showsHistories();

private:
    /// Watches while n1 tells of this again and again, until a line is there that holds `wanted`; returns it.
    QString watchFor(const QString &name, const QJsonObject &content, const QString &wanted) const;
};

void tst_CtlCluster::addsOnlyWithTheRightCertificateAndToken()
{
    m_line->space().write(u"token"_s, m_one->secret().toUtf8());
    m_line->space().write(u"wrong"_s, "lb1.console.wrong\n");
    const QString address = m_one->address();
    const QString shown = net::fingerprintText(m_one->fingerprint());

    const Outcome unknown = ctl(u"cluster add orders %1 --token-file token"_s.arg(address));
    QCOMPARE(unknown.status, 4);
    QVERIFY2(unknown.err.contains(shown), qPrintable(unknown.err));
    const QString accepting = u": lifeboatctl cluster add orders wss://%1 --token-file FILE --fingerprint %2\n"_s.arg(address, shown);
    QVERIFY2(unknown.err.contains(accepting), qPrintable(unknown.err));
    QVERIFY2(unknown.err.contains("not known yet"_L1), qPrintable(unknown.err)); // nothing was trusted before
    QVERIFY(m_one->called().isEmpty());

    const Outcome wrong =
        ctl(u"cluster add orders %1 --token-file wrong --fingerprint %2"_s.arg(address, shown));
    QCOMPARE(wrong.status, 4);
    QVERIFY(!(wrong.out + wrong.err).contains("lb1."_L1));
    QVERIFY(ctl(u"cluster list --json"_s).json()["clusters"_L1].toArray().isEmpty());

    const Outcome bad =
        ctl(u"cluster add orders %1 --token-file token --fingerprint 12"_s.arg(address));
    QCOMPARE(bad.status, 2);
    QCOMPARE(ctl(u"cluster add orders %1"_s.arg(address)).status, 2);

    const Outcome added = ctl(
        u"cluster add orders %1 --token-file token --fingerprint %2 --json"_s.arg(address, shown));
    QCOMPARE(added.status, 0);
    QCOMPARE(added.json()["nodes"_L1][0]["node"_L1].toString(), u"n1"_s);
    QVERIFY(!(added.out + added.err).contains("lb1."_L1));
    QVERIFY(!m_line->space().read(u"data/lifeboat/clusters.json"_s).contains("lb1."));
    QVERIFY(
        m_line->space().read(u"data/lifeboat/secrets.json"_s).contains(m_one->secret().toUtf8()));
}

void tst_CtlCluster::addsFromAFile()
{
    m_line->space().write(u"nodes"_s,
                          "# ours\n" + m_one->address().toUtf8() + ' ' + m_one->fingerprint()
                              + "\n127.0.0.1:1\n");
    qputenv("LIFEBOAT_TOKEN_FILE", m_line->path(u"token"_s).toLocal8Bit());
    m_line->space().write(u"token"_s, m_one->secret().toUtf8());
    const Outcome added = ctl(u"cluster add orders --file nodes --json"_s);
    qunsetenv("LIFEBOAT_TOKEN_FILE");
    QCOMPARE(added.status, 3);
    QCOMPARE(added.json()["nodes"_L1][1]["error"_L1]["code"_L1].toString(), u"Unreachable"_s);
    const QJsonArray kept =
        ctl(u"cluster list --json"_s).json()["clusters"_L1][0]["nodes"_L1].toArray();
    QCOMPARE(kept.size(), 1);
    QCOMPARE(kept[0]["name"_L1].toString(), u"n1"_s);
}

void tst_CtlCluster::listsAndRemoves()
{
    add(*m_one);
    add(*m_two);
    const Outcome listed = ctl(u"cluster list"_s);
    QVERIFY2(listed.out.contains("n2"_L1) && listed.out.contains("pinned"_L1),
             qPrintable(listed.out));
    QCOMPARE(ctl(u"cluster remove orders --node n7"_s).status, 3);
    QCOMPARE(ctl(u"cluster remove orders --node n1"_s).status, 0);
    QVERIFY(
        !m_line->space().read(u"data/lifeboat/secrets.json"_s).contains(m_one->secret().toUtf8()));
    QCOMPARE(ctl(u"cluster remove orders"_s).status, 0);
    QVERIFY(ctl(u"cluster list --json"_s).json()["clusters"_L1].toArray().isEmpty());
}

void tst_CtlCluster::tellsTheStatus()
{
    add(*m_one);
    const Outcome text = ctl(u"cluster status"_s);
    QCOMPARE(text.status, 0);
    QVERIFY2(text.out.contains("4,711"_L1), qPrintable(text.out));
    QVERIFY2(text.out.contains("no snapshot"_L1) && !text.out.contains("NoSnapshot"_L1),
             qPrintable(text.out));
    const QJsonValue node =
        ctl(u"cluster status orders --json"_s).json()["clusters"_L1][0]["nodes"_L1][0];
    QCOMPARE(node["health"_L1].toString(), u"failed"_s); // it holds something and has no snapshot
    QCOMPARE(node["reasons"_L1][0].toString(), u"NoSnapshot"_s);
    QCOMPARE(node["role"_L1].toString(), u"operator"_s);
    QCOMPARE(node["status"_L1]["states"_L1][0]["appliedIndex"_L1].toString(), u"4711"_s);
}

void tst_CtlCluster::anUnreachableNodeIsThree()
{
    add(*m_one);
    add(*m_two);
    m_two.reset();
    const Outcome status = ctl(u"cluster status orders --json"_s);
    QCOMPARE(status.status, 3);
    const QJsonArray nodes = status.json()["clusters"_L1][0]["nodes"_L1].toArray();
    QVERIFY(nodes[0]["error"_L1].isNull());
    QCOMPARE(nodes[1]["error"_L1]["code"_L1].toString(), u"Unreachable"_s);
}

void tst_CtlCluster::unknownNames_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("status");
    QTest::newRow("cluster") << u"cluster status nothing"_s << 3;
    QTest::newRow("cluster of a take") << u"snapshot take --cluster nothing"_s << 3;
    QTest::newRow("node") << u"snapshot list --cluster orders --node n9"_s << 3;
    QTest::newRow("nodes")
        << u"restore plan 20261121T020322123Z-9f3a01c4 --cluster orders --nodes n1,n9"_s << 3;
    QTest::newRow("no archive of that name") << u"restore plan nothing --cluster orders"_s << 3;
    QTest::newRow("both worlds") << u"snapshot take a.db --cluster orders"_s << 2;
    QTest::newRow("a node of none") << u"snapshot list --store s --node n1"_s << 2;
    QTest::newRow("nothing to restore to") << u"restore undo"_s << 2;
    QTest::newRow("operations of none") << u"operations cancel op1"_s << 2;
}

void tst_CtlCluster::unknownNames()
{
    QFETCH(const QString, line);
    QFETCH(const int, status);
    add(*m_one);
    const Outcome outcome = ctl(line);
    QVERIFY2(outcome.status == status, qPrintable(outcome.err));
}

void tst_CtlCluster::takesListsAndVerifies()
{
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    const QJsonObject taken = ctl(u"snapshot take --cluster orders --state main --json"_s).json();
    QCOMPARE(taken["nodes"_L1].toArray().size(), 2);
    QCOMPARE(m_two->lastParameters(u"snapshot.take"_s)["state"_L1].toString(), u"main"_s);
    QCOMPARE(ctl(u"snapshot take --cluster orders --node n1"_s).status, 0);
    QCOMPARE(m_one->called().count(u"snapshot.take"_s), 2);
    QCOMPARE(m_two->called().count(u"snapshot.take"_s), 1);
    const Outcome listed = ctl(u"snapshot list --cluster orders"_s);
    QVERIFY2(listed.out.contains(m_snapshot), qPrintable(listed.out));
    const Outcome verified =
        ctl(u"snapshot verify %1 --cluster orders --node n1 --depth sealed"_s.arg(m_snapshot));
    QCOMPARE(verified.status, 0);
    QCOMPARE(m_one->lastParameters(u"snapshot.verify"_s)["depth"_L1].toString(), u"sealed"_s);
    m_two->refuse(u"snapshot.take"_s, {ErrorCode::Busy, u"main"_s, {}});
    const Outcome busy = ctl(u"snapshot take --cluster orders --json"_s);
    QCOMPARE(busy.status, 4);
    QVERIFY(busy.json()["nodes"_L1][0]["error"_L1].isNull());
    QCOMPARE(busy.json()["nodes"_L1][1]["error"_L1]["code"_L1].toString(), u"Busy"_s);
}

void tst_CtlCluster::showsAndPinsOnNodes()
{
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    const Outcome shown = ctl(u"snapshot show %1 --cluster orders"_s.arg(m_snapshot));
    QCOMPARE(shown.status, 0);
    QVERIFY2(shown.out.contains(m_snapshot), qPrintable(shown.out));
    QVERIFY2(shown.err.contains("node n2 does not have it"_L1), qPrintable(shown.err));
    const QJsonArray nodes =
        ctl(u"snapshot show %1 --cluster orders --json"_s.arg(m_snapshot)).json()["nodes"_L1].toArray();
    QCOMPARE(nodes[0]["result"_L1]["snapshot"_L1].toString(), m_snapshot);
    QVERIFY(nodes[1]["result"_L1].isNull());
    QCOMPARE(ctl(u"snapshot show %1 --cluster orders --node n2"_s.arg(m_snapshot)).status, 3);

    m_two->refuse(u"snapshot.pin"_s, {ErrorCode::NotFound, m_snapshot, {}});
    QCOMPARE(ctl(u"snapshot pin %1 --cluster orders --state main"_s.arg(m_snapshot)).status, 0);
    const QJsonObject pinned = m_one->lastParameters(u"snapshot.pin"_s);
    QVERIFY(pinned["pinned"_L1].toBool());
    QCOMPARE(pinned["state"_L1].toString(), u"main"_s);
    QCOMPARE(ctl(u"snapshot unpin %1 --cluster orders --node n1"_s.arg(m_snapshot)).status, 0);
    QVERIFY(!m_one->lastParameters(u"snapshot.pin"_s)["pinned"_L1].toBool(true));
    QCOMPARE(ctl(u"snapshot pin %1 --cluster orders --node n2"_s.arg(m_snapshot)).status, 3);
    // The token is an operator's.
    QCOMPARE(ctl(u"snapshot delete %1 --cluster orders"_s.arg(m_snapshot)).status, 4);
}

void tst_CtlCluster::idsAreLookedAtFirst_data()
{
    QTest::addColumn<QString>("line");
    for (const QString &command : {u"show"_s, u"pin"_s, u"unpin"_s, u"delete"_s})
        QTest::newRow(qPrintable(command)) << u"snapshot %1 ../x --cluster orders"_s.arg(command);
    QTest::newRow("fetch") << u"snapshot fetch ../x --to . --cluster orders"_s;
}

void tst_CtlCluster::idsAreLookedAtFirst()
{
    QFETCH(const QString, line);
    const Outcome outcome = ctl(line);
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains("not a snapshot's id"_L1), qPrintable(outcome.err));
}

void tst_CtlCluster::fetchesAndSends()
{
    add(*m_one);
    add(*m_two);
    const QString path = archive();
    m_two->keep(path);
    m_line->space().makeDirectory(u"here"_s);
    const QString fetch = u"snapshot fetch %1 --to here --cluster orders"_s.arg(m_snapshot);
    const Outcome fetched = ctl(fetch);
    QVERIFY2(fetched.status == 0, qPrintable(fetched.err));
    QCOMPARE(readFile(fetched.out.trimmed()), readFile(path));
    const Outcome again = ctl(fetch);
    QVERIFY2(again.status == 0, qPrintable(again.err));
    QCOMPARE(again.out, fetched.out);
    QVERIFY2(again.err.contains("already here"_L1), qPrintable(again.err));
    QVERIFY(ctl(fetch + u" --json"_s).json()["alreadyHere"_L1].toBool());
    // Something else of that name is not replaced.
    const QByteArray whole = readFile(path);
    for (const QByteArray &other : {whole.first(whole.size() / 2), QByteArray("notes")}) {
        writeFile(fetched.out.trimmed(), other);
        QCOMPARE(ctl(fetch).status, 4);
        QCOMPARE(readFile(fetched.out.trimmed()), other);
    }
    const Outcome sent = ctl(u"snapshot send %1 --cluster orders --node n1"_s.arg(path));
    QVERIFY2(sent.status == 0, qPrintable(sent.err));
    QVERIFY(ctl(u"snapshot list --cluster orders --node n1"_s).out.contains(m_snapshot));
}

/// The address of a node that takes connections and says nothing.
void tst_CtlCluster::saysWhichNodeIsSilent()
{
    add(*m_one);
    add(*m_two);
    const quint16 port = m_two->address().section(u':', 1).toUShort();
    m_two.reset();
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost, port));
    const Outcome status = ctl(u"cluster status orders --wait 3"_s);
    QCOMPARE(status.status, 3);
    QVERIFY2(status.err.contains("waiting for n2 (--wait 3)"_L1), qPrintable(status.err));
    QVERIFY2(status.err.contains("node n2:"_L1), qPrintable(status.err));
    QVERIFY2(status.out.contains("4,711"_L1), qPrintable(status.out));
}

void tst_CtlCluster::listsAndCancelsOperations()
{
    add(*m_one);
    QCOMPARE(ctl(u"snapshot take --cluster orders"_s).status, 0);
    const Outcome listed = ctl(u"operations list --cluster orders --json"_s);
    QCOMPARE(listed.json()["nodes"_L1][0]["operations"_L1][0]["operation"_L1].toString(), u"op1"_s);
    QVERIFY(ctl(u"operations list --cluster orders"_s).out.contains("snapshot.take"_L1));
    QCOMPARE(ctl(u"operations cancel op7 --cluster orders"_s).status, 3);
    QCOMPARE(ctl(u"operations retry op7 --cluster orders"_s).status, 3);
    m_one->refuse(u"operations.cancel"_s, {ErrorCode::InvalidArgument, u"op7"_s, u"completed"_s});
    QCOMPARE(ctl(u"operations cancel op7 --cluster orders"_s).status, 4);
    (void)ctl(u"lease history --cluster orders"_s);
    QCOMPARE(m_one->lastParameters(u"lease.history"_s)["renewals"_L1], QJsonValue(false));
}

void tst_CtlCluster::watchesEvents()
{
    add(*m_one);
    const auto watching =
        m_line->start({u"events"_s, u"watch"_s, u"--cluster"_s, u"orders"_s, u"--json"_s});
    QByteArray out;
    QVERIFY(QTest::qWaitFor(
        [&] {
            m_one->publish(u"operation"_s, {{u"operation"_s, u"op1"_s}});
            out += watching->readAllStandardOutput();
            return out.contains('\n');
        },
        60'000));
    const QJsonObject event = QJsonDocument::fromJson(out.first(out.indexOf('\n'))).object();
    QCOMPARE(event["node"_L1].toString(), u"n1"_s);
    QCOMPARE(event["event"_L1].toString(), u"operation"_s);
    ::kill(pid_t(watching->processId()), SIGINT);
    QCOMPARE(CommandLine::finish(*watching).status, 5);
}

void tst_CtlCluster::tellsHowFarOperationsAre()
{
    add(*m_one);
    m_one->hold(u"snapshot.take"_s);
    const auto taking = m_line->start({u"snapshot"_s, u"take"_s, u"--cluster"_s, u"orders"_s});
    QVERIFY(QTest::qWaitFor([this] { return m_one->called().contains(u"snapshot.take"_s); }, 60'000));
    const Outcome listed = ctl(u"operations list --cluster orders"_s);
    taking->kill();
    CommandLine::finish(*taking);
    QVERIFY2(listed.out.contains("in flight"_L1) && listed.out.contains("0 %"_L1), qPrintable(listed.out));
    QCOMPARE(ctl(u"operations list --cluster orders --json"_s)
                 .json()["nodes"_L1][0]["operations"_L1][0]["status"_L1]
                 .toString(),
             u"inFlight"_s);
}

QString tst_CtlCluster::watchFor(const QString &name, const QJsonObject &content, const QString &wanted) const
{
    const auto watching = m_line->start({u"events"_s, u"watch"_s, u"--cluster"_s, u"orders"_s});
    QString out;
    const bool isTold = QTest::qWaitFor(
        [&] {
            m_one->publish(name, content);
            out += QString::fromUtf8(watching->readAllStandardOutput());
            return out.section(wanted, 1).contains(u'\n');
        },
        60'000);
    ::kill(pid_t(watching->processId()), SIGINT);
    CommandLine::finish(*watching);
    if (!isTold)
        return u"not told: "_s + out;
    const QStringList lines = out.split(u'\n').filter(wanted);
    return lines.size() == 1 || name != "operation"_L1 ? lines.first() : u"told again: "_s + out;
}

void tst_CtlCluster::watchesEventsInWords()
{
    add(*m_one);
    Operation operation;
    operation.id = {u"20261121T020322123Z-9f3a01c4"_s};
    operation.sequence = 1;
    operation.request = {.kind = u"restore"_s, .target = u"main"_s, .parameters = {}, .actor = u"ada"_s};
    operation.status = OperationStatus::InFlight;
    operation.createdAt = QDateTime::currentDateTimeUtc();
    QJsonObject told = toJsonObject(operation);
    told[u"permille"_s] = 634;
    const QString line = watchFor(u"operation"_s, told, u"Restore of main"_s);
    static const QRegularExpression wanted(
        u"^\\d\\d:\\d\\d:\\d\\d  n1  Restore of main by ada: in flight, 60 %  \\(20261121T020322123Z-9f3a01c4\\)$"_s);
    QVERIFY2(wanted.match(line).hasMatch(), qPrintable(line));
    const QString changed = watchFor(u"snapshots"_s, {{u"state"_s, u"main"_s}}, u"the snapshots of main changed"_s);
    QVERIFY2(!changed.startsWith("not told"_L1), qPrintable(changed));
    LeaseEvent event;
    event.time = operation.createdAt;
    event.kind = LeaseEvent::Kind::TakenOver;
    event.name = u"snapshot-leader"_s;
    event.holder = u"n2"_s;
    event.token = 5;
    event.other = u"n1"_s;
    const QJsonObject lease{{u"events"_s, QJsonArray{leaseEventObject(event)}}};
    const QString taken = watchFor(u"lease"_s, lease, u"lease snapshot-leader: taken over, n2, token 5"_s);
    QVERIFY2(!taken.startsWith("not told"_L1) && !taken.contains(u'{'), qPrintable(taken));
}

/// What the advice about histories speaks of.
void tst_CtlCluster::showsHistories()
{
    add(*m_one);
    m_one->keep(archive());
    const Outcome status = ctl(u"cluster status orders"_s);
    QVERIFY2(status.out.contains("HISTORY"_L1) && status.out.contains("history"_L1), qPrintable(status.out));
    const Outcome listed = ctl(u"snapshot list --cluster orders"_s);
    const Outcome shown = ctl(u"snapshot show %1 --cluster orders"_s.arg(m_snapshot));
    static const QRegularExpression history(u"\\nHistory +(\\S+)"_s);
    const QString whole = history.match(shown.out).captured(1);
    QVERIFY2(whole.size() > 8 && listed.out.contains(u' ' + whole.left(8) + u' '),
             qPrintable(shown.out + listed.out));
}

QTEST_GUILESS_MAIN(tst_CtlCluster)
#include "tst_ctlcluster.moc"
