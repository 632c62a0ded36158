// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operations/operationsqueue.h"
#include "tests/support/expect.h"
#include "tests/support/manualclock.h"
#include "tests/support/workspace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;

namespace {

const Error kDamage{ErrorCode::DigestMismatch, u"pages/000001.zst"_s, u"expected 12ab"_s};

} // namespace

/// Which of the operations that ended a queue keeps.
class tst_OperationsKept final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void deadLettersOutliveWhatIsDoneLater();
    void deadLettersGoWithWhatWasDoneInTheirPlace();
    void deadLettersDisplaceTheirOwnKindOnly();
    void listsHoldBoth();
    void manyOfOneKindDriveNoOtherOut();

private:
    std::unique_ptr<OperationsQueue> opened() const;
    OperationId add(OperationsQueue &queue, const QString &kind, const QString &target) const;
    OperationId complete(OperationsQueue &queue, const QString &kind, const QString &target) const;
    OperationId kill(OperationsQueue &queue, const QString &kind, const QString &target) const;

    std::unique_ptr<test::Workspace> m_workspace;
    test::ManualClock m_clock;
};

void tst_OperationsKept::init()
{
    m_workspace = std::make_unique<test::Workspace>();
}

std::unique_ptr<OperationsQueue> tst_OperationsKept::opened() const
{
    return test::ok(OperationsQueue::open(m_workspace->path(u"operations.db"_s), m_clock));
}

OperationId tst_OperationsKept::add(OperationsQueue &queue, const QString &kind, const QString &target) const
{
    return test::ok(queue.add({.kind = kind, .target = target, .parameters = {}, .actor = u"ann"_s})).id;
}

OperationId tst_OperationsKept::complete(OperationsQueue &queue, const QString &kind, const QString &target) const
{
    const OperationId id = add(queue, kind, target);
    [&] { QCOMPARE(test::ok(queue.takeDue())->id, id); }();
    test::ok(queue.complete(id, {}));
    return id;
}

OperationId tst_OperationsKept::kill(OperationsQueue &queue, const QString &kind, const QString &target) const
{
    const OperationId id = add(queue, kind, target);
    [&] { QCOMPARE(test::ok(queue.takeDue())->id, id); }();
    test::ok(queue.fail(id, kDamage));
    return id;
}

void tst_OperationsKept::deadLettersOutliveWhatIsDoneLater()
{
    const auto queue = opened();
    const OperationId dead = kill(*queue, u"restore"_s, u"orders"_s);
    const OperationId oldest = complete(*queue, u"take"_s, u"orders"_s);
    const OperationId next = complete(*queue, u"take"_s, u"orders"_s);
    for (int i = 0; i < OperationsQueue::kKept - 1; ++i)
        complete(*queue, u"take"_s, u"orders"_s);
    EXPECT_ERROR(queue->operation(oldest), ErrorCode::NotFound);
    QVERIFY(queue->operation(next));
    QVERIFY(test::ok(queue->operation(dead)).lastError == kDamage);
    QCOMPARE(queue->list(100).last().id, dead);
    const auto again = opened();
    QVERIFY(again->operation(dead));
    QCOMPARE(again->list(5000).size(), OperationsQueue::kKept + 1);
    QVERIFY(again->retry(dead));
}

/// They would want a look again once it is forgotten that they were done by another.
void tst_OperationsKept::deadLettersGoWithWhatWasDoneInTheirPlace()
{
    const auto queue = opened();
    const OperationId done = kill(*queue, u"verify"_s, u"orders"_s);
    const OperationId ofOther = kill(*queue, u"verify"_s, u"main"_s);
    complete(*queue, u"verify"_s, u"orders"_s);
    const OperationId later = kill(*queue, u"verify"_s, u"orders"_s);
    for (int i = 0; i < OperationsQueue::kKeptOfKind; ++i)
        complete(*queue, u"verify"_s, u"other"_s);
    for (int i = 0; i < OperationsQueue::kKept; ++i)
        complete(*queue, u"take"_s, u"orders"_s);
    EXPECT_ERROR(queue->operation(done), ErrorCode::NotFound);
    QVERIFY(queue->operation(ofOther));
    QVERIFY(queue->operation(later));
}

void tst_OperationsKept::deadLettersDisplaceTheirOwnKindOnly()
{
    const auto queue = opened();
    const OperationId restore = kill(*queue, u"restore"_s, u"orders"_s);
    const OperationId oldest = kill(*queue, u"take"_s, u"orders"_s);
    const OperationId waiting = add(*queue, u"restore"_s, u"other"_s);
    for (int i = 0; i < OperationsQueue::kKeptDead; ++i)
        test::ok(queue->cancel(add(*queue, u"take"_s, u"orders"_s)));
    EXPECT_ERROR(queue->operation(oldest), ErrorCode::NotFound);
    QVERIFY(queue->operation(restore));
    QVERIFY(queue->operation(waiting));
    QCOMPARE(opened()->list(5000).size(), OperationsQueue::kKeptDead + 2);
}

/// Where there is no room for all, half of it is the dead letters'.
void tst_OperationsKept::listsHoldBoth()
{
    const auto queue = opened();
    QStringList dead, completed;
    for (int i = 0; i < 10; ++i)
        dead.prepend(kill(*queue, u"restore"_s, u"orders"_s).value);
    for (int i = 0; i < 20; ++i)
        completed.prepend(complete(*queue, u"take"_s, u"orders"_s).value);
    const auto listed = [&queue](qsizetype limit) {
        QStringList ids;
        for (const Operation &each : queue->list(limit))
            ids.append(each.id.value);
        return ids;
    };
    QCOMPARE(listed(12), completed.first(6) + dead.first(6));
    QCOMPARE(listed(24), completed.first(14) + dead);
    QCOMPARE(listed(30), completed + dead);
    const OperationId waiting = add(*queue, u"take"_s, u"orders"_s);
    QCOMPARE(listed(5), QStringList{waiting.value} + completed.first(2) + dead.first(2));
    QCOMPARE(listed(1), QStringList{waiting.value});
}

/// A restore is looked for long after the takes that followed it.
void tst_OperationsKept::manyOfOneKindDriveNoOtherOut()
{
    const auto queue = opened();
    const OperationId restore = complete(*queue, u"restore"_s, u"orders"_s);
    const OperationId first = complete(*queue, u"take"_s, u"orders"_s);
    for (int i = 0; i < OperationsQueue::kKept; ++i)
        complete(*queue, u"take"_s, u"orders"_s);
    EXPECT_ERROR(queue->operation(first), ErrorCode::NotFound);
    QVERIFY(queue->operation(restore));
    const QList<Operation> newest = queue->list(100);
    QCOMPARE(newest.size(), 100);
    QVERIFY(newest.last().id != restore);
    const QList<Operation> preferred = queue->list(100, {u"restore"_s, u"undo"_s});
    QCOMPARE(preferred.size(), 100);
    QCOMPARE(preferred.last().id, restore);
    QCOMPARE(preferred[98].id, newest[98].id);
}

QTEST_GUILESS_MAIN(tst_OperationsKept)
#include "tst_operationskept.moc"
