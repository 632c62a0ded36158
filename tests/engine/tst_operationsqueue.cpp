// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operations/operationsqueue.h"
#include "tests/support/expect.h"
#include "tests/support/manualclock.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <semaphore>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace std::chrono_literals;

namespace {

OperationRequest request(const QString &target, const QString &kind = u"take"_s,
                         int maxAttempts = 3)
{
    return {.kind = kind,
            .target = target,
            .parameters = {{u"note"_s, u"für \"%1\"\n"_s.arg(target)}},
            .actor = u"ann"_s,
            .maxAttempts = maxAttempts};
}

const Error kBusy{ErrorCode::Busy, u"orders"_s, {}};
const Error kDamage{ErrorCode::DigestMismatch, u"pages/000001.zst"_s, u"expected 12ab"_s};

} // namespace

class tst_OperationsQueue final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void roundTripOverReopening();
    void turnsGoByArrivalOverReopening();
    void oneTargetOneAtATime();
    void onlyWhatSuits();
    void whatWasInFlightIsPendingAgain();
    void lastAttemptEndedByAKillIsDead();
    void failures_data();
    void failures();
    void delayedAttemptHoldsBackItsTargetOnly();
    void clockThatGoesBack();
    void delays_data();
    void delays();
    void completesOnce();
    void cancel();
    void retryGoesToTheEndWithAllAttempts();
    void parkedAttemptDoesNotCount();
    void nextWaitsForWork();
    void nextEndsWhenStopped();
    void listenerHearsEveryChange();
    void listenerHearsInOrder();

private:
    std::unique_ptr<OperationsQueue> opened() const;
    void finish(OperationsQueue &queue) const;

    std::unique_ptr<test::Workspace> m_workspace;
    test::ManualClock m_clock;
};

void tst_OperationsQueue::init()
{
    m_workspace = std::make_unique<test::Workspace>();
}

std::unique_ptr<OperationsQueue> tst_OperationsQueue::opened() const
{
    return test::ok(OperationsQueue::open(m_workspace->path(u"operations.db"_s), m_clock));
}

/// Takes the next due operation and completes it.
void tst_OperationsQueue::finish(OperationsQueue &queue) const
{
    const auto due = test::ok(queue.takeDue());
    QVERIFY(due);
    QVERIFY(queue.complete(due->id, {{u"ok"_s, true}}));
}

void tst_OperationsQueue::roundTripOverReopening()
{
    OperationId id;
    {
        const auto queue = opened();
        id = test::ok(queue->add(request(u"orders"_s))).id;
        QCOMPARE(test::ok(queue->takeDue())->id, id);
        QVERIFY(queue->fail(id, kBusy));
    }
    const auto queue = opened();
    const Operation found = test::ok(queue->operation(id));
    QCOMPARE(found.request.kind, u"take"_s);
    QCOMPARE(found.request.parameters, request(u"orders"_s).parameters);
    QCOMPARE(found.request.actor, u"ann"_s);
    QCOMPARE(found.status, OperationStatus::Pending);
    QCOMPARE(found.attempts, 1);
    QVERIFY(found.lastError == kBusy);
    QCOMPARE(found.createdAt, m_clock.utcNow());
    QVERIFY(found.notBefore > m_clock.utcNow());
}

void tst_OperationsQueue::turnsGoByArrivalOverReopening()
{
    QList<OperationId> added;
    {
        const auto queue = opened();
        for (int i = 0; i < 20; ++i)
            added.append(test::ok(queue->add(request(u"target %1"_s.arg(i)))).id);
    }
    const auto queue = opened();
    for (const OperationId &id : std::as_const(added))
        QCOMPARE(test::ok(queue->takeDue())->id, id);
    QVERIFY(!test::ok(queue->takeDue()));
}

