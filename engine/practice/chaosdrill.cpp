// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/chaosdrill.h"

#include "engine/lease/latestpointer.h"
#include "engine/practice/nodeline.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lifeboat {

namespace {

constexpr auto kLook = 20ms;
constexpr auto kCatch = 8ms; ///< between two looks for a publish; a node allows 500 calls a second
constexpr auto kCatching = 30s;
constexpr int kAtPointer = 1000; ///< permille of a publish of which all but the last step is done, and that looks at its lease no more
constexpr int kFreezes = 3; ///< tries
constexpr auto kPatience = 60s;
constexpr auto kCalm = 2s; ///< of writes after the last deed

/// Waits until `isSo`; false after `patience`.
Result<bool> waitUntil(const JobControl &control, std::chrono::milliseconds patience, std::chrono::milliseconds pause,
                       const std::function<bool()> &isSo)
{
    const QDeadlineTimer deadline(patience);
    while (!isSo()) {
        LIFEBOAT_TRY(control.checkpoint());
        if (deadline.hasExpired())
            return false;
        QThread::sleep(pause);
    }
    return true;
}

/// One run.
class ChaosDrill
{
public:
    ChaosDrill(const JobControl &control, FileSystem &fileSystem, PracticeCluster &cluster, ChaosReport &report)
        : m_control(control)
        , m_fileSystem(fileSystem)
        , m_cluster(cluster)
        , m_report(report)
    {
    }

    Result<> run(const QList<ChaosStep> &steps)
    {
        LIFEBOAT_ASSIGN(LeaseStore *const leases, m_cluster.leases());
        LIFEBOAT_ASSIGN(m_pointers, leases->bucket().watch(LatestPointer::key(PracticeCluster::kState)));
        LIFEBOAT_ASSIGN(m_refusals, leases->bucket().watch(u"refused."_s));
        LIFEBOAT_TRY(awaitPublished());
        LIFEBOAT_ASSIGN(const QSet<QString> takenAway, findTakenAway(m_control, m_cluster));
        for (const ChaosStep step : steps)
            LIFEBOAT_TRY(take(step));
        LIFEBOAT_TRY(m_cluster.heal(m_control));
        LIFEBOAT_TRY(waitUntil(m_control, kCalm, kLook, [] { return false; }));
        LIFEBOAT_TRY(m_cluster.endWorkload());
        LIFEBOAT_TRY(awaitEqualNodes(m_control, m_cluster));
        LIFEBOAT_TRY(readPointers());
        LIFEBOAT_TRY(m_cluster.endNodes());
        LIFEBOAT_ASSIGN(m_report.end, examineEnd(m_control, m_fileSystem, m_cluster, takenAway));
        return {};
    }

private:
    Result<> take(ChaosStep step)
    {
        switch (step) {
        case ChaosStep::Kill:
            return note(m_cluster.killLeader(m_control));
        case ChaosStep::Freeze:
            return freezeUntilRefused();
        case ChaosStep::Cut:
            return note(m_cluster.cutLeader(m_control));
        case ChaosStep::Heal:
            break;
        }
        LIFEBOAT_TRY(m_cluster.heal(m_control));
        return {};
    }

    Result<> freezeUntilRefused()
    {
        const int before = m_report.lateRefused;
        ++m_report.freezes;
        for (int tries = 0; tries < kFreezes && m_report.lateRefused == before; ++tries)
            LIFEBOAT_TRY(freeze());
        m_report.freezesRefused += m_report.lateRefused > before;
        return {};
    }

    Result<> note(const Result<Takeover> &takeover)
    {
        LIFEBOAT_TRY(takeover);
        const bool isFirst = m_report.takeovers.isEmpty();
        m_report.takeovers.append(*takeover);
        LIFEBOAT_ASSIGN(const bool isRefused, isOldTokenRefused(takeover->lost));
        m_report.isOldTokenRefused = isRefused && (isFirst || m_report.isOldTokenRefused);
        return readPointers();
    }

