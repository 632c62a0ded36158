// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/noderestores.h"

#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/eventwait.h"
#include "app/lifeboatctl/interrupts.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/table.h"
#include "engine/archive/archivereader.h"
#include "engine/base/clock.h"
#include "engine/cluster/clusterrestore.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

using Phase = NodeRestore::Phase;

/// A restore of the chosen nodes, and the connections it needs.
struct Session
{
    std::unique_ptr<Reach> reach;
    std::unique_ptr<ClusterRestore> restore;

    static Result<Session> open(const NodeRestoreOptions &options);
    void plan();
    void finish();
};

Result<Session> Session::open(const NodeRestoreOptions &options)
{
    ClusterRestoreRequest request{.cluster = options.choice.cluster,
                                  .snapshot = options.snapshot,
                                  .state = options.choice.state,
                                  .confirmedName = options.confirm,
                                  .force = options.force,
                                  .parallel = options.parallel,
                                  .threads = options.threads,
                                  .stopAtFirstFailure = !options.goOn};
    if (!options.snapshot.isEmpty() && !isSnapshotId(options.snapshot)) {
        request.archive = absolutePath(options.snapshot);
        LIFEBOAT_ASSIGN(const ArchiveSummary summary,
                        ArchiveReader::readSummary(disk(), request.archive));
        request.snapshot = summary.manifest.id.value;
    }
    Session session;
    LIFEBOAT_ASSIGN(session.reach, Reach::open(options.choice));
    session.restore = std::make_unique<ClusterRestore>(request, session.reach->nodes(), disk(),
                                                       SystemClock::instance());
    return session;
}

void Session::plan()
{
    EventWait wait([this] { restore->cancel(); });
    QObject context;
    QObject::connect(restore.get(), &ClusterRestore::planned, &context, [&wait] { wait.wake(); });
    restore->plan();
    wait.until([this] { return !restore->isRunning(); });
}

void Session::finish()
{
    const auto progress = [this] {
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
    EventWait wait([this] { restore->cancel(); }, progress);
    QObject context;
    QObject::connect(restore.get(), &ClusterRestore::finished, &context, [&wait] { wait.wake(); });
    wait.until([this] { return !restore->isRunning(); });
}

void describe(const Console &console, const ClusterRestore &restore)
{
    Table table({{u"NODE"_s}, {u"PLAN"_s}, {u"REPLACES"_s}, {u"WHY"_s}});
    for (const NodeRestore &node : restore.nodes()) {
        if (!node.plan) {
            table.add({node.node,
                       node.lacksSnapshot ? u"send the archive, then plan"_s : u"-"_s,
                       u"-"_s,
                       {}});
            continue;
        }
        const RestorePlan &plan = *node.plan;
        const bool replaces = plan.targetExists && plan.action == RestoreAction::Full;
        table.add({node.node, text::action(plan.action),
                   replaces ? u"%1 (%2)"_s.arg(plan.target, text::bytes(plan.targetBytes)) : u"-"_s,
                   plan.reasons.isEmpty() ? QString() : text::reason(plan, plan.reasons.first())});
    }
    for (const QString &line : table.lines())
        console.line(line);
}

ExitStatus explainFailures(const Console &console, const Session &session)
{
    ExitStatus status = ExitStatus::Done;
    const auto &nodes = session.restore->nodes();
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        if (nodes[i].error)
            status =
                worse(status, explainNode(console, *session.reach->nodes()[i], *nodes[i].error));
    }
    return status;
}

/// Node by node what became of it.
ExitStatus conclude(const Console &console, const Session &session)
{
    Table table({{u"NODE"_s}, {u"RESULT"_s}, {u"TIME"_s, Align::Right}});
    for (const NodeRestore &node : session.restore->nodes()) {
        const bool isTimed = node.startedAt.isValid() && node.endedAt.isValid();
        const bool skipped = node.phase == Phase::Done && node.outcome["action"_L1] == "skip"_L1;
        table.add({node.node,
                   skipped ? u"skipped: it holds this or newer; --force goes back"_s
                           : phaseName(node.phase),
                   isTimed ? text::duration(
                                 std::chrono::milliseconds(node.startedAt.msecsTo(node.endedAt)))
                           : u"-"_s});
    }
    for (const QString &line : table.lines())
        console.line(line);
    const ExitStatus status = explainFailures(console, session);
    console.document(session.restore->report());
    return status;
}

/// The cluster's name must have been given, or is asked for where there is somebody to ask.
Result<> confirm(const Console &console, const NodeRestoreOptions &options, Session &session,
                 const QString &question)
{
    if (options.confirm.isEmpty() && console.canAsk())
        session.restore->confirm(console.ask(question));
    if (interrupts::count() > 0)
        return failure(ErrorCode::Canceled);
    return {};
}

} // namespace

ExitStatus planOnNodes(Console &console, const NodeRestoreOptions &options)
{
    auto session = Session::open(options);
    if (!session)
        return console.fail(session.error());
    session->plan();
    describe(console, *session->restore);
    const ExitStatus status = explainFailures(console, *session);
    console.document(session->restore->report());
    return status;
}

ExitStatus restoreNodes(Console &console, const NodeRestoreOptions &options)
{
    auto session = Session::open(options);
    if (!session)
        return console.fail(session.error());
    session->plan();
    const QJsonObject plan{{u"plan"_s, session->restore->report()}};
    if (options.confirm.isEmpty())
        describe(console, *session->restore);
    const QString question = u"Type %1 to restore these nodes:"_s.arg(options.choice.cluster);
    if (const auto confirmed = confirm(console, options, *session, question); !confirmed)
        return console.fail(confirmed.error());
    if (const auto begun = session->restore->run(); !begun)
        return console.fail(begun.error(), {}, plan);
    session->finish();
    return conclude(console, *session);
}

ExitStatus undoOnNodes(Console &console, const NodeRestoreOptions &options)
{
    auto session = Session::open(options);
    if (!session)
        return console.fail(session.error());
    QStringList names;
    for (const NodeConnection *const node : session->reach->nodes())
        names.append(node->name());
    const QString question = u"Type %1 to take the last restore of %2 back:"_s.arg(
        options.choice.cluster, names.join(u", "_s));
    if (const auto confirmed = confirm(console, options, *session, question); !confirmed)
        return console.fail(confirmed.error());
    if (const auto begun = session->restore->undo(names); !begun)
        return console.fail(begun.error());
    session->finish();
    return conclude(console, *session);
}

} // namespace lifeboat::cli
