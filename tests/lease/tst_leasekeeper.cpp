// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasekeeper.h"
#include "tests/lease/natsbuckets.h"

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// With threads and the machine's clock; what it decides is in tst_LeaseKeeping.
class tst_LeaseKeeper final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneHoldsAndHandsOver_data();
    void oneHoldsAndHandsOver();
    void stepsDown();
};

void tst_LeaseKeeper::oneHoldsAndHandsOver_data()
{
    addTwinsAndNats();
}

void tst_LeaseKeeper::oneHoldsAndHandsOver()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(SystemClock::instance());
    std::vector<std::unique_ptr<LeaseStore>> stores;
    std::vector<std::unique_ptr<LeaseKeeper>> keepers;
    std::atomic<int> changes = 0;
    for (int i = 0; i < 3; ++i) {
        stores.push_back(std::make_unique<LeaseStore>(shared->view()));
        keepers.push_back(std::make_unique<LeaseKeeper>(*stores.back(), LeaseClaim{u"leader"_s, u"n%1"_s.arg(i), 1h}));
        keepers.back()->setObserver([&changes] { ++changes; });
        keepers.back()->start();
    }
    // An hour's lease: every change of hands is a release that was noticed.
    quint64 token = 0;
    while (!keepers.empty()) {
        const auto holder = [&] {
            return std::ranges::find_if(keepers, [](const auto &each) { return each->held().has_value(); });
        };
        QVERIFY(QTest::qWaitFor([&] { return bool(holder() != keepers.end()); }, 60'000));
        QVERIFY((*holder())->held()->token > token);
        QCOMPARE(std::ranges::count_if(keepers, [](const auto &each) { return each->held().has_value(); }), 1);
        token = (*holder())->held()->token;
        keepers.erase(holder());
    }
    QVERIFY(changes >= 3);
}

void tst_LeaseKeeper::stepsDown()
{
    MemoryBucket bucket;
    LeaseStore store(bucket);
    LeaseKeeper one(store, {u"leader"_s, u"n1"_s, 1h});
    one.start();
    QVERIFY(QTest::qWaitFor([&] { return bool(one.held()); }, 60'000));
    LeaseKeeper two(store, {u"leader"_s, u"n2"_s, 1h});
    two.start();
    one.stepDown();
    QVERIFY(QTest::qWaitFor([&] { return bool(two.held()); }, 60'000));
    QVERIFY(!one.held());
    ok(store.askToStepDown(u"leader"_s, u"ada"_s));
    QVERIFY(QTest::qWaitFor([&] { return bool(!two.held()); }, 60'000));
}

QTEST_GUILESS_MAIN(tst_LeaseKeeper)
#include "tst_leasekeeper.moc"