    Result<bool> isOldTokenRefused(const Lease &lost)
    {
        LIFEBOAT_ASSIGN(LeaseStore *const leases, m_cluster.leases());
        LatestPointer pointer(*leases, PracticeCluster::kState);
        LIFEBOAT_ASSIGN(const Latest latest, pointer.read());
        if (latest.snapshots.isEmpty())
            return failure(ErrorCode::NotFound, PracticeCluster::kName, u"nothing is published"_s);
        const auto moved = pointer.move(latest.snapshots.first(), lost, LatestPointer::kMost, LatestPointer::Refusal::Unnoted);
        return !moved && moved.error().code == ErrorCode::LeaseLost;
    }

    Result<> awaitPublished()
    {
        LIFEBOAT_ASSIGN(LeaseStore *const leases, m_cluster.leases());
        LatestPointer pointer(*leases, PracticeCluster::kState);
        LIFEBOAT_ASSIGN(const bool isPublished, waitUntil(m_control, kPatience, kLook, [&pointer] {
                            const auto latest = pointer.read();
                            return latest && !latest->snapshots.isEmpty();
                        }));
        return isPublished ? Result<>() : failure(ErrorCode::TimedOut, PracticeCluster::kName, u"nothing is published"_s);
    }

    /// The node's newest publish.
    static QJsonObject newestPublish(NodeLine &line)
    {
        const auto answer = line.call(u"operations.list"_s, {{u"limit"_s, 10}});
        for (const QJsonValue each : answer ? (*answer)["operations"_L1].toArray() : QJsonArray()) {
            if (each["kind"_L1] == "publish"_L1)
                return each.toObject();
        }
        return {};
    }

    /// What is frozen.
    struct Frozen
    {
        Lease lost;
        std::unique_ptr<NodeLine> line;
        QJsonObject publish; ///< it is at
        std::chrono::nanoseconds since{}; ///< by the steady clock
        bool isLate = false; ///< the publish is not done, and comes late once the node is thawed
    };

    Result<> freeze()
    {
        Frozen frozen;
        for (const QDeadlineTimer deadline(kPatience);;) {
            LIFEBOAT_ASSIGN(frozen, freezeOnce());
            if (frozen.isLate || deadline.hasExpired())
                break;
            LIFEBOAT_TRY(m_cluster.heal(m_control)); // it was quicker
        }
        m_report.wasPublishing = frozen.isLate;
        LIFEBOAT_TRY(note(m_cluster.awaitTakeover(m_control, u"freeze"_s, frozen.lost, frozen.since)));
        LIFEBOAT_TRY(m_cluster.heal(m_control));
        return judgeLate(frozen);
    }

    /// Freezes the leader while it lingers before the pointer, if that can be had.
    Result<Frozen> freezeOnce()
    {
        std::optional<Lease> leader;
        LIFEBOAT_TRY(waitUntil(m_control, kPatience, kLook, [&] {
            leader = m_cluster.leader().value_or(std::nullopt);
            return leader.has_value();
        }));
        if (!leader)
            return failure(ErrorCode::TimedOut, PracticeCluster::kName, u"nobody leads"_s);
        LIFEBOAT_ASSIGN(const net::Endpoint where, m_cluster.endpoint(leader->holder));
        Frozen frozen{.lost = *leader, .line = std::make_unique<NodeLine>(where), .publish = {}};
        LIFEBOAT_TRY(waitUntil(m_control, kCatching, kCatch, [&frozen] {
            frozen.publish = newestPublish(*frozen.line);
            return frozen.publish["status"_L1] == "inFlight"_L1 && frozen.publish["permille"_L1].toInt() == kAtPointer;
        }));
        LIFEBOAT_ASSIGN(frozen.since, m_cluster.freeze(m_control, leader->holder));
        const QString snapshot = frozen.publish["parameters"_L1]["snapshot"_L1].toString();
        LIFEBOAT_ASSIGN(LeaseStore *const leases, m_cluster.leases());
        LIFEBOAT_ASSIGN(const Latest latest, LatestPointer(*leases, PracticeCluster::kState).read());
        frozen.isLate = frozen.publish["status"_L1] == "inFlight"_L1
            && std::ranges::none_of(latest.snapshots, [&](const PublishedSnapshot &each) { return each.id.value == snapshot; });
        return frozen;
    }

