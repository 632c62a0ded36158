// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later

// leasebench [--leases N] [--changes N] [--seconds N]: the console connected over TLS to three nodes that another process
// plays, and that watch N leases of one bucket, changed N times a second: 19 renewals, then a release and a takeover.
// Prints "connecting", seconds, ms; for every page its name, percent of one core, ms: the longest time the GUI thread was busy
// at a stretch; then "delay", the median and longest milliseconds until the console knows of a takeover; "memory", the peak MB
// of the console and of the nodes; "nodes", percent of one core that the nodes take with whoever changes the leases.

#include "tests/bench/consolewatch.h"

#include "engine/base/processmemory.h"
#include "engine/cluster/clusterleases.h"
#include "engine/lease/leaseobject.h"
#include "engine/lease/memorybucket.h"
#include "engine/net/nodestatus.h"
#include "engine/node/nodeleases.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::bench;
using namespace std::chrono_literals;

namespace {

constexpr int kNodes = 3;
constexpr auto kTtl = 30s;
constexpr int kRound = 21; ///< changes, of which the last two are a release and a takeover

class PlayedNode final : public net::CallHandler
{
public:
    PlayedNode(int number, NodeLeases &leases)
        : m_name(u"node-%1"_s.arg(number))
        , m_leases(leases)
    {
    }

    QFuture<Result<QJsonValue>> call(const net::Caller &caller, const QString &method, const QJsonObject &parameters) override
    {
        Result<QJsonValue> answer = QJsonObject();
        if (method.startsWith("lease."_L1))
            answer = m_leases.answer(caller, method, parameters);
        else if (method == "node.status"_L1)
            answer = status();
        else if (method == "snapshot.list"_L1)
            answer = QJsonObject{{u"state"_s, u"main"_s}, {u"snapshots"_s, QJsonArray()}};
        else if (method == "operations.list"_L1)
            answer = QJsonObject{{u"operations"_s, QJsonArray()}};
        else if (method == "events.subscribe"_L1)
            answer = QJsonObject{{u"sequence"_s, u"0"_s}, {u"stream"_s, u"s"_s}};
        return QtFuture::makeReadyValueFuture(answer);
    }
    QJsonObject greeting() override { return {{u"node"_s, m_name}, {u"lineage"_s, u"l1"_s}}; }
    QList<QJsonObject> recovery() override { return {}; }
    Result<net::OfferedArchive> offer(const QString &snapshot) override { return failure(ErrorCode::NotFound, snapshot); }
    Result<QString> admit(const net::Caller &, const QString &, const QString &snapshot, qint64) override
    {
        return failure(ErrorCode::NotFound, snapshot);
    }
    QFuture<Result<QJsonValue>> received(const net::Caller &, const QString &, const QString &) override
    {
        return QtFuture::makeReadyValueFuture(Result<QJsonValue>(QJsonObject()));
    }

private:
    QJsonObject status() const
    {
        net::NodeStatus status;
        status.node = m_name;
        status.cluster = u"fleet"_s;
        status.version = u"0.1.0"_s;
        status.startedAt = status.time = QDateTime::currentDateTimeUtc();
        net::StateStatus state;
        state.name = u"main"_s;
        state.managed = true;
        state.position = Position{{u"l1"_s}, 1};
        state.logLast = 1;
        status.states = {state};
        return net::toJsonObject(status);
    }

    const QString m_name;
    NodeLeases &m_leases;
};

/// Who holds all the leases, and hands one of them on now and then.
class Holders
{
public:
    Holders(KeyValueBucket &bucket, int count)
        : m_store(bucket)
    {
        for (int i = 0; i < count; ++i)
            m_leases.append(ok(m_store.acquire(u"lease-%1"_s.arg(i, 4, 10, QLatin1Char('0')), u"holder-1"_s, kTtl)));
    }

