// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/arguments.h"
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/rehearsal.h"
#include "app/lifeboatctl/sampleload.h"
#include "app/lifeboatctl/watching.h"
#include "engine/base/paths.h"
#include "engine/drill/sample.h"
#include "engine/snapshot/take.h"
#include "ui/text/format.h"

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct SampleOptions
{
    QString report;
    int threads = 0;
};

struct LoadOptions
{
    QString database;
};

struct LoadedSnapshot
{
    TakenSnapshot taken;
    qint64 commits = 0; ///< by the writing process while it ran
};

Result<LoadedSnapshot> takeUnderLoad(JobControl &control, const Sample &sample, int threads)
{
    SampleLoad load;
    LIFEBOAT_TRY(load.start(control, sample.database));
    LoadedSnapshot loaded;
    LIFEBOAT_ASSIGN(
        loaded.taken,
        takeSnapshot(
            control,
            {.database = sample.database, .store = sample.store, .threads = threads, .node = {}, .nodeMap = {}},
            disk()));
    LIFEBOAT_ASSIGN(loaded.commits, load.stop());
    return loaded;
}

ExitStatus drillSample(Console &console, const Sample &sample, const LoadedSnapshot &loaded,
                       const SampleOptions &options)
{
    const Manifest &manifest = loaded.taken.summary.manifest;
    console.line(u"Sample    %1, %2"_s.arg(sample.database, text::bytes(manifest.rawBytes())));
    console.line(u"Captured  in %1 while another process went on writing (commits: %2)"_s.arg(
        text::duration(loaded.taken.totalTime), text::number(quint64(loaded.commits))));
    const QJsonObject context{{u"database"_s, sample.database},
                              {u"commitsMeanwhile"_s, QString::number(loaded.commits)},
                              {u"snapshot"_s, toJsonObject(loaded.taken)}};
    return rehearse(console,
                    {.plan = sample.plan,
                     .report = options.report,
                     .threads = options.threads,
                     .context = {{u"sample"_s, context}},
                     .subject = u"sample data"_s});
}

ExitStatus runSample(Console &console, const SampleOptions &options)
{
    if (const auto prepared = prepareReport(options.report); !prepared)
        return console.fail(prepared.error());
    const auto sample =
        runWatched<Sample>([](JobControl &control) { return makeSample(control, disk(), paths::sample()); });
    if (!sample)
        return console.fail(sample.error());
    const auto loaded = runWatched<LoadedSnapshot>(
        [&](JobControl &control) { return takeUnderLoad(control, *sample, options.threads); });
    if (!loaded)
        return console.fail(loaded.error());
    removeOldSamples(disk(), *sample);
    return drillSample(console, *sample, *loaded, options);
}

ExitStatus runLoad(Console &console, const LoadOptions &options)
{
    const auto commits = runWatched<qint64>(
        [&](JobControl &control) { return writeSampleLoad(control, options.database, STDIN_FILENO); });
    if (!commits)
        return console.fail(commits.error());
    console.line(QString::number(*commits));
    return ExitStatus::Done;
}

} // namespace

void addSampleCommands(CLI::App &root, CLI::App &drill, Invocation &invocation)
{
    const auto sample = std::make_shared<SampleOptions>();
    CLI::App &command = addCommand(drill, invocation, "sample",
                                   "Write a sample database, snapshot it under load, and drill its recovery",
                                   "drill sample --report /tmp/drill", sample, runSample);
    addPath(command, "--report", sample->report,
            "Also write report.html, report.json and report.xml into this directory");
    addThreads(command, sample->threads);

    const auto load = std::make_shared<LoadOptions>();
    CLI::App &loadCommand =
        addCommand(root, invocation, "sample-load", "Write to a sample database until standard input ends",
                   "sample-load orders.db", load, runLoad);
    loadCommand.group("");
    addPath(loadCommand, "DATABASE", load->database, "The sample database")->required();
}

} // namespace lifeboat::cli