    /// What became of the publish the frozen node was at.
    Result<> judgeLate(const Frozen &frozen)
    {
        bool isGivenUp = false;
        const auto isOver = [&] {
            const auto answer = frozen.line->call(u"operations.list"_s, {{u"limit"_s, 100}});
            for (const QJsonValue each : answer ? (*answer)["operations"_L1].toArray() : QJsonArray()) {
                if (each["operation"_L1] != frozen.publish["operation"_L1])
                    continue;
                isGivenUp = each["lastError"_L1]["code"_L1].toString() == codeName(ErrorCode::LeaseLost);
                return isGivenUp || each["status"_L1] == "completed"_L1 || each["status"_L1] == "dead"_L1;
            }
            return false;
        };
        if (frozen.isLate)
            LIFEBOAT_TRY(waitUntil(m_control, kCatching, kLook, isOver));
        LIFEBOAT_ASSIGN(const int refused, countRefusals(frozen.lost));
        m_report.lateRefused += refused;
        if (isGivenUp && refused == 0)
            ++m_report.lateSkipped;
        return {};
    }

    Result<int> countRefusals(const Lease &lost)
    {
        int count = 0;
        LIFEBOAT_TRY(drain(*m_refusals, [&](const KeyValueRecord &record) {
            const auto refused = LeaseStore::refusedOf(record);
            count += refused && refused->holder == lost.holder && refused->token == lost.token ? 1 : 0;
        }));
        return count;
    }

    Result<> readPointers()
    {
        return drain(*m_pointers, [this](const KeyValueRecord &record) {
            const auto token = parseDecimal(QJsonDocument::fromJson(record.value).object()["token"_L1].toString());
            if (!token)
                return;
            ++m_report.publishes;
            m_report.doTokensFall = m_report.doTokensFall || *token < m_newest;
            m_newest = std::max(m_newest, *token);
        });
    }

    Result<> drain(KeyValueWatch &watch, const std::function<void(const KeyValueRecord &)> &take)
    {
        for (;;) {
            LIFEBOAT_ASSIGN(const QList<KeyValueRecord> records, watch.next(kLook));
            std::ranges::for_each(records, take);
            if (records.isEmpty())
                return {};
        }
    }

    const JobControl &m_control;
    FileSystem &m_fileSystem;
    PracticeCluster &m_cluster;
    ChaosReport &m_report;
    std::unique_ptr<KeyValueWatch> m_pointers, m_refusals; ///< made first, so that nothing is trimmed before it is read
    quint64 m_newest = 0; ///< token
};

} // namespace

ChaosReport runChaosDrill(const JobControl &control, FileSystem &fileSystem, PracticeCluster &cluster,
                          const QList<ChaosStep> &steps)
{
    const Clock &clock = SystemClock::instance();
    const auto began = clock.steadyNow();
    ChaosReport report;
    report.startedAt = clock.utcNow();
    report.id = makeDrillId(report.startedAt);
    report.usesNats = cluster.note().natsPort > 0;
    report.nodes = int(cluster.note().nodes.size());
    if (const auto done = ChaosDrill(control, fileSystem, cluster, report).run(steps.isEmpty() ? usualChaos(report.usesNats) : steps); !done)
        report.failure = done.error();
    report.time = std::chrono::duration_cast<std::chrono::milliseconds>(clock.steadyNow() - began);
    return report;
}

} // namespace lifeboat
