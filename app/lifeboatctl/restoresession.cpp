// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/restoresession.h"

#include "app/lifeboatctl/absences.h"
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/eventwait.h"
#include "engine/archive/archivereader.h"
#include "engine/archive/layout.h"
#include "engine/base/clock.h"
#include "engine/base/missing.h"
#include "engine/cluster/nodeconnection.h"
#include "engine/cluster/restorereport.h"

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

using Phase = NodeRestore::Phase;

Result<RestoreSession> RestoreSession::open(const Console &console, const NodeRestoreOptions &options,
                                            bool withPeers)
{
    ClusterRestoreRequest request{.cluster = options.choice.cluster,
                                  .snapshot = options.snapshot,
                                  .state = options.choice.state,
                                  .confirmedName = options.confirm,
                                  .force = options.force,
                                  .parallel = options.parallel,
                                  .threads = options.threads,
                                  .stopAtFirstFailure = !options.goOn,
                                  .apart = options.apart};
    if (!options.snapshot.isEmpty() && !isSnapshotId(options.snapshot)) {
        request.archive = absolutePath(options.snapshot);
        if (!options.snapshot.endsWith(layout::kArchiveSuffix) && !disk().exists(request.archive))
            return missing(Missing::Snapshot, options.snapshot, u"neither an archive here nor the id of a snapshot"_s);
        LIFEBOAT_ASSIGN(const ArchiveSummary summary,
                        ArchiveReader::readSummary(disk(), request.archive));
        request.snapshot = summary.manifest.id.value;
    }
    RestoreSession session;
    session.request = request;
    LIFEBOAT_ASSIGN(session.reach, Reach::open(console, options.choice, withPeers));
    session.make();
    return session;
}

void RestoreSession::make()
{
    restore = std::make_unique<ClusterRestore>(request, reach->nodes(), disk(), SystemClock::instance());
    restore->setPeers(reach->peers());
}

void RestoreSession::plan()
{
    EventWait wait([this] { restore->cancel(); });
    QObject context;
    QObject::connect(restore.get(), &ClusterRestore::planned, &context, [&wait] { wait.wake(); });
    restore->plan();
    wait.until([this] { return !restore->isRunning(); });
}

void RestoreSession::finish(const Console &console)
{
    Absences absences(console, reach->wait());
    const auto look = [this, &absences] {
        const auto &nodes = restore->nodes();
        for (int i = 0; i < nodes.size(); ++i) {
            const bool isInWork =
                nodes[i].phase == Phase::Restoring || nodes[i].phase == Phase::Undoing;
            if (isInWork && absences.isLost(*reach->nodes()[i]))
                restore->giveUp(i);
        }
    };
    const auto progress = [this] {
        if (const auto sending = sendingProgress(restore->nodes()))
            return *sending;
        ProgressState state;
        int sum = 0;
        for (const NodeRestore &node : restore->nodes()) {
            const bool isOver = node.endedAt.isValid() && node.phase != Phase::Planned;
            sum += isOver ? 1000 : node.permille;
            state.bytesPerSecond += isOver ? 0 : node.bytesPerSecond;
        }
        state.stage = Stage::Restoring;
        state.permille = sum / int(std::max(restore->nodes().size(), qsizetype(1)));
        return state;
    };
    EventWait wait([this] { restore->cancel(); }, progress, look);
    QObject context;
    QObject::connect(restore.get(), &ClusterRestore::finished, &context, [&wait] { wait.wake(); });
    wait.until([this] { return !restore->isRunning(); });
}

} // namespace lifeboat::cli
