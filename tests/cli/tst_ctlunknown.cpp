// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"
#include "tests/node/daemonprocess.h"

#include <QJsonArray>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// Names that are not there, and wrong arguments, for every command: one sentence that says which,
/// and what helps.
class tst_CtlUnknown final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void names_data();
    void names();
    void namesInJson();
    void arguments_data();
    void arguments();

private:
    Outcome ctl(const QString &line) const
    {
        return m_line.run(line.split(u' ', Qt::SkipEmptyParts));
    }

    CommandLine m_line;
    std::unique_ptr<DaemonProcess> m_node;
    QString m_done; ///< an operation that is completed
};

void tst_CtlUnknown::initTestCase()
{
    // Never the keychain of whoever runs the tests.
    qputenv("LIFEBOAT_SECRETS", "file");
    qunsetenv("LIFEBOAT_TOKEN_FILE");
    m_node = std::make_unique<DaemonProcess>(m_line.path(u"n1"_s), u"n1"_s);
    m_node->start();
    const net::Endpoint endpoint = m_node->endpoint();
    const Outcome added = ctl(u"cluster add games %1 --token-file n1.token --fingerprint %2"_s.arg(
        endpoint.url.toString(), QString::fromLatin1(endpoint.fingerprint)));
    QVERIFY2(added.status == 0, qPrintable(added.err));
    QCOMPARE(ctl(u"snapshot take --cluster games"_s).status, 0);
    const QJsonObject listed = ctl(u"operations list --cluster games --json"_s).json();
    m_done = listed["nodes"_L1][0]["operations"_L1][0]["operation"_L1].toString();
}

