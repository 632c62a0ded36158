// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/sidecar.h"
#include "engine/drill/drillplan.h"
#include "engine/snapshot/restorer.h"

/// The lifeboatctl command that does the same as an action of the console, ready to paste into a shell.
namespace lifeboat::ui::command {

QString take(const QString &database, const QString &store, int level = SegmentEncoder::kDefaultLevel);
QString list(const QString &store);
QString show(const QString &archive);
QString verify(const QString &archive, Depth depth);
// On nodes of a cluster; no node: on all of them; an empty state: each node's first.
QString takeOnNodes(const QString &cluster, const QStringList &nodes, const QString &state);
QString listOnNodes(const QString &cluster);
QString verifyOnNode(const QString &snapshot, const QString &cluster, const QString &node, const QString &state,
                     Depth depth);
QString fetch(const QString &snapshot, const QString &cluster, const QString &node);
/// `confirmation`: empty if nothing is replaced.
QString restore(const QString &archive, const QString &target, const QString &confirmation, bool force,
                Integrity integrity);
QString drill(const QString &archive);
QString drillStore(const QString &store);
/// Empty if the plan asserts more than a command line without a plan file can say.
QString drill(const DrillPlan &plan);
QString drillPlan(const QString &planFile);
QString drillSample();
QString chaosDrill();

} // namespace lifeboat::ui::command
