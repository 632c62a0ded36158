// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/operations.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace lifeboat;
using namespace lifeboat::ui;

class tst_Operations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultsArriveAndTheListEmpties();
    void cancelReachesTheWork();
    void nobodyIsToldWhoIsGone();
    void destructionJoins();
};

namespace {

Result<int> waitForCancel(JobControl &control)
{
    while (!control.isCanceled())
        std::this_thread::yield();
    return failure(ErrorCode::Canceled);
}

} // namespace

void tst_Operations::resultsArriveAndTheListEmpties()
{
    Operations operations;
    int found = 0;
    for (int i = 1; i <= 100; ++i) { // some are done before start() returns
        operations.start<int>(QStringLiteral("work"), [](JobControl &) -> Result<int> { return 42; }, this,
                              [&](const Result<int> &result) { found += *result; });
        QCOMPARE(operations.running().size(), i);
        QCOMPARE(found, 0);
    }
    QTRY_COMPARE(found, 4200);
    QVERIFY(operations.running().isEmpty());
}

void tst_Operations::cancelReachesTheWork()
{
    Operations operations;
    std::optional<ErrorCode> code;
    const int id = operations.start<int>(QStringLiteral("work"), waitForCancel, this,
                                         [&](const Result<int> &result) { code = result.error().code; });
    operations.cancel(id);
    QVERIFY(operations.running().first().canceling);
    QTRY_VERIFY(code);
    QCOMPARE(int(*code), int(ErrorCode::Canceled));
}

void tst_Operations::nobodyIsToldWhoIsGone()
{
    Operations operations;
    QSignalSpy finished(&operations, &Operations::finished);
    auto context = std::make_unique<QObject>();
    bool told = false;
    operations.start<int>(QStringLiteral("work"), [](JobControl &) -> Result<int> { return 1; }, context.get(),
                          [&](const Result<int> &) { told = true; });
    context.reset();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!told);
}

void tst_Operations::destructionJoins()
{
    std::atomic_bool begun = false;
    std::atomic_bool ended = false;
    {
        Operations operations;
        operations.start<int>(QStringLiteral("work"), [&](JobControl &control) {
            begun = true;
            auto result = waitForCancel(control);
            ended = true;
            return result;
        }, this, [](const Result<int> &) {});
        QTRY_VERIFY(begun);
    }
    QVERIFY(ended);
}

QTEST_GUILESS_MAIN(tst_Operations)
#include "tst_operations.moc"
