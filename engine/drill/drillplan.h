// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/duration.h"
#include "engine/base/filesystem.h"
#include "engine/snapshot/restorer.h"

namespace lifeboat {

/// At least this many rows.
struct RowsAssertion
{
    QString table;
    quint64 minimum = 0;

    bool operator==(const RowsAssertion &) const = default;
};

/// The first column of the query's first row, as text, equals `expected`.
struct SqlAssertion
{
    QString name; ///< for the report; the query itself if empty
    QString query; ///< one SELECT; the database is opened read-only
    QString expected;

    bool operator==(const SqlAssertion &) const = default;
};

/// What a drill restores and what must hold afterwards. The TOML form is described in PLAN.md
/// beside this file.
struct DrillPlan
{
    QString name; ///< for history and reports; a run calls it by the database's name if empty
    QString archive; ///< one archive; or, if empty:
    QString store; ///< a directory, of which the newest intact archive is taken
    Integrity integrity = Integrity::Quick;
    QList<RowsAssertion> rows;
    QList<SqlAssertion> sql;
    std::optional<std::chrono::milliseconds> maxRto;
    std::optional<std::chrono::milliseconds> maxRpo;

    bool operator==(const DrillPlan &) const = default;
};

/// Reads a plan; relative paths in it are relative to `directory`. PlanInvalid names the line or
/// key: unknown keys, wrong types, both or neither of archive and store, an assertion without query
/// or expectation, keys nested beyond reason. LimitExceeded above 2 MiB.
Result<DrillPlan> planFromToml(QByteArrayView toml, const QString &directory);

/// The plan as planFromToml reads it.
QByteArray toToml(const DrillPlan &plan);

/// NotFound, LimitExceeded (above 256 KiB), PlanInvalid.
Result<DrillPlan> readPlan(FileSystem &fileSystem, const QString &path);

} // namespace lifeboat
