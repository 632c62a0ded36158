// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/arguments.h"
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/interrupts.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/localwork.h"
#include "app/lifeboatctl/noderestores.h"
#include "app/lifeboatctl/snapshotparts.h"
#include "app/lifeboatctl/table.h"
#include "app/lifeboatctl/undotext.h"
#include "app/lifeboatctl/watching.h"
#include "engine/snapshot/planobject.h"
#include "engine/snapshot/staging.h"
#include "engine/snapshot/undo.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct PlanOptions
{
    PlanRequest request;
    NodeRestoreOptions nodes;
};

struct RunOptions
{
    RestoreRequest request;
    QString confirm;
    std::string integrity = "quick";
    NodeRestoreOptions nodes;
};

struct UndoOptions
{
    UndoRequest request;
    NodeRestoreOptions nodes;
};

Result<RestorePlan> watchedPlan(const PlanRequest &request)
{
    return runWatched<RestorePlan>([&](JobControl &control) -> Result<RestorePlan> {
        LIFEBOAT_ASSIGN(RestorePlan plan, planRestore(control, request, disk()));
        if (Staging::isInUse(disk(), plan.target)) {
            plan.reasons.removeAll(PlanReason::RestoreUnfinished);
            plan.reasons.prepend(PlanReason::RestoreRunning);
        }
        return plan;
    });
}

void describe(const Console &console, const RestorePlan &plan)
{
    const Manifest &manifest = plan.archive.manifest;
    Table table({{}, {}});
    table.add({u"Snapshot"_s,
               u"%1 of %2 (%3), %4"_s.arg(manifest.id.value, manifest.name, text::identity(manifest),
                                          text::age(manifest.createdAt, QDateTime::currentDateTimeUtc()))});
    table.add({u"Target"_s, plan.target});
    if (const QString applied = indexes(plan.local, manifest.position); !applied.isEmpty())
        table.add({u"Applied"_s, applied});
    table.add({u"Plan"_s, text::action(plan.action)});
    for (const PlanReason reason : plan.reasons)
        table.add({QString(), text::reason(plan, reason)});
    if (plan.writeBytes > 0)
        table.add({u"Writes"_s, text::bytes(plan.writeBytes)});
    if (plan.targetExists && plan.action == RestoreAction::Full) {
        table.add(
            {u"Replaces"_s, u"%1, kept as %2.previous"_s.arg(text::bytes(plan.targetBytes), fileNameOf(plan.target))});
        if (disk().exists(plan.target + u".previous"_s))
            table.add({u"Removes"_s, u"what is kept as %1.previous now"_s.arg(fileNameOf(plan.target))});
    }
    if (!plan.users.isEmpty())
        table.add({u"In use by"_s, lifeboat::describe(plan.users)});
    if (!plan.confirmation().isEmpty())
        table.add({u"Confirm with"_s, u"--confirm %1"_s.arg(plan.confirmation())});
    console.lines(table.lines());
}

ExitStatus plan(Console &console, const PlanOptions &options)
{
    PlanRequest request = options.request;
    if (!options.nodes.choice.cluster.isEmpty()) {
        NodeRestoreOptions nodes = options.nodes;
        nodes.force = request.force;
        return planOnNodes(console, nodes);
    }
    request.archive = absolutePath(options.nodes.snapshot);
    const auto plan = watchedPlan(request);
    if (!plan)
        return console.fail(plan.error(), request.archive);
    console.document(toJsonObject(*plan));
    describe(console, *plan);
    return ExitStatus::Done;
}

