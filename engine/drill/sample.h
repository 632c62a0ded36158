// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/base/filesystem.h"
#include "engine/drill/drillplan.h"
#include "engine/jobs/jobcontrol.h"

#include <functional>

namespace lifeboat {

/// The sample: a database of an order desk that is really written, row by row, in WAL mode. Accounts hold a total
/// that no transfer changes, so any torn snapshot shows.
struct Sample {
    QString database; ///< "<directory>/orders.db"
    QString store; ///< "<directory>/snapshots"
    DrillPlan plan; ///< what must hold in every snapshot of it
};

/// Makes the database in `directory` anew (about 24 MB), or keeps an existing one in which all holds that the plan
/// asserts. Locked while another process makes it; DatabaseBusy if somebody keeps that from being found out.
Result<Sample> makeSample(JobControl &control, FileSystem &fileSystem, const QString &directory);

/// Goes on writing transfers and orders to a sample database until `control` is cancelled or `parentPipe` (a file
/// descriptor, -1 for none) reads end-of-file. Runs in a process of its own. Returns the commits done; never gives up
/// on a busy database before its timeout.
Result<qint64> writeSampleLoad(JobControl &control, const QString &database, int parentPipe);

/// Returns once a commit of another connection was seen in `database`: from then on a snapshot is taken under load.
/// `goesOn` waits a moment and says whether the writer still lives. Unexpected if it does not, or after 10 seconds;
/// Canceled; what SQLite says of the database.
Result<> waitForCommit(const JobControl &control, const QString &database, const std::function<bool()> &goesOn,
                       const Clock &clock = SystemClock::instance());

/// Removes all but the five newest snapshots of the sample, with their sidecars. What cannot be removed stays.
void removeOldSamples(FileSystem &fileSystem, const Sample &sample);

} // namespace lifeboat
