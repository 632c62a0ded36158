// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/rehearsal.h"

#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/drilltext.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/localwork.h"
#include "engine/base/paths.h"
#include "engine/drill/drillrunner.h"

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

Result<std::optional<Forecast>> forecastOf(const DrillPlan &plan)
{
    LIFEBOAT_ASSIGN(const CatalogEntry entry,
                    plan.archive.isEmpty() ? newestIntact(disk(), plan.store) : readCatalogEntry(disk(), plan.archive));
    LIFEBOAT_ASSIGN(const QList<DrillReport> history, readHistory(disk(), paths::drillHistory()));
    return entry.summary ? forecastRto(history, entry.summary->manifest.rawBytes()) : std::nullopt;
}

/// The same drill asked for again is the same operation. What a plan file says counts, not where it stands.
OperationRequest operationOf(const Rehearsal &rehearsal)
{
    const DrillPlan &plan = rehearsal.plan;
    if (!rehearsal.subject.isEmpty())
        return {.kind = u"drill"_s, .target = rehearsal.subject, .parameters = {}, .actor = localActor()};
    return {.kind = u"drill"_s,
            .target = plan.archive.isEmpty() ? plan.store : plan.archive,
            .parameters = {{u"plan"_s, QString::fromUtf8(toToml(plan))}},
            .actor = localActor()};
}

ExitStatus present(const Console &console, const DrillReport &report, const QString &directory, QJsonObject document)
{
    const QString shown = directory.isEmpty() ? drillFiles(paths::drillHistory(), report.id).directory : directory;
    const auto copied = directory.isEmpty() ? Result<>() : writeReports(disk(), directory, report);
    document.insert(u"report"_s, toJsonObject(report));
    document.insert(u"directory"_s, shown);
    describe(console, report, shown + u"/report.html"_s);
    if (!copied)
        return console.fail(copied.error(), {}, document);
    if (report.failure) {
        document.insert(u"error"_s, toJsonObject(*report.failure));
        console.explain(*report.failure, report.archivePath);
    }
    console.document(document);
    if (report.failure)
        return statusOf(report.failure->code);
    return report.verdict == Verdict::Passed ? ExitStatus::Done : ExitStatus::Damage;
}

} // namespace

Result<> prepareReport(const QString &directory)
{
    return directory.isEmpty() ? Result<>() : disk().makeDirectory(directory);
}

ExitStatus rehearse(const Console &console, const Rehearsal &rehearsal)
{
    const DrillPlan &plan = rehearsal.plan;
    const auto forecast = runWatched<std::optional<Forecast>>([&](JobControl &) { return forecastOf(plan); });
    if (!forecast)
        return console.fail(forecast.error());
    console.line(forecastLine(*forecast));

    const DrillRequest request{.plan = plan,
                               .nodeDirectory = paths::embeddedNode(),
                               .historyDirectory = paths::drillHistory(),
                               .threads = rehearsal.threads};
    const auto report = runQueued<DrillReport>(
        console, operationOf(rehearsal),
        [&](JobControl &control, const LocalTurn &turn) {
            DrillRequest asked = request;
            asked.id = {turn.operation()};
            return runDrill(control, asked, disk());
        },
        [](const DrillReport &done) {
            return QJsonObject{{u"drill"_s, done.id.value}, {u"verdict"_s, done.verdict == Verdict::Passed ? u"passed"_s : u"failed"_s}};
        });
    if (!report)
        return console.fail(report.error(), plan.archive);
    return present(console, *report, rehearsal.report, rehearsal.context);
}

} // namespace lifeboat::cli
