// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/practice/practicecluster.h"
#include "tests/practice/practiceline.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/natsserver.h"

#include <QJsonArray>
#include <QTcpSocket>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// The practice cluster as an operator starts, looks at, harms and ends it.
class tst_Practice final : public PracticeLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { PracticeLine::initTestCase(); }
    void init() { PracticeLine::init(); }
    void cleanup() { PracticeLine::cleanup(); }
    void startsAndStops_data();
    void startsAndStops();
    void nothingToStop();
    void killedStarter_data();
    void killedStarter();
    void endsWithWhoeverStartedIt_data();
    void endsWithWhoeverStartedIt();
    void nextWhileItEnds_data();
    void nextWhileItEnds();
    void killsAndHeals();
    void nobodyIsLeftToTakeOver();
    void stepsDownWhenAsked();
    void toldOfAnotherCertificate();
    void cutsOnlyNetworks();
    void leavesOthersAlone();
};

void tst_Practice::startsAndStops_data()
{
    QTest::addColumn<QString>("start");
    QTest::addColumn<int>("count");
    QTest::newRow("nats") << u"practice start --json"_s << 8;
    QTest::newRow("files") << u"practice start --nodes 2 --share --json"_s << 3;
}

void tst_Practice::startsAndStops()
{
    QFETCH(const QString, start);
    QFETCH(const int, count);
    if (count == 8)
        NEED_NATS_SERVER();
    const Outcome started = ctl(start);
    QVERIFY2(started.status == 0, qPrintable(started.out + started.err));
    const QJsonArray nodes = started.json()["nodes"_L1].toArray();
    const QJsonObject status = ctl(u"practice status --json"_s).json();
    QCOMPARE(status["processes"_L1].toArray().size(), count);
    for (const QJsonValue each : status["processes"_L1].toArray())
        QCOMPARE(each["state"_L1].toString(), u"running"_s);
    QVERIFY(status["leader"_L1].toString().startsWith(u'n'));
    QVERIFY(QTest::qWaitFor([&] { return ctl(u"practice status --json"_s).json()["acknowledged"_L1].toString().toInt() > 0; }, 60'000));
    const QJsonObject leases = ctl(u"lease list --cluster practice --json"_s).json();
    QCOMPARE(leases["leases"_L1][0]["name"_L1].toString(), u"snapshot-leader"_s);
    const Outcome again = ctl(start);
    QCOMPARE(again.status, 4);
    const QJsonValue why = again.json()["error"_L1];
    QCOMPARE(why["sentence"_L1].toString(), u"A practice cluster runs already."_s);
    QCOMPARE(why["advice"_L1].toString(), u"\u201clifeboatctl practice stop\u201d ends it."_s);
    const QString said = ctl(QString(start).remove(u" --json"_s)).err; // each once
    QVERIFY2(said.count(u'\n') == 2 && said.count(u"ends it"_s) == 1, qPrintable(said));
    QVERIFY(ctl(u"practice stop"_s).status == 0);
    QCOMPARE(processes(), QStringList());
    for (const QJsonValue each : nodes) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, quint16(QUrl(each["url"_L1].toString()).port()));
        QVERIFY(!socket.waitForConnected());
    }
    QVERIFY(!QFile::exists(directory()));
    QCOMPARE(ctl(u"cluster list --json"_s).json()["clusters"_L1].toArray().size(), 0);
    QCOMPARE(ctl(u"practice status"_s).status, 3);
}

void tst_Practice::nothingToStop()
{
    QCOMPARE(ctl(u"practice stop --json"_s).json()["stopped"_L1].toBool(true), false);
}

void tst_Practice::killedStarter_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("role"); ///< is there when the starter is killed
    QTest::addColumn<QString>("next");
    QTest::newRow("first node, stop") << u"practice start --share"_s << u"n1"_s << u"practice stop"_s;
    QTest::newRow("last node, start") << u"practice start --share"_s << u"n3"_s << u"practice start --share"_s;
    QTest::newRow("drill, stop") << u"drill run --practice --share"_s << u"load"_s << u"practice stop"_s;
    QTest::newRow("drill, start") << u"drill run --practice --share"_s << u"load"_s << u"practice start --share"_s;
}

