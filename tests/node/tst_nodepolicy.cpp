// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// What a node does by its policy: takes, refuses, keeps.
class tst_NodePolicy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void retention();
    void policyByInterval();
    void policyByEntries();
    void sizeLimit();

private:
    std::unique_ptr<NodeBench> m_bench;
};

void tst_NodePolicy::init()
{
    m_bench = std::make_unique<NodeBench>();
}

void tst_NodePolicy::cleanup()
{
    m_bench.reset();
}

void tst_NodePolicy::retention()
{
    m_bench->config.keepLast = 3;
    m_bench->open();
    QStringList taken;
    for (int i = 1; i <= 5; ++i) {
        m_bench->put(i, i);
        taken.prepend(m_bench->take());
    }
    QCOMPARE(m_bench->snapshots(), taken.first(3));
}

void tst_NodePolicy::policyByInterval()
{
    m_bench->config.policy.interval = 60s;
    m_bench->open();
    const auto countAfterTick = [this] {
        m_bench->node->tick();
        const QJsonArray list = ok(m_bench->call(u"operations.list"_s))["operations"_L1].toArray();
        if (!list.isEmpty())
            (void)m_bench->ended(list.first()["operation"_L1].toString());
        return m_bench->snapshots().size();
    };
    QCOMPARE(countAfterTick(), 1);
    QCOMPARE(countAfterTick(), 1);
    m_bench->clock.advance(61s);
    QCOMPARE(countAfterTick(), 1); // nothing changed
    m_bench->put(1, 1);
    QCOMPARE(countAfterTick(), 2);
    m_bench->put(2, 2);
    QCOMPARE(countAfterTick(), 2);
    m_bench->close();
    m_bench->open();
    QCOMPARE(countAfterTick(), 2); // the newest in the store counts after a start too
    m_bench->clock.advance(61s);
    QCOMPARE(countAfterTick(), 3);
    const QDateTime next = m_bench->clock.utcNow().addSecs(60);
    const auto told = [this] { return m_bench->node->status().states.first().nextTake; };
    m_bench->waitUntil([&] { return !told().isValid(); });
    m_bench->put(3, 3);
    QCOMPARE(told(), next);
    m_bench->clock.advance(61s);
    QCOMPARE(countAfterTick(), 4);
    m_bench->waitUntil([&] { return !told().isValid(); });
    m_bench->clock.advance(24h); // idle
    m_bench->put(4, 4);
    QCOMPARE(told(), m_bench->clock.utcNow());
    QCOMPARE(m_bench->node->status().states.first().takeInterval, 60s);
}

void tst_NodePolicy::policyByEntries()
{
    m_bench->config.policy.entries = 10;
    m_bench->open();
    m_bench->put(1, 9);
    m_bench->node->tick();
    QVERIFY(ok(m_bench->call(u"operations.list"_s))["operations"_L1].toArray().isEmpty());
    m_bench->put(10, 10);
    m_bench->node->tick();
    QCOMPARE(ok(m_bench->call(u"operations.list"_s))["operations"_L1].toArray().size(), 1);
}

void tst_NodePolicy::sizeLimit()
{
    m_bench->config.policy.maxBytes = 4096;
    m_bench->open();
    const Operation refused = m_bench->run(u"snapshot.take"_s);
    QVERIFY(refused.status == OperationStatus::Dead);
    QVERIFY(refused.lastError->code == ErrorCode::LimitExceeded);
    QVERIFY(m_bench->snapshots().isEmpty());
}

QTEST_GUILESS_MAIN(tst_NodePolicy)
#include "tst_nodepolicy.moc"