void tst_OperationsQueue::oneTargetOneAtATime()
{
    const auto queue = opened();
    const auto first = test::ok(queue->add(request(u"orders"_s)));
    const auto second = test::ok(queue->add(request(u"orders"_s, u"restore"_s)));
    const auto other = test::ok(queue->add(request(u"games"_s)));
    QCOMPARE(test::ok(queue->takeDue())->id, first.id);
    QCOMPARE(test::ok(queue->takeDue())->id, other.id);
    QVERIFY(!test::ok(queue->takeDue()));
    QCOMPARE(queue->open(u"restore"_s, u"orders"_s).size(), 1);
    QVERIFY(queue->complete(first.id, {}));
    QCOMPARE(test::ok(queue->takeDue())->id, second.id);
    QVERIFY(queue->complete(second.id, {}));
    QVERIFY(queue->open(u"restore"_s, u"orders"_s).isEmpty());
}

/// What does not suit keeps its place before what comes after it on its target.
void tst_OperationsQueue::onlyWhatSuits()
{
    const auto queue = opened();
    const auto take = [&] { return test::ok(queue->takeDue({}, [](const QString &kind) { return kind == "verify"_L1; })); };
    const OperationId first = test::ok(queue->add(request(u"orders"_s))).id;
    const OperationId second = test::ok(queue->add(request(u"orders"_s, u"verify"_s))).id;
    const OperationId other = test::ok(queue->add(request(u"users"_s, u"verify"_s))).id;
    QCOMPARE(take()->id, other);
    QVERIFY(!take());
    QCOMPARE(test::ok(queue->takeDue())->id, first);
    QVERIFY(queue->complete(first, {}));
    QCOMPARE(take()->id, second);
}

void tst_OperationsQueue::whatWasInFlightIsPendingAgain()
{
    OperationId interrupted;
    OperationId later;
    {
        const auto queue = opened();
        interrupted = test::ok(queue->add(request(u"orders"_s))).id;
        QVERIFY(test::ok(queue->takeDue()));
        later = test::ok(queue->add(request(u"games"_s))).id;
    }
    const auto queue = opened();
    QCOMPARE(test::ok(queue->operation(interrupted)).status, OperationStatus::Pending);
    const auto again = test::ok(queue->takeDue());
    QCOMPARE(again->id, interrupted);
    QCOMPARE(again->attempts, 2);
    QCOMPARE(test::ok(queue->takeDue())->id, later);
}

void tst_OperationsQueue::lastAttemptEndedByAKillIsDead()
{
    OperationId id;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto queue = opened();
        if (attempt == 0)
            id = test::ok(queue->add(request(u"orders"_s))).id;
        QCOMPARE(test::ok(queue->takeDue())->attempts, attempt + 1);
    }
    const auto queue = opened();
    const Operation dead = test::ok(queue->operation(id));
    QCOMPARE(dead.status, OperationStatus::Dead);
    QVERIFY(dead.lastError);
    QVERIFY(dead.endedAt.isValid());
    QVERIFY(!test::ok(queue->takeDue()));
}

void tst_OperationsQueue::failures_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<int>("maxAttempts");
    QTest::addColumn<OperationStatus>("status");
    QTest::newRow("passing, attempts left") << kBusy << 2 << OperationStatus::Pending;
    QTest::newRow("passing, last attempt") << kBusy << 1 << OperationStatus::Dead;
    QTest::newRow("for good") << kDamage << 5 << OperationStatus::Dead;
    QTest::newRow("no space") << Error{ErrorCode::DiskFull, {}, {}} << 5 << OperationStatus::Dead;
    QTest::newRow("cancelled") << Error{ErrorCode::Canceled, {}, {}} << 5 << OperationStatus::Dead;
}

void tst_OperationsQueue::failures()
{
    QFETCH(const Error, error);
    QFETCH(const int, maxAttempts);
    QFETCH(const OperationStatus, status);
    const auto queue = opened();
    const auto id = test::ok(queue->add(request(u"orders"_s, u"take"_s, maxAttempts))).id;
    QVERIFY(test::ok(queue->takeDue()));
    const Operation failed = test::ok(queue->fail(id, error));
    QCOMPARE(failed.status, status);
    QVERIFY(failed.lastError == error);
    QCOMPARE(test::ok(queue->operation(id)).status, status);
    // Where nobody would make another attempt.
    const auto last = test::ok(queue->add(request(u"games"_s, u"take"_s, maxAttempts))).id;
    QVERIFY(test::ok(queue->takeDue()));
    const Operation given = test::ok(queue->fail(last, error, OperationsQueue::Again::Never));
    QCOMPARE(given.status, OperationStatus::Dead);
    QVERIFY(given.lastError == error);
}

