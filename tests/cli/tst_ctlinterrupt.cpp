// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/operations/operationsqueue.h"
#include "tests/cli/commandline.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_CtlInterrupt final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cancelledTakeLeavesNothing_data();
    void cancelledTakeLeavesNothing();
    void killedRestoreCompletesWhenRunAgain();
    void killedDrillIsHeldOnce();
    void killedVerificationCompletesWhenRunAgain();
    void whatFailsIsDeadAtOnce();
    void whatWasKilledIsSeen();
    void worksWithoutAQueue();
    void aDamagedQueueIsLeftForAnother();
    void listsWhatCanBeRead();
    void listsWhatIsAtWork();
    void progressOnATerminal();

private:
    /// True once a name that ends in `ending` is in `directory`; false if the program ended before.
    static bool appears(const QProcess &process, const QString &directory, const QString &ending);
    static int openTerminal(QProcess &process);
    QJsonArray operations(const QString &kind) const;

    CommandLine m_ctl; ///< with a database that takes a while: "orders.db"
    QString m_archive;
};

void tst_CtlInterrupt::initTestCase()
{
    makeDatabase(m_ctl.path(u"orders.db"_s), {.fillerBytes = 96 * 1024 * 1024, .position = {}, .marker = u"new"_s});
    m_archive = m_ctl.take(u"orders.db"_s, u"store"_s);
}

