// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/drillhistory.h"

#include "engine/base/limits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

DrillFiles filesIn(const QString &directory)
{
    return {.directory = directory,
            .json = directory + u"/report.json"_s,
            .html = directory + u"/report.html"_s,
            .junit = directory + u"/report.xml"_s};
}

} // namespace

DrillFiles drillFiles(const QString &historyDirectory, const DrillId &id)
{
    return filesIn(historyDirectory + u'/' + id.value);
}

Result<> writeReports(FileSystem &fileSystem, const QString &directory, const DrillReport &report)
{
    const DrillFiles files = filesIn(directory);
    const QByteArray json = toJson(report);
    if (json.size() > limits::kSmallFileBytes)
        return failure(ErrorCode::LimitExceeded, files.json, u"%1 bytes, at most %2"_s.arg(json.size()).arg(limits::kSmallFileBytes));
    LIFEBOAT_TRY(drillReportFromJson(json, files.json));
    LIFEBOAT_TRY(fileSystem.makeDirectory(directory));
    // The directory's own name must survive a loss of power as its files do.
    LIFEBOAT_TRY(fileSystem.syncDirectory(directoryOf(directory)));
    LIFEBOAT_TRY(fileSystem.writeAtomically(files.html, toHtml(report)));
    LIFEBOAT_TRY(fileSystem.writeAtomically(files.junit, toJUnit(report)));
    return fileSystem.writeAtomically(files.json, json);
}

Result<DrillReport> readDrill(FileSystem &fileSystem, const QString &historyDirectory, const DrillId &id)
{
    const DrillFiles files = drillFiles(historyDirectory, id);
    LIFEBOAT_ASSIGN(const QByteArray json, fileSystem.readAll(files.json, limits::kSmallFileBytes));
    LIFEBOAT_ASSIGN(DrillReport report, drillReportFromJson(json, files.json));
    // It would send its reader to files that are not its own.
    if (report.id != id)
        return failure(ErrorCode::NoteInvalid, files.json, report.id.value);
    return report;
}

Result<> removeUnfinished(FileSystem &fileSystem, const QString &historyDirectory, const DrillId &id)
{
    const QString directory = drillFiles(historyDirectory, id).directory;
    const auto files = fileSystem.list(directory);
    if (!files)
        return files.error().code == ErrorCode::NotFound ? Result<>() : failure(files.error());
    for (const FileInfo &file : *files) {
        if (file.isFile)
            LIFEBOAT_TRY(fileSystem.removeIfPresent(directory + u'/' + file.name));
    }
    return {};
}

Result<QList<DrillReport>> readHistory(FileSystem &fileSystem, const QString &historyDirectory)
{
    const auto runs = fileSystem.list(historyDirectory);
    if (!runs) {
        if (runs.error().code == ErrorCode::NotFound)
            return QList<DrillReport>();
        return failure(runs.error());
    }
    QList<DrillReport> reports;
    for (const FileInfo &run : *runs) {
        // Drill ids have the shape of snapshot ids; nothing else in the directory is ours.
        if (!run.isDirectory || !isSnapshotId(run.name))
            continue;
        if (auto report = readDrill(fileSystem, historyDirectory, {run.name}))
            reports.append(std::move(*report));
    }
    std::ranges::sort(reports, std::ranges::greater(), [](const DrillReport &report) { return report.id.value; });
    return reports;
}

std::optional<Forecast> forecastRto(const QList<DrillReport> &history, qint64 rawBytes)
{
    constexpr qsizetype kNewest = 20;
    constexpr qsizetype kEnoughForSpread = 3;
    // Every run has work that does not grow with size; below this the times say nothing of the rate.
    constexpr double kFixedBytes = 64e6;
    std::vector<double> predictions;
    for (const DrillReport &report : history) {
        if (!report.rto || report.restoredBytes <= 0)
            continue;
        const double scale = (double(rawBytes) + kFixedBytes) / (double(report.restoredBytes) + kFixedBytes);
        predictions.push_back(double(report.rto->count()) * scale);
        if (std::ssize(predictions) == kNewest)
            break;
    }
    if (predictions.empty())
        return std::nullopt;
    std::ranges::sort(predictions);
    const size_t count = predictions.size();
    const double median = count % 2 == 1 ? predictions[count / 2] : (predictions[count / 2 - 1] + predictions[count / 2]) / 2;
    const bool spread = std::ssize(predictions) >= kEnoughForSpread;
    const double low = spread ? predictions.front() : median / 2;
    const double high = spread ? predictions.back() : median * 2;
    const auto milliseconds = [](double time) { return std::chrono::milliseconds(qint64(time)); };
    return Forecast{milliseconds(median), milliseconds(low), milliseconds(high), int(count)};
}

} // namespace lifeboat