    void change()
    {
        const int step = m_step++ % kRound;
        Lease &lease = m_leases[m_next % m_leases.size()];
        if (step == kRound - 2) {
            ok(m_store.release(lease));
            return; // the same one is taken over next
        }
        lease = ok(step == kRound - 1 ? m_store.acquire(lease.name, u"holder-%1"_s.arg(m_next % 5 + 1), kTtl) : m_store.renew(lease));
        ++m_next;
    }

private:
    LeaseStore m_store;
    QList<Lease> m_leases;
    int m_step = 0;
    qsizetype m_next = 0;
};

/// Serves until it is killed.
int playNodes(int count, int changes)
{
    PlayedFleet fleet;
    auto bucket = std::make_unique<MemoryBucket>();
    MemoryBucket &shared = *bucket;
    NodeConfig config;
    config.name = u"node"_s;
    config.data = fleet.directory();
    config.lease.publishes = false;
    const auto leases = ok(NodeLeases::open(config, std::move(bucket), SystemClock::instance()));
    Holders holders(shared, count);
    std::vector<std::unique_ptr<PlayedNode>> nodes;
    std::vector<std::unique_ptr<net::NodeServer>> servers;
    for (int i = 0; i < kNodes; ++i) {
        nodes.push_back(std::make_unique<PlayedNode>(i + 1, *leases));
        servers.push_back(fleet.serve(*nodes.back()));
    }
    QObject here;
    leases->start([&](const QList<LeaseEvent> &events) {
        QJsonArray told;
        for (const LeaseEvent &event : events)
            told.append(leaseEventObject(event));
        QMetaObject::invokeMethod(&here, [&servers, told] {
            for (const auto &server : servers)
                server->publish(u"lease"_s, {{u"events"_s, told}});
        });
    });
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] { holders.change(); });
    timer.start(1000 / changes);
    return fleet.play();
}

/// Seconds that a process took of the processor until now.
double processorSecondsOf(qint64 process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    const QList<QByteArray> fields = file.open(QIODevice::ReadOnly) ? file.readAll().split(')').last().split(' ') : QList<QByteArray>();
    return (fields.value(12).toDouble() + fields.value(13).toDouble()) / double(::sysconf(_SC_CLK_TCK));
}

/// How late the console learns of takeovers: by the bucket's clock, which is this machine's.
QList<double> delays(Console &console, int seconds)
{
    QList<double> found;
    const Cluster &cluster = *console.clusters().all().first();
    qsizetype known = cluster.leases().history().size();
    const auto look = [&] {
        const QList<LeaseEvent> &history = cluster.leases().history();
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (; known < history.size(); ++known)
            found.append(double(history[known].time.msecsTo(now)));
    };
    const QMetaObject::Connection seen = QObject::connect(&cluster.leases(), &ClusterLeases::changed, &cluster.leases(), look);
    pass(seconds * 1000);
    QObject::disconnect(seen);
    std::ranges::sort(found);
    return found;
}

int watch(const Player &player, int seconds)
{
    Console console(player.told);
    console.connect();
    pass(3000);
    const auto &sight = console.clusters().all().first()->leases().sight();
    if (!sight || sight->leases.isEmpty())
        qFatal("the console does not know the leases");
    const double before = processorSecondsOf(player.process());
    QElapsedTimer clock;
    clock.start();
    using Page = ui::MainWindow::Page;
    for (const auto &[name, page] : {std::pair("leases", Page::Leases), {"timeline", Page::Timeline}}) {
        console.window.showPage(page);
        pass(1000);
        measure(name, seconds);
    }
    const double nodes = 100 * (processorSecondsOf(player.process()) - before) / (double(clock.elapsed()) / 1000);
    const QList<double> late = delays(console, seconds);
    std::printf("delay %.0f %.0f\n", late.value(late.size() / 2), late.value(late.size() - 1));
    std::printf("memory %.0f %.0f\n", double(peakMemory()) / (1 << 20), double(peakMemory(player.process())) / (1 << 20));
    std::printf("nodes %.1f 0\n", nodes);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 4 && argv[1] == "play"_L1) {
        QCoreApplication application(argc, argv);
        return playNodes(QByteArray(argv[2]).toInt(), QByteArray(argv[3]).toInt());
    }
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const Player player({option(u"--leases"_s, u"1000"_s), option(u"--changes"_s, u"100"_s)});
    return watch(player, option(u"--seconds"_s, u"20"_s).toInt());
}
