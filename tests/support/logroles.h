// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace lifeboat::test {

// Roles of ChildProcess that work on a shared log of the lineage "shared".

/// append LOG NAME BATCHES SIZE: appends so many batches of so many documents "NAME-<batch>-<number>" to the table
/// "games" and says the last index after each; 0 batches: until told to end or killed.
int playAppend(const QStringList &arguments);

/// await LOG INDEX: says "waiting", and what waitFor gave at last.
int playAwait(const QStringList &arguments);

/// node LOG STATE NAME SEED: appends random changes and replays what all wrote, until told to end or killed. Says its
/// applied index after each round.
int playNode(const QStringList &arguments);

} // namespace lifeboat::test
