// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clusterline.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"

#include <QJsonArray>
#include <QTcpServer>
#include <QTest>
#include <csignal>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// What operators run into on nodes, and what they are told then.
class tst_CtlClusterOddities final : public ClusterLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ClusterLine::initTestCase(); }
    void init() { ClusterLine::init(); }
    void cleanup() { ClusterLine::cleanup(); }
    void aPortWhereNobodyListensIsToldAtOnce();
    void anotherNodeOfTheSameName();
    void adviceIsForOneWhoAsksOnce();
    void oneNodeOfSeveralToo();
    void showsASnapshotOfASecondState();
    void sendsForASecondState();
    void aSnapshotOfAnotherKind();
    void anUndoSaysWhereItLed();
    void anEmptyNameIsNoName_data();
    void anEmptyNameIsNoName();
    void damagedSnapshotsAreDamage_data();
    void damagedSnapshotsAreDamage();
    void aSignalWhileDocumentsAreAwaited_data();
    void aSignalWhileDocumentsAreAwaited();
    void whatMayHaveBeenPutIsNotDenied_data();
    void whatMayHaveBeenPutIsNotDenied();
    void watchesNoEventsForNobody();
    void aRevokedTokenEndsTheWatch();
    void aTokenThatStaysKeepsItsNode();
};

