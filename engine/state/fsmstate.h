// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/base/ids.h"

#include <QJsonObject>

namespace lifeboat {

/// `fsm_state.json` beside a state: what was last restored there. For "state.db" it has just that name, beside
/// another database "<database>.fsm_state.json". It is a note, not the truth: a managed state's position is in its
/// own database; for a foreign one the note counts only while the file is untouched since.
struct FsmState {
    std::optional<Position> position; ///< lastAppliedIndex and lineage; none for a foreign state
    SnapshotId snapshot; ///< empty after an undo
    SnapshotId undone; ///< whose restore was taken back, after an undo
    QByteArray contentDigest; ///< hex
    QDateTime restoredAt; ///< UTC
    QString operation; ///< that restored it or took the restore back; empty where none was named
    qint64 fileSize = 0; ///< the restored file as it was left
    qint64 modifiedNs = 0;
    quint64 inode = 0;

    /// True if `file` is what the restore left, byte for byte as far as the file system can tell.
    bool describes(const FileInfo &file) const
    {
        return file.size == fileSize && file.modifiedNs == modifiedNs && file.inode == inode;
    }

    bool operator==(const FsmState &) const = default;
};

QString fsmStatePath(const QString &databasePath);

/// "nodes.json" beside a state.
QString nodeMapPath(const QString &databasePath);

/// NotFound on first boot; NoteInvalid if it is not one.
Result<FsmState> readFsmState(FileSystem &fileSystem, const QString &databasePath);

/// Replaced atomically.
Result<> writeFsmState(FileSystem &fileSystem, const QString &databasePath, const FsmState &state);

/// Adds the nodes of `snapshotNodes` this directory does not know to `nodes.json` beside the database: connectivity
/// heals even when a restore is skipped. Where both know a node, the local entry is newer and stays, unless it is empty.
/// Returns how many were added; writes nothing when none is. NoteInvalid if the local map is none, LimitExceeded if it
/// would get too large to be read: it stays as it is.
Result<int> mergeNodeMap(FileSystem &fileSystem, const QString &databasePath, const QJsonObject &snapshotNodes);

/// The local node map; empty on first boot.
Result<QJsonObject> readNodeMap(FileSystem &fileSystem, const QString &databasePath);

} // namespace lifeboat
