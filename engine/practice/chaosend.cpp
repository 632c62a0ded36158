// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/nodestatus.h"
#include "engine/practice/chaosdrill.h"
#include "engine/practice/nodeline.h"
#include "engine/practice/workload.h"
#include "engine/state/managedstate.h"

#include <QDeadlineTimer>

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

} // namespace

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
            const auto answer = line->call(u"node.status"_s);
            const auto status = answer ? net::nodeStatusFromObject(answer->toObject()) : failure(answer.error());
            const net::StateStatus state = status && !status->states.isEmpty() ? status->states.first() : net::StateStatus();
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

Result<ChaosEnd> examineEnd(const JobControl &control, FileSystem &fileSystem, const PracticeCluster &cluster)
{
    LIFEBOAT_ASSIGN(const WorkloadNote note, Workload::read(cluster.paths().workload()));
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