void tst_CtlClusterOddities::aPortWhereNobodyListensIsToldAtOnce()
{
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const QString address = u"127.0.0.1:%1"_s.arg(free.serverPort());
    free.close();
    m_line->space().write(u"token"_s, "lb1.a.b\n");
    const auto process = m_line->start(u"cluster add orders %1 --token-file token"_s.arg(address).split(u' '));
    QByteArray said;
    QVERIFY(QTest::qWaitFor([&] { return (said += process->readAllStandardError()).contains("cannot be reached"); }, 60'000));
    // It goes on: the node may just be starting.
    QVERIFY2(said.contains("it may be starting") && process->state() == QProcess::Running, said.constData());
    QVERIFY2(!said.contains("waiting for"), said.constData());
    process->kill();
    (void)CommandLine::finish(*process);
}

void tst_CtlClusterOddities::anotherNodeOfTheSameName()
{
    add(*m_one);
    const ServedNode twin(u"n1"_s);
    m_line->space().write(u"token"_s, twin.secret().toUtf8() + '\n');
    const QString what = u"cluster add %1 %2 --token-file token --fingerprint %3"_s;
    const auto added = [&](const QString &cluster) {
        return ctl(what.arg(cluster, twin.address(), QString::fromLatin1(twin.fingerprint())));
    };
    const Outcome refused = added(u"orders"_s);
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("Another node is called n1 too"_L1) && refused.err.contains(m_one->address()), qPrintable(refused.err));
    QCOMPARE(ctl(u"cluster list --json"_s).json()["clusters"_L1][0]["nodes"_L1].toArray().size(), 1);
    // Its token is not kept either.
    QVERIFY(!m_line->space().read(u"data/lifeboat/secrets.json"_s).contains(twin.address().toUtf8()));
    QCOMPARE(added(u"others"_s).status, 0);
}

void tst_CtlClusterOddities::adviceIsForOneWhoAsksOnce()
{
    add(*m_one);
    m_one.reset();
    const Outcome text = ctl(u"cluster status orders"_s);
    QVERIFY2(text.err.contains("then try again."_L1) && !text.err.contains("by itself"_L1), qPrintable(text.err));
    const QJsonValue node = ctl(u"cluster status orders --json"_s).json()["clusters"_L1][0]["nodes"_L1][0];
    QVERIFY(node["error"_L1]["advice"_L1].toString().endsWith("then try again."_L1));
}

void tst_CtlClusterOddities::oneNodeOfSeveralToo()
{
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    m_two->keep(archive());
    for (const QString &command : {u"restore plan %1 --cluster orders --node n2"_s, u"restore run %1 --cluster orders --node n2 --confirm orders"_s,
                                   u"restore undo --cluster orders --node n2 --confirm orders"_s}) {
        const Outcome outcome = ctl(command.contains(u'%') ? command.arg(m_snapshot) : command);
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
    }
    QVERIFY(m_two->called().contains(u"restore.run"_s) && m_two->called().contains(u"restore.undo"_s));
    QVERIFY(!m_one->called().contains(u"restore.run"_s) && !m_one->called().contains(u"restore.plan"_s));
}

/// An id says nothing of the state it is of.
void tst_CtlClusterOddities::showsASnapshotOfASecondState()
{
    add(*m_one);
    add(*m_two);
    m_one->keepForOther(archive());
    const QString what = u"snapshot show %1 --cluster orders"_s.arg(m_snapshot);
    const Outcome found = ctl(what);
    QVERIFY2(found.status == 0 && found.out.contains(m_snapshot), qPrintable(found.err));
    QCOMPARE(ctl(what + u" --state other"_s).status, 0);
    QCOMPARE(ctl(what + u" --state main"_s).status, 3);
}

void tst_CtlClusterOddities::sendsForASecondState()
{
    add(*m_one);
    const QString path = archive();
    const Outcome sent = ctl(u"snapshot send %1 --cluster orders --state other"_s.arg(path));
    QVERIFY2(sent.status == 0, qPrintable(sent.err));
    QCOMPARE(m_one->admittedFor(), u"other"_s);
}

/// Told by the plan, not once it was sent.
void tst_CtlClusterOddities::aSnapshotOfAnotherKind()
{
    add(*m_one);
    makeDatabase(m_line->path(u"foreign.db"_s));
    const QString path = m_line->take(u"foreign.db"_s, u"store"_s);
    const Outcome planned = ctl(u"restore plan %1 --cluster orders --json"_s.arg(path));
    QCOMPARE(planned.status, 4);
    QCOMPARE(planned.json()["nodes"_L1][0]["error"_L1]["code"_L1].toString(), u"StateKindDiffers"_s);
    const Outcome run = ctl(u"restore run %1 --cluster orders --confirm orders"_s.arg(path));
    QCOMPARE(run.status, 4);
    QVERIFY2(run.err.contains("of another kind"_L1) && !run.out.contains("sent from here"_L1), qPrintable(run.out + run.err));
    QVERIFY(m_one->admittedFor().isNull());
}

void tst_CtlClusterOddities::anUndoSaysWhereItLed()
{
    add(*m_one);
    m_one->reach(u"history"_s);
    const Outcome undone = ctl(u"restore undo --cluster orders --confirm orders"_s);
    QCOMPARE(undone.status, 0);
    QVERIFY2(undone.out.contains("taken back, at index 4,711"_L1), qPrintable(undone.out));
}

void tst_CtlClusterOddities::anEmptyNameIsNoName_data()
{
    QTest::addColumn<QString>("line");
    for (const QString &line :
         {u"restore run %1 --cluster orders --nodes '' --confirm orders"_s, u"restore run %1 --cluster orders --nodes n1,,n2 --confirm orders"_s,
          u"restore run %1 --cluster orders --nodes n1, --confirm orders"_s, u"restore run %1 --cluster orders --state '' --confirm orders"_s,
          u"restore undo --cluster orders --node= --confirm orders"_s, u"snapshot take --cluster orders --node ''"_s,
          u"snapshot list --cluster ''"_s, u"documents list '' --cluster orders"_s, u"cluster remove orders --node ''"_s,
          u"cluster remove ''"_s, u"cluster status ''"_s, u"cluster add orders 127.0.0.1 --token-file token --fingerprint ''"_s,
          u"store list ''"_s, u"store remove ''"_s, u"audit verify log --records ''"_s, u"audit verify log --hash ''"_s,
          u"operations cancel '' --cluster orders"_s, u"lease history --cluster orders --lease ''"_s})
        QTest::newRow(qPrintable(line)) << line;
}

/// A variable that was never set: no name does not stand for all of them.
void tst_CtlClusterOddities::anEmptyNameIsNoName()
{
    QFETCH(const QString, line);
    add(*m_one);
    add(*m_two);
    m_one->keep(archive());
    m_two->keep(archive());
    m_line->space().write(u"log"_s, {});
    const QStringList called = m_one->called() + m_two->called();
    const Outcome refused = ctl(line.contains(u'%') ? line.arg(m_snapshot) : line);
    QVERIFY2(refused.status == 2, qPrintable(QString::number(refused.status) + refused.out + refused.err));
    QCOMPARE(m_one->called() + m_two->called(), called);
    QCOMPARE(ctl(u"cluster list --json"_s).json()["clusters"_L1][0]["nodes"_L1].toArray().size(), 2);
    // That confirms nothing, as none does.
    QCOMPARE(ctl(u"restore run %1 --cluster orders --confirm ''"_s.arg(m_snapshot)).status, 4);
}

void tst_CtlClusterOddities::damagedSnapshotsAreDamage_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("list") << u"snapshot list --cluster orders"_s;
    QTest::newRow("show") << u"snapshot show %1 --cluster orders"_s;
}

