// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/chaoscommand.h"

#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/localwork.h"
#include "app/lifeboatctl/rehearsal.h"
#include "app/lifeboatctl/watching.h"
#include "engine/base/paths.h"
#include "engine/practice/chaoshistory.h"
#include "ui/text/practicewording.h"

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

constexpr int kLabel = 12; ///< characters

void describe(const Console &console, const ChaosReport &report)
{
    for (const text::ChaosFact &fact : text::chaosFacts(report))
        console.line(fact.label.leftJustified(kLabel) + fact.value);
    console.line(u"Verdict"_s.leftJustified(kLabel) + text::chaosVerdict(report));
}

} // namespace

ExitStatus runChaos(Console &console, const ChaosOptions &options)
{
    if (const auto prepared = prepareReport(options.report); !prepared)
        return console.fail(prepared.error());
    const bool hasNetwork = !options.plan.sharesFiles && !natsServerProgram().isEmpty();
    if (options.plan.steps.isEmpty())
        console.note(hasNetwork ? u"A cluster is started, its leader killed, the next one frozen and the one after it cut off; this takes some 15 seconds."_s
                                : u"A cluster is started, its leader killed and the next one frozen; this takes some 15 seconds. Its nodes share files: there is no network to cut."_s);
    const auto rehearse = [&options](JobControl &control, const LocalTurn &) {
        return rehearseLosses(control, disk(), {.file = paths::clusters()},
                              {.directory = paths::practice(),
                               .nodes = options.plan.nodes,
                               .sharesFiles = options.plan.sharesFiles,
                               .endsWithStarter = true,
                               .daemon = practiceDaemon()},
                              paths::drillHistory(), options.plan);
    };
    const auto rehearsal = runQueued<ChaosRehearsal>(
        console,
        {.kind = u"drill"_s,
         .target = u"practice cluster"_s,
         .parameters = {{u"nodes"_s, options.plan.nodes}, {u"share"_s, options.plan.sharesFiles}},
         .actor = localActor()},
        rehearse, [](const ChaosRehearsal &done) {
            return QJsonObject{{u"drill"_s, done.report.id.value},
                               {u"verdict"_s, done.report.isPassed() ? u"passed"_s : u"failed"_s}};
        });
    if (!rehearsal)
        return console.fail(rehearsal.error());
    const ChaosReport &report = rehearsal->report;
    describe(console, report);
    QJsonObject document{{u"report"_s, toJsonObject(report)}};
    QString file = rehearsal->file;
    QList<Error> troubles = rehearsal->troubles;
    if (!options.report.isEmpty()) {
        if (const auto kept = writeChaosReport(disk(), options.report, report))
            file = *kept;
        else
            troubles.append(kept.error());
    }
    if (!file.isEmpty()) {
        console.line(u"Report"_s.leftJustified(kLabel) + file);
        document[u"file"_s] = file;
    }
    // What a drill finds is no trouble of ours, and counts for more than one.
    ExitStatus status = report.isPassed() ? ExitStatus::Done : ExitStatus::Damage;
    if (report.failure) {
        troubles.prepend(*report.failure);
        status = report.failure->code == ErrorCode::Canceled ? ExitStatus::Canceled : ExitStatus::Damage;
    }
    for (const Error &trouble : std::as_const(troubles)) {
        console.explain(trouble);
        status = status == ExitStatus::Done ? statusOf(trouble.code) : status;
    }
    if (!troubles.isEmpty())
        document[u"error"_s] = toJsonObject(troubles.first());
    console.document(document);
    return status;
}

} // namespace lifeboat::cli
