// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/progress.h"
#include "tests/support/manualclock.h"

#include <QTest>
#include <thread>
#include <vector>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

class tst_Progress final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stagesFollowEachOther();
    void permilleNeverFalls();
    void rateAndRemaining();
    void stagesWithoutSize();
    void manyThreads();
};

void tst_Progress::stagesFollowEachOther()
{
    const ManualClock clock;
    Progress progress(clock);
    QVERIFY(progress.state().stage == Stage::Waiting);
    progress.begin(Stage::Capturing, 1000, 900);
    QCOMPARE(progress.state().permille, 0);
    progress.advance(500);
    QCOMPARE(progress.state().permille, 450);
    QCOMPARE(progress.state().doneBytes, 500);
    progress.begin(Stage::Verifying, 100, 1000);
    QCOMPARE(progress.state().permille, 900);
    QCOMPARE(progress.state().doneBytes, 0);
    progress.advance(50);
    QCOMPARE(progress.state().permille, 950);
    progress.advance(500);
    QCOMPARE(progress.state().permille, 1000);
    progress.begin(Stage::Done, 0, 1000);
    QVERIFY(progress.state().stage == Stage::Done);
    QCOMPARE(progress.state().permille, 1000);
}

void tst_Progress::permilleNeverFalls()
{
    const ManualClock clock;
    Progress progress(clock);
    progress.begin(Stage::Capturing, 1000, 900);
    progress.advance(1000);
    progress.begin(Stage::Verifying, 1000, 100);
    QCOMPARE(progress.state().permille, 900);
    progress.advance(1000);
    QCOMPARE(progress.state().permille, 900);
    progress.begin(Stage::Verifying, 1000, 5000);
    progress.advance(1000);
    QCOMPARE(progress.state().permille, 1000);
}

void tst_Progress::rateAndRemaining()
{
    ManualClock clock;
    Progress progress(clock);
    progress.begin(Stage::Restoring, 10'000, 1000);
    progress.advance(500);
    QCOMPARE(progress.state().bytesPerSecond, 0.0);
    QVERIFY(!progress.state().remaining);
    clock.advance(500ms);
    progress.advance(500);
    QCOMPARE(progress.state().bytesPerSecond, 2000.0);
    QCOMPARE(progress.state().remaining.value(), 4500ms);
    clock.advance(1000ms);
    progress.advance(1000);
    QCOMPARE(progress.state().bytesPerSecond, 0.6 * 2000 + 0.4 * 1000);
    progress.advance(8000);
    QCOMPARE(progress.state().remaining.value(), 0ms);
    progress.begin(Stage::Checking, 100, 1000);
    QCOMPARE(progress.state().bytesPerSecond, 0.0);
    QVERIFY(!progress.state().remaining);
}

void tst_Progress::stagesWithoutSize()
{
    const ManualClock clock;
    Progress progress(clock);
    progress.begin(Stage::Checking, 0, 950);
    progress.advance(100);
    QCOMPARE(progress.state().permille, 0);
    QCOMPARE(progress.state().doneBytes, 100);
    progress.begin(Stage::Swapping, -1, 990);
    QCOMPARE(progress.state().permille, 950);
    QCOMPARE(progress.state().totalBytes, 0);
}

void tst_Progress::manyThreads()
{
    Progress progress;
    progress.begin(Stage::Restoring, 80'000, 1000);
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < 8; ++i) {
            workers.emplace_back([&] {
                for (int step = 0; step < 10'000; ++step)
                    progress.advance(1);
            });
        }
        int last = 0;
        while (progress.state().doneBytes < 80'000) {
            const int permille = progress.state().permille;
            QVERIFY(permille >= last);
            last = permille;
        }
    }
    QCOMPARE(progress.state().permille, 1000);
}

QTEST_GUILESS_MAIN(tst_Progress)
#include "tst_progress.moc"
