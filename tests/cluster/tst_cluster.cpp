// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/cluster.h"
#include "tests/cluster/fakenode.h"
#include "tests/support/expect.h"
#include "tests/support/memorysecrets.h"

#include <QSignalSpy>
#include <QTest>
#include <algorithm>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_Cluster final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void connectsToAll();
    void startsInTurns();
    void followsItsProfile();
    void findsUnknownPeers();
    void survivesAStorm();

private:
    ClusterProfile profile(const QStringList &names);

    std::unique_ptr<FakeNetwork> m_network;
    std::unique_ptr<MemorySecrets> m_secrets;
};

void tst_Cluster::init()
{
    m_network = std::make_unique<FakeNetwork>();
    m_secrets = std::make_unique<MemorySecrets>();
}

/// With the nodes and their tokens.
ClusterProfile tst_Cluster::profile(const QStringList &names)
{
    ClusterProfile made{u"orders"_s, {}};
    for (const QString &name : names) {
        const QUrl url = ok(nodeUrl(name));
        made.nodes.append({.name = name, .url = url, .fingerprint = {}});
        m_secrets->secrets.insert(secretKey(u"orders"_s, url), u"secret"_s);
        m_network->add(name);
    }
    return made;
}

void tst_Cluster::connectsToAll()
{
    Cluster cluster(profile({u"n1"_s, u"n2"_s}), *m_secrets, m_network->surroundings());
    QSignalSpy changed(&cluster, &Cluster::nodeChanged);
    cluster.start();
    QCOMPARE(cluster.nodes().size(), 2);
    for (const NodeConnection *node : cluster.nodes())
        QCOMPARE(int(node->link()), int(Link::Online));
    QVERIFY(changed.size() >= 4);
    QCOMPARE(cluster.node(u"n2"_s), cluster.nodes()[1]);
    QCOMPARE(cluster.node(u"n3"_s), nullptr);
    cluster.stop();
    QVERIFY(!(*m_network)[u"n1"_s].isOnline());
}

/// Greeting many at once would keep the thread busy for long.
void tst_Cluster::startsInTurns()
{
    QStringList names;
    for (int i = 0; i < 10; ++i)
        names.append(u"n%1"_s.arg(i));
    const ClusterProfile ten = profile(names);
    Cluster cluster(ten, *m_secrets, m_network->surroundings());
    const auto online = [&cluster] {
        return std::ranges::count(cluster.nodes(), Link::Online, &NodeConnection::link);
    };
    cluster.start();
    QCOMPARE(online(), 4);
    m_network->pass(20ms);
    QCOMPARE(online(), 8);
    cluster.setProfile({u"orders"_s, ten.nodes.first(9)}); // the last one had not begun
    m_network->pass(20ms);
    QCOMPARE(online(), 9);
    cluster.setProfile(ten);
    QCOMPARE(online(), 10);
    cluster.stop();
    m_network->pass(1s);
    QCOMPARE(online(), 0);
}

void tst_Cluster::followsItsProfile()
{
    ClusterProfile both = profile({u"n1"_s, u"n2"_s});
    Cluster cluster(both, *m_secrets, m_network->surroundings());
    cluster.start();
    const QSignalSpy added(&cluster, &Cluster::nodeAdded);
    const QSignalSpy removed(&cluster, &Cluster::nodeRemoved);
    const NodeConnection *const second = cluster.nodes()[1];
    ClusterProfile other = both;
    other.nodes[0] = profile({u"n1"_s, u"n2"_s, u"n3"_s}).nodes[2];
    m_network->add(u"n2"_s).token = u"secret"_s;
    cluster.setProfile({u"orders"_s, {other.nodes[0]}});
    QCOMPARE(added.size(), 1);
    QCOMPARE(removed.size(), 2);
    QCOMPARE(cluster.nodes().size(), 1);
    QCOMPARE(int(cluster.nodes()[0]->link()), int(Link::Online));
    QVERIFY(!cluster.nodes().contains(second));
    other.nodes[0].fingerprint = QByteArray(64, 'b');
    cluster.setProfile({u"orders"_s, {other.nodes[0]}});
    QCOMPARE(cluster.nodes()[0]->profile().fingerprint, QByteArray(64, 'b'));
    QCOMPARE((*m_network)[u"n3"_s].attempts.size(), 2);
    cluster.setProfile({u"orders"_s, {other.nodes[0]}});
    QCOMPARE((*m_network)[u"n3"_s].attempts.size(), 2);
}

