// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/restorer.h"
#include "engine/snapshot/take.h"
#include "engine/state/livedatabase.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

namespace lifeboat::test {

/// A workspace with a snapshot of a sample database and an empty directory "node" to restore into.
struct RestoreFixture {
    Workspace space;
    QString archive;
    QString target;
    SampleContent snapshot; ///< what the snapshot holds

    explicit RestoreFixture(const SampleSpec &spec = {.position = {}, .marker = QStringLiteral("snapshot")})
    {
        using namespace Qt::StringLiterals;
        const QString source = space.path(u"source.db"_s);
        target = space.makeDirectory(u"node"_s) + u"/state.db"_s;
        archive = takeFrom(source, spec);
        snapshot = contentOf(source);
    }

    /// Makes a database at `source` and takes a snapshot of it; returns the archive.
    QString takeFrom(const QString &source, const SampleSpec &spec) const
    {
        using namespace Qt::StringLiterals;
        makeDatabase(source, spec);
        FaultyFileSystem fileSystem;
        UnwatchedControl control;
        const QJsonObject nodes{{u"peer"_s, QJsonObject{{u"address"_s, u"10.0.0.2"_s}}}};
        return ok(takeSnapshot(control, {.database = source, .store = space.makeDirectory(u"store"_s), .node = {u"n"_s}, .nodeMap = nodes}, fileSystem)).path;
    }

    Result<RestoreOutcome> restore(FileSystem &fileSystem, bool force = false) const
    {
        UnwatchedControl control;
        return restore(fileSystem, control, force);
    }

    Result<RestoreOutcome> restore(FileSystem &fileSystem, JobControl &control, bool force = false) const
    {
        RestoreRequest request;
        request.archive = archive;
        request.target = target;
        request.confirmedName = fileNameOf(target);
        request.force = force;
        request.threads = 2;
        return runRestore(control, request, fileSystem);
    }

    Result<RestorePlan> plan(FileSystem &fileSystem, bool force = false) const
    {
        UnwatchedControl control;
        return planRestore(control, {.archive = archive, .target = target, .force = force}, fileSystem);
    }

    QStringList nodeFiles() const { return space.names(QStringLiteral("node")); }
};

/// A managed sample at `index` of `lineage`.
inline SampleSpec managed(quint64 index, const QString &marker, const QString &lineage = QStringLiteral("lineage-a"))
{
    return {.position = Position{{lineage}, index}, .marker = marker};
}

inline SampleSpec foreign(const QString &marker)
{
    return {.position = {}, .marker = marker};
}

} // namespace lifeboat::test