void tst_OperationsQueue::delayedAttemptHoldsBackItsTargetOnly()
{
    const auto queue = opened();
    const auto failed = test::ok(queue->add(request(u"orders"_s)));
    const auto second = test::ok(queue->add(request(u"orders"_s)));
    const auto other = test::ok(queue->add(request(u"games"_s)));
    QVERIFY(test::ok(queue->takeDue()));
    QVERIFY(queue->fail(failed.id, kBusy));
    QCOMPARE(test::ok(queue->takeDue())->id, other.id);
    QVERIFY(!test::ok(queue->takeDue()));
    m_clock.advance(2s);
    QCOMPARE(test::ok(queue->takeDue())->id, failed.id);
    QVERIFY(!test::ok(queue->takeDue()));
    QVERIFY(queue->complete(failed.id, {}));
    QCOMPARE(test::ok(queue->takeDue())->id, second.id);
}

/// An attempt that was put off by a second waits no hours for the clock to come round again.
void tst_OperationsQueue::clockThatGoesBack()
{
    const auto queue = opened();
    const auto id = test::ok(queue->add(request(u"orders"_s))).id;
    QVERIFY(test::ok(queue->takeDue()));
    QVERIFY(queue->fail(id, kBusy));
    QVERIFY(!test::ok(queue->takeDue()));
    m_clock.advance(-5h);
    QCOMPARE(test::ok(queue->takeDue())->id, id);
}

void tst_OperationsQueue::delays_data()
{
    QTest::addColumn<int>("attempts");
    QTest::addColumn<double>("spread");
    QTest::addColumn<int>("milliseconds");
    QTest::newRow("after the first") << 1 << 0.0 << 1000;
    QTest::newRow("after the third") << 3 << 0.0 << 4000;
    QTest::newRow("spread") << 3 << 0.5 << 4500;
    QTest::newRow("no more than five minutes") << 12 << 0.0 << 300'000;
    QTest::newRow("huge") << 2'000'000 << 0.0 << 300'000;
    QTest::newRow("none") << 0 << 0.0 << 1000;
}

void tst_OperationsQueue::delays()
{
    QFETCH(const int, attempts);
    QFETCH(const double, spread);
    QFETCH(const int, milliseconds);
    QCOMPARE(retryDelay(attempts, spread).count(), milliseconds);
}

void tst_OperationsQueue::completesOnce()
{
    const auto queue = opened();
    const auto id = test::ok(queue->add(request(u"orders"_s))).id;
    EXPECT_ERROR(queue->complete(id, {}), ErrorCode::InvalidArgument);
    QVERIFY(test::ok(queue->takeDue()));
    QVERIFY(queue->complete(id, {{u"snapshot"_s, u"x"_s}}));
    EXPECT_ERROR(queue->complete(id, {}), ErrorCode::InvalidArgument);
    EXPECT_ERROR(queue->fail(id, kBusy), ErrorCode::InvalidArgument);
    EXPECT_ERROR(queue->complete({u"nobody"_s}, {}), ErrorCode::NotFound);
    QCOMPARE(test::ok(queue->operation(id)).result["snapshot"_L1], u"x"_s);
    QVERIFY(!test::ok(opened()->takeDue()));
}

