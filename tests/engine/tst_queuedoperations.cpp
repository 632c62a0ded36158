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

/// What a queue shows of what it holds.
class tst_QueuedOperations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsOpenIsListed();
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

QTEST_APPLESS_MAIN(tst_QueuedOperations)
#include "tst_queuedoperations.moc"
