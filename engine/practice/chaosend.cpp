// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/nodestatus.h"
#include "engine/practice/chaosdrill.h"
#include "engine/practice/nodeline.h"
#include "engine/practice/workload.h"
#include "engine/state/managedstate.h"

#include <QDeadlineTimer>
#include <QJsonArray>

#include <set>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lifeboat {

namespace {

constexpr auto kLook = 50ms;
constexpr auto kPatience = 60s;
constexpr qint64 kPage = 10'000;

Result<QSet<QString>> documentsOf(const JobControl &control, const ManagedState &state)
{
    QSet<QString> ids;
    for (QString after;;) {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_ASSIGN(const QList<Document> rows, state.rows(Workload::kTable, after, kPage));
        for (const Document &row : rows)
            ids.insert(row.id);
        if (rows.isEmpty())
            return ids;
        after = rows.last().id;
    }
}

/// Of the node's only state; empty where the node does not answer.
net::StateStatus stateOf(NodeLine &line)
{
    const auto answer = line.call(u"node.status"_s);
    const auto status = answer ? net::nodeStatusFromObject(answer->toObject()) : failure(answer.error());
    return status && !status->states.isEmpty() ? status->states.first() : net::StateStatus();
}

/// Until the node has applied what is in the log now.
Result<> awaitLogEnd(const JobControl &control, NodeLine &line, const QString &node)
{
    std::optional<Index> end;
    for (const QDeadlineTimer deadline(kPatience);;) {
        LIFEBOAT_TRY(control.checkpoint());
        const net::StateStatus state = stateOf(line);
        if (!end)
            end = state.logLast;
        if (end && state.position && state.position->appliedIndex >= *end)
            return {};
        if (deadline.hasExpired())
            return failure(ErrorCode::TimedOut, node, u"it does not come to the end of its log"_s);
        QThread::sleep(kLook);
    }
}

} // namespace

Result<QSet<QString>> findTakenAway(const JobControl &control, const PracticeCluster &cluster)
{
    // A workload that was only begun has noted nothing yet.
    const WorkloadNote note = Workload::read(cluster.paths().workload()).value_or(WorkloadNote{});
    QSet<QString> away(note.acknowledged.begin(), note.acknowledged.end());
    for (const PracticeNode &node : cluster.note().nodes) {
        LIFEBOAT_ASSIGN(const net::Endpoint where, cluster.endpoint(node.name));
        NodeLine line(where);
        LIFEBOAT_TRY(awaitLogEnd(control, line, node.name));
        for (QString after; !away.isEmpty();) {
            LIFEBOAT_TRY(control.checkpoint());
            LIFEBOAT_ASSIGN(const QJsonValue answer, line.call(u"state.rows"_s, {{u"table"_s, Workload::kTable}, {u"after"_s, after}}));
            const QJsonArray rows = answer["rows"_L1].toArray();
            if (rows.isEmpty())
                break;
            for (const QJsonValue row : rows)
                away.remove(row["id"_L1].toString());
            after = rows.last()["id"_L1].toString();
        }
    }
    return away;
}

Result<> awaitEqualNodes(const JobControl &control, const PracticeCluster &cluster)
{
    std::vector<std::unique_ptr<NodeLine>> lines;
    for (const PracticeNode &node : cluster.note().nodes) {
        LIFEBOAT_ASSIGN(const net::Endpoint where, cluster.endpoint(node.name));
        lines.push_back(std::make_unique<NodeLine>(where));
    }
    const QDeadlineTimer deadline(kPatience);
    for (;;) {
        LIFEBOAT_TRY(control.checkpoint());
        std::set<std::pair<QString, Index>> positions;
        bool isLevel = true;
        for (const auto &line : lines) {
            const net::StateStatus state = stateOf(*line);
            isLevel = isLevel && state.position && state.logLast && *state.logLast == state.position->appliedIndex;
            if (isLevel)
                positions.insert({state.position->lineage.value, state.position->appliedIndex});
        }
        if (isLevel && positions.size() == 1)
            return {};
        if (deadline.hasExpired())
            return failure(ErrorCode::TimedOut, PracticeCluster::kName, u"the nodes do not come to the same position"_s);
        QThread::sleep(kLook);
    }
}

Result<ChaosEnd> examineEnd(const JobControl &control, FileSystem &fileSystem, const PracticeCluster &cluster,
                            const QSet<QString> &takenAway)
{
    LIFEBOAT_ASSIGN(WorkloadNote note, Workload::read(cluster.paths().workload()));
    note.acknowledged.removeIf([&takenAway](const QString &id) { return takenAway.contains(id); });
    ChaosEnd end{note.written, note.acknowledged.size(), 0, {}};
    QSet<QString> lost;
    for (const PracticeNode &node : cluster.note().nodes) {
        LIFEBOAT_ASSIGN(const auto state, ManagedState::open(fileSystem, cluster.paths().node(node.name) + u"/data/state.db"_s));
        EndOfNode each{.node = node.name, .digest = {}, .position = {}, .missing = 0};
        LIFEBOAT_ASSIGN(each.position, state->position());
        LIFEBOAT_ASSIGN(each.digest, state->contentDigest(control));
        LIFEBOAT_ASSIGN(const QSet<QString> ids, documentsOf(control, *state));
        for (const QString &id : note.acknowledged) {
            if (ids.contains(id))
                continue;
            ++each.missing;
            lost.insert(id);
        }
        end.nodes.append(each);
    }
    end.lost = lost.size();
    return end;
}

} // namespace lifeboat