bool tst_CtlInterrupt::appears(const QProcess &process, const QString &directory, const QString &ending)
{
    const auto isThere = [&] {
        // The whole end: an atomic write's temporary is named after its target and is not it.
        return std::ranges::any_of(namesIn(directory), [&](const QString &name) { return name.endsWith(ending); });
    };
    return QTest::qWaitFor([&] { return isThere() || process.state() == QProcess::NotRunning; }, 60'000) && isThere();
}

void tst_CtlInterrupt::cancelledTakeLeavesNothing_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void tst_CtlInterrupt::cancelledTakeLeavesNothing()
{
    QFETCH(const int, signal);
    const QString store = m_ctl.path(u"cancelled"_s);
    QVERIFY(QDir().mkpath(store));
    const auto process = m_ctl.start(
        {u"snapshot"_s, u"take"_s, u"orders.db"_s, u"--store"_s, store, u"--level"_s, u"19"_s, u"--json"_s});
    QVERIFY(appears(*process, store, u".part"_s));
    QCOMPARE(::kill(pid_t(process->processId()), signal), 0);
    const Outcome outcome = CommandLine::finish(*process);
    QCOMPARE(outcome.status, 5);
    QCOMPARE(outcome.json().value(u"error"_s).toObject().value(u"code"_s).toString(), u"Canceled"_s);
    QCOMPARE(namesIn(store), QStringList());
}

void tst_CtlInterrupt::killedRestoreCompletesWhenRunAgain()
{
    const QString place = m_ctl.space().makeDirectory(u"place"_s);
    const QStringList command{u"restore"_s,   u"run"_s, m_archive,  u"--to"_s, place + u"/orders.db"_s,
                              u"--threads"_s, u"1"_s,   u"--json"_s};
    const auto process = m_ctl.start(command);
    QVERIFY(appears(*process, place, u".restoring.json"_s));
    const QStringList planning{u"restore"_s, u"plan"_s, m_archive, u"--to"_s, place + u"/orders.db"_s, u"--json"_s};
    // Stopped, it holds what it works on: nothing was interrupted yet.
    QCOMPARE(::kill(pid_t(process->processId()), SIGSTOP), 0);
    const QByteArray running = QJsonDocument(m_ctl.run(planning).json()).toJson();
    process->kill();
    QCOMPARE(CommandLine::finish(*process).status, -1);
    QVERIFY2(!namesIn(place).contains(u"orders.db"_s), "the restore was complete before it could be killed");
    QVERIFY2(running.contains("RestoreRunning") && !running.contains("RestoreUnfinished"), running.constData());

    const QByteArray plan = QJsonDocument(m_ctl.run(planning).json()).toJson();
    QVERIFY(plan.contains("RestoreUnfinished") && !plan.contains("RestoreRunning"));
    const Outcome again = m_ctl.run(command);
    QCOMPARE(again.status, 0);
    QCOMPARE(contentOf(place + u"/orders.db"_s), contentOf(m_ctl.path(u"orders.db"_s)));
    QVERIFY(namesIn(place).filter(u".restoring"_s).isEmpty());

    // One operation, which was interrupted and then completed once.
    const QJsonArray restores = operations(u"restore"_s);
    QCOMPARE(restores.size(), 1);
    QCOMPARE(restores[0]["status"_L1].toString(), u"completed"_s);
    QCOMPARE(restores[0]["attempts"_L1].toInt(), 2);
    QCOMPARE(restores[0]["target"_L1].toString(), place + u"/orders.db"_s);
}

QJsonArray tst_CtlInterrupt::operations(const QString &kind) const
{
    QJsonArray found;
    for (const QJsonValue each :
         m_ctl.run({u"operations"_s, u"list"_s, u"--json"_s}).json()["operations"_L1].toArray()) {
        if (each["kind"_L1].toString() == kind)
            found.append(each);
    }
    return found;
}

void tst_CtlInterrupt::killedDrillIsHeldOnce()
{
    const QStringList command{u"drill"_s, u"run"_s, u"--snapshot"_s, m_archive, u"--threads"_s, u"1"_s};
    const QString node = m_ctl.path(u"data/lifeboat/embedded-node"_s);
    const auto process = m_ctl.start(command);
    QVERIFY(appears(*process, node, u".restoring.json"_s));
    process->kill();
    QCOMPARE(CommandLine::finish(*process).status, -1);
    QCOMPARE(operations(u"drill"_s).at(0)["status"_L1].toString(), u"pending"_s);
    const Outcome seen = m_ctl.run({u"operations"_s, u"list"_s});
    QVERIFY2(seen.out.contains("the same command goes on with it"_L1), qPrintable(seen.out));

    QCOMPARE(m_ctl.run(command).status, 0);
    const QJsonArray drills = operations(u"drill"_s);
    QCOMPARE(drills.size(), 1);
    QCOMPARE(drills[0]["status"_L1].toString(), u"completed"_s);
    QCOMPARE(drills[0]["attempts"_L1].toInt(), 2);
    QCOMPARE(drills[0]["result"_L1]["verdict"_L1].toString(), u"passed"_s);
    QVERIFY(namesIn(node).filter(u".restoring"_s).isEmpty());
    const QJsonArray held = m_ctl.run({u"drill"_s, u"list"_s, u"--json"_s}).json()["drills"_L1].toArray();
    QCOMPARE(held.size(), 1);
    QCOMPARE(held[0]["id"_L1], drills[0]["operation"_L1]);
    // The same drill another time is another operation.
    QCOMPARE(m_ctl.run(command).status, 0);
    QCOMPARE(operations(u"drill"_s).size(), 2);
}

void tst_CtlInterrupt::killedVerificationCompletesWhenRunAgain()
{
    QStringList command{u"snapshot"_s, u"verify"_s, u"--threads"_s, u"1"_s};
    const QString place = m_ctl.space().makeDirectory(u"copies"_s);
    for (int i = 0; i < 12; ++i) {
        command.append(place + u"/%1.snap.tar"_s.arg(i));
        QCOMPARE(::link(QFile::encodeName(m_archive).constData(), QFile::encodeName(command.last()).constData()), 0);
    }
    const auto process = m_ctl.start(command);
    QVERIFY(appears(*process, place, u".meta.json"_s)); // the first is verified
    process->kill();
    QCOMPARE(CommandLine::finish(*process).status, -1);
    const QJsonArray left = operations(u"verify"_s);
    QCOMPARE(left.size(), 1);
    QCOMPARE(left[0]["status"_L1].toString(), u"pending"_s);
    QCOMPARE(m_ctl.run(command).status, 0);
    const QJsonArray verified = operations(u"verify"_s);
    QCOMPARE(verified.size(), 1);
    QCOMPARE(verified[0]["operation"_L1], left[0]["operation"_L1]);
    QCOMPARE(verified[0]["status"_L1].toString(), u"completed"_s);
    QCOMPARE(verified[0]["attempts"_L1].toInt(), 2);
    QCOMPARE(verified[0]["result"_L1]["verified"_L1].toInt(), 12);
}

/// Nobody is there to try it again, and its own error stays to be seen.
void tst_CtlInterrupt::whatFailsIsDeadAtOnce()
{
    PosixFileSystem &disk = PosixFileSystem::instance();
    const QString node = m_ctl.space().makeDirectory(u"data/lifeboat/embedded-node"_s);
    const auto lock = ok(disk.openLocked(node + u"/lock"_s, OpenMode::OpenOrCreate));
    QCOMPARE(m_ctl.run({u"drill"_s, u"run"_s, u"--snapshot"_s, m_archive}).status, 4);
    const QJsonValue drill = operations(u"drill"_s).at(0);
    QCOMPARE(drill["status"_L1].toString(), u"dead"_s);
    QCOMPARE(drill["lastError"_L1]["code"_L1].toString(), u"Locked"_s);
}

/// Another command than the one that was killed: what it left is given up, and can be seen.
void tst_CtlInterrupt::whatWasKilledIsSeen()
{
    const QString place = m_ctl.space().makeDirectory(u"elsewhere"_s);
    const auto process = m_ctl.start({u"restore"_s, u"run"_s, m_archive, u"--to"_s, place + u"/orders.db"_s,
                                      u"--threads"_s, u"1"_s});
    QVERIFY(appears(*process, place, u".restoring.json"_s));
    process->kill();
    QCOMPARE(CommandLine::finish(*process).status, -1);
    const Outcome left = m_ctl.run({u"operations"_s, u"list"_s});
    QVERIFY2(left.out.section(u'\n', 1, 1).contains("Interrupted"_L1), qPrintable(left.out));
    m_ctl.take(u"orders.db"_s, u"store"_s);
    const Outcome given = m_ctl.run({u"operations"_s, u"list"_s});
    QVERIFY2(given.out.section(u'\n', 1, 1).contains("completed"_L1), qPrintable(given.out));
    QVERIFY2(given.out.section(u'\n', 2, 2).contains("dead"_L1), qPrintable(given.out));
}

/// Nobody must be kept from taking a snapshot because the own notes cannot be kept.
void tst_CtlInterrupt::worksWithoutAQueue()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"a.db"_s));
    ctl.space().write(u"data/lifeboat"_s, "in the way");
    const Outcome taken = ctl.run({u"snapshot"_s, u"take"_s, u"a.db"_s, u"--store"_s, u"store"_s});
    QCOMPARE(taken.status, 0);
    QVERIFY2(taken.err.contains("without a note"_L1), qPrintable(taken.err));
}

