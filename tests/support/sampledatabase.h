// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/base/ids.h"

#include <optional>

namespace lifeboat::test {

/// What a sample database is like. Its accounts hold a total that no transfer changes.
struct SampleSpec {
    int accounts = 100;
    int balance = 1000; ///< of each account
    int pageSize = 4096;
    bool wal = true;
    bool keepWal = false; ///< leaves the last commits in the "-wal", as a killed program would
    qint64 fillerBytes = 0; ///< of incompressible rows besides
    std::optional<Position> position; ///< makes it a managed state
    QString marker; ///< a row by which tests tell states apart
};

void makeDatabase(const QString &path, const SampleSpec &spec = {});

/// "ok", then the sum over all accounts, the marker, SQLite's integrity check: what a state says of itself.
struct SampleContent {
    qint64 sum = 0;
    QString marker;
    QString integrity;
    std::optional<quint64> appliedIndex;

    bool operator==(const SampleContent &) const = default;
};

/// Reads a sample database as any SQLite program would, side files and all.
SampleContent contentOf(const QString &path);

/// Runs SQL in a connection of its own.
void runSql(const QString &path, const QString &sql);
QString askSql(const QString &path, const QString &sql);

} // namespace lifeboat::test
