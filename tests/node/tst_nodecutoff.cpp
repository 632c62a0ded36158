// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outagebench.h"

#include "tests/support/cutrelay.h"

#include <QTest>
#include <QUrl>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// Nodes each behind a line of its own, of which the leader's is cut in the worst moments; nothing acknowledged is lost, and all
/// end equal.
class tst_NodeCutOff final : public OutageBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void cleanup();
    void whileTaking_data() { serverCounts(); }
    void whileTaking();
    void whileUploading_data() { serverCounts(); }
    void whileUploading();
    void storeAwayInMidUpload_data() { serverCounts(); }
    void storeAwayInMidUpload();

private:
    static constexpr int kNobody = -1;

    /// All three follow the log, and one of them leads, by a lease of `ttl`.
    void beginBehindRelays(std::chrono::milliseconds ttl);
    CutRelay &relay(int i) { return *m_relays[size_t(i)]; }
    /// Cuts off whoever leads in the midst of an upload; which. `token`: of its lease; `snapshot`: what it uploads.
    int cutUploader(quint64 &token, QString &snapshot);
    /// The others lead, write and publish while `cut` is cut off, then that is mended.
    void goOnWithout(int cut, quint64 lostToken);

    std::array<std::unique_ptr<CutRelay>, 3> m_relays;
    std::atomic<int> m_taking = kNobody; ///< whose line is cut once it writes an archive
};

void tst_NodeCutOff::cleanup()
{
    for (const auto &each : m_relays) {
        if (each)
            each->mend();
    }
    end();
    m_relays = {};
    m_taking = kNobody;
}

void tst_NodeCutOff::beginBehindRelays(std::chrono::milliseconds ttl)
{
    QFETCH(const int, servers);
    m_ttl = ttl;
    beginOn(servers);
    for (const int i : allNodes()) {
        NodeBench &bench = *m_nodes[size_t(i)];
        bench.fileSystem.setHook([this, i](QByteArrayView call, const QString &path) {
            if (m_taking == i && call == "write" && path.startsWith(m_nodes[size_t(i)]->config.store))
                relay(i).cut();
        });
        const NatsServer &server = *this->servers()[i % servers];
        m_relays[size_t(i)] = std::make_unique<CutRelay>(quint16(QUrl(server.url()).port()));
        bench.config.nats = NatsConfig{};
        bench.config.nats->replicas = servers;
        bench.config.nats->settings = server.settings();
        bench.config.nats->settings.urls = {u"nats://127.0.0.1:%1"_s.arg(relay(i).port())};
        bench.config.nats->settings.followCluster = false;
        bench.config.nats->settings.requestTimeout = std::chrono::seconds(servers == 1 ? 1 : 2);
    }
    openAll();
    waitForLeader();
    for (int k = 1; k <= 20; ++k) {
        write(0, k, k, noise(200'000, quint32(k)));
        tickUntil([] { return true; }, kRealTime);
    }
}

int tst_NodeCutOff::cutUploader(quint64 &token, QString &snapshot)
{
    for (;;) {
        const int leader = waitForLeader();
        token = this->token(leader);
        tickUntil([&] { return m_nodes[size_t(leader)]->index() >= 20; }, kRealTime);
        snapshot = m_nodes[size_t(leader)]->take();
        relay(leader).cutAfter(1 << 20);
        tickUntil([&] { return relay(leader).isCut() || !holds(leader); }, kRealTime);
        if (token > 0 && relay(leader).isCut())
            return leader;
        relay(leader).mend();
    }
}

void tst_NodeCutOff::goOnWithout(int cut, quint64 lostToken)
{
    const QList<int> others{(cut + 1) % 3, (cut + 2) % 3};
    tickUntil([&] { return std::ranges::any_of(others, [&](int i) { return token(i) > lostToken; }); }, kRealTime);
    m_nodes[size_t(cut)]->clock.advance(kShortestTtl); // under load its clock may be behind the server's
    QVERIFY(!holds(cut));
    write(others[0], 21, 30);
    write(others[1], 31, 40);
    publish(40, others, lostToken);
    relay(cut).mend();
    tickUntil([&] {
        const QString status = newest(cut, u"publish"_s)["status"_L1].toString();
        return status != "inFlight"_L1 && status != "pending"_L1;
    });
    write(cut, 41, 60);
    // Whoever publishes next: nothing of the first one's stands in the newest's place.
    const QJsonObject pointer = ok(m_nodes[size_t(others[0])]->call(u"lease.status"_s))["published"_L1][0].toObject();
    QVERIFY(pointer["token"_L1].toString().toULongLong() > lostToken);
    QVERIFY(pointer["snapshots"_L1][0]["appliedIndex"_L1].toString().toULongLong() >= 40);
    compareStates(60);
}

void tst_NodeCutOff::whileTaking()
{
    beginBehindRelays(kShortestTtl);
    const int leader = waitForLeader();
    const quint64 lost = token(leader);
    m_taking = leader;
    ok(m_nodes[size_t(leader)]->call(u"snapshot.take"_s));
    tickUntil([&] { return relay(leader).isCut(); }, kRealTime);
    goOnWithout(leader, lost);
}

void tst_NodeCutOff::whileUploading()
{
    beginBehindRelays(kShortestTtl);
    quint64 lost = 0;
    QString snapshot;
    const int leader = cutUploader(lost, snapshot);
    const QString status = newest(leader, u"publish"_s)["status"_L1].toString();
    QVERIFY2(status == "inFlight"_L1 || status == "pending"_L1, qPrintable(status)); // it may wait for its next try already
    goOnWithout(leader, lost);
}

/// For all nodes; by a lease that outlasts it, what was uploaded is gone on with.
void tst_NodeCutOff::storeAwayInMidUpload()
{
    beginBehindRelays(1h);
    quint64 held = 0;
    QString snapshot;
    const int leader = cutUploader(held, snapshot);
    killServers();
    relay(leader).mend();
    startServers();
    tickUntil([&] { return latest(leader) == snapshot; }, kRealTime);
    QCOMPARE(token(leader), held);
    write((leader + 1) % 3, 21, 30);
    write((leader + 2) % 3, 31, 40);
    compareStates(40);
}

QTEST_GUILESS_MAIN(tst_NodeCutOff)
#include "tst_nodecutoff.moc"
