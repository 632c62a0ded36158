// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/drill/drillplan.h"
#include "engine/jobs/jobcontrol.h"

namespace lifeboat {

/// The sample: a database of an order desk that is really written, row by row, in WAL mode. Accounts hold a total
/// that no transfer changes, so any torn snapshot shows.
struct Sample {
    QString database; ///< "<directory>/orders.db"
    QString store; ///< "<directory>/snapshots"
    DrillPlan plan; ///< what must hold in every snapshot of it
};

/// Makes the database in `directory` anew (about 24 MB), or keeps an existing one in which all holds that the plan
/// asserts. DatabaseBusy if somebody keeps that from being found out.
Result<Sample> makeSample(JobControl &control, FileSystem &fileSystem, const QString &directory);

/// Goes on writing transfers and orders to a sample database until `control` is cancelled or `parentPipe` (a file
/// descriptor, -1 for none) reads end-of-file. Runs in a process of its own. Returns the commits done; never gives up
/// on a busy database before its timeout.
Result<qint64> writeSampleLoad(JobControl &control, const QString &database, int parentPipe);

} // namespace lifeboat
