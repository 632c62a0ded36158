// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/arguments.h"
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/interrupts.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/table.h"
#include "app/lifeboatctl/watching.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct RunOptions
{
    RestoreRequest request;
    QString confirm;
    std::string integrity = "quick";
};

Result<RestorePlan> watchedPlan(const PlanRequest &request)
{
    return runWatched<RestorePlan>([&](JobControl &control) { return planRestore(control, request, disk()); });
}

void describe(const Console &console, const RestorePlan &plan)
{
    const Manifest &manifest = plan.archive.manifest;
    Table table({{}, {}});
    table.add({u"Snapshot"_s,
               u"%1 of %2 (%3), %4"_s.arg(manifest.id.value, manifest.name, text::identity(manifest),
                                          text::age(manifest.createdAt, QDateTime::currentDateTimeUtc()))});
    table.add({u"Target"_s, plan.target});
    table.add({u"Plan"_s, text::action(plan.action)});
    for (const PlanReason reason : plan.reasons)
        table.add({QString(), text::reason(plan, reason)});
    if (plan.writeBytes > 0)
        table.add({u"Writes"_s, text::bytes(plan.writeBytes)});
    if (plan.targetExists && plan.action == RestoreAction::Full)
        table.add(
            {u"Replaces"_s, u"%1, kept as %2.previous"_s.arg(text::bytes(plan.targetBytes), fileNameOf(plan.target))});
    if (!plan.users.isEmpty())
        table.add({u"In use by"_s, lifeboat::describe(plan.users)});
    if (!plan.confirmation().isEmpty())
        table.add({u"Confirm with"_s, u"--confirm %1"_s.arg(plan.confirmation())});
    console.lines(table.lines());
}

ExitStatus plan(Console &console, const PlanRequest &request)
{
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
        console.line(u"  warning: %1 %2"_s.arg(text::sentence(warning), text::advice(warning)));
    if (outcome.addedNodes > 0)
        console.line(u"  nodes learnt from the snapshot: %1"_s.arg(outcome.addedNodes));
}

ExitStatus execute(Console &console, const RestoreRequest &request)
{
    const auto outcome =
        runWatched<RestoreOutcome>([&](JobControl &control) { return runRestore(control, request, disk()); });
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
    request.confirmedName = options.confirm;
    request.integrity = options.integrity == "full" ? Integrity::Full : Integrity::Quick;
    return request.confirmedName.isEmpty() ? confirmAndExecute(console, request) : execute(console, request);
}

void addPlan(CLI::App &group, Invocation &invocation)
{
    const auto request = std::make_shared<PlanRequest>();
    CLI::App &command =
        addCommand(group, invocation, "plan", "Say what a restore would do and why; changes nothing",
                   "restore plan /srv/snapshots/20261121T020322123Z-9f3a01c4.snap.tar --to orders.db", request, plan);
    addPath(command, "ARCHIVE", request->archive, "The snapshot")->required();
    addPath(command, "--to", request->target, "The database to be")->required();
    command.add_flag("--force", request->force, "Plan a restore over an equal or newer state too");
    addThreads(command, request->threads);
}

void addRun(CLI::App &group, Invocation &invocation)
{
    const auto options = std::make_shared<RunOptions>();
    CLI::App &command = addCommand(
        group, invocation, "run", "Restore a snapshot; the old state is kept as <target>.previous",
        "restore run /srv/snapshots/20261121T020322123Z-9f3a01c4.snap.tar --to orders.db --confirm orders.db", options,
        run);
    addPath(command, "ARCHIVE", options->request.archive, "The snapshot")->required();
    addPath(command, "--to", options->request.target, "The database to be")->required();
    const auto confirm = [options](const std::string &name) {
        options->confirm = QString::fromLocal8Bit(QByteArray::fromStdString(name));
    };
    command
        .add_option_function<std::string>("--confirm", confirm,
                                          "File name of the existing target that is to be replaced")
        ->type_name("NAME");
    command
        .add_option("--integrity", options->integrity, "SQLite's check before the swap: quick, or full (indexes too)")
        ->check(CLI::IsMember({"quick", "full"}))
        ->capture_default_str();
    command.add_flag("--accept-findings", options->request.acceptFindings,
                     "Take the database as it was, even if SQLite's check finds it broken");
    command.add_flag("--force", options->request.force, "Restore over an equal or newer state");
    addThreads(command, options->request.threads);
}

} // namespace

void addRestoreCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &group = addGroup(root, "restore", "Plan and run restores");
    addPlan(group, invocation);
    addRun(group, invocation);
}

} // namespace lifeboat::cli