void tst_CtlUnknown::names_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("help");
    QTest::addColumn<int>("status");
    const QString id = u"20261121T020322123Z-9f3a01c4"_s;
    const QString cluster = u"There is no cluster gone."_s;
    const QString clusters = u"cluster list"_s;
    for (const QString &line : {u"cluster status gone"_s,
                                u"cluster remove gone"_s,
                                u"snapshot take --cluster gone"_s,
                                u"snapshot list --cluster gone"_s,
                                u"snapshot show %1 --cluster gone"_s,
                                u"snapshot verify %1 --cluster gone"_s,
                                u"snapshot pin %1 --cluster gone"_s,
                                u"snapshot unpin %1 --cluster gone"_s,
                                u"snapshot delete %1 --cluster gone"_s,
                                u"snapshot fetch %1 --to . --cluster gone"_s,
                                u"restore plan %1 --cluster gone"_s,
                                u"restore run %1 --cluster gone --confirm gone"_s,
                                u"restore undo --cluster gone --confirm gone"_s,
                                u"documents tables --cluster gone"_s,
                                u"documents list games --cluster gone"_s,
                                u"documents put --cluster gone"_s,
                                u"documents delete --cluster gone"_s,
                                u"operations list --cluster gone"_s,
                                u"operations cancel %1 --cluster gone"_s,
                                u"operations retry %1 --cluster gone"_s,
                                u"events watch --cluster gone"_s,
                                u"lease list --cluster gone"_s,
                                u"lease history --cluster gone"_s,
                                u"lease step-down leader --cluster gone"_s}) {
        const QString full = line.contains("%1"_L1) ? line.arg(id) : line;
        QTest::newRow(qPrintable(line)) << full << cluster << u"games"_s << 3;
    }
    const auto row = [&](const QString &line, const QString &sentence, const QString &help,
                         int status = 3) {
        QTest::newRow(qPrintable(line)) << line << sentence << help << status;
    };
    const QString node = u"The cluster has no node n9."_s;
    const QString nodes = u"games has n1"_s;
    row(u"cluster remove games --node n9"_s, node, nodes);
    row(u"snapshot take --cluster games --node n9"_s, node, nodes);
    row(u"snapshot list --cluster games --node n9"_s, node, nodes);
    row(u"restore plan %1 --cluster games --nodes n1,n9"_s.arg(id), node, nodes);
    row(u"restore undo --cluster games --nodes n9 --confirm games"_s, node, nodes);
    row(u"documents tables --cluster games --node n9"_s, node, nodes);
    row(u"operations list --cluster games --node n9"_s, node, nodes);
    row(u"events watch --cluster games --node n9"_s, node, nodes);
    row(u"lease list --cluster games --node n9"_s, node, nodes);
    const QString state = u"The node has no state beta."_s;
    const QString states = u"cluster status games\u201d"_s; // as it can be pasted
    row(u"snapshot take --cluster games --state beta"_s, state, states);
    row(u"snapshot list --cluster games --state beta"_s, state, states);
    row(u"snapshot show %1 --cluster games --state beta"_s.arg(id), state, states);
    row(u"snapshot verify %1 --cluster games --state beta"_s.arg(id), state, states);
    row(u"snapshot pin %1 --cluster games --state beta"_s.arg(id), state, states);
    row(u"snapshot delete %1 --cluster games --state beta"_s.arg(id), state, states);
    row(u"restore plan %1 --cluster games --state beta"_s.arg(id), state, states);
    row(u"restore undo --cluster games --state beta --confirm games"_s, state, states);
    row(u"documents tables --cluster games --state beta"_s, state, states);
    row(u"documents list games --cluster games --state beta"_s, state, states);
    row(u"documents list nothing --cluster games"_s, u"The state has no table nothing."_s,
        u"documents tables --cluster games\u201d"_s);
    const QString snapshot = u"The snapshot %1 is not there."_s.arg(id);
    const QString snapshots = u"snapshot list --cluster games\u201d"_s;
    row(u"snapshot show %1 --cluster games"_s.arg(id), snapshot, snapshots);
    row(u"snapshot verify %1 --cluster games"_s.arg(id), snapshot, snapshots);
    row(u"snapshot pin %1 --cluster games"_s.arg(id), snapshot, snapshots);
    row(u"snapshot unpin %1 --cluster games"_s.arg(id), snapshot, snapshots);
    row(u"snapshot delete %1 --cluster games"_s.arg(id), snapshot, snapshots);
    row(u"snapshot fetch %1 --to . --cluster games"_s.arg(id), snapshot, snapshots);
    row(u"restore plan %1 --cluster games"_s.arg(id), snapshot, snapshots);
    row(u"restore run %1 --cluster games --confirm games"_s.arg(id), snapshot, snapshots);
    const QString operation = u"There is no operation %1."_s.arg(id);
    row(u"operations cancel %1 --cluster games"_s.arg(id), operation, u"operations list --cluster games\u201d"_s);
    row(u"operations retry %1 --cluster games"_s.arg(id), operation, u"operations list --cluster games\u201d"_s);
    const QString completed = u"The operation %1 is completed."_s.arg(m_done);
    row(u"operations cancel %1 --cluster games"_s.arg(m_done), completed, u"pending or in flight"_s,
        4);
    row(u"operations retry %1 --cluster games"_s.arg(m_done), completed, u"what is dead"_s, 4);
    const QString leases = u"This node takes part in no leases."_s;
    row(u"lease list --cluster games"_s, leases, u"--share"_s);
    row(u"lease history --cluster games"_s, leases, u"--share"_s);
    row(u"lease step-down leader --cluster games"_s, leases, u"--share"_s);
    row(u"lease rebuild --cluster games"_s, leases, u"--share"_s);
    const QString notAnId =
        u"The value given for ID is not allowed: first is not a snapshot's id"_s;
    for (const QString &command : {u"show"_s, u"verify"_s, u"pin"_s, u"unpin"_s, u"delete"_s})
        row(u"snapshot %1 first --cluster games"_s.arg(command), notAnId, u"snapshot list --cluster games\""_s, 2);
    row(u"snapshot fetch first --to . --cluster games"_s, notAnId, u"snapshot list --cluster games\""_s, 2);
    row(u"practice status"_s, u"There is no practice cluster."_s, u"practice start"_s);
    row(u"practice heal"_s, u"There is no practice cluster."_s, u"practice start"_s);
    row(u"practice kill-leader"_s, u"There is no practice cluster."_s, u"practice start"_s);
    // Files are files.
    for (const QString &line :
         {u"snapshot show gone.snap.tar"_s, u"snapshot verify gone.snap.tar"_s,
          u"snapshot pin gone.snap.tar"_s, u"snapshot delete gone.snap.tar"_s,
          u"snapshot take gone.db --store store"_s, u"snapshot list --store gone"_s,
          u"snapshot send gone.snap.tar --cluster games"_s,
          u"restore plan gone.snap.tar --to a.db"_s, u"restore run gone.snap.tar --to a.db"_s,
          u"drill run --snapshot gone.snap.tar"_s, u"drill run --store gone"_s,
          u"drill run --plan gone.toml"_s, u"documents put gone.jsonl --cluster games"_s,
          u"audit verify gone.log"_s, u"cluster add games 127.0.0.1:1 --token-file gone.token"_s,
          u"cluster add games --file gone.nodes --token-file n1.token"_s})
        row(line, u"was not found."_s, u"device is mounted"_s);
    row(u"restore plan first --cluster games"_s, u"The snapshot first is not there."_s, snapshots);
    row(u"restore plan first.snap.tar --cluster games"_s, u"was not found."_s,
        u"device is mounted"_s);
}

