// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/jobs/jobcontrol.h"

#include <QList>

namespace lifeboat {

/// The pages of a pinned commit that stand in the WAL and not (or not surely) in the main file. Const methods may run
/// in several threads. The caller's read transaction keeps the WAL's frames where they are.
class WalOverlay
{
public:
    /// No pages: everything is in the main file.
    WalOverlay() = default;

    /// Finds the newest of the first `frames` frames for each page. DatabaseUnsupported if the file is not the WAL
    /// that the index spoke of.
    static Result<WalOverlay> read(const JobControl &control, FileSystem &fileSystem, const QString &walPath,
                                   quint32 frames, qint64 pageSize);

    /// `pages` holds whole pages from byte `offset` of the main file on, of which the first `valid` bytes could be
    /// read there. Puts the WAL's pages over them and returns how many bytes from the start are the commit's.
    Result<qint64> apply(qint64 offset, std::span<char> pages, qint64 valid) const;

private:
    struct Entry {
        quint32 page = 0; ///< from 1
        quint32 frame = 0; ///< from 1
    };

    std::shared_ptr<File> m_file;
    qint64 m_pageSize = 0;
    QList<Entry> m_entries; ///< by page, one each
};

} // namespace lifeboat
