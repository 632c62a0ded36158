// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/posixfilesystem.h"
#include "engine/drill/drillrunner.h"
#include "engine/snapshot/take.h"
#include "tests/support/expect.h"
#include "tests/support/manualclock.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

namespace lifeboat::test {

/// Where a drill can be held: a small database, a store, an embedded node's directory, a history, a clock that stands.
class DrillBench
{
public:
    /// Makes the database anew and takes a snapshot of it into the store, the clock having moved on by a second.
    TakenSnapshot take(const SampleSpec &spec = {});

    /// A snapshot of the database as it stands.
    TakenSnapshot takeAgain();

    /// What holds in every snapshot of the sample database: integrity, two row counts, two queries, RTO and RPO.
    DrillPlan plan(const QString &archive) const;
    DrillPlan storePlan() const;

    DrillRequest request(const DrillPlan &plan) const;
    Result<DrillReport> run(const DrillPlan &plan, const StageListener &listener = {});

    /// What the history keeps, newest first.
    QList<DrillReport> history();

    QString database() const { return space.path(QStringLiteral("accounts.db")); }
    QString store() const { return space.path(QStringLiteral("store")); }
    QString node() const { return space.path(QStringLiteral("node")); }

    const Workspace space;
    PosixFileSystem fileSystem;
    ManualClock clock;
    UnwatchedControl control;
};

/// "find done, verify failed, restore waiting, ..."
QString describe(const QList<DrillStage> &stages);

/// The subjects or kinds of assertions that do not hold.
QStringList broken(const DrillReport &report);

/// A report in which every field says something; `text` stands wherever a text can come from outside.
DrillReport reportWith(const QString &text);

/// Every field of the report as text, for comparison.
QStringList fieldsOf(const DrillReport &report);

} // namespace lifeboat::test
