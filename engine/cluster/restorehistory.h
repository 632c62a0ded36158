// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterrestore.h"
#include "engine/operations/operation.h"

namespace lifeboat {

/// A restore or undo of several nodes that is over, as its report tells of it. A value.
struct PastRestore
{
    ClusterRestoreRequest request; ///< cluster, snapshot and state; all of it where the report has "request"
    bool isUndo = false;
    QDateTime startedAt, endedAt; ///< UTC; may be invalid
    QList<NodeRestore> nodes;
    QJsonObject report; ///< as it was kept
};

/// Reads a report as ClusterRestore::report makes it, with "undo" added by who kept it; `path` is
/// for errors. NoteInvalid.
Result<PastRestore> pastRestoreFrom(const QJsonObject &report, const QString &path);

/// Reports that are kept in a directory; the oldest are removed.
inline constexpr int kKeptRestores = 200;

/// Keeps a report as a file of its own in `directory`, which is made if need be. NoteInvalid for
/// one that readRestores would not read, DiskFull…: the others stay. `operation`: of which it is the one report, in place of one
/// that was kept before; empty: it is another one.
Result<> keepRestore(FileSystem &fileSystem, const QString &directory, const QJsonObject &report,
                     const QDateTime &now, const OperationId &operation = {});

/// Newest first; unreadable ones are left out. An absent directory is an empty history.
Result<QList<PastRestore>> readRestores(FileSystem &fileSystem, const QString &directory);

} // namespace lifeboat