void describe(const Console &console, const RestoreOutcome &outcome)
{
    const RestorePlan &plan = outcome.plan;
    if (plan.action == RestoreAction::Skip) {
        console.line(u"Nothing to restore at %1."_s.arg(plan.target));
        for (const PlanReason reason : plan.reasons)
            console.line(u"  "_s + text::reason(plan, reason));
    } else {
        console.line(u"Restored %1 to %2 in %3."_s.arg(text::bytes(plan.writeBytes), plan.target,
                                                       text::duration(outcome.totalTime)));
        console.line(u"  written in %1, synced in %2, checked in %3"_s.arg(
            text::duration(outcome.writeTime), text::duration(outcome.syncTime), text::duration(outcome.checkTime)));
    }
    if (outcome.resumedBytes > 0)
        console.line(u"  %1 were already there from an interrupted restore"_s.arg(text::bytes(outcome.resumedBytes)));
    if (!outcome.previousPath.isEmpty())
        console.line(u"  the old database is kept as %1"_s.arg(outcome.previousPath));
    if (outcome.position)
        console.line(u"  applied index %1, history %2"_s.arg(text::number(outcome.position->appliedIndex),
                                                             outcome.position->lineage.value));
    for (const QString &finding : outcome.findings.structure + outcome.findings.content)
        console.line(u"  SQLite found: %1"_s.arg(finding));
    for (const Error &warning : outcome.warnings)
        console.line(u"  warning: %1 %2"_s.arg(text::sentence(warning), adviceHere(warning)));
    if (outcome.addedNodes > 0)
        console.line(u"  nodes learnt from the snapshot: %1"_s.arg(outcome.addedNodes));
}

ExitStatus execute(Console &console, const RestoreRequest &request)
{
    const auto outcome = runQueued<RestoreOutcome>(
        console,
        {.kind = u"restore"_s,
         .target = followLinks(request.target),
         .parameters = {{u"archive"_s, request.archive},
                        {u"force"_s, request.force},
                        {u"integrity"_s, request.integrity == Integrity::Full ? u"full"_s : u"quick"_s},
                        {u"acceptFindings"_s, request.acceptFindings}},
         .actor = localActor()},
        [&](JobControl &control, const LocalTurn &turn) {
            RestoreRequest asked = request;
            asked.operation = turn.operation();
            // Killed right after its end: by force it would keep the new state as the old one.
            if (turn.isResumed() && wasRestoredBy(disk(), request.target, turn.operation()))
                asked.force = false;
            return runRestore(control, asked, disk());
        },
        [](const RestoreOutcome &done) { return outcomeObject(done); });
    if (!outcome)
        return console.fail(outcome.error(), request.archive);
    console.document(toJsonObject(*outcome));
    describe(console, *outcome);
    return ExitStatus::Done;
}

/// Existing data is only replaced by somebody who named it: shows the plan, and asks where there is somebody to ask.
ExitStatus confirmAndExecute(Console &console, RestoreRequest request)
{
    const auto plan = watchedPlan({.archive = request.archive,
                                   .target = request.target,
                                   .force = request.force,
                                   .compare = !request.force,
                                   .threads = request.threads});
    if (!plan)
        return console.fail(plan.error(), request.archive);
    const QString wanted = plan->confirmation();
    if (wanted.isEmpty())
        return execute(console, request);
    describe(console, *plan);
    if (!plan->users.isEmpty())
        return console.fail({ErrorCode::TargetInUse, plan->target, lifeboat::describe(plan->users)}, {},
                            {{u"plan"_s, toJsonObject(*plan)}});
    if (console.canAsk())
        request.confirmedName = console.ask(u"Type %1 to replace it:"_s.arg(wanted));
    if (interrupts::count() > 0)
        return console.fail({ErrorCode::Canceled, {}, {}});
    if (request.confirmedName.isEmpty())
        return console.fail({ErrorCode::ConfirmationNeeded, plan->target, wanted}, {},
                            {{u"plan"_s, toJsonObject(*plan)}});
    return execute(console, request);
}

