// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/drilltext.h"

#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/table.h"
#include "engine/base/paths.h"
#include "engine/base/posixfilesystem.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

QString stateWord(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return u"not reached"_s;
    case StepState::Running:
        return u"running"_s;
    case StepState::Done:
        return u"done"_s;
    case StepState::Failed:
        return u"FAILED"_s;
    }
    return {};
}

void describeStages(const Console &console, const QList<DrillStage> &stages)
{
    Table table({{u"STAGE"_s}, {u"AT"_s, Align::Right}, {u"TIME"_s, Align::Right}, {u"SIZE"_s, Align::Right}, {u"OUTCOME"_s}});
    for (const DrillStage &stage : stages) {
        const bool reached = stage.state != StepState::Waiting;
        table.add({text::step(stage.step), reached ? text::duration(stage.begin) : QString(),
                   reached ? text::duration(stage.time) : QString(), stage.bytes > 0 ? text::bytes(stage.bytes) : QString(),
                   stateWord(stage.state)});
    }
    for (const QString &line : table.lines())
        console.line(line);
}

void describeAssertions(const Console &console, const QList<AssertionOutcome> &assertions)
{
    Table table({{u"ASSERTION"_s}, {u"FOUND"_s}, {u"OUTCOME"_s}});
    for (const AssertionOutcome &assertion : assertions) {
        const QString found = assertion.error ? text::sentence(*assertion.error) : assertion.found;
        table.add({text::assertion(assertion), found.isEmpty() ? u"-"_s : found, assertion.holds ? u"holds"_s : u"FAILS"_s});
    }
    for (const QString &line : table.lines())
        console.line(line);
}

QString known(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? text::duration(*time) : u"unknown"_s;
}

} // namespace

QString forecastLine(const std::optional<Forecast> &forecast)
{
    if (!forecast)
        return u"Forecast  none yet: this is the first run of its kind"_s;
    const QString runs = forecast->runs == 1 ? u"1 earlier run"_s : u"%1 earlier runs"_s.arg(forecast->runs);
    return u"Forecast  RTO %1 (%2 to %3, from %4)"_s.arg(text::duration(forecast->expected), text::duration(forecast->low),
                                                       text::duration(forecast->high), runs);
}

void describe(const Console &console, const DrillReport &report, const QString &htmlPath)
{
    console.line(u"Drill     %1  %2"_s.arg(report.id.value, report.plan.name));
    console.line(u"Snapshot  %1"_s.arg(report.archivePath));
    console.line(forecastLine(report.forecast));
    console.line();
    describeStages(console, report.stages);
    console.line();
    describeAssertions(console, report.assertions);
    console.line();
    console.line(u"RTO       %1"_s.arg(known(report.rto)));
    console.line(u"RPO       %1"_s.arg(known(report.rpo)));
    if (report.bytesPerSecond > 0)
        console.line(u"Restored  %1 at %2"_s.arg(text::bytes(report.restoredBytes), text::rate(report.bytesPerSecond)));
    const QString pattern = report.verdict == Verdict::Passed ? u"Verdict   PASSED, %1 of %2 assertions hold"_s
                                                              : u"Verdict   FAILED, %1 of %2 assertions hold"_s;
    console.line(pattern.arg(report.heldAssertions()).arg(report.assertions.size()));
    console.line(u"Report    %1"_s.arg(htmlPath));
}

ExitStatus presentDrill(const Console &console, const DrillReport &report, const QString &reportDirectory, QJsonObject context)
{
    const DrillFiles files = drillFiles(paths::drillHistory(), report.id);
    const QString shown = reportDirectory.isEmpty() ? files.directory : reportDirectory;
    const auto copied = reportDirectory.isEmpty() ? Result<>() : writeReports(PosixFileSystem::instance(), reportDirectory, report);
    context.insert(u"report"_s, toJsonObject(report));
    context.insert(u"directory"_s, shown);
    if (!console.isJson())
        describe(console, report, shown + u"/report.html"_s);
    if (!copied)
        return console.fail(copied.error(), {}, context);
    if (report.failure) {
        context.insert(u"error"_s, toJsonObject(*report.failure));
        console.explain(*report.failure, report.archivePath);
    }
    console.document(context);
    return report.verdict == Verdict::Passed ? ExitStatus::Done : ExitStatus::Damage;
}

} // namespace lifeboat::cli
