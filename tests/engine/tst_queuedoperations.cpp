// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operations/operationsqueue.h"
#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

OperationRequest request(const QString &target)
{
    return {.kind = u"take"_s, .target = target, .parameters = {}, .actor = {}};
}

} // namespace

/// What a queue holds besides what it was asked for one by one, and what it shows of that.
class tst_QueuedOperations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsOpenIsListed();
    void lastThatEnded();
    void whatFollowsIsAddedOnce();
    void begunWithoutARunner();
};

/// However much has come since.
void tst_QueuedOperations::whatIsOpenIsListed()
{
    const Workspace space;
    const auto queue = ok(OperationsQueue::open(space.path(u"operations.db"_s)));
    const auto inFlight = ok(queue->add(request(u"long"_s))).id;
    QVERIFY(ok(queue->takeDue()));
    const auto pending = ok(queue->add(request(u"waits"_s))).id;
    OperationId newest;
    for (int i = 0; i < 20; ++i) {
        newest = ok(queue->add(request(u"x"_s))).id;
        QVERIFY(queue->cancel(newest));
    }
    const auto listed = [&queue](qsizetype limit) {
        QList<OperationId> ids;
        for (const Operation &each : queue->list(limit))
            ids.append(each.id);
        return ids;
    };
    QCOMPARE(listed(3), (QList<OperationId>{newest, pending, inFlight}));
    QCOMPARE(listed(2), (QList<OperationId>{pending, inFlight}));
    QCOMPARE(listed(1), (QList<OperationId>{inFlight}));
    QCOMPARE(listed(0), QList<OperationId>());
    QCOMPARE(listed(100).size(), 22);
    QCOMPARE(listed(10).size(), 10);
    QCOMPARE(listed(10).first(), newest);
    QCOMPARE(listed(10).last(), inFlight);
}

void tst_QueuedOperations::lastThatEnded()
{
    const Workspace space;
    const auto queue = ok(OperationsQueue::open(space.path(u"operations.db"_s)));
    const auto last = [&](const QString &kind) {
        return queue->lastEnded(kind, u"games"_s).value_or(Operation{}).id;
    };
    const OperationId first = ok(queue->add(request(u"games"_s))).id;
    QCOMPARE(last(u"take"_s), OperationId());
    QVERIFY(queue->takeDue());
    QCOMPARE(last(u"take"_s), OperationId());
    OperationId whenTold;
    queue->setListener([&](const Operation &) { whenTold = last(u"take"_s); });
    QVERIFY(queue->complete(first, {}));
    QCOMPARE(whenTold, first);
    queue->setListener({});
    const OperationId second = ok(queue->add(request(u"games"_s))).id;
    QVERIFY(queue->add(request(u"others"_s)));
    QCOMPARE(last(u"take"_s), first);
    QVERIFY(queue->cancel(second));
    QCOMPARE(last(u"take"_s), second);
    QCOMPARE(last(u"verify"_s), OperationId());
    QVERIFY(queue->retry(second));
    QCOMPARE(last(u"take"_s), first);
}

void tst_QueuedOperations::whatFollowsIsAddedOnce()
{
    const Workspace space;
    const QString path = space.path(u"operations.db"_s);
    {
        const auto queue = ok(OperationsQueue::open(path));
        const OperationId id = ok(queue->add(request(u"orders"_s))).id;
        QVERIFY(queue->takeDue());
        QVERIFY(queue->complete(id, {}, {request(u"first"_s), request(u"second"_s)}));
        EXPECT_ERROR(queue->complete(id, {}, {request(u"third"_s)}), ErrorCode::InvalidArgument);
        QVERIFY(queue->add(request(u"last"_s)));
    }
    const auto queue = ok(OperationsQueue::open(path));
    QCOMPARE(queue->list().size(), 4);
    for (const QString &target : {u"first"_s, u"second"_s, u"last"_s})
        QCOMPARE(ok(queue->takeDue())->request.target, target);
}

/// A kill ends it for good, with what was noted of it; what became of it may be found out later.
void tst_QueuedOperations::begunWithoutARunner()
{
    const Error unknown{ErrorCode::Disconnected, u"n1"_s, {}};
    const Workspace space;
    const QString path = space.path(u"operations.db"_s);
    OperationRequest once = request(u"orders"_s);
    once.maxAttempts = 1;
    OperationId id;
    {
        const auto queue = ok(OperationsQueue::open(path));
        id = ok(queue->begin(once)).id;
        QVERIFY(!ok(queue->takeDue()));
        QVERIFY(queue->begin(once)); // beside it
        QVERIFY(queue->note(id, {{u"known"_s, 1}}));
        QVERIFY(queue->note(id, {{u"known"_s, 2}}));
        EXPECT_ERROR(queue->amend(id, unknown, {}), ErrorCode::Busy);
        QCOMPARE(queue->list(2).size(), 2);
    }
    {
        const auto queue = ok(OperationsQueue::open(path));
        const Operation killed = ok(queue->operation(id));
        QCOMPARE(statusName(killed.status), u"dead"_s);
        QCOMPARE(killed.result["known"_L1].toInt(), 2);
        QVERIFY(!ok(queue->takeDue()));
        EXPECT_ERROR(queue->note(id, {}), ErrorCode::InvalidArgument);
        QVERIFY(queue->amend(id, unknown, {{u"known"_s, 3}}));
    }
    const Operation amended = ok(ok(OperationsQueue::open(path))->operation(id));
    QVERIFY(amended.lastError == unknown);
    QCOMPARE(amended.result["known"_L1].toInt(), 3);
}

QTEST_APPLESS_MAIN(tst_QueuedOperations)
#include "tst_queuedoperations.moc"
