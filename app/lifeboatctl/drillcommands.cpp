// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/arguments.h"
#include "app/lifeboatctl/chaoscommand.h"
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/rehearsal.h"
#include "app/lifeboatctl/table.h"
#include "app/lifeboatctl/watching.h"
#include "engine/base/paths.h"
#include "engine/drill/drillhistory.h"
#include "engine/practice/chaoshistory.h"
#include "ui/text/format.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct DrillOptions
{
    QString archive;
    QString store;
    QString plan;
    QString report;
    int threads = 0;
    bool practice = false;
    ChaosOptions chaos;
};

struct HistoryOptions
{
};

Result<DrillPlan> planOf(const DrillOptions &options)
{
    if (!options.plan.isEmpty())
        return readPlan(disk(), options.plan);
    DrillPlan plan;
    plan.archive = options.archive;
    plan.store = options.store;
    return plan;
}

ExitStatus run(Console &console, const DrillOptions &options)
{
    if (options.practice)
        return runChaos(console, {options.chaos.plan, options.report});
    if (!options.plan.isEmpty()) {
        const auto losses = readChaosPlan(disk(), options.plan);
        if (!losses)
            return console.fail(losses.error());
        if (*losses)
            return runChaos(console, {**losses, options.report});
    }
    const auto plan = planOf(options);
    if (!plan)
        return console.fail(plan.error());
    if (const auto prepared = prepareReport(options.report); !prepared)
        return console.fail(prepared.error());
    return rehearse(console, {.plan = *plan, .report = options.report, .threads = options.threads, .context = {}});
}

QJsonObject summary(const DrillReport &report)
{
    const QJsonObject whole = toJsonObject(report);
    const DrillFiles files = drillFiles(paths::drillHistory(), report.id);
    QJsonObject object{
        {u"plan"_s, report.plan.name}, {u"html"_s, files.html}, {u"json"_s, files.json}, {u"junit"_s, files.junit}};
    for (const auto &key :
         {u"id"_s, u"startedAt"_s, u"archivePath"_s, u"verdict"_s, u"rtoMs"_s, u"rpoMs"_s, u"restoredBytes"_s})
        object.insert(key, whole.value(key));
    return object;
}

QStringList row(const DrillReport &report, const QDateTime &now)
{
    const auto known = [](const std::optional<std::chrono::milliseconds> &time) {
        return time ? text::duration(*time) : u"-"_s;
    };
    return {report.id.value,
            text::moment(report.startedAt, now),
            report.plan.name,
            known(report.rto),
            known(report.rpo),
            u"%1/%2"_s.arg(report.heldAssertions()).arg(report.assertions.size()),
            report.verdict == Verdict::Passed ? u"passed"_s : u"FAILED"_s};
}

QStringList row(const ChaosReport &report, const QDateTime &now)
{
    return {report.id.value,
            text::moment(report.startedAt, now),
            !report.name.isEmpty()
                ? report.name
                : u"chaos, %1 nodes by %2"_s.arg(report.nodes).arg(report.usesNats ? u"nats"_s : u"files"_s),
            report.takeovers.isEmpty() ? u"-"_s : text::duration(report.slowest()),
            report.end ? u"%1 lost"_s.arg(text::number(quint64(report.end->lost))) : u"-"_s,
            u"-"_s,
            report.isPassed() ? u"passed"_s : u"FAILED"_s};
}

struct History
{
    QList<DrillReport> drills;
    QList<ChaosReport> chaos;
};

Result<History> readBoth(JobControl &)
{
    LIFEBOAT_ASSIGN(const QList<DrillReport> drills, readHistory(disk(), paths::drillHistory()));
    LIFEBOAT_ASSIGN(const QList<ChaosReport> chaos, readChaosHistory(disk(), paths::drillHistory()));
    return History{drills, chaos};
}

ExitStatus list(Console &console, const HistoryOptions &)
{
    const auto history = runWatched<History>(readBoth);
    if (!history)
        return console.fail(history.error());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QList<QStringList> rows; // by id, which begins with the time
    QJsonArray drills;
    for (const DrillReport &report : history->drills) {
        rows.append(row(report, now));
        drills.append(summary(report));
    }
    QJsonArray chaos;
    for (const ChaosReport &report : history->chaos) {
        rows.append(row(report, now));
        QJsonObject object = toJsonObject(report);
        object[u"file"_s] = chaosFile(paths::drillHistory(), report.id);
        chaos.append(object);
    }
    console.document({{u"directory"_s, paths::drillHistory()}, {u"drills"_s, drills}, {u"chaos"_s, chaos}});
    if (rows.isEmpty()) {
        console.note(u"No drill has been run yet; \"lifeboatctl drill sample\" runs one on sample data."_s);
        return ExitStatus::Done;
    }
    std::ranges::sort(rows, std::ranges::greater(), [](const QStringList &row) { return row.first(); });
    Table table({{u"ID"_s},
                 {u"STARTED"_s},
                 {u"PLAN"_s},
                 {u"RTO"_s, Align::Right},
                 {u"RPO"_s, Align::Right},
                 {u"HELD"_s, Align::Right},
                 {u"VERDICT"_s}});
    for (const QStringList &row : std::as_const(rows))
        table.add(row);
    console.lines(table.lines());
    return ExitStatus::Done;
}

void addRun(CLI::App &group, Invocation &invocation)
{
    const auto options = std::make_shared<DrillOptions>();
    CLI::App &command = addCommand(
        group, invocation, "run", "Rehearse a recovery: verify, restore onto the embedded node, start it, assert",
        "drill run --snapshot /srv/snapshots/20261121T020322123Z-9f3a01c4.snap.tar --report /tmp/drill", options, run);
    CLI::Option_group &what = *command.add_option_group("What to rehearse");
    addPath(what, "--snapshot", options->archive, "One archive");
    addPath(what, "--store", options->store, "The newest intact archive of this directory");
    addPath(what, "--plan", options->plan, "A drill plan (TOML): of a recovery, or of losses on a practice cluster");
    CLI::Option *const practice = what.add_flag(
        "--practice", options->practice, "Losses on a practice cluster: kill, freeze and cut off its leader, and count what was lost");
    what.require_option(1);
    command.add_option("--nodes", options->chaos.plan.nodes, "With --practice: how many")
        ->check(CLI::Range(2, 9))
        ->capture_default_str()
        ->needs(practice);
    command.add_flag("--share", options->chaos.plan.sharesFiles, "With --practice: share files, also where a nats-server is installed; then nothing is cut off")
        ->needs(practice);
    addPath(command, "--report", options->report,
            "Also write report.html, report.json and report.xml, or chaos.json, into this directory");
    addThreads(command, options->threads);
    command.get_option("--threads")->excludes(practice);
}

} // namespace

void addDrillCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &group = addGroup(root, "drill", "Rehearse recoveries and look at earlier rehearsals");
    addRun(group, invocation);
    addCommand(group, invocation, "list", "List the drills of this machine, newest first", "drill list",
               std::make_shared<HistoryOptions>(), list);
    addSampleCommands(root, group, invocation);
}

} // namespace lifeboat::cli