ExitStatus run(Console &console, const RunOptions &options)
{
    RestoreRequest request = options.request;
    if (!options.nodes.choice.cluster.isEmpty()) {
        NodeRestoreOptions nodes = options.nodes;
        nodes.confirm = options.confirm;
        nodes.force = request.force;
        nodes.threads = request.threads;
        return restoreNodes(console, nodes);
    }
    request.archive = absolutePath(options.nodes.snapshot);
    request.confirmedName = options.confirm;
    request.integrity = options.integrity == "full" ? Integrity::Full : Integrity::Quick;
    return request.confirmedName.isEmpty() ? confirmAndExecute(console, request) : execute(console, request);
}

ExitStatus undo(Console &console, const UndoOptions &options)
{
    UndoRequest request = options.request;
    if (!options.nodes.choice.cluster.isEmpty()) {
        NodeRestoreOptions nodes = options.nodes;
        nodes.confirm = request.confirmedName;
        return undoOnNodes(console, nodes);
    }
    const QString wanted = fileNameOf(followLinks(request.target));
    const auto plan = planUndo(request.target, disk());
    const bool isRefused = plan && plan->redoes() && !options.nodes.redo;
    if (plan && (request.confirmedName.isEmpty() || isRefused))
        console.line(undoSentence(*plan));
    if (isRefused)
        return console.fail({ErrorCode::ConfirmationNeeded, plan->target, u"--redo"_s}, {},
                            {{u"plan"_s, toJsonObject(*plan)}});
    if (plan && request.confirmedName.isEmpty() && console.canAsk())
        request.confirmedName =
            console.ask(u"Type %1 to take its last restore back:"_s.arg(wanted));
    if (interrupts::count() > 0)
        return console.fail({ErrorCode::Canceled, {}, {}});
    const auto undone = runQueued<UndoOutcome>(
        console,
        {.kind = u"undo"_s, .target = followLinks(request.target), .parameters = {}, .actor = localActor()},
        [&](JobControl &control, const LocalTurn &turn) {
            UndoRequest asked = request;
            asked.operation = turn.operation();
            return undoRestore(control, asked, disk());
        },
        [](const UndoOutcome &done) { return QJsonObject{{u"previous"_s, done.previousPath}}; });
    const QJsonObject planned{{u"plan"_s, plan ? QJsonValue(toJsonObject(*plan)) : QJsonValue()}};
    if (!undone)
        return console.fail(undone.error(), {}, planned);
    QJsonObject document = toJsonObject(*undone);
    document.insert(u"plan"_s, planned[u"plan"_s]);
    console.document(document);
    const bool wasRedone = plan && plan->redoes();
    console.line((wasRedone ? u"%1 is what it was before its last undo."_s : u"%1 is what it was before its last restore."_s)
                     .arg(request.target));
    if (undone->position)
        console.line(u"  applied index %1, history %2"_s.arg(text::number(undone->position->appliedIndex),
                                                             undone->position->lineage.value));
    console.line(u"  what was there until now is kept as %1"_s.arg(undone->previousPath));
    for (const Error &warning : undone->warnings)
        console.line(u"  warning: %1 %2"_s.arg(text::sentence(warning), adviceHere(warning)));
    return ExitStatus::Done;
}

/// The snapshot, --to on this machine, and the nodes otherwise.
void addSubject(CLI::App &command, QString &target, NodeRestoreOptions &nodes, bool withSnapshot)
{
    if (withSnapshot) {
        addArchiveOrId(command, nodes.snapshot);
    }
    CLI::Option *const to = addPath(command, "--to", target, "The database to be");
    needOnThisMachine(command, *addNodeChoice(command, nodes.choice, NodesOption::Several), {to});
}

void addConfirm(CLI::App &command, QString &confirm)
{
    addText(command, "--confirm", confirm,
            "File name of the existing target that is to be replaced; with --cluster the cluster's name",
            "NAME", EmptyText::Allowed); // confirms nothing
}

void addParallel(CLI::App &command, NodeRestoreOptions &nodes)
{
    command.add_option("--parallel", nodes.parallel, "Nodes at once")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str()
        ->type_name("N")
        ->needs("--cluster");
}

