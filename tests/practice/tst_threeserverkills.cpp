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

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// Three real lifeboatd on three NATS servers under a steady load, whose leader is killed, or frozen, again and again.
class tst_ThreeServerKills final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void cleanup();
    void losesNothing();
    void frozenLeaderIsRefused();

private:
    DaemonProcess &node(const QString &name) { return *m_nodes.at(name); }
    void makeNodes(const QByteArray &linger);
    /// All of it runs, and a leader has published. `linger`: how long each publish waits before its last step.
    void begin(const QByteArray &linger);
    Lease publisher();
    /// Waits until another node has the lease, which it was granted after `lost` had run out, and has published.
    Lease awaitSuccessor(const Lease &lost);
    /// Ends the load; the nodes then hold all that was acknowledged, and the same.
    void compareNodes();
    /// False where the nodes do not come to the same end of their log.
    bool areLevel();
    QStringList acknowledgedBy(const QString &name) const;

    std::unique_ptr<Workspace> m_space;
    std::unique_ptr<NatsCluster> m_servers;
    std::map<QString, std::unique_ptr<DaemonProcess>> m_nodes;
    std::unique_ptr<Workload> m_load;
    std::shared_ptr<NatsConnection> m_connection;
    std::unique_ptr<KeyValueBucket> m_bucket;
    std::optional<LeaseStore> m_leases;
    std::optional<Publishes> m_publishes;
};

void tst_ThreeServerKills::cleanup()
{
    m_publishes.reset();
    m_leases.reset();
    m_bucket.reset();
    m_connection.reset();
    m_load.reset();
    m_nodes.clear();
    m_servers.reset();
    m_space.reset();
}

void tst_ThreeServerKills::makeNodes(const QByteArray &linger)
{
    for (const QString &name : {u"n1"_s, u"n2"_s, u"n3"_s}) {
        auto made = std::make_unique<DaemonProcess>(m_space->path(name), name, DaemonProcess::OnNats{m_servers->settings().urls, 3});
        made->configure("port = 0", "port = " + QByteArray::number(freePort())); // found again after a kill
        made->configure("interval = 0", "interval = \"1s\"");
        made->configure("# ttl = \"30s\"", "ttl = \"" + QByteArray::number(kShortestTtl.count()) + "ms\"");
        made->configure("# linger = \"0s\"", "linger = \"" + linger + '"');
        made->start();
        m_nodes.emplace(name, std::move(made));
    }
}

void tst_ThreeServerKills::begin(const QByteArray &linger)
{
    m_space = std::make_unique<Workspace>();
    m_servers = std::make_unique<NatsCluster>();
    makeNodes(linger);
    QList<std::pair<QString, net::Endpoint>> endpoints;
    for (const auto &[name, daemon] : m_nodes)
        endpoints.append({name, daemon->endpoint()});
    m_load = ok(Workload::begin(endpoints, m_space->path(u"workload.log"_s)));
    m_connection = ok(NatsConnection::open(m_servers->settings()));
    m_bucket = settled([this] { return NatsBucket::open(m_connection, {.bucket = u"lifeboat-lifeboat"_s, .replicas = 3}); });
    m_leases.emplace(*m_bucket);
    m_publishes.emplace(*m_leases, u"main"_s);
    QVERIFY(m_publishes->awaitLeaders(0));
}

Lease tst_ThreeServerKills::publisher()
{
    return settled([this] { return m_leases->read(NodeLeases::kPublisher); }).value_or(Lease());
}

