// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/jobrunner.h"
#include "tests/support/expect.h"
#include "tests/support/nothreads.h"

#include <QTest>
#include <atomic>
#include <latch>
#include <semaphore>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_JobRunner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversResults();
    void deliversToAContext();
    void exceptions_data();
    void exceptions();
    void cancelRunning();
    void cancelTooLate();
    void cancelWaiting();
    void destructionCancelsAndJoins();
    void runsAtMostSoMany();
    void progressIsSeen();
    void withoutThreads();
};

namespace {

Result<int> untilCanceled(JobControl &control)
{
    while (!control.isCanceled())
        std::this_thread::yield();
    return failure(ErrorCode::Canceled);
}

} // namespace

void tst_JobRunner::deliversResults()
{
    JobRunner runner;
    const auto good = runner.start<int>([](JobControl &) -> Result<int> { return 7; });
    const auto bad = runner.start<int>([](JobControl &) -> Result<int> { return failure(ErrorCode::NotFound, u"x"_s); });
    QCOMPARE(ok(good.future.result()), 7);
    EXPECT_ERROR(bad.future.result(), ErrorCode::NotFound);
    QVERIFY(!good.future.isCanceled());
    const auto nothing = runner.start<void>([](JobControl &) -> Result<> { return {}; });
    ok(nothing.future.result());
}

void tst_JobRunner::deliversToAContext()
{
    JobRunner runner;
    QObject context;
    int got = 0;
    QThread *thread = nullptr;
    runner.start<int>([](JobControl &) -> Result<int> { return 7; }).future.then(&context, [&](const Result<int> &result) {
        got = result.value_or(-1);
        thread = QThread::currentThread();
    });
    QVERIFY(QTest::qWaitFor([&] { return got == 7; }, 30'000));
    QCOMPARE(thread, context.thread());
}

void tst_JobRunner::exceptions_data()
{
    QTest::addColumn<bool>("standard");
    QTest::newRow("std::exception") << true;
    QTest::newRow("anything else") << false;
}

void tst_JobRunner::exceptions()
{
    QFETCH(const bool, standard);
    JobRunner runner;
    const auto job = runner.start<int>([standard](JobControl &) -> Result<int> {
        if (standard)
            throw std::runtime_error("no");
        throw 42;
    });
    EXPECT_ERROR(job.future.result(), ErrorCode::Unexpected);
}

void tst_JobRunner::cancelRunning()
{
    JobRunner runner;
    std::latch started(1);
    auto job = runner.start<int>([&](JobControl &control) -> Result<int> {
        started.count_down();
        return untilCanceled(control);
    });
    started.wait();
    auto copy = job;
    copy.cancel();
    EXPECT_ERROR(job.future.result(), ErrorCode::Canceled);
}

/// A job that was complete before it saw the request says what it did.
void tst_JobRunner::cancelTooLate()
{
    JobRunner runner;
    std::latch started(1);
    std::latch canceled(1);
    auto job = runner.start<int>([&](JobControl &) -> Result<int> {
        started.count_down();
        canceled.wait();
        return 7;
    });
    started.wait();
    job.cancel();
    canceled.count_down();
    QCOMPARE(ok(job.future.result()), 7);
}

void tst_JobRunner::cancelWaiting()
{
    JobRunner runner(1);
    auto first = runner.start<int>(untilCanceled);
    std::atomic<bool> ran = false;
    auto second = runner.start<int>([&](JobControl &) -> Result<int> {
        ran = true;
        return 1;
    });
    second.cancel();
    first.cancel();
    EXPECT_ERROR(second.future.result(), ErrorCode::Canceled);
    QVERIFY(!ran);
}

void tst_JobRunner::destructionCancelsAndJoins()
{
    for (int round = 0; round < 50; ++round) {
        std::atomic<int> inside = 0;
        QList<Job<int>> jobs;
        {
            JobRunner runner(2);
            for (int i = 0; i < 6; ++i) {
                jobs.append(runner.start<int>([&](JobControl &control) -> Result<int> {
                    ++inside;
                    auto outcome = untilCanceled(control);
                    --inside;
                    return outcome;
                }));
            }
        }
        QCOMPARE(inside, 0);
        for (const auto &job : std::as_const(jobs)) {
            QVERIFY(job.future.isFinished());
            QCOMPARE(job.future.resultCount(), 1);
            EXPECT_ERROR(job.future.result(), ErrorCode::Canceled);
        }
    }
}

void tst_JobRunner::runsAtMostSoMany()
{
    JobRunner runner(3);
    std::atomic<int> now = 0;
    std::atomic<int> most = 0;
    std::latch three(3);
    QList<Job<int>> jobs;
    for (int i = 0; i < 12; ++i) {
        jobs.append(runner.start<int>([&, i](JobControl &) -> Result<int> {
            most = std::max(most.load(), ++now);
            if (i < 3)
                three.arrive_and_wait();
            std::this_thread::yield();
            --now;
            return i;
        }));
    }
    for (int i = 0; i < 12; ++i)
        QCOMPARE(ok(jobs[i].future.result()), i);
    QVERIFY(most <= 3);
}

void tst_JobRunner::progressIsSeen()
{
    JobRunner runner;
    std::binary_semaphore half(0);
    std::binary_semaphore seen(0);
    const auto job = runner.start<int>([&](JobControl &control) -> Result<int> {
        control.progress().begin(Stage::Restoring, 100, 1000);
        control.progress().advance(50);
        half.release();
        seen.acquire();
        return 1;
    });
    half.acquire();
    QCOMPARE(job.progress->state().permille, 500);
    QVERIFY(job.progress->state().stage == Stage::Restoring);
    seen.release();
    ok(job.future.result());
}

void tst_JobRunner::withoutThreads()
{
    JobRunner runner;
    {
        const NoThreads none;
        const auto job = runner.start<int>([](JobControl &) -> Result<int> { return 1; });
        QVERIFY(job.future.isFinished());
        EXPECT_ERROR(job.future.result(), ErrorCode::Unexpected);
    }
    QCOMPARE(ok(runner.start<int>([](JobControl &) -> Result<int> { return 1; }).future.result()), 1);
}

QTEST_GUILESS_MAIN(tst_JobRunner)
#include "tst_jobrunner.moc"
