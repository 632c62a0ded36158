// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/orderedsink.h"
#include "engine/jobs/parallel.h"
#include "tests/support/expect.h"

#include <QTest>
#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_OrderedSink final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsOrder_data();
    void keepsOrder();
    void windowBoundsWhatWaits();
    void consumerFailure();
    void consumerThrows();
    void workerFailureDoesNotHangWaiters();
    void cancelEndsWaiting();
};

void tst_OrderedSink::keepsOrder_data()
{
    QTest::addColumn<int>("workers");
    QTest::addColumn<qint64>("window");
    for (const int workers : {1, 2, 8}) {
        for (const qint64 window : {1, 2, 18})
            QTest::addRow("%d workers, window %lld", workers, window) << workers << window;
    }
}

void tst_OrderedSink::keepsOrder()
{
    QFETCH(const int, workers);
    QFETCH(const qint64, window);
    UnwatchedControl control;
    QList<qint64> got;
    OrderedSink<qint64> sink(window, [&](qint64 item, qint64 &&value) -> Result<> {
        got.append(item == value ? item : -1);
        return {};
    });
    ok(parallelFor(control, workers, 2000, [&](JobControl &inner, qint64 item, int) -> Result<> {
        if (item % 7 == 3)
            std::this_thread::yield();
        return sink.put(inner, item, qint64(item));
    }));
    QCOMPARE(got.size(), 2000);
    for (qsizetype i = 0; i < got.size(); ++i)
        QCOMPARE(got[i], i);
}

void tst_OrderedSink::windowBoundsWhatWaits()
{
    constexpr qint64 kWindow = 5;
    UnwatchedControl control;
    std::atomic<qint64> alive = 0;
    std::atomic<qint64> most = 0;
    struct Counted {
        std::atomic<qint64> *count;
        explicit Counted(std::atomic<qint64> &alive) : count(&alive) { ++*count; }
        Counted(Counted &&other) noexcept : count(std::exchange(other.count, nullptr)) { }
        ~Counted() { if (count) --*count; }
    };
    OrderedSink<Counted> sink(kWindow, [&](qint64, Counted &&) -> Result<> {
        most = std::max(most.load(), alive.load());
        return {};
    });
    ok(parallelFor(control, 8, 2000, [&](JobControl &inner, qint64 item, int) { return sink.put(inner, item, Counted(alive)); }));
    QCOMPARE(alive, 0);
    // What waits inside, and one value in the hands of each worker.
    QVERIFY2(most <= kWindow + 8, qPrintable(QString::number(most)));
}

void tst_OrderedSink::consumerFailure()
{
    for (int round = 0; round < 100; ++round) {
        UnwatchedControl control;
        qint64 consumed = 0;
        OrderedSink<int> sink(4, [&](qint64 item, int &&) -> Result<> {
            if (item == 100)
                return failure(ErrorCode::DiskFull);
            ++consumed;
            return {};
        });
        const auto outcome = parallelFor(control, 4, 1000, [&](JobControl &inner, qint64 item, int) { return sink.put(inner, item, 0); });
        EXPECT_ERROR(outcome, ErrorCode::DiskFull);
        QCOMPARE(consumed, 100);
    }
}

void tst_OrderedSink::consumerThrows()
{
    UnwatchedControl control;
    OrderedSink<int> sink(4, [&](qint64 item, int &&) -> Result<> {
        if (item == 100)
            throw std::runtime_error("no");
        return {};
    });
    const auto outcome = parallelFor(control, 4, 1000, [&](JobControl &inner, qint64 item, int) { return sink.put(inner, item, 0); });
    EXPECT_ERROR(outcome, ErrorCode::Unexpected);
}

/// Item 0 never arrives: those who wait for it must be let go.
void tst_OrderedSink::workerFailureDoesNotHangWaiters()
{
    UnwatchedControl control;
    OrderedSink<int> sink(2, [](qint64, int &&) -> Result<> { return {}; });
    const auto outcome = parallelFor(control, 4, 1000, [&](JobControl &inner, qint64 item, int) -> Result<> {
        if (item == 0)
            return failure(ErrorCode::ReadFailed);
        return sink.put(inner, item, 0);
    });
    EXPECT_ERROR(outcome, ErrorCode::ReadFailed);
}

void tst_OrderedSink::cancelEndsWaiting()
{
    Progress progress;
    std::stop_source stop;
    const JobControl control(progress, stop.get_token());
    OrderedSink<int> sink(1, [](qint64, int &&) -> Result<> { return {}; });
    Result<> outcome;
    std::jthread waiter([&] { outcome = sink.put(control, 5, 0); });
    stop.request_stop();
    waiter.join();
    EXPECT_ERROR(outcome, ErrorCode::Canceled);
}

QTEST_GUILESS_MAIN(tst_OrderedSink)
#include "tst_orderedsink.moc"