void tst_Cluster::findsUnknownPeers()
{
    const ClusterProfile both = profile({u"n1"_s, u"n2"_s});
    const auto at = [](const QString &address) { return QJsonObject{{u"address"_s, address}}; };
    (*m_network)[u"n1"_s].status.peers = {{u"n2"_s, at(u"wss://192.0.2.2:7411"_s)},
                                          {u"n4"_s, at(u"wss://n4:7411"_s)},
                                          {u"n3"_s, at(u"n3:7500"_s)},
                                          {u"bad"_s, at(u"x y"_s)}};
    (*m_network)[u"n2"_s].status.peers = {{u"n1"_s, at(u"wss://n1:7411"_s)},
                                          {u"n3"_s, at(u"n3:7500"_s)}};
    Cluster cluster(both, *m_secrets, m_network->surroundings());
    cluster.start();
    const QList<NodeProfile> peers = cluster.unknownPeers();
    QCOMPARE(peers.size(), 2);
    QCOMPARE(peers[0].url.toString(), u"wss://n3:7500"_s);
    QCOMPARE(peers[1].name, u"n4"_s);
}

/// All of 200 nodes vanish at once for two minutes and are back at once.
void tst_Cluster::survivesAStorm()
{
    constexpr int kNodes = 200;
    QStringList names;
    for (int i = 0; i < kNodes; ++i)
        names.append(u"n%1"_s.arg(i));
    Cluster cluster(profile(names), *m_secrets, m_network->surroundings());
    cluster.start();
    m_network->pass(2s);
    m_network->pass(15s);
    const auto online = [&] {
        return std::ranges::count(cluster.nodes(), Link::Online, &NodeConnection::link);
    };
    QCOMPARE(online(), kNodes);
    for (const QString &name : names) {
        (*m_network)[name].down = Error{ErrorCode::Unreachable, name, {}};
        (*m_network)[name].attempts.clear();
        (*m_network)[name].cut();
    }
    QCOMPARE(online(), 0);
    m_network->pass(120s);
    QHash<qint64, int> perTenth;
    for (const QString &name : names) {
        // Half a second, one, two … 30 s, each up to half less: no node gives up, none hammers.
        const auto attempts = (*m_network)[name].attempts.size();
        QVERIFY2(attempts >= 8 && attempts <= 14, qPrintable(QString::number(attempts)));
        for (const qint64 at : (*m_network)[name].attempts)
            ++perTenth[at / 100];
        (*m_network)[name].down.reset();
        (*m_network)[name].attempts.clear();
    }
    // All of them within the first half second is what the first delay allows; never in one
    // instant.
    QVERIFY(*std::ranges::max_element(perTenth) <= kNodes / 2);
    const qint64 back = m_network->clock().utcNow().toMSecsSinceEpoch();
    m_network->pass(30s);
    QCOMPARE(online(), kNodes);
    QHash<qint64, int> perSecond;
    for (const QString &name : names) {
        QCOMPARE((*m_network)[name].attempts.size(), 1);
        ++perSecond[((*m_network)[name].attempts.first() - back) / 1000];
    }
    QVERIFY(perSecond.size() >= 15);
    QVERIFY(*std::ranges::max_element(perSecond) <= kNodes / 8);
    // The polls stay spread too.
    m_network->pass(5s);
    for (const QString &name : names)
        (*m_network)[name].calls.clear();
    m_network->pass(100ms);
    int polls = 0;
    for (const QString &name : names)
        polls += (*m_network)[name].count(u"node.status"_s);
    QVERIFY2(polls > 0 && polls < kNodes / 4, qPrintable(QString::number(polls)));
}

QTEST_GUILESS_MAIN(tst_Cluster)
#include "tst_cluster.moc"