void tst_OperationsQueue::cancel()
{
    const auto queue = opened();
    const auto running = test::ok(queue->add(request(u"orders"_s))).id;
    QVERIFY(test::ok(queue->takeDue()));
    const auto waiting = test::ok(queue->add(request(u"orders"_s))).id;
    EXPECT_ERROR(queue->cancel(running), ErrorCode::Busy);
    const Operation canceled = test::ok(queue->cancel(waiting));
    QCOMPARE(canceled.status, OperationStatus::Dead);
    QCOMPARE(canceled.lastError->code, ErrorCode::Canceled);
    EXPECT_ERROR(queue->cancel(waiting), ErrorCode::InvalidArgument);
    EXPECT_ERROR(queue->cancel({u"nobody"_s}), ErrorCode::NotFound);
}

void tst_OperationsQueue::retryGoesToTheEndWithAllAttempts()
{
    OperationId dead;
    OperationId other;
    {
        const auto queue = opened();
        dead = test::ok(queue->add(request(u"orders"_s))).id;
        QVERIFY(test::ok(queue->takeDue()));
        QVERIFY(queue->fail(dead, kDamage));
        other = test::ok(queue->add(request(u"games"_s))).id;
        const Operation again = test::ok(queue->retry(dead));
        QCOMPARE(again.status, OperationStatus::Pending);
        QCOMPARE(again.attempts, 0);
        EXPECT_ERROR(queue->retry(dead), ErrorCode::InvalidArgument);
    }
    const auto queue = opened();
    QCOMPARE(queue->list().size(), 2);
    QCOMPARE(test::ok(queue->takeDue())->id, other);
    QCOMPARE(test::ok(queue->takeDue())->id, dead);
}

void tst_OperationsQueue::parkedAttemptDoesNotCount()
{
    const auto queue = opened();
    const auto id = test::ok(queue->add(request(u"orders"_s, u"take"_s, 1))).id;
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(test::ok(queue->takeDue())->attempts, 1);
        QVERIFY(queue->park(id));
    }
}

void tst_OperationsQueue::nextWaitsForWork()
{
    const auto queue = opened();
    OperationId taken;
    std::jthread waiter([&](std::stop_token stop) { taken = test::ok(queue->next(stop)).id; });
    const auto id = test::ok(queue->add(request(u"orders"_s))).id;
    waiter.join();
    QCOMPARE(taken, id);
}

void tst_OperationsQueue::nextEndsWhenStopped()
{
    const auto queue = opened();
    Result<Operation> outcome;
    std::jthread waiter([&](std::stop_token stop) { outcome = queue->next(stop); });
    waiter.request_stop();
    waiter.join();
    EXPECT_ERROR(outcome, ErrorCode::Canceled);
}

void tst_OperationsQueue::listenerHearsEveryChange()
{
    const auto queue = opened();
    QStringList heard;
    queue->setListener(
        [&](const Operation &operation) { heard.append(statusName(operation.status)); });
    const auto id = test::ok(queue->add(request(u"orders"_s))).id;
    QVERIFY(test::ok(queue->takeDue()));
    QVERIFY(queue->fail(id, kDamage));
    QVERIFY(queue->retry(id));
    finish(*queue);
    QCOMPARE(heard,
             (QStringList{u"pending"_s, u"inFlight"_s, u"dead"_s, u"pending"_s, u"inFlight"_s,
                          u"completed"_s}));
}

/// A listener that is slow with one change hears of the next one after it, whoever makes that.
void tst_OperationsQueue::listenerHearsInOrder()
{
    const auto queue = opened();
    QStringList heard;
    std::binary_semaphore isPending(0), goOn(0);
    queue->setListener([&](const Operation &operation) {
        if (operation.status == OperationStatus::Pending) {
            isPending.release();
            goOn.acquire();
        }
        heard.append(statusName(operation.status));
    });
    std::jthread adding([&] { test::ok(queue->add({.kind = u"take"_s, .target = u"main"_s, .parameters = {}, .actor = {}})); });
    isPending.acquire();
    const Operation begun = *test::ok(queue->takeDue());
    test::ok(queue->complete(begun.id, {}));
    goOn.release();
    adding.join();
    QCOMPARE(heard, (QStringList{u"pending"_s, u"inFlight"_s, u"completed"_s}));
}

QTEST_APPLESS_MAIN(tst_OperationsQueue)
#include "tst_operationsqueue.moc"
