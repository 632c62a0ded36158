// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include <QJsonArray>
#include <QTest>

#include <semaphore>

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
    void endThatNobodyHeardOfYet();
    void policyByEntries();
    void sizeLimit();
    void logIsTrimmedBelowVerifiedOnly_data();
    void logIsTrimmedBelowVerifiedOnly();

private:
    void fill(int from, int to);
    /// Whether the log still has the entry of that index.
    bool logHas(int index);
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

/// The queue knows that a take ended before the node is told of it: the policy must not ask for another one in between.
void tst_NodePolicy::endThatNobodyHeardOfYet()
{
    std::binary_semaphore isTold(0), mayGoOn(0);
    std::atomic<bool> holds = false;
    m_bench->heard = [&](const QString &name, const QJsonObject &content) {
        if (name == "operation"_L1 && content["status"_L1] == "completed"_L1 && holds.exchange(false)) {
            isTold.release();
            mayGoOn.acquire();
        }
    };
    m_bench->config.policy = {.interval = 60s, .entries = 2};
    m_bench->open();
    m_bench->put(1, 1);
    m_bench->take();
    m_bench->clock.advance(61s);
    m_bench->put(2, 4);
    holds = true;
    m_bench->node->tick();
    isTold.acquire();
    m_bench->node->tick();
    const qsizetype asked = ok(m_bench->call(u"operations.list"_s))["operations"_L1].toArray().size();
    mayGoOn.release();
    m_bench->close();
    QCOMPARE(asked, 2);
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

void tst_NodePolicy::fill(int from, int to)
{
    for (int first = from; first <= to; first += 1000)
        m_bench->put(first, std::min(to, first + 999));
}

bool tst_NodePolicy::logHas(int index)
{
    const auto tail = m_bench->call(u"log.tail"_s, {{u"from"_s, QString::number(index)}, {u"limit"_s, 1}});
    if (!tail && tail.error().code != ErrorCode::LogTrimmed)
        fail(toString(tail.error()), std::source_location::current());
    return tail.has_value();
}

void tst_NodePolicy::logIsTrimmedBelowVerifiedOnly_data()
{
    QTest::addColumn<bool>("isDamaged");
    QTest::newRow("the newest is unverified") << false;
    QTest::newRow("the newest is damaged") << true;
}

/// The newest snapshot is good for nothing as far as anybody knows: what an older, verified one needs stays.
void tst_NodePolicy::logIsTrimmedBelowVerifiedOnly()
{
    QFETCH(const bool, isDamaged);
    m_bench->open();
    fill(1, 100);
    m_bench->take();
    fill(101, 10'500);
    m_bench->fileSystem.setHook([&](QByteArrayView, const QString &path) {
        // That it was verified is about to be noted.
        const qsizetype at = path.indexOf(".meta.json"_L1);
        if (at < 0)
            return;
        if (isDamaged)
            writeFile(path.first(at) + u".snap.tar"_s, "damaged");
        m_bench->fileSystem.setFault({.at = 1});
    });
    m_bench->take();
    m_bench->fileSystem.setHook({});
    m_bench->fileSystem.setFault({});
    QVERIFY(!logHas(100));
    QVERIFY(logHas(101));
    m_bench->put(10'501, 10'501);
    m_bench->take();
    QVERIFY(!logHas(500));
    QVERIFY(logHas(502));
}

QTEST_GUILESS_MAIN(tst_NodePolicy)
#include "tst_nodepolicy.moc"