void addApart(CLI::App &command, NodeRestoreOptions &nodes)
{
    command
        .add_flag("--apart", nodes.apart,
                  "Let nodes of one history go on in different ones: only where each has a log of its own")
        ->needs("--cluster");
}

void addEarlier(CLI::App &command, NodeRestoreOptions &nodes)
{
    command
        .add_option("--earlier", nodes.earlier,
                    "What the same command left undone before: resume it (begins nothing where there is nothing to resume), or begin anew; resumed "
                    "where that was within the hour")
        ->check(CLI::IsMember({"resume", "anew"}))
        ->needs("--cluster");
}

void addPlan(CLI::App &group, Invocation &invocation)
{
    const auto options = std::make_shared<PlanOptions>();
    CLI::App &command =
        addCommand(group, invocation, "plan", "Say what a restore would do and why; changes nothing",
                   "restore plan /srv/snapshots/20261121T020322123Z-9f3a01c4.snap.tar --to orders.db\n"
                   "  lifeboatctl restore plan 20261121T020322123Z-9f3a01c4 --cluster orders --nodes n1,n2",
                   options, plan);
    addSubject(command, options->request.target, options->nodes, true);
    command.add_flag("--force", options->request.force, "Plan a restore over an equal or newer state too");
    addThreads(command, options->request.threads);
}

void addRun(CLI::App &group, Invocation &invocation)
{
    const auto options = std::make_shared<RunOptions>();
    CLI::App &command = addCommand(
        group, invocation, "run", "Restore a snapshot; the old state is kept as <target>.previous",
        "restore run /srv/snapshots/20261121T020322123Z-9f3a01c4.snap.tar --to orders.db --confirm orders.db\n"
        "  lifeboatctl restore run 20261121T020322123Z-9f3a01c4 --cluster orders --nodes n1,n2,n3 --parallel 2 "
        "--confirm orders",
        options, run);
    addSubject(command, options->request.target, options->nodes, true);
    addConfirm(command, options->confirm);
    addParallel(command, options->nodes);
    command.add_flag("--go-on", options->nodes.goOn, "Begin further nodes after one has failed")->needs("--cluster");
    addApart(command, options->nodes);
    addEarlier(command, options->nodes);
    command
        .add_option("--integrity", options->integrity, "SQLite's check before the swap: quick, or full (indexes too)")
        ->check(CLI::IsMember({"quick", "full"}))
        ->capture_default_str()
        ->excludes("--cluster");
    command
        .add_flag("--accept-findings", options->request.acceptFindings,
                  "Take the database as it was, even if SQLite's check finds it broken")
        ->excludes("--cluster");
    command.add_flag("--force", options->request.force, "Restore over an equal or newer state");
    addThreads(command, options->request.threads);
}

void addUndo(CLI::App &group, Invocation &invocation)
{
    const auto options = std::make_shared<UndoOptions>();
    CLI::App &command = addCommand(group, invocation, "undo",
                                   "Take the last restore back: <target>.previous takes its place again",
                                   "restore undo --to orders.db --confirm orders.db\n"
                                   "  lifeboatctl restore undo --cluster orders --nodes n1,n2 --confirm orders",
                                   options, undo);
    addSubject(command, options->request.target, options->nodes, false);
    addConfirm(command, options->request.confirmedName);
    addParallel(command, options->nodes);
    command.add_flag("--go-on", options->nodes.goOn, "Take it back on the others where one is away")->needs("--cluster");
    command.add_flag("--redo", options->nodes.redo,
                     "Also where an undo was last: what it took away comes back");
    addApart(command, options->nodes);
    addEarlier(command, options->nodes);
}

} // namespace

void addRestoreCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &group = addGroup(root, "restore", "Plan and run restores, take them back");
    addPlan(group, invocation);
    addRun(group, invocation);
    addUndo(group, invocation);
}

} // namespace lifeboat::cli