void tst_CtlUnknown::names()
{
    QFETCH(const QString, line);
    QFETCH(const QString, sentence);
    QFETCH(const QString, help);
    QFETCH(const int, status);
    const Outcome outcome = ctl(line);
    QVERIFY2(outcome.err.contains(sentence), qPrintable(outcome.err));
    QVERIFY2(outcome.err.section(sentence, 1).contains(help), qPrintable(outcome.err));
    QCOMPARE(outcome.status, status);
    if (!sentence.contains("was not found"_L1))
        QVERIFY2(!outcome.err.contains("device"_L1), qPrintable(outcome.err));
    QCOMPARE(outcome.err.count(sentence), 1);
    QVERIFY2(!outcome.err.contains("NotFound"_L1), qPrintable(outcome.err));
    QVERIFY2(outcome.err.count(u'\n') <= 6, qPrintable(outcome.err));
}

void tst_CtlUnknown::namesInJson()
{
    const QJsonValue cluster = ctl(u"snapshot list --cluster gone --json"_s).json()["error"_L1];
    QCOMPARE(cluster["code"_L1].toString(), u"NotFound"_s);
    QCOMPARE(cluster["sentence"_L1].toString(), u"There is no cluster gone."_s);
    const QJsonValue state = ctl(u"snapshot list --cluster games --state beta --json"_s)
                                 .json()["nodes"_L1][0]["error"_L1];
    QCOMPARE(state["sentence"_L1].toString(), u"The node has no state beta."_s);
}

void tst_CtlUnknown::arguments_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("said");
    const auto row = [](const QString &line, const QString &said) {
        QTest::newRow(qPrintable(line)) << line << said;
    };
    row(u"cluster add"_s, u"NAME"_s);
    row(u"cluster add a"_s, u"ADDRESS or --file"_s);
    row(u"cluster add a/b 127.0.0.1 --token-file t"_s, u"not a cluster's name"_s);
    row(u"cluster add a 127.0.0.1"_s, u"--token-file"_s);
    row(u"cluster add a 127.0.0.1 --token-file t --fingerprint 12"_s, u"--fingerprint"_s);
    row(u"cluster list more"_s, u"more"_s);
    row(u"cluster status games more"_s, u"more"_s);
    row(u"cluster status games --wait 0"_s, u"--wait"_s);
    row(u"cluster remove"_s, u"NAME"_s);
    row(u"snapshot take a.db --cluster games"_s, u"--cluster"_s);
    row(u"snapshot list"_s, u"--store"_s);
    row(u"snapshot list --store s --node n1"_s, u"--cluster"_s);
    row(u"snapshot show"_s, u"ARCHIVE"_s);
    row(u"snapshot verify"_s, u"ARCHIVE"_s);
    row(u"snapshot verify a --depth deep"_s, u"--depth"_s);
    row(u"snapshot fetch"_s, u"ID"_s);
    row(u"snapshot fetch 20261121T020322123Z-9f3a01c4 --to ."_s, u"--cluster"_s);
    row(u"snapshot send"_s, u"ARCHIVE"_s);
    row(u"restore plan"_s, u"ARCHIVE"_s);
    row(u"restore plan a"_s, u"--to"_s);
    row(u"restore run a --to b --parallel 2"_s, u"--cluster"_s);
    row(u"restore undo"_s, u"--to"_s);
    row(u"documents tables"_s, u"--cluster"_s);
    row(u"documents list --cluster games"_s, u"TABLE"_s);
    row(u"documents list a --cluster games --limit 0"_s, u"--limit"_s);
    row(u"documents put"_s, u"--cluster"_s);
    row(u"operations cancel"_s, u"ID"_s);
    row(u"operations cancel op1"_s, u"--cluster"_s);
    row(u"operations retry"_s, u"ID"_s);
    row(u"events watch"_s, u"--cluster"_s);
    row(u"lease list"_s, u"--cluster"_s);
    row(u"lease history --cluster games --limit many"_s, u"--limit"_s);
    row(u"lease step-down --cluster games"_s, u"LEASE"_s);
    row(u"drill run --nodes 3 --store s"_s, u"--practice"_s);
    row(u"drill sample more"_s, u"more"_s);
    row(u"practice start --nodes 1"_s, u"--nodes"_s);
    row(u"practice strike"_s, u"strike"_s);
    row(u"audit verify"_s, u"FILE"_s);
    row(u"audit verify a --hash 12"_s, u"--hash"_s);
}

void tst_CtlUnknown::arguments()
{
    QFETCH(const QString, line);
    QFETCH(const QString, said);
    const Outcome outcome = ctl(line);
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.section(u'\n', 0, 0).contains(said), qPrintable(outcome.err));
    QVERIFY(outcome.out.isEmpty());
}

QTEST_GUILESS_MAIN(tst_CtlUnknown)
#include "tst_ctlunknown.moc"