void tst_CtlInterrupt::aDamagedQueueIsLeftForAnother()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"a.db"_s));
    ctl.space().makeDirectory(u"data/lifeboat/operations/shell/0"_s);
    ctl.space().write(u"data/lifeboat/operations/shell/0/queue.db"_s, "no queue");
    const Outcome taken = ctl.run({u"snapshot"_s, u"take"_s, u"a.db"_s, u"--store"_s, u"store"_s});
    QVERIFY2(taken.status == 0 && !taken.err.contains("without a note"_L1), qPrintable(taken.err));
    const QJsonArray noted = ctl.run({u"operations"_s, u"list"_s, u"--json"_s}).json()["operations"_L1].toArray();
    QCOMPARE(noted.size(), 1);
    QCOMPARE(noted[0]["kind"_L1].toString(), u"take"_s);
    QCOMPARE(ctl.space().read(u"data/lifeboat/operations/shell/0/queue.db"_s), "no queue");
}

int tst_CtlInterrupt::openTerminal(QProcess &process)
{
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0)
        return -1;
    const int terminal = ::open(::ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    process.setChildProcessModifier([terminal] { ::dup2(terminal, STDERR_FILENO); });
    return master;
}

void tst_CtlInterrupt::progressOnATerminal()
{
    QProcess process;
    const int master = openTerminal(process);
    if (master < 0)
        QSKIP("this system gives no pseudo terminal");
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TERM"_s, u"xterm"_s);
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationDirPath() + u"/lifeboatctl"_s,
                  {u"snapshot"_s, u"take"_s, m_ctl.path(u"orders.db"_s), u"--store"_s, m_ctl.path(u"store"_s),
                   u"--level"_s, u"19"_s});
    QVERIFY(process.waitForFinished(120'000));
    QCOMPARE(process.exitCode(), 0);
    // What is there comes in pieces; then there is nothing more, for the other end is kept open by us.
    QByteArray shown;
    std::array<char, 4096> piece = {};
    for (ssize_t got = 0; (got = ::read(master, piece.data(), piece.size())) > 0;)
        shown.append(piece.data(), qsizetype(got));
    QVERIFY2(shown.contains("Capturing") && shown.contains(" %"), shown.constData());
    QVERIFY2(shown.contains("\r\x1b[K"), "the line is gone at the end");
    QVERIFY(!process.readAllStandardOutput().contains('\r'));
    ::close(master);
}

/// A console's damaged queue hides nothing but itself.
void tst_CtlInterrupt::listsWhatCanBeRead()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"a.db"_s));
    QCOMPARE(ctl.run({u"snapshot"_s, u"take"_s, u"a.db"_s, u"--store"_s, u"store"_s}).status, 0);
    ctl.space().write(u"data/lifeboat/operations/operations.db"_s, QByteArray(10'000, 'x'));
    const Outcome listed = ctl.run({u"operations"_s, u"list"_s});
    QCOMPARE(listed.status, 0);
    QVERIFY2(listed.out.contains("completed"_L1), qPrintable(listed.out));
    QVERIFY2(listed.err.contains("not all"_L1), qPrintable(listed.err));
    QVERIFY(ctl.run({u"operations"_s, u"list"_s, u"--json"_s}).json()["hasMore"_L1].toBool());
}

/// A console's, while it runs and after.
void tst_CtlInterrupt::listsWhatIsAtWork()
{
    CommandLine ctl;
    FileSystem &disk = PosixFileSystem::instance();
    const QString directory = ctl.path(u"data/lifeboat/operations"_s);
    ok(disk.makeDirectory(directory));
    const auto list = [&ctl] { return ctl.run({u"operations"_s, u"list"_s}); };
    {
        const auto lock = ok(disk.openLocked(directory + u"/lock"_s, OpenMode::OpenOrCreate, std::chrono::milliseconds(0)));
        const auto queue = ok(OperationsQueue::open(directory + u"/operations.db"_s));
        ok(queue->begin({.kind = u"drill"_s, .target = u"a"_s, .parameters = {}, .actor = u"console"_s}));
        ok(queue->add({.kind = u"drill"_s, .target = u"b"_s, .parameters = {}, .actor = u"console"_s}));
        const Outcome listed = list();
        QVERIFY2(listed.out.count(u"drill"_s) == 2 && !listed.out.contains(u"Interrupted"_s), qPrintable(listed.out + listed.err));
        const QJsonObject told = ctl.run({u"operations"_s, u"list"_s, u"--json"_s}).json();
        QCOMPARE(told["operations"_L1].toArray().size(), 2);
        QCOMPARE(told["operations"_L1][1]["status"_L1].toString(), u"inFlight"_s);
        QVERIFY(!told["hasMore"_L1].toBool());
    }
    QCOMPARE(list().out.count(u"Interrupted; the console goes on with it at its next start."_s), 2);
}

QTEST_GUILESS_MAIN(tst_CtlInterrupt)
#include "tst_ctlinterrupt.moc"
