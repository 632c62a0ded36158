// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/console.h"
#include "engine/drill/drillhistory.h"

namespace lifeboat::cli {

/// "Forecast  RTO 0.42 s (0.38 s to 0.51 s, from 4 earlier runs)", or that there is none yet.
QString forecastLine(const std::optional<Forecast> &forecast);

/// Stages with measured times, assertions, RTO and RPO, verdict and where the report is.
void describe(const Console &console, const DrillReport &report, const QString &htmlPath);

} // namespace lifeboat::cli
