// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"

namespace lifeboat {

/// Paths of one run's files under the history directory.
struct DrillFiles {
    QString directory;
    QString json;
    QString html;
    QString junit;
};
DrillFiles drillFiles(const QString &historyDirectory, const DrillId &id);

/// Writes report.json, report.html and report.xml into `directory`, which is made if need be; report.json last, so
/// that a run is listed only when complete. LimitExceeded, NoteInvalid, PlanInvalid or ManifestInvalid, with nothing
/// written, for a report that readHistory would not read.
Result<> writeReports(FileSystem &fileSystem, const QString &directory, const DrillReport &report);

/// A complete run. NotFound for one without report.json; NoteInvalid for one that names another run; what
/// drillReportFromJson says.
Result<DrillReport> readDrill(FileSystem &fileSystem, const QString &historyDirectory, const DrillId &id);

/// Removes what a run that was killed before its end left of its reports; fine where there is nothing.
Result<> removeUnfinished(FileSystem &fileSystem, const QString &historyDirectory, const DrillId &id);

/// Complete runs, newest first; unreadable and misplaced ones are left out. An absent directory is an empty history.
Result<QList<DrillReport>> readHistory(FileSystem &fileSystem, const QString &historyDirectory);

/// What restoring `rawBytes` would take, from those runs that got to the end: their times scale with size. None
/// without an earlier run. The interval is the spread of at least three runs, else as wide as a factor of two.
std::optional<Forecast> forecastRto(const QList<DrillReport> &history, qint64 rawBytes);

} // namespace lifeboat
