// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/drilltext.h"

#include "app/lifeboatctl/table.h"
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
    Table table(
        {{u"STAGE"_s}, {u"AT"_s, Align::Right}, {u"TIME"_s, Align::Right}, {u"SIZE"_s, Align::Right}, {u"OUTCOME"_s}});
    for (const DrillStage &stage : stages) {
        const bool reached = stage.state != StepState::Waiting;
        table.add({text::step(stage.step), reached ? text::duration(stage.begin) : QString(),
                   reached ? text::duration(stage.time) : QString(),
                   stage.bytes > 0 ? text::bytes(stage.bytes) : QString(), stateWord(stage.state)});
    }
    console.lines(table.lines());
}

/// What was found, in the words of the assertion; long findings are in the report.
QString foundText(const AssertionOutcome &assertion)
{
    constexpr qsizetype kWidth = 60;
    const QString found = text::found(assertion);
    if (found.isEmpty())
        return u"-"_s;
    return found.size() > kWidth ? found.left(kWidth - 1) + u'\u2026' : found;
}

void describeAssertions(const Console &console, const QList<AssertionOutcome> &assertions)
{
    Table table({{u"ASSERTION"_s}, {u"FOUND"_s}, {u"OUTCOME"_s}});
    for (const AssertionOutcome &assertion : assertions) {
        const bool looked = assertion.holds || assertion.error || !assertion.found.isEmpty();
        table.add({text::assertion(assertion), foundText(assertion),
                   assertion.holds ? u"holds"_s
                       : looked    ? u"FAILS"_s
                                   : u"not reached"_s});
    }
    console.lines(table.lines());
}

QString known(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? text::duration(*time) : u"unknown"_s;
}

} // namespace

QString forecastLine(const std::optional<Forecast> &forecast)
{
    if (!forecast)
        return u"Forecast  none yet: no earlier drill got to its end"_s;
    const QString runs = forecast->runs == 1 ? u"1 earlier run"_s : u"%1 earlier runs"_s.arg(forecast->runs);
    return u"Forecast  RTO %1 (%2 to %3, from %4)"_s.arg(
        text::duration(forecast->expected), text::duration(forecast->low), text::duration(forecast->high), runs);
}

void describe(const Console &console, const DrillReport &report, const QString &htmlPath)
{
    console.line(u"Drill     %1  %2"_s.arg(report.id.value, report.plan.name));
    console.line(u"Snapshot  %1"_s.arg(report.archivePath));
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

} // namespace lifeboat::cli
