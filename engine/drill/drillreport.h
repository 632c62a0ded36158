// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/archivereader.h"
#include "engine/archive/origin.h"
#include "engine/drill/drillplan.h"

namespace lifeboat {

enum class DrillStep {
    Find, ///< the snapshot is chosen and its manifest read
    Verify, ///< every member compared with its SHA-256
    Restore, ///< decoded, compared page by page, written, synced and checked by SQLite in the embedded node's directory
    Start, ///< the embedded node opens its state and reads its position
    Assert, ///< assertions about the data
};

enum class StepState { Waiting, Running, Done, Failed };

/// One stage of a run, with measured times.
struct DrillStage {
    DrillStep step = DrillStep::Find;
    StepState state = StepState::Waiting;
    std::chrono::milliseconds begin{}; ///< after the drill's start
    std::chrono::milliseconds time{};
    qint64 bytes = 0; ///< handled in this stage; 0 where that means nothing
    std::optional<Error> error;
};

enum class AssertionKind { Integrity, Rows, Sql, Rto, Rpo };

/// One assertion and what was found.
struct AssertionOutcome {
    AssertionKind kind = AssertionKind::Integrity;
    QString subject; ///< table, name of the query, or empty
    QString expected; ///< "ok", "120000", "10s"
    QString found; ///< the same in what was found; empty if it could not be looked at
    bool holds = false;
    std::optional<Error> error; ///< why it could not be looked at
};

/// What was expected of the RTO before the run, from earlier runs.
struct Forecast {
    std::chrono::milliseconds expected{};
    std::chrono::milliseconds low{};
    std::chrono::milliseconds high{};
    int runs = 0; ///< it rests on
};

enum class Verdict { Passed, Failed };

/// A run of a drill: what was rehearsed, what was measured, what held.
struct DrillReport {
    DrillId id;
    DrillPlan plan;
    QDateTime startedAt; ///< UTC
    QString host;
    QString toolVersion;
    QString archivePath;
    std::optional<Origin> origin; ///< of an archive that was fetched from a node
    std::optional<ArchiveSummary> archive; ///< none if no manifest could be read
    QList<DrillStage> stages;
    QList<AssertionOutcome> assertions;
    std::optional<std::chrono::milliseconds> rto; ///< from start until asserted; none if the drill did not get there
    std::optional<std::chrono::milliseconds> rpo; ///< from the snapshot's moment to the drill's start; none if
                                                  ///< that is dated ahead, or the snapshot did not come back
    std::optional<Forecast> forecast;
    std::optional<Position> position; ///< of the embedded node after the restore
    qint64 restoredBytes = 0;
    double bytesPerSecond = 0; ///< of the restore stage
    qint64 peakMemoryBytes = 0; ///< of this process so far
    int threads = 0;
    Verdict verdict = Verdict::Failed;
    std::optional<Error> failure; ///< what ended the drill before its assertions

    int heldAssertions() const;
};

/// report.json. `drillReportFromJson(toJson(r))` gives r back.
QByteArray toJson(const DrillReport &report);

/// Reads what toJson wrote; `path` is for errors, and what paths in the plan are relative to. Never Passed where an
/// assertion does not hold. NoteInvalid, what manifestFromJson and planFromToml say of the manifest and plan in it.
Result<DrillReport> drillReportFromJson(QByteArrayView json, const QString &path);

/// report.html: one file, no scripts, nothing loaded from elsewhere, light and dark.
QByteArray toHtml(const DrillReport &report);

/// report.xml: JUnit; a test case for each stage and each assertion.
QByteArray toJUnit(const DrillReport &report);

} // namespace lifeboat
