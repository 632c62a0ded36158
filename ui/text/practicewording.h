// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/practice/chaosreport.h"

/// Practice clusters and chaos drills in words for people, once for the console and lifeboatctl.
namespace lifeboat::text {

/// "n1 led and was killed; n2 took over after 3.20 s (limit 4.50 s)"
QString takeover(const Takeover &takeover, std::chrono::milliseconds limit);

/// "3 nodes joined by a nats-server"
QString practiceMeans(int nodes, bool usesNats);

/// A line of a report.
struct ChaosFact
{
    QString label; ///< empty: more of the one before
    QString value;
    std::optional<bool> isGood{}; ///< nothing: a fact that decides nothing
};

/// What a chaos drill found, without its verdict.
QList<ChaosFact> chaosFacts(const ChaosReport &report);

/// "passed, after 15.2 s"
QString chaosVerdict(const ChaosReport &report);

} // namespace lifeboat::text
