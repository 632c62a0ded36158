// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/jobs/jobcontrol.h"
#include "engine/snapshot/walindex.h"

#include <memory>
#include <vector>

namespace lifeboat {

/// The pages of one commit that stand in the write-ahead log: for each the newest frame up to that commit
/// (sqlite.org/fileformat2.html, section 4). Immutable once made; any thread may read.
class WalOverlay
{
public:
    /// No pages: the main file alone is the commit.
    WalOverlay() = default;

    /// Reads frame headers 1 to `commit.maxFrame` of the log at `path`. The caller keeps a read transaction of that
    /// commit open, so that these frames stay as they are. DatabaseCorrupt if the log is not the index's;
    /// Canceled.
    static Result<WalOverlay> read(const JobControl &control, FileSystem &fileSystem, const QString &path,
                                   const WalIndex &commit, qint64 pageSize);

    /// True if page `page` (counted from 1) is in the log.
    bool contains(quint32 page) const;

    /// Puts the overlay's pages over `pages`, which begins with page `firstPage` (counted from 1).
    Result<> apply(quint32 firstPage, std::span<char> pages) const;

    bool isEmpty() const { return m_frames.empty(); }

private:
    struct PageFrame {
        quint32 page = 0;
        quint32 frame = 0; ///< counted from 1
    };

    qint64 frameOffset(quint32 frame) const;

    std::unique_ptr<File> m_wal;
    qint64 m_pageSize = 0;
    std::vector<PageFrame> m_frames; ///< one a page, by page
};

} // namespace lifeboat