void tst_Practice::killedStarter()
{
    QFETCH(const QString, command);
    QFETCH(const QString, role);
    QFETCH(const QString, next);
    const auto starter = m_line->start(command.split(u' '));
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(directory() + u"/processes/"_s + role); }, 60'000));
    const auto leftOver = [this] { return ctl(u"practice status --json"_s).json()["leftOver"_L1]; };
    const bool isDrill = command.startsWith(u"drill"_s);
    if (isDrill) // until it is complete
        QVERIFY(QTest::qWaitFor([&] { return leftOver() == QJsonValue(false); }, 60'000));
    ::kill(pid_t(starter->processId()), SIGSTOP);
    if (isDrill) { // whoever would end the cluster is killed too
        const auto watch = markFromLine(m_line->space().read(u"data/lifeboat/practice/processes/watch"_s));
        QVERIFY(watch && sendSignal(*watch, SIGKILL));
        QVERIFY(QTest::qWaitFor([&] { return stateOf(*watch) == ProcessState::Gone; }, 60'000));
    }
    starter->kill();
    QVERIFY(starter->waitForFinished());
    // A process notes itself before it is what it is to be.
    QVERIFY(QTest::qWaitFor([this] { return !processes().isEmpty(); }, 60'000));
    const QStringList before = namesIn(directory() + u"/processes"_s);
    QVERIFY(before.contains(role));
    if (isDrill)
        QCOMPARE(leftOver(), QJsonValue(true));
    const Outcome done = ctl(next);
    QVERIFY2(done.status == 0, qPrintable(done.out + done.err));
    if (next == "practice stop"_L1)
        QVERIFY(QTest::qWaitFor([this] { return processes().isEmpty(); }, 30'000));
    else
        QCOMPARE(processes().size(), 4);
}

void tst_Practice::endsWithWhoeverStartedIt_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("role"); ///< is there when the starter is killed
    QTest::addColumn<bool>("isComplete"); ///< and so is everything else
    QTest::newRow("nats") << u"drill run --practice"_s << u"load"_s << true;
    QTest::newRow("files") << u"drill run --practice --share"_s << u"load"_s << true;
    QTest::newRow("while it starts") << u"drill run --practice --share"_s << u"n1"_s << false;
}

/// Nobody calls anything: the processes end, and what they wrote goes.
void tst_Practice::endsWithWhoeverStartedIt()
{
    QFETCH(const QString, command);
    QFETCH(const QString, role);
    QFETCH(const bool, isComplete);
    if (!command.endsWith("--share"_L1))
        NEED_NATS_SERVER();
    const auto starter = m_line->start(command.split(u' '));
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(directory() + u"/processes/"_s + role); }, 60'000));
    if (isComplete)
        QVERIFY(QTest::qWaitFor([this] { return ctl(u"practice status --json"_s).json()["leftOver"_L1] == QJsonValue(false); }, 60'000));
    starter->kill();
    QVERIFY(starter->waitForFinished());
    QVERIFY(QTest::qWaitFor([this] { return processes().isEmpty(); }, 120'000));
    QCOMPARE(namesIn(directory()), QStringList{u"practice.json"_s});
    if (isComplete)
        QCOMPARE(ctl(u"practice status --json"_s).json()["leftOver"_L1], QJsonValue(true));
    QCOMPARE(ctl(u"practice stop --json"_s).json()["stopped"_L1].toBool(), true);
    QVERIFY(!QFile::exists(directory()));
    QCOMPARE(ctl(u"cluster list --json"_s).json()["clusters"_L1].toArray().size(), 0);
}

void tst_Practice::nextWhileItEnds_data()
{
    QTest::addColumn<bool>("starts");
    QTest::newRow("stop") << false;
    QTest::newRow("start") << true;
}

/// Whoever starts or stops one while the last one, whose owner was killed, is still being ended waits for that.
void tst_Practice::nextWhileItEnds()
{
    QFETCH(const bool, starts);
    const auto starter = m_line->start({u"drill"_s, u"run"_s, u"--practice"_s, u"--share"_s});
    QVERIFY(QTest::qWaitFor([this] { return QFile::exists(directory() + u"/processes/load"_s); }, 60'000));
    // A process of it that does not end in good order.
    QProcess stubborn;
    stubborn.start(u"sh"_s, {u"-c"_s, u"trap '' TERM; echo; read line"_s});
    QVERIFY(stubborn.waitForReadyRead());
    m_line->space().write(u"data/lifeboat/practice/processes/n9"_s, toLine(ok(markOf(stubborn.processId()))));
    const auto node = markFromLine(m_line->space().read(u"data/lifeboat/practice/processes/n1"_s));
    QVERIFY(node.has_value());
    starter->kill();
    QVERIFY(starter->waitForFinished());
    QVERIFY(QTest::qWaitFor([&] { return stateOf(*node) == ProcessState::Gone; }, 60'000));
    FaultyFileSystem disk;
    int looks = 0;
    disk.setHook([&](QByteArrayView call, const QString &path) {
        if (call == "lock" && path.endsWith(".lock"_L1) && ++looks == 300) // more than one who does not wait for it
            stubborn.kill();
    });
    const UnwatchedControl control;
    if (starts)
        ok(PracticeCluster::start(control, disk,
                                  {.directory = directory(), .nodes = 2, .sharesFiles = true, .daemon = QStringLiteral(LIFEBOAT_DAEMON)}));
    else
        QVERIFY(ok(PracticeCluster::stop(control, disk, directory())));
    QVERIFY(looks > 300);
    QCOMPARE(QFile::exists(directory()), starts);
    QVERIFY(stubborn.waitForFinished());
}

void tst_Practice::killsAndHeals()
{
    QVERIFY(ctl(u"practice start --share"_s).status == 0);
    const Outcome killing = ctl(u"practice kill-leader --json"_s);
    QVERIFY2(killing.status == 0, qPrintable(killing.out + killing.err));
    const QJsonObject killed = killing.json();
    const QString leader = killed["from"_L1].toString();
    QVERIFY(leader.startsWith(u'n') && killed["to"_L1].toString().startsWith(u'n'));
    QVERIFY(killed["to"_L1].toString() != leader);
    const auto stateOf = [&](const QString &process) {
        for (const QJsonValue each : ctl(u"practice status --json"_s).json()["processes"_L1].toArray()) {
            if (each["process"_L1] == process)
                return each["state"_L1].toString();
        }
        return QString();
    };
    QCOMPARE(stateOf(leader), u"gone"_s);
    QCOMPARE(ctl(u"practice heal --json"_s).json()["healed"_L1].toArray(), QJsonArray{leader});
    QCOMPARE(stateOf(leader), u"running"_s);
    const Outcome freezing = ctl(u"practice freeze-leader --json"_s);
    QVERIFY2(freezing.status == 0, qPrintable(freezing.out + freezing.err));
    const QJsonObject frozen = freezing.json();
    QVERIFY(frozen["to"_L1].toString() != frozen["from"_L1].toString());
    QCOMPARE(stateOf(frozen["from"_L1].toString()), u"running"_s);
    QVERIFY(QTest::qWaitFor([&] { return ctl(u"lease rebuild --cluster practice"_s).status == 0; }, 60'000)); // whoever leads by now
}

/// One is gone and one frozen: that is said, and not waited for.
void tst_Practice::nobodyIsLeftToTakeOver()
{
    QVERIFY(ctl(u"practice start --share"_s).status == 0);
    const QJsonObject killed = ctl(u"practice kill-leader --json"_s).json();
    QStringList others{u"n1"_s, u"n2"_s, u"n3"_s};
    others.removeOne(killed["from"_L1].toString());
    others.removeOne(killed["to"_L1].toString());
    QCOMPARE(others.size(), 1);
    ok(ok(PracticeCluster::open(PosixFileSystem::instance(), directory(), {}))->freeze(UnwatchedControl(), others.first()));
    const auto leader = [this] { return ctl(u"practice status --json"_s).json()["leader"_L1]; };
    QVERIFY(QTest::qWaitFor([&] { return leader() == killed["to"_L1]; }, 60'000)); // again, if the frozen one had taken over from it
    const Outcome again = ctl(u"practice kill-leader"_s);
    QCOMPARE(again.status, 3);
    QVERIFY2(again.err.contains(u"No node could take over from %1"_s.arg(killed["to"_L1].toString())), qPrintable(again.err));
    const Outcome healed = ctl(u"practice heal --json"_s);
    QVERIFY2(healed.json()["healed"_L1].toArray().size() == 3, qPrintable(healed.out + healed.err));
}

void tst_Practice::stepsDownWhenAsked()
{
    QVERIFY(ctl(u"practice start --share"_s).status == 0);
    const Outcome asked = ctl(u"lease step-down snapshot-leader --cluster practice"_s);
    QVERIFY2(asked.status == 0, qPrintable(asked.out + asked.err));
    QString first;
    QString next;
    const auto happened = [&] {
        QStringList kinds;
        for (const QJsonValue each : ctl(u"lease history --cluster practice --json"_s).json()["events"_L1].toArray()) {
            if (each["kind"_L1] == "renewed"_L1)
                continue;
            if (each["kind"_L1] == "released"_L1)
                first = each["holder"_L1].toString();
            else if (!kinds.isEmpty() && kinds.last() == "released"_L1)
                next = each["holder"_L1].toString();
            kinds << each["kind"_L1].toString();
        }
        return kinds.join(u' ');
    };
    QVERIFY2(QTest::qWaitFor([&] { return happened().contains("acquired step-down-asked released acquired"_L1); }, 60'000),
             qPrintable(happened()));
    QVERIFY(next != first);
    const Outcome told = ctl(u"lease history --cluster practice"_s);
    QCOMPARE(told.status, 0);
    QVERIFY2(told.out.contains(u"%1 had given it back"_s.arg(first)), qPrintable(told.out));
}

/// A node that is not the one that was met is told at once, not waited for.
void tst_Practice::toldOfAnotherCertificate()
{
    QVERIFY(ctl(u"practice start --nodes 2 --share"_s).status == 0);
    const QString killed = ctl(u"practice kill-leader --json"_s).json()["from"_L1].toString();
    const QString other = killed == "n1"_L1 ? u"n2"_s : u"n1"_s;
    for (const QString &file : {u"certificate.pem"_s, u"key.pem"_s}) {
        const QString replaced = directory() + u"/%1/data/"_s.arg(killed) + file;
        QVERIFY(QFile::remove(replaced) && QFile::copy(directory() + u"/%1/data/"_s.arg(other) + file, replaced));
    }
    const Outcome healed = ctl(u"practice heal"_s);
    QCOMPARE(healed.status, 4);
    QVERIFY2(healed.err.contains("The certificate of "_L1), qPrintable(healed.err));
}

void tst_Practice::cutsOnlyNetworks()
{
    QCOMPARE(ctl(u"practice cut"_s).status, 3);
    QVERIFY(ctl(u"practice start --share"_s).status == 0);
    const Outcome refused = ctl(u"practice cut"_s);
    QCOMPARE(refused.status, 3);
    QVERIFY2(refused.err.contains("share files"_L1), qPrintable(refused.err));
    QVERIFY(ctl(u"practice stop"_s).status == 0);
    if (!NatsServer::isInstalled())
        return;
    QVERIFY(ctl(u"practice start"_s).status == 0);
    const QJsonObject cut = ctl(u"practice cut --json"_s).json();
    QVERIFY(!cut["to"_L1].toString().isEmpty() && cut["to"_L1] != cut["from"_L1]);
    QCOMPARE(ctl(u"practice heal --json"_s).json()["healed"_L1].toArray(), QJsonArray{u"relay-"_s + cut["from"_L1].toString()});
}

/// A number that was given to another process since, and files that are none of ours.
void tst_Practice::leavesOthersAlone()
{
    QProcess other;
    other.start(u"sleep"_s, {u"600"_s});
    QVERIFY(other.waitForStarted());
    m_line->space().makeDirectory(u"data/lifeboat/practice/processes"_s);
    m_line->space().write(u"data/lifeboat/practice/processes/n1"_s, QByteArray::number(other.processId()) + " 17 0b0c0d0e\n");
    m_line->space().write(u"data/lifeboat/practice/processes/n2"_s, "-1 1 x\n");
    QCOMPARE(ctl(u"practice stop"_s).status, 0);
    QVERIFY(!QFile::exists(directory()));
    QVERIFY(!other.waitForFinished(50));
    other.kill();
    other.waitForFinished();
}

QTEST_GUILESS_MAIN(tst_Practice)
#include "tst_practice.moc"
