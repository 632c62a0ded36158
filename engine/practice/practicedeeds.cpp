// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/missing.h"
#include "engine/lease/localbucket.h"
#include "engine/lease/natsbucket.h"
#include "engine/node/nodeleases.h"
#include "engine/practice/practicecluster.h"

#include <QDeadlineTimer>
#include <QRandomGenerator>
#include <QThread>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is done to a practice cluster, and how it is looked at.
namespace lifeboat {

using namespace practicerole;

namespace {

constexpr auto kLook = 10ms;
constexpr auto kPatience = 60s;
constexpr auto kLast = 90s; ///< for the answers a workload still waits for
constexpr std::chrono::milliseconds kLongestAwake = 200ms;

} // namespace

std::chrono::milliseconds PracticeCluster::takeoverLimit()
{
    return kTtl + heartbeatOf(kTtl) + 500ms;
}

ClusterProfile PracticeCluster::profile() const
{
    ClusterProfile profile{kName, {}};
    for (const PracticeNode &node : m_note.nodes)
        profile.nodes.append({node.name, QUrl(u"wss://127.0.0.1:%1"_s.arg(node.port)), node.fingerprint});
    return profile;
}

Result<net::Endpoint> PracticeCluster::endpoint(const QString &name) const
{
    const auto node = std::ranges::find(m_note.nodes, name, &PracticeNode::name);
    if (node == m_note.nodes.end())
        return failure(ErrorCode::NotFound, name);
    return practiceEndpoint(m_fileSystem, m_paths, *node);
}

std::optional<ProcessMark> PracticeCluster::mark(const QString &role) const
{
    const auto line = m_fileSystem.readAll(m_paths.process(role), 1000);
    return line ? markFromLine(*line) : std::nullopt;
}

Result<> PracticeCluster::signalRole(const QString &role, int number) const
{
    const auto process = mark(role);
    return process ? sendSignal(*process, number) : failure(ErrorCode::NotFound, role);
}

QList<PracticeProcess> PracticeCluster::processes() const
{
    QList<PracticeProcess> processes;
    for (const QString &role : roles()) {
        const auto process = mark(role);
        processes.append({role, process ? stateOf(*process) : ProcessState::Gone});
    }
    return processes;
}

bool PracticeCluster::isWanted() const
{
    const auto isAlive = [](const PracticeProcess &each) { return each.state != ProcessState::Gone && each.role != kWatch; };
    return (!m_note.owner || stateOf(*m_note.owner) != ProcessState::Gone) && std::ranges::any_of(processes(), isAlive);
}

Result<LeaseStore *> PracticeCluster::leases()
{
    if (m_leases)
        return m_leases.get();
    if (m_note.natsPort == 0) {
        LIFEBOAT_ASSIGN(m_bucket, LocalBucket::open(m_paths.shared() + u"/leases.db"_s));
    } else {
        NatsSettings settings;
        settings.urls = {u"nats://127.0.0.1:%1"_s.arg(m_note.natsPort)};
        settings.name = u"lifeboat practice"_s;
        LIFEBOAT_ASSIGN(m_connection, NatsConnection::open(settings));
        LIFEBOAT_ASSIGN(m_bucket, NatsBucket::open(m_connection, {u"lifeboat-"_s + kName, 1}));
    }
    m_leases = std::make_unique<LeaseStore>(*m_bucket);
    return m_leases.get();
}

Result<std::optional<Lease>> PracticeCluster::leader()
{
    LIFEBOAT_ASSIGN(LeaseStore *const store, leases());
    LIFEBOAT_ASSIGN(const auto lease, store->read(NodeLeases::kPublisher));
    LIFEBOAT_ASSIGN(const BucketTime time, store->time());
    return lease && lease->isHeldAt(time.now) ? lease : std::nullopt;
}

/// The other nodes that run and are joined to the rest.
QStringList PracticeCluster::heirsOf(const QString &holder) const
{
    const auto runs = [this](const QString &role) {
        const auto process = mark(role);
        return process && stateOf(*process) == ProcessState::Running;
    };
    QStringList heirs;
    for (const PracticeNode &node : m_note.nodes) {
        if (node.name != holder && runs(node.name) && (node.relayPort == 0 || runs(kRelay + node.name)))
            heirs.append(node.name);
    }
    return heirs;
}

Result<Takeover> PracticeCluster::awaitTakeover(const JobControl &control, const QString &what, const Lease &lost,
                                                std::chrono::nanoseconds since)
{
    LIFEBOAT_ASSIGN(LeaseStore *const store, leases());
    const QDeadlineTimer deadline(kPatience);
    for (;;) {
        LIFEBOAT_TRY(control.checkpoint());
        const auto lease = store->read(NodeLeases::kPublisher);
        if (lease && *lease && (*lease)->holder != lost.holder && (*lease)->token > lost.token)
            return Takeover{what, lost, **lease,
                            std::chrono::duration_cast<std::chrono::milliseconds>(SystemClock::instance().steadyNow() - since)};
        const QStringList heirs = heirsOf(lost.holder);
        if (heirs.isEmpty())
            return missing(Missing::Successor, lost.holder);
        if (deadline.hasExpired())
            return failure(ErrorCode::TimedOut, heirs.join(u", "_s), u"nobody took over"_s);
        QThread::sleep(kLook);
    }
}

Result<Takeover> PracticeCluster::strike(const JobControl &control, const QString &what, const Deed &deed)
{
    std::optional<Lease> lease;
    for (const QDeadlineTimer deadline(kPatience); !lease;) { // it may be on its way from one to another
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_ASSIGN(lease, leader());
        if (!lease && (deadline.hasExpired() || heirsOf({}).isEmpty()))
            return missing(Missing::Leader, kName);
        if (!lease)
            QThread::sleep(kLook);
    }
    LIFEBOAT_ASSIGN(const std::chrono::nanoseconds since, deed(*lease));
    return awaitTakeover(control, what, *lease, since);
}

Result<std::chrono::nanoseconds> PracticeCluster::signalNow(const QString &role, int number) const
{
    const auto now = SystemClock::instance().steadyNow();
    return signalRole(role, number).transform([now] { return now; });
}

Result<Takeover> PracticeCluster::killLeader(const JobControl &control)
{
    return strike(control, u"kill"_s, [this](const Lease &lease) { return signalNow(lease.holder, SIGKILL); });
}

Result<Takeover> PracticeCluster::stopLeader(const JobControl &control)
{
    auto takeover = strike(control, u"stop"_s, [this](const Lease &lease) { return signalNow(lease.holder, SIGTERM); });
    // One that is still putting its things away would be taken for one that runs.
    if (const auto process = takeover ? mark(takeover->lost.holder) : std::nullopt)
        LIFEBOAT_TRY(endProcess(*process, kPatience));
    return takeover;
}

Result<Takeover> PracticeCluster::freezeLeader(const JobControl &control)
{
    return strike(control, u"freeze"_s, [&](const Lease &lease) { return freeze(control, lease.holder); });
}

Result<Takeover> PracticeCluster::cutLeader(const JobControl &control)
{
    if (m_note.natsPort == 0)
        return failure(ErrorCode::NotFound, u"a network between the nodes"_s,
                       u"they share files; joined by a nats-server they can be cut off"_s);
    return strike(control, u"cut"_s, [this](const Lease &lease) { return signalNow(kRelay + lease.holder, SIGSTOP); });
}

Result<Takeover> PracticeCluster::freezeLeaderAndHeal(const JobControl &control)
{
    const auto takeover = freezeLeader(control);
    const auto healed = heal(UnwatchedControl());
    LIFEBOAT_TRY(takeover);
    LIFEBOAT_TRY(healed);
    return takeover;
}

/// Whether the sleeper keeps others from writing to what is shared. SQLite's locks of a file with a write-ahead log are on
/// its index.
bool PracticeCluster::holdsFiles(const ProcessMark &sleeper) const
{
    QStringList files;
    for (const QString &name : {u"leases.db"_s, u"log.db"_s})
        files << m_paths.shared() + u'/' + name << m_paths.shared() + u'/' + name + u"-shm"_s;
    return holdsWriteLock(sleeper, files);
}

Result<std::chrono::nanoseconds> PracticeCluster::freeze(const JobControl &control, const QString &node)
{
    const auto process = mark(node);
    if (!process)
        return failure(ErrorCode::NotFound, node);
    const QDeadlineTimer deadline(kPatience);
    for (std::chrono::milliseconds awake = kLook;; awake = std::min(2 * awake, kLongestAwake)) {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_ASSIGN(const std::chrono::nanoseconds since, signalNow(node, SIGSTOP));
        if (m_note.natsPort > 0)
            return since;
        while (!isAtRest(*process) && !deadline.hasExpired())
            QThread::sleep(1ms);
        if (!holdsFiles(*process))
            return since;
        LIFEBOAT_TRY(signalRole(node, SIGCONT));
        if (deadline.hasExpired())
            return failure(ErrorCode::TimedOut, node, u"it holds the locks of shared files all the time"_s);
        // Never the same twice, or a writer with a rhythm is met in the same step each time.
        QThread::sleep(awake + std::chrono::milliseconds(QRandomGenerator::global()->bounded(int(awake.count()))));
    }
}

Result<QStringList> PracticeCluster::heal(const JobControl &control)
{
    QStringList healed;
    for (const PracticeProcess &each : processes()) {
        if (each.state == ProcessState::Running)
            continue;
        if (each.state == ProcessState::Stopped)
            LIFEBOAT_TRY(signalRole(each.role, SIGCONT));
        else
            LIFEBOAT_TRY(startProcess(control, each.role));
        healed.append(each.role);
    }
    LIFEBOAT_TRY(awaitNodes(control));
    return healed;
}

Result<> PracticeCluster::endWorkload()
{
    const auto process = mark(kLoad);
    return process ? endProcess(*process, kLast) : Result<>();
}

Result<> PracticeCluster::endNodes()
{
    for (const PracticeNode &node : m_note.nodes)
        (void)signalRole(node.name, SIGTERM);
    for (const PracticeNode &node : m_note.nodes) {
        if (const auto process = mark(node.name))
            LIFEBOAT_TRY(endProcess(*process, kPatience));
    }
    return {};
}

} // namespace lifeboat
