// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/parallel.h"
#include "engine/base/limits.h"
#include "tests/support/expect.h"
#include "tests/support/nothreads.h"

#include <QTest>
#include <atomic>
#include <latch>
#include <vector>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_Parallel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyItemOnce_data();
    void everyItemOnce();
    void workersReallyRunTogether();
    void badItems_data();
    void badItems();
    void realErrorsBeatCancel();
    void exceptions_data();
    void exceptions();
    void cancelStopsAll();
    void completeBeforeCancel();
    void workerCounts();
    void withoutThreads();
};

void tst_Parallel::everyItemOnce_data()
{
    QTest::addColumn<int>("workers");
    QTest::addColumn<qint64>("count");
    for (const int workers : {-1, 0, 1, 2, 8, 64}) {
        for (const qint64 count : {0, 1, 7, 1000})
            QTest::addRow("%d workers, %lld items", workers, count) << workers << count;
    }
}

void tst_Parallel::everyItemOnce()
{
    QFETCH(const int, workers);
    QFETCH(const qint64, count);
    UnwatchedControl control;
    std::vector<std::atomic<int>> done(static_cast<size_t>(count));
    std::atomic<bool> strangeWorker = false;
    ok(parallelFor(control, workers, count, [&](JobControl &, qint64 item, int worker) -> Result<> {
        ++done[size_t(item)];
        if (worker < 0 || worker >= std::max(workers, 1))
            strangeWorker = true;
        return {};
    }));
    for (const auto &times : done)
        QCOMPARE(times.load(), 1);
    QVERIFY(!strangeWorker);
}

void tst_Parallel::workersReallyRunTogether()
{
    constexpr int kWorkers = 6;
    UnwatchedControl control;
    std::latch all(kWorkers);
    // Ends only if all six are inside at once.
    ok(parallelFor(control, kWorkers, kWorkers, [&](JobControl &, qint64, int) -> Result<> {
        all.arrive_and_wait();
        return {};
    }));
}

void tst_Parallel::badItems_data()
{
    QTest::addColumn<QList<qint64>>("bad");
    QTest::addColumn<int>("workers");
    QList<qint64> everySeventh;
    for (qint64 item = 0; item < 1000; item += 7)
        everySeventh.append(item);
    for (const int workers : {1, 2, 8}) {
        QTest::addRow("2 of 1000, %d workers", workers) << QList<qint64>{333, 777} << workers;
        QTest::addRow("every 7th, %d workers", workers) << everySeventh << workers;
        QTest::addRow("the last, %d workers", workers) << QList<qint64>{999} << workers;
        QTest::addRow("the first, %d workers", workers) << QList<qint64>{0} << workers;
    }
}

void tst_Parallel::badItems()
{
    QFETCH(const QList<qint64>, bad);
    QFETCH(const int, workers);
    for (int round = 0; round < 200; ++round) {
        UnwatchedControl control;
        std::atomic<qint64> done = 0;
        const auto outcome = parallelFor(control, workers, 1000, [&](JobControl &, qint64 item, int) -> Result<> {
            if (bad.contains(item))
                return failure(ErrorCode::SegmentCorrupt, QString::number(item));
            ++done;
            return {};
        });
        const Error error = errorOf(outcome);
        QCOMPARE(codeOf(error.code), codeOf(ErrorCode::SegmentCorrupt));
        QVERIFY(bad.contains(error.subject.toLongLong()));
        QVERIFY(done < 1000);
    }
}

/// Workers that stop because another one failed say Canceled; that must not hide why.
void tst_Parallel::realErrorsBeatCancel()
{
    for (int round = 0; round < 200; ++round) {
        UnwatchedControl control;
        std::latch all(4);
        const auto outcome = parallelFor(control, 4, 4, [&](JobControl &inner, qint64 item, int) -> Result<> {
            all.arrive_and_wait();
            if (item == 2)
                return failure(ErrorCode::DigestMismatch);
            while (!inner.isCanceled())
                std::this_thread::yield();
            return inner.checkpoint();
        });
        EXPECT_ERROR(outcome, ErrorCode::DigestMismatch);
    }
}

void tst_Parallel::exceptions_data()
{
    QTest::addColumn<int>("workers");
    QTest::addColumn<bool>("standard");
    for (const int workers : {1, 4}) {
        QTest::addRow("std::exception, %d workers", workers) << workers << true;
        QTest::addRow("anything else, %d workers", workers) << workers << false;
    }
}

void tst_Parallel::exceptions()
{
    QFETCH(const int, workers);
    QFETCH(const bool, standard);
    for (int round = 0; round < 50; ++round) {
        UnwatchedControl control;
        const auto outcome = parallelFor(control, workers, 100, [&](JobControl &, qint64 item, int) -> Result<> {
            if (item == 50 && standard)
                throw std::runtime_error("out of luck");
            if (item == 50)
                throw 42;
            return {};
        });
        EXPECT_ERROR(outcome, ErrorCode::Unexpected);
        if (standard)
            QCOMPARE(outcome.error().detail, u"out of luck"_s);
    }
}

void tst_Parallel::cancelStopsAll()
{
    for (const int workers : {1, 4}) {
        Progress progress;
        std::stop_source stop;
        JobControl control(progress, stop.get_token());
        std::atomic<qint64> done = 0;
        const auto outcome = parallelFor(control, workers, 1'000'000'000, [&](JobControl &, qint64, int) -> Result<> {
            if (++done == 100)
                stop.request_stop();
            return {};
        });
        EXPECT_ERROR(outcome, ErrorCode::Canceled);
        QVERIFY(done < 1'000'000);
    }
}

/// Asked to stop when nothing was left to do: that is done, not cancelled.
void tst_Parallel::completeBeforeCancel()
{
    Progress progress;
    std::stop_source stop;
    JobControl control(progress, stop.get_token());
    ok(parallelFor(control, 1, 10, [&](JobControl &, qint64 item, int) -> Result<> {
        if (item == 9)
            stop.request_stop();
        return {};
    }));
}

void tst_Parallel::workerCounts()
{
    QVERIFY(workerCount(0) >= 1);
    QCOMPARE(workerCount(0), workerCount(-5));
    QCOMPARE(workerCount(3), 3);
    QCOMPARE(workerCount(1'000'000), limits::kMaxThreads);
}

/// The caller does it all.
void tst_Parallel::withoutThreads()
{
    const NoThreads none;
    UnwatchedControl control;
    int done = 0;
    ok(parallelFor(control, 4, 100, [&](JobControl &, qint64, int worker) -> Result<> {
        done += worker == 0;
        return {};
    }));
    QCOMPARE(done, 100);
}

QTEST_GUILESS_MAIN(tst_Parallel)
#include "tst_parallel.moc"
