// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/base/ids.h"
#include "engine/state/livedatabase.h"
#include "engine/state/managedstate.h"

namespace lifeboat {

/// The node this machine keeps for rehearsals: its own directory with one restored state
/// ("state.db"), its position
/// ("fsm_state.json") and the node map ("nodes.json"). Locked while in use, by the file "lock". One
/// thread at a time.
class EmbeddedNode
{
public:
    /// Opens the node's directory, making it if need be. Locked if another process is using it.
    static Result<std::unique_ptr<EmbeddedNode>> open(FileSystem &fileSystem,
                                                      const QString &directory);

    /// Where a restore puts the state.
    QString statePath() const;

    /// Removes the state and everything beside it, so that the next restore starts from nothing.
    Result<> clear();

    /// Opens a managed state as a node on a server does, any other read-only, and reads its position. NotFound without a
    /// state; as ManagedState::open.
    Result<> start();

    /// Of the started node: none for a foreign state.
    std::optional<Position> position() const { return m_position; }
    Connection &connection() { return *m_connection; }

private:
    EmbeddedNode(FileSystem &fileSystem, QString directory, std::unique_ptr<File> lock);
    void stop();

    FileSystem &m_fileSystem;
    const QString m_directory;
    std::unique_ptr<File> m_lock;
    std::unique_ptr<ManagedState> m_state; ///< none for a foreign state
    std::unique_ptr<Connection> m_connection;
    std::optional<Position> m_position;
};

} // namespace lifeboat
