// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/localbucket.h"
#include "engine/lease/natsbucket.h"
#include "engine/node/nodeleases.h"
#include "engine/practice/practicecluster.h"

#include <QDeadlineTimer>
#include <QThread>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is done to a practice cluster, and how it is looked at.
namespace lifeboat {

namespace {

constexpr auto kLook = 10ms;
constexpr auto kPatience = 60s;
constexpr auto kLast = 90s; ///< for the answers a workload still waits for
const QString kRelay = u"relay-"_s;

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
        if (deadline.hasExpired())
            return failure(ErrorCode::TimedOut, lost.holder, u"nobody took over"_s);
        QThread::sleep(kLook);
    }
}

Result<Takeover> PracticeCluster::strike(const JobControl &control, const QString &what, int number)
{
    LIFEBOAT_ASSIGN(const auto lease, leader());
    if (!lease)
        return failure(ErrorCode::NotFound, kName, u"nobody leads now"_s);
    const auto since = SystemClock::instance().steadyNow();
    LIFEBOAT_TRY(signalRole(what == "cut"_L1 ? kRelay + lease->holder : lease->holder, number));
    return awaitTakeover(control, what, *lease, since);
}

Result<Takeover> PracticeCluster::killLeader(const JobControl &control)
{
    return strike(control, u"kill"_s, SIGKILL);
}

Result<Takeover> PracticeCluster::freezeLeader(const JobControl &control)
{
    return strike(control, u"freeze"_s, SIGSTOP);
}

Result<Takeover> PracticeCluster::cutLeader(const JobControl &control)
{
    if (m_note.natsPort == 0)
        return failure(ErrorCode::InvalidArgument, u"cut"_s, u"the nodes share files: no network lies between them"_s);
    return strike(control, u"cut"_s, SIGSTOP);
}

Result<> PracticeCluster::freeze(const QString &node)
{
    return signalRole(node, SIGSTOP);
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
    const auto process = mark(u"load"_s);
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
