// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/snapshot/walindex.h"

#include <span>
#include <vector>

namespace lifeboat {

/// The pages of a pinned commit that are in the write-ahead log and not, or not surely, in the main file: each with
/// the last frame up to the commit. Frames up to the commit do not change while the pin lives. Const methods may run
/// in several threads at once.
class WalFrames
{
public:
    /// Reads the headers of the frames from `commit.backfilled` to `commit.maxFrame`. DatabaseCorrupt if the file is
    /// not the log of that commit.
    static Result<WalFrames> read(FileSystem &fileSystem, const QString &walPath, const WalIndex &commit, qint64 pageSize);

    bool isEmpty() const { return m_pages.empty(); }

    /// True if page `number` (the first is 1) is in the log.
    bool contains(qint64 number) const;

    /// Puts the pages of the log over those in `pages`, the first of which is page `first`.
    Result<> overlay(qint64 first, std::span<char> pages) const;

private:
    struct Page {
        quint32 number = 0;
        quint32 frame = 0;
    };

    std::unique_ptr<File> m_file;
    std::vector<Page> m_pages; ///< by number
    qint64 m_pageSize = 0;
};

} // namespace lifeboat