/// As on this machine.
void tst_CtlClusterOddities::damagedSnapshotsAreDamage()
{
    QFETCH(QString, line);
    add(*m_one);
    m_one->keep(archive());
    line = line.contains(u'%') ? line.arg(m_snapshot) : line;
    const QJsonValue whole = ctl(line + u" --json"_s).json()["nodes"_L1][0];
    QVERIFY(whole["error"_L1].isNull() && whole["result"_L1].isObject());
    writeFile(archive(), readFile(archive()).first(2'000));
    const Outcome damaged = ctl(line + u" --json"_s);
    QCOMPARE(damaged.status, 1);
    const QJsonValue node = damaged.json()["nodes"_L1][0];
    QCOMPARE(node["error"_L1]["code"_L1].toString(), u"ArchiveTruncated"_s);
    QVERIFY(node["result"_L1].isObject());
    const Outcome told = ctl(line);
    QCOMPARE(told.status, 1);
    QVERIFY2(told.err.contains("node n1:"_L1), qPrintable(told.err));
}

void tst_CtlClusterOddities::aSignalWhileDocumentsAreAwaited_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("method");
    QTest::newRow("list") << u"documents list games --cluster orders --json"_s << u"state.rows"_s;
    QTest::newRow("put") << u"documents put lines --cluster orders --json"_s << u"state.change"_s;
}

void tst_CtlClusterOddities::aSignalWhileDocumentsAreAwaited()
{
    QFETCH(const QString, line);
    QFETCH(const QString, method);
    add(*m_one);
    m_one->ignore(method);
    m_line->space().write(u"lines"_s, R"({"table": "games", "id": "a", "document": {}})");
    const auto process = m_line->start(line.split(u' '));
    QVERIFY(QTest::qWaitFor([&] { return m_one->called().contains(method); }, 60'000));
    QCOMPARE(::kill(pid_t(process->processId()), SIGINT), 0);
    const Outcome outcome = CommandLine::finish(*process);
    QCOMPARE(outcome.status, 5);
    QCOMPARE(outcome.json()["error"_L1]["code"_L1].toString(), u"Canceled"_s);
    if (method == "state.change"_L1)
        QCOMPARE(outcome.json()["unknown"_L1].toString(), u"1"_s);
}

void tst_CtlClusterOddities::whatMayHaveBeenPutIsNotDenied_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("the log gave no answer") << ErrorCode::TimedOut << false;
    QTest::newRow("the log was lost") << ErrorCode::Disconnected << false;
    QTest::newRow("the log cannot be reached") << ErrorCode::Unreachable << true;
    QTest::newRow("refused") << ErrorCode::RoleInsufficient << true;
}

/// It was sent, and nobody says what became of it.
void tst_CtlClusterOddities::whatMayHaveBeenPutIsNotDenied()
{
    QFETCH(const ErrorCode, code);
    QFETCH(const bool, isKnown);
    add(*m_one);
    m_one->refuse(u"state.change"_s, {code, u"log"_s, {}});
    m_line->space().write(u"lines"_s, R"({"table": "t", "id": "a", "document": {}})" "\n" R"({"table": "t", "id": "b", "document": {}})");
    const Outcome told = ctl(u"documents put lines --cluster orders"_s);
    QVERIFY2(told.out.contains(u"index as it was"_s) == isKnown, qPrintable(told.out));
    QVERIFY2(told.out.contains(u"whether 2 more were is not known"_s) != isKnown, qPrintable(told.out));
    QVERIFY2(told.err.contains(u"Whether the last 2 were put, too, is not known"_s) != isKnown, qPrintable(told.err));
    const QJsonObject json = ctl(u"documents put lines --cluster orders --json"_s).json();
    QCOMPARE(json["changes"_L1].toString(), u"0"_s);
    QCOMPARE(json["unknown"_L1].toString(), isKnown ? u"0"_s : u"2"_s);
}

void tst_CtlClusterOddities::watchesNoEventsForNobody()
{
    add(*m_one);
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, m_line->path(u"data"_s));
    shell.setProcessEnvironment(environment);
    shell.start(u"/bin/sh"_s,
                {u"-c"_s, u"trap '' PIPE; mkfifo \"$1\" && { : < \"$1\" & } && exec 3> \"$1\" && wait; exec \"$0\" events watch --cluster orders >&3"_s,
                 QCoreApplication::applicationDirPath() + u"/lifeboatctl"_s, m_line->path(u"pipe"_s)});
    QVERIFY(QTest::qWaitFor(
        [&] {
            m_one->publish(u"retention"_s, {});
            return shell.state() == QProcess::NotRunning;
        },
        60'000));
    QCOMPARE(shell.exitCode(), 3);
    QCOMPARE(shell.readAllStandardError(), QByteArray());
}

void tst_CtlClusterOddities::aRevokedTokenEndsTheWatch()
{
    add(*m_one);
    const auto watching = m_line->start(u"events watch --cluster orders"_s.split(u' '));
    QVERIFY(QTest::qWaitFor(
        [&] {
            m_one->publish(u"retention"_s, {});
            return watching->bytesAvailable() > 0;
        },
        60'000));
    m_one->revokeToken();
    const Outcome watched = CommandLine::finish(*watching);
    QCOMPARE(watched.status, 4);
    QVERIFY2(watched.out.contains(u"not connected: 127.0.0.1 does not accept the token."_s), qPrintable(watched.out));
    QVERIFY2(watched.err.contains(u"revoked"_s), qPrintable(watched.err));
    const Outcome again = ctl(u"events watch --cluster orders"_s);
    QVERIFY2(again.status == 4 && again.err.contains(u"does not accept the token"_s), qPrintable(again.err));
}

/// It can be removed once the keychain can be opened.
void tst_CtlClusterOddities::aTokenThatStaysKeepsItsNode()
{
    add(*m_one);
    const QString file = m_line->path(u"data/lifeboat/secrets.json"_s);
    QVERIFY(QFile::setPermissions(file, QFile::permissions(file) | QFile::ReadOther));
    const Outcome refused = ctl(u"cluster remove orders --json"_s);
    QCOMPARE(refused.status, 3);
    QCOMPARE(refused.json()["error"_L1]["code"_L1].toString(), u"SecretUnavailable"_s);
    QCOMPARE(refused.json()["removed"_L1].toArray(), QJsonArray());
    const Outcome told = ctl(u"cluster status orders"_s);
    QVERIFY2(told.err.contains(u"chmod 600"_s) && !told.err.contains(u"nlock"_s), qPrintable(told.err));
    QCOMPARE(ctl(u"cluster list --json"_s).json()["clusters"_L1].toArray().size(), 1);
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(ctl(u"cluster remove orders"_s).status, 0);
    add(*m_one);
    QVERIFY(QFile::remove(file)); // a token that is not kept needs no removing
    const Outcome gone = ctl(u"cluster status orders"_s);
    QVERIFY2(gone.err.contains(u"No token is kept for n1."_s) && !gone.err.contains(u"nlock"_s), qPrintable(gone.err));
    QCOMPARE(ctl(u"cluster remove orders"_s).status, 0);
}

QTEST_GUILESS_MAIN(tst_CtlClusterOddities)
#include "tst_ctlclusteroddities.moc"
