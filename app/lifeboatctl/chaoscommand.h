// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/console.h"
#include "engine/practice/chaosplan.h"

namespace lifeboat::cli {

/// "drill run --practice", and "drill run --plan" of a plan of losses.
struct ChaosOptions
{
    ChaosPlan plan; ///< no steps: the usual ones
    QString report; ///< a directory that gets the report too; empty: none
};

/// Starts a practice cluster, runs the chaos drill on it, ends it whatever happened, tells the report and keeps it.
ExitStatus runChaos(Console &console, const ChaosOptions &options);

} // namespace lifeboat::cli
