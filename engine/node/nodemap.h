// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/nodeconfig.h"

#include <mutex>

namespace lifeboat {

/// The nodes a node knows: those of its configuration, and those that restored snapshots taught it ("nodes.json" in its
/// directory). Where both know one, the configuration counts; of itself a node is told nothing. Any thread.
class NodeMap
{
public:
    /// Both outlive it.
    NodeMap(const NodeConfig &config, FileSystem &fileSystem);

    /// Name -> {"address"}, which those that are only known to be there do not have.
    QJsonObject peers() const;

    /// The same, and this node.
    QJsonObject all() const;

    /// Why what was learnt is not told: NoteInvalid…
    std::optional<Error> trouble() const;

private:
    /// What the file held when it was read last.
    struct Learnt
    {
        QJsonObject nodes;
        std::optional<Error> trouble;
    };
    Learnt learnt() const;

    const NodeConfig &m_config;
    FileSystem &m_fileSystem;
    const QString m_path;
    mutable std::mutex m_mutex; ///< guards what follows
    mutable std::optional<FileInfo> m_read; ///< the file as it was then; none: not read
    mutable Learnt m_learnt;
};

} // namespace lifeboat