Lease tst_ThreeServerKills::awaitSuccessor(const Lease &lost)
{
    Lease won;
    const auto isTakenOver = [&] {
        won = publisher();
        return won.token > lost.token && won.holder != lost.holder;
    };
    QVERIFY(QTest::qWaitFor(isTakenOver, 60'000));
    QVERIFY(won.acquired >= lost.expires());
    QVERIFY(m_publishes->awaitLeaders(won.token));
    return won;
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

QStringList tst_ThreeServerKills::acknowledgedBy(const QString &name) const
{
    return ok(Workload::read(m_space->path(u"workload.log"_s))).acknowledged.filter(name + u'-');
}

void tst_ThreeServerKills::compareNodes()
{
    bool isOver = false;
    m_load->end([&isOver] { isOver = true; });
    QVERIFY(QTest::qWaitFor([&isOver] { return isOver; }, 60'000));
    QVERIFY(areLevel());
    m_publishes->look();
    QCOMPARE(m_publishes->faults(), QStringList());
    const WorkloadNote note = ok(Workload::read(m_space->path(u"workload.log"_s)));
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

/// Each of the twenty publishes before it is killed. Most of the time is twenty times a ttl of waiting.
void tst_ThreeServerKills::losesNothing()
{
    constexpr int kKills = 20;
    begin("0s");
    QList<qint64> late; ///< the successor, by the records' own times, in ms
    for (int kill = 0; kill < kKills; ++kill) {
        Lease lost = publisher();
        node(lost.holder).kill();
        if (const Lease now = publisher(); now.token == lost.token)
            lost = now; // renewed meanwhile, for the last time
        const Lease won = awaitSuccessor(lost);
        late.append(lost.expires().msecsTo(won.acquired));
        node(lost.holder).start();
    }
    // A loaded machine holds up some of them; who does not try in time is late every time.
    std::ranges::sort(late);
    qInfo("taken over %lld ms (median) and %lld ms (longest) after the leases had run out; the limit is %lld ms",
          static_cast<long long>(late[late.size() / 2]), static_cast<long long>(late.back()),
          static_cast<long long>((PracticeCluster::takeoverLimit() - kShortestTtl).count()));
    QVERIFY2(late[4] <= (PracticeCluster::takeoverLimit() - kShortestTtl).count(), qPrintable(QString::number(late[4])));
    QVERIFY(m_publishes->tokens().size() > kKills); // every one of them, and the first
    compareNodes();
}

/// Its publish comes when another has led and published since. Frozen again where that was done just before: nobody can tell a node
/// when to sleep, but it lingers before the last step.
void tst_ThreeServerKills::frozenLeaderIsRefused()
{
    constexpr int kFreezes = 20;
    constexpr int kAtPointer = 1000; // permille
    begin("400ms");
    std::map<QString, NodeLine> lines;
    for (const auto &[name, daemon] : m_nodes)
        lines.try_emplace(name, daemon->endpoint());
    const auto publishUnderWay = [&](const QString &name) -> Result<QJsonObject> {
        LIFEBOAT_ASSIGN(const QJsonValue answer, lines.at(name).call(u"operations.list"_s, {{u"limit"_s, 10}}));
        for (const QJsonValue each : answer["operations"_L1].toArray()) {
            if (each["kind"_L1] == "publish"_L1 && each["status"_L1] == "inFlight"_L1)
                return each.toObject();
        }
        return QJsonObject();
    };
    bool isRefused = false;
    for (int freeze = 0; freeze < kFreezes && !isRefused; ++freeze) {
        Lease lost;
        QString publish; // the operation
        const auto isLingering = [&] {
            lost = publisher();
            const QJsonObject found = publishUnderWay(lost.holder).value_or(QJsonObject());
            publish = found["operation"_L1].toString();
            return found["permille"_L1].toInt() == kAtPointer;
        };
        QVERIFY(QTest::qWaitFor(isLingering, 60'000));
        const pid_t process = pid_t(node(lost.holder).processId());
        QCOMPARE(::kill(process, SIGSTOP), 0);
        if (const Lease now = publisher(); now.token == lost.token)
            lost = now;
        const Lease won = awaitSuccessor(lost);
        const qsizetype before = acknowledgedBy(lost.holder).size();
        QCOMPARE(::kill(process, SIGCONT), 0);
        // It goes on as one of the others, and may lead anew only by a new grant.
        NodeLine &line = lines.at(lost.holder);
        const auto follows = [&] {
            m_publishes->look();
            const auto underWay = publishUnderWay(lost.holder);
            const auto leases = line.call(u"lease.status"_s);
            return underWay && (*underWay)["operation"_L1].toString() != publish && leases
                && (*leases)["held"_L1]["token"_L1].toString() != QString::number(lost.token)
                && acknowledgedBy(lost.holder).size() > before + 10;
        };
        QVERIFY(QTest::qWaitFor(follows, 60'000));
        const auto record = settled([this] { return m_bucket->get(LeaseStore::refusedKey(NodeLeases::kPublisher)); });
        const RefusedPublish refused = record ? ok(LeaseStore::refusedOf(*record)) : RefusedPublish();
        isRefused = refused.holder == lost.holder && refused.token == lost.token;
        QVERIFY(!isRefused || refused.newest >= won.token);
    }
    QVERIFY(isRefused);
    compareNodes();
}

QTEST_GUILESS_MAIN(tst_ThreeServerKills)
#include "tst_threeserverkills.moc"
