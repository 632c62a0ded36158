// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemonprocess.h"

#include "engine/operations/operationrecord.h"
#include "engine/state/managedstate.h"
#include "tests/net/servednode.h"

#include <QJsonArray>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Several real nodes over one log, all restored and undone at once, and killed meanwhile.
class tst_ParallelRestore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void endsEqual_data();
    void endsEqual();

private:
    static constexpr int kNodes = 3;

    QJsonObject call(int node, const QString &method, const QJsonObject &parameters = {});
    QJsonObject state(int node);
    void put(int node, int from, int to);
    void restart(int node);
    /// Waits until all stand at `index` of one history; kills none.
    void settle(quint64 index);
    /// Asks all nodes for an operation, kills some at random, and waits for all to complete.
    void onAll(const QString &method, const QJsonObject &parameters, std::mt19937 &random);
    QList<QByteArray> digests();

    std::unique_ptr<Workspace> m_space;
    std::vector<std::unique_ptr<DaemonProcess>> m_nodes;
    std::vector<std::unique_ptr<net::NodeClient>> m_clients;
};

void tst_ParallelRestore::init()
{
    m_clients.clear();
    m_nodes.clear();
    m_space = std::make_unique<Workspace>();
    for (int i = 0; i < kNodes; ++i) {
        const QString name = u"n%1"_s.arg(i + 1);
        m_nodes.push_back(std::make_unique<DaemonProcess>(m_space->path(name), name,
                                                          m_space->path(u"log.db"_s)));
        m_nodes.back()->configure("store = \"data/snapshots\"",
                                  "store = \"" + m_space->path(u"store"_s).toUtf8() + "\"");
        m_nodes.back()->start();
        m_clients.push_back(greeted(m_nodes.back()->endpoint()));
    }
}

QJsonObject tst_ParallelRestore::call(int node, const QString &method, const QJsonObject &parameters)
{
    return ok(await(m_clients[size_t(node)]->call(method, parameters))).toObject();
}

QJsonObject tst_ParallelRestore::state(int node)
{
    return call(node, u"node.status"_s)["states"_L1].toArray().first().toObject();
}

void tst_ParallelRestore::put(int node, int from, int to)
{
    QJsonArray changes;
    for (int i = from; i <= to; ++i)
        changes.append(QJsonObject{{u"table"_s, u"games"_s},
                                   {u"op"_s, u"put"_s},
                                   {u"id"_s, u"k%1"_s.arg(i)},
                                   {u"document"_s, QJsonObject{{u"by"_s, node}, {u"text"_s, QString(3000, u'x')}}}});
    call(node, u"state.change"_s, {{u"changes"_s, changes}});
}

void tst_ParallelRestore::restart(int node)
{
    m_clients[size_t(node)].reset();
    m_nodes[size_t(node)]->kill();
    m_nodes[size_t(node)]->start();
    m_clients[size_t(node)] = greeted(m_nodes[size_t(node)]->endpoint());
}

void tst_ParallelRestore::settle(quint64 index)
{
    QStringList lineages;
    for (int node = 0; node < kNodes; ++node) {
        waitFor([&] {
            const QJsonObject now = state(node);
            return now["appliedIndex"_L1] == QString::number(index) && !now.contains("trouble"_L1);
        });
        lineages.append(state(node)["lineage"_L1].toString());
    }
    QCOMPARE(lineages.removeDuplicates(), kNodes - 1);
}

void tst_ParallelRestore::onAll(const QString &method, const QJsonObject &parameters,
                                std::mt19937 &random)
{
    QStringList operations;
    for (int node = 0; node < kNodes; ++node)
        operations.append(call(node, method, parameters)["operation"_L1].toString());
    for (int kill = 0; kill < 3; ++kill)
        restart(int(random() % kNodes));
    for (int node = 0; node < kNodes; ++node) {
        QJsonObject found;
        waitFor([&] {
            for (const QJsonValue each : call(node, u"operations.list"_s)["operations"_L1].toArray()) {
                if (each["operation"_L1].toString() == operations[node])
                    found = each.toObject();
            }
            const QString status = found["status"_L1].toString();
            return status == "completed"_L1 || status == "dead"_L1;
        });
        QVERIFY2(found["status"_L1].toString() == "completed"_L1,
                 qPrintable(found["lastError"_L1].toObject()["detail"_L1].toString()));
    }
}

QList<QByteArray> tst_ParallelRestore::digests()
{
    QList<QByteArray> found;
    for (int node = 0; node < kNodes; ++node) {
        m_clients[size_t(node)].reset();
        if (m_nodes[size_t(node)]->terminate() != 0)
            return {};
        const auto held = ok(ManagedState::open(PosixFileSystem::instance(),
                                                m_nodes[size_t(node)]->data(u"state.db"_s)));
        found.append(ok(held->contentDigest(UnwatchedControl())));
    }
    for (int node = 0; node < kNodes; ++node) {
        m_nodes[size_t(node)]->start();
        m_clients[size_t(node)] = greeted(m_nodes[size_t(node)]->endpoint());
    }
    return found;
}

void tst_ParallelRestore::endsEqual_data()
{
    QTest::addColumn<unsigned>("seed");
    for (const unsigned seed : {1u, 2u, 3u})
        QTest::addRow("seed %u", seed) << seed;
}

void tst_ParallelRestore::endsEqual()
{
    QFETCH(const unsigned, seed);
    std::mt19937 random(seed);
    put(0, 1, 1500);
    settle(1500);
    call(0, u"snapshot.take"_s);
    QString snapshot;
    waitFor([&] {
        const QJsonArray taken = call(0, u"snapshot.list"_s)["snapshots"_L1].toArray();
        snapshot = taken.isEmpty() ? QString() : taken.first()["snapshot"_L1].toString();
        return !snapshot.isEmpty();
    });
    const QList<QByteArray> restored = digests();
    put(1, 1400, 1600);
    settle(1701);
    const QList<QByteArray> later = digests();
    onAll(u"restore.run"_s,
          {{u"snapshot"_s, snapshot},
           {u"confirm"_s, u"state.db"_s},
           {u"force"_s, true},
           {u"lineage"_s, u"agreed-%1"_s.arg(seed)}},
          random);
    settle(1500);
    QCOMPARE(digests(), restored);
    onAll(u"restore.undo"_s, {{u"confirm"_s, u"state.db"_s}}, random);
    settle(1701);
    QCOMPARE(digests(), later);
    // And they go on together.
    put(2, 2000, 2010);
    settle(1712);
    const QList<QByteArray> last = digests();
    QCOMPARE(last.count(last.first()), kNodes);
}

QTEST_GUILESS_MAIN(tst_ParallelRestore)
#include "tst_parallelrestore.moc"
