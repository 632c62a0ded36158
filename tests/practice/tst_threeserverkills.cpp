// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/lease/natsbucket.h"
#include "engine/node/nodeleases.h"
#include "engine/practice/nodeline.h"
#include "engine/practice/practicecluster.h"
#include "engine/practice/workload.h"
#include "tests/node/daemonprocess.h"
#include "tests/practice/publishes.h"
#include "tests/support/natscluster.h"
#include "tests/support/ports.h"
#include "tests/support/statelooks.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// Three real lifeboatd on three NATS servers under a steady load, whose leader is killed again and again.
class tst_ThreeServerKills final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void losesNothing();

private:
    DaemonProcess &node(const QString &name);
    void makeNodes(const QStringList &urls);
    /// False where the nodes do not come to the same end of their log.
    bool areLevel();

    Workspace m_space;
    std::map<QString, std::unique_ptr<DaemonProcess>> m_nodes;
};

DaemonProcess &tst_ThreeServerKills::node(const QString &name)
{
    return *m_nodes.at(name);
}

void tst_ThreeServerKills::makeNodes(const QStringList &urls)
{
    for (const QString &name : {u"n1"_s, u"n2"_s, u"n3"_s}) {
        auto made = std::make_unique<DaemonProcess>(m_space.path(name), name, DaemonProcess::OnNats{urls, 3});
        made->configure("port = 0", "port = " + QByteArray::number(freePort())); // found again after a kill
        made->configure("interval = 0", "interval = \"1s\"");
        made->configure("# ttl = \"30s\"", "ttl = \"" + QByteArray::number(kShortestTtl.count()) + "ms\"");
        made->start();
        m_nodes.emplace(name, std::move(made));
    }
}

bool tst_ThreeServerKills::areLevel()
{
    const auto look = [this] {
        QSet<QString> positions;
        for (const auto &[name, daemon] : m_nodes) {
            const auto status = NodeLine(daemon->endpoint()).call(u"node.status"_s);
            const QJsonObject state = status ? (*status)["states"_L1][0].toObject() : QJsonObject();
            const QString applied = state["appliedIndex"_L1].toString();
            if (applied.isEmpty() || state["logLast"_L1].toString() != applied)
                return false;
            positions.insert(state["lineage"_L1].toString() + u' ' + applied);
        }
        return positions.size() == 1;
    };
    return QTest::qWaitFor(look, 60'000);
}

/// Each of the twenty publishes before it is killed. Most of the time is twenty times a ttl of waiting.
void tst_ThreeServerKills::losesNothing()
{
    constexpr int kKills = 20;
    NatsCluster servers;
    makeNodes(servers.settings().urls);
    QList<std::pair<QString, net::Endpoint>> endpoints;
    for (const auto &[name, daemon] : m_nodes)
        endpoints.append({name, daemon->endpoint()});
    const QString notes = m_space.path(u"workload.log"_s);
    const auto load = ok(Workload::begin(endpoints, notes));
    const auto connection = ok(NatsConnection::open(servers.settings()));
    const auto bucket = settled([&] { return NatsBucket::open(connection, {.bucket = u"lifeboat-lifeboat"_s, .replicas = 3}); });
    LeaseStore leases(*bucket);
    Publishes publishes(leases, u"main"_s);
    QVERIFY(publishes.awaitLeaders(0));
    const auto publisher = [&] { return settled([&] { return leases.read(NodeLeases::kPublisher); }).value_or(Lease()); };
    QList<qint64> late; ///< the successor, by the records' own times, in ms
    for (int kill = 0; kill < kKills; ++kill) {
        Lease lost = publisher();
        node(lost.holder).kill();
        if (const Lease now = publisher(); now.token == lost.token)
            lost = now; // renewed meanwhile, for the last time
        Lease won;
        const auto isTakenOver = [&] {
            won = publisher();
            return won.token > lost.token && won.holder != lost.holder;
        };
        QVERIFY(QTest::qWaitFor(isTakenOver, 60'000));
        QVERIFY(won.acquired >= lost.expires());
        late.append(lost.expires().msecsTo(won.acquired));
        QVERIFY(publishes.awaitLeaders(won.token));
        node(lost.holder).start();
    }
    // A loaded machine holds up some of them; who does not try in time is late every time.
    std::ranges::sort(late);
    QVERIFY2(late[4] <= (PracticeCluster::takeoverLimit() - kShortestTtl).count(), qPrintable(QString::number(late[4])));
    QVERIFY(publishes.tokens().size() > kKills); // every one of them, and the first
    bool isOver = false;
    load->end([&isOver] { isOver = true; });
    QVERIFY(QTest::qWaitFor([&isOver] { return isOver; }, 60'000));
    QVERIFY(areLevel());
    publishes.look();
    QCOMPARE(publishes.faults(), QStringList());
    const WorkloadNote note = ok(Workload::read(notes));
    QVERIFY(!note.acknowledged.isEmpty());
    QSet<QByteArray> digests;
    for (const auto &[name, daemon] : m_nodes) {
        QCOMPARE(daemon->terminate(), 0);
        const auto state = ok(ManagedState::open(PosixFileSystem::instance(), daemon->data(u"state.db"_s)));
        digests.insert(digestOf(*state));
        for (const QString &id : note.acknowledged)
            QVERIFY2(state->document(Workload::kTable, id), qPrintable(name + u" lost "_s + id));
    }
    QCOMPARE(digests.size(), 1);
}

QTEST_GUILESS_MAIN(tst_ThreeServerKills)
#include "tst_threeserverkills.moc"
