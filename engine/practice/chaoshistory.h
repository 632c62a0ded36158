// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/practice/chaosplan.h"
#include "engine/practice/chaosreport.h"
#include "engine/practice/practiceprofile.h"

namespace lifeboat {

/// Path of a chaos drill's report in the directory of a history.
QString chaosFile(const QString &historyDirectory, const DrillId &id);

/// Writes chaos.json into `directory`, which is made if need be: its path.
Result<QString> writeChaosReport(FileSystem &fileSystem, const QString &directory, const ChaosReport &report);

/// Newest first; unreadable and misplaced ones are left out. An absent directory is an empty history.
Result<QList<ChaosReport>> readChaosHistory(FileSystem &fileSystem, const QString &historyDirectory);

/// What a chaos drill left behind.
struct ChaosRehearsal
{
    ChaosReport report;
    QString file; ///< where it is kept; empty: it is not
    QList<Error> troubles; ///< why not, and why the cluster could not be ended
};

/// A whole chaos drill, of a plan if there is one (its nodes and files are the request's to say): starts a practice cluster as startPractice does, runs the drill, ends the cluster whatever happened, and
/// keeps the report in `historyDirectory`. Errors of startPractice, with nothing kept.
Result<ChaosRehearsal> rehearseLosses(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile,
                                      const PracticeRequest &request, const QString &historyDirectory,
                                      const ChaosPlan &plan = {});

/// The same on the practice cluster that runs: what was done to it is healed first, and after the drill its nodes and its
/// workload are started again. Errors of PracticeCluster::open and heal, with nothing kept.
Result<ChaosRehearsal> rehearseLossesHere(const JobControl &control, FileSystem &fileSystem, const QString &directory,
                                          const QString &daemon, const QString &historyDirectory);

} // namespace lifeboat
