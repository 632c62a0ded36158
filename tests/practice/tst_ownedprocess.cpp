// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/ownedprocess.h"

#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <QProcess>
#include <QScopeGuard>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

class tst_OwnedProcess final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void onlyTheVeryProcess_data();
    void onlyTheVeryProcess();
    void stoppedAndEnded();
    void endIsAwaited();
    void locksOfAProcessAtRest_data();
    void locksOfAProcessAtRest();
    void linesThatAreNone_data();
    void linesThatAreNone();

private:
    std::unique_ptr<QProcess> m_child;
};

void tst_OwnedProcess::init()
{
    m_child = std::make_unique<QProcess>();
    m_child->start(u"sleep"_s, {u"600"_s});
    QVERIFY(m_child->waitForStarted());
}

void tst_OwnedProcess::cleanup()
{
    m_child->kill();
    m_child->waitForFinished();
    m_child.reset();
}

void tst_OwnedProcess::onlyTheVeryProcess_data()
{
    QTest::addColumn<quint64>("later");
    QTest::addColumn<QString>("boot");
    QTest::newRow("another process with its number") << 1ULL << QString();
    QTest::newRow("from before the machine's last start") << 0ULL << u"0b0c0d0e"_s;
}

void tst_OwnedProcess::onlyTheVeryProcess()
{
    QFETCH(const quint64, later);
    QFETCH(const QString, boot);
    ProcessMark mark = ok(markOf(m_child->processId()));
    QCOMPARE(stateOf(mark), ProcessState::Running);
    mark.started += later;
    if (!boot.isEmpty())
        mark.boot = boot;
    QCOMPARE(stateOf(mark), ProcessState::Gone);
    EXPECT_ERROR(sendSignal(mark, SIGKILL), ErrorCode::NotFound);
    ok(endProcess(mark, 0ms));
    QVERIFY(!m_child->waitForFinished(50));
}

void tst_OwnedProcess::stoppedAndEnded()
{
    const ProcessMark mark = ok(markOf(m_child->processId()));
    QCOMPARE(markFromLine(toLine(mark)), std::optional(mark));
    ok(sendSignal(mark, SIGSTOP));
    QVERIFY(QTest::qWaitFor([&] { return stateOf(mark) == ProcessState::Stopped; }, 60'000));
    ok(endProcess(mark, 60s));
    QCOMPARE(stateOf(mark), ProcessState::Gone);
    EXPECT_ERROR(sendSignal(mark, SIGCONT), ErrorCode::NotFound);
}

void tst_OwnedProcess::endIsAwaited()
{
    const ProcessMark mark = ok(markOf(m_child->processId()));
    ProcessMark other = mark;
    ++other.started;
    ok(awaitEnd(other)); // one that is gone, though its number is another's now
    std::atomic<bool> isOver = false;
    std::jthread waiting([&] {
        ok(awaitEnd(mark));
        isOver = true;
    });
    QVERIFY(!QTest::qWaitFor([&] { return isOver.load(); }, 50));
    m_child->kill();
    QVERIFY(m_child->waitForFinished());
    waiting.join();
    QVERIFY(isOver);
    ok(awaitEnd(mark));
}

void tst_OwnedProcess::locksOfAProcessAtRest_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isHeld");
    QTest::newRow("for writing") << int(F_WRLCK) << true;
    QTest::newRow("for reading") << int(F_RDLCK) << false;
    QTest::newRow("given back") << int(F_UNLCK) << false;
}

void tst_OwnedProcess::locksOfAProcessAtRest()
{
    QFETCH(const int, kind);
    QFETCH(const bool, isHeld);
    Workspace space;
    const QString file = space.path(u"locked"_s);
    const QString other = space.path(u"other"_s);
    writeFile(file, "bytes");
    writeFile(other, "bytes");
    const int descriptor = ::open(QFile::encodeName(file).constData(), O_RDWR);
    QVERIFY(descriptor >= 0);
    int ends[2] = {};
    QVERIFY(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        struct flock range = {};
        range.l_whence = SEEK_SET;
        range.l_len = 1;
        range.l_type = F_WRLCK;
        (void)::fcntl(descriptor, F_SETLK, &range);
        range.l_type = short(kind);
        (void)::fcntl(descriptor, F_SETLK, &range);
        (void)!::write(ends[1], "x", 1);
        for (;;)
            ::pause();
    }
    const auto end = qScopeGuard([&] {
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        for (const int each : {ends[0], ends[1], descriptor})
            ::close(each);
    });
    char done = 0;
    QCOMPARE(::read(ends[0], &done, 1), 1);
    const ProcessMark mark = ok(markOf(child));
    QVERIFY(!isAtRest(mark));
    ok(sendSignal(mark, SIGSTOP));
    QVERIFY(QTest::qWaitFor([&] { return isAtRest(mark); }, 60'000));
    QCOMPARE(holdsWriteLock(mark, {other, file, space.path(u"missing"_s)}), isHeld);
    QVERIFY(!holdsWriteLock(mark, {other}));
    QVERIFY(!holdsWriteLock(ok(markOf(m_child->processId())), {file}));
}

void tst_OwnedProcess::linesThatAreNone_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("group") << "0 1 boot"_ba;
    QTest::newRow("the first process") << "1 1 boot"_ba;
    QTest::newRow("everybody") << "-1 1 boot"_ba;
    QTest::newRow("no start") << "17 boot"_ba;
    QTest::newRow("too large") << "4294967297 1 boot"_ba;
    QTest::newRow("more") << "17 1 boot more"_ba;
}

void tst_OwnedProcess::linesThatAreNone()
{
    QFETCH(const QByteArray, line);
    QVERIFY(!markFromLine(line));
}

QTEST_GUILESS_MAIN(tst_OwnedProcess)
#include "tst_ownedprocess.moc"
