// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/chaoshistory.h"

#include "engine/base/limits.h"
#include "engine/practice/chaosdrill.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

const QString kFile = u"/chaos.json"_s;

void keep(FileSystem &fileSystem, const QString &historyDirectory, ChaosRehearsal &rehearsal)
{
    const auto kept = writeChaosReport(fileSystem, historyDirectory + u'/' + rehearsal.report.id.value, rehearsal.report);
    if (kept)
        rehearsal.file = *kept;
    else
        rehearsal.troubles.append(kept.error());
}

} // namespace

QString chaosFile(const QString &historyDirectory, const DrillId &id)
{
    return historyDirectory + u'/' + id.value + kFile;
}

Result<QString> writeChaosReport(FileSystem &fileSystem, const QString &directory, const ChaosReport &report)
{
    LIFEBOAT_TRY(fileSystem.makeDirectory(directory));
    LIFEBOAT_TRY(fileSystem.writeAtomically(directory + kFile, QJsonDocument(toJsonObject(report)).toJson()));
    return directory + kFile;
}

Result<QList<ChaosReport>> readChaosHistory(FileSystem &fileSystem, const QString &historyDirectory)
{
    const auto runs = fileSystem.list(historyDirectory);
    if (!runs && runs.error().code != ErrorCode::NotFound)
        return failure(runs.error());
    QList<ChaosReport> reports;
    for (const FileInfo &run : runs.value_or(QList<FileInfo>())) {
        // Drill ids have the shape of snapshot ids; nothing else in the directory is ours.
        if (!run.isDirectory || !isSnapshotId(run.name))
            continue;
        const QString file = chaosFile(historyDirectory, {run.name});
        const auto json = fileSystem.readAll(file, limits::kSmallFileBytes);
        const auto report = json ? chaosReportFromJson(*json, file) : failure(json.error());
        if (report && report->id.value == run.name)
            reports.append(*report);
    }
    std::ranges::sort(reports, std::ranges::greater(), [](const ChaosReport &report) { return report.id.value; });
    return reports;
}

Result<ChaosRehearsal> rehearseLosses(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile,
                                      const PracticeRequest &request, const QString &historyDirectory, const ChaosPlan &plan)
{
    LIFEBOAT_ASSIGN(auto cluster, startPractice(control, fileSystem, profile, request));
    ChaosRehearsal rehearsal{.report = runChaosDrill(control, fileSystem, *cluster, plan.steps), .file = {}, .troubles = {}};
    rehearsal.report.name = plan.name;
    cluster.reset(); // lets go of its lock
    const auto stopped = stopPractice(control, fileSystem, profile, request.directory);
    keep(fileSystem, historyDirectory, rehearsal);
    if (!stopped)
        rehearsal.troubles.append(stopped.error());
    return rehearsal;
}

Result<ChaosRehearsal> rehearseLossesHere(const JobControl &control, FileSystem &fileSystem, const QString &directory,
                                          const QString &daemon, const QString &historyDirectory)
{
    LIFEBOAT_ASSIGN(const auto cluster, PracticeCluster::open(fileSystem, directory, daemon));
    LIFEBOAT_TRY(cluster->heal(control));
    ChaosRehearsal rehearsal{.report = runChaosDrill(control, fileSystem, *cluster), .file = {}, .troubles = {}};
    keep(fileSystem, historyDirectory, rehearsal);
    if (const auto healed = cluster->heal(control); !healed && healed.error().code != ErrorCode::Canceled)
        rehearsal.troubles.append(healed.error());
    return rehearsal;
}

} // namespace lifeboat
