// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/console.h"
#include "engine/drill/drillplan.h"

namespace lifeboat::cli {

struct Rehearsal
{
    DrillPlan plan;
    QString report; ///< directory for copies of the reports; may be empty
    int threads = 0;
    QJsonObject context; ///< added to the document
    QString subject{}; ///< what the operation is told to work on, where not the plan says it
};

/// Makes sure that reports can be written to `directory`, unless empty: better said before a drill than after it.
Result<> prepareReport(const QString &directory);

/// Says what earlier runs let one expect, runs the drill and prints it.
ExitStatus rehearse(const Console &console, const Rehearsal &rehearsal);

} // namespace lifeboat::cli
