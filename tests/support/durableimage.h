// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

#include <map>
#include <optional>

namespace lifeboat::test {

/// What a disk would still hold after a loss of power: of each file the content at its last sync, of each watched
/// directory the names at its last sync. Files nobody wrote through the seam count as durable as they are.
class DurableImage
{
public:
    explicit DurableImage(FileSystem &real)
        : m_real(real)
    {
    }

    /// Everything in `directory` is durable now, and followed from now on.
    void watch(const QString &directory);

    /// To be told before it happens.
    void willWrite(const QString &path, bool created);

    /// To be told after it happened.
    void synced(const QString &path);
    void syncedDirectory(const QString &directory);

    /// Makes the watched directories hold what is durable and nothing else.
    void lose();

private:
    using Key = std::pair<quint64, quint64>;
    struct Node {
        std::unique_ptr<File> handle; ///< keeps the inode number from being used again
        std::optional<QByteArray> durable; ///< none: as it is
    };

    std::optional<Key> keyOf(const QString &path);
    Key follow(const QString &path);
    QByteArray contentOf(const Node &node) const;

    FileSystem &m_real;
    std::map<Key, Node> m_nodes;
    std::map<QString, std::map<QString, Key>> m_directories;
};

} // namespace lifeboat::test
