// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishbench.h"

#include "engine/lease/leaseobject.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

/// The machine's time, but for a wall clock that somebody set wrong.
class WrongClock final : public Clock
{
public:
    QDateTime utcNow() const override { return SystemClock::instance().utcNow().addDuration(ahead); }
    std::chrono::nanoseconds steadyNow() const override { return SystemClock::instance().steadyNow(); }

    std::chrono::milliseconds ahead{0};
};

} // namespace

/// Three nodes, two of whose clocks are ten minutes off, one each way.
class tst_NodeClocks final : public PublishBench
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void leadInTurn_data();
    void leadInTurn();

private:
    void openNode(int i);
    QJsonObject status(int i) { return ok(m_nodes[size_t(i)]->call(u"lease.status"_s)); }
    QList<int> holders();
    int waitForHolder(const QSet<int> &except);

    std::array<WrongClock, 3> m_clocks;
};

void tst_NodeClocks::cleanup()
{
    end();
}

/// As open(), with this clock.
void tst_NodeClocks::openNode(int i)
{
    NodeBench &bench = configure(i);
    bench.node = ok(Node::open(bench.config, bench.fileSystem, m_clocks[size_t(i)]));
    bench.node->start();
}

QList<int> tst_NodeClocks::holders()
{
    QList<int> holding;
    for (int i = 0; i < 3; ++i) {
        if (status(i).contains("held"_L1))
            holding << i;
    }
    return holding;
}

/// One that is not among `except`; never more than one.
int tst_NodeClocks::waitForHolder(const QSet<int> &except)
{
    int found = -1;
    tickUntil([&] {
        QList<int> holding = holders();
        if (holding.size() > 1) // one after the other is asked: it may have changed hands in between
            holding = holders();
        if (holding.size() > 1)
            fail(u"two hold the lease"_s, std::source_location::current());
        found = holding.value(0, -1);
        return found >= 0 && !except.contains(found);
    });
    return found;
}

void tst_NodeClocks::leadInTurn_data()
{
    if (NatsServer::isInstalled())
        serverCounts();
    else
        QTest::addColumn<int>("servers");
    QTest::newRow("one machine") << 0;
}

/// Each leads once, and is asked to step down; tokens rise, and what each publishes is newer than what was there.
void tst_NodeClocks::leadInTurn()
{
    QFETCH(const int, servers);
    if (servers == 0)
        begin(false);
    else
        beginOn(servers);
    m_clocks[1].ahead = 10min;
    m_clocks[2].ahead = -10min;
    for (int i = 0; i < 3; ++i)
        openNode(i);
    QSet<int> led;
    quint64 token = 0;
    quint64 index = 0;
    while (led.size() < 3) {
        const int leader = waitForHolder(led);
        const quint64 next = status(leader)["held"_L1]["token"_L1].toString().toULongLong();
        QVERIFY(next > token);
        token = next;
        NodeBench &bench = *m_nodes[size_t(leader)];
        write((leader + 1) % 3, int(index) + 1, int(index) + 50);
        index += 50;
        bench.waitUntil([&] { return bench.index() >= index; });
        const Operation taken = bench.run(u"snapshot.take"_s);
        QCOMPARE(taken.status, OperationStatus::Completed);
        tickUntil([&] {
            const QJsonValue newest = status(0)["published"_L1][0]["snapshots"_L1][0];
            return newest["snapshot"_L1].toString() == taken.result["snapshot"_L1].toString();
        });
        QCOMPARE(status(0)["published"_L1][0]["token"_L1].toString(), QString::number(token));
        for (int i = 0; i < 3; ++i) {
            const LeaseSight sight = ok(leaseSightFromObject(status(i)));
            const auto off = sight.ahead - m_clocks[size_t(i)].ahead;
            QVERIFY2(std::chrono::abs(off) < 5min, qPrintable(QString::number(off.count()))); // far more than it can take
            QVERIFY(sight.alarms.isEmpty());
        }
        led << leader;
        if (led.size() == 3)
            break;
        ok(bench.call(u"lease.stepDown"_s, {{u"lease"_s, u"snapshot-leader"_s}})); // it leaves it alone for a ttl
    }
    compareStates(int(index));
}

QTEST_GUILESS_MAIN(tst_NodeClocks)
#include "tst_nodeclocks.moc"
