// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/archivereader.h"
#include "engine/jobs/jobcontrol.h"

namespace lifeboat {

/// The file a restore writes before it takes the target's place: "<dir>/.<name>.restoring", beside it
/// "<…>.json" naming the archive it is of. Survives a kill: the next restore of the same archive compares what is
/// there with the page index and decodes only segments that do not match. It is locked while in use.
class Staging
{
public:
    /// Makes the staging of `target` for the archive, or takes over what an interrupted restore of the very same
    /// archive left; leftovers of another archive are discarded. Space is reserved at once: DiskFull comes here.
    /// Locked: another restore to this target is running.
    /// The note names `operation` as the one at work.
    static Result<std::unique_ptr<Staging>> open(FileSystem &fileSystem, const QString &target,
                                                 const ArchiveSummary &archive, const QString &operation = {});

    /// Removes what a restore killed after its last step left at the target; leaves a staging that can be resumed.
    static Result<> tidy(FileSystem &fileSystem, const QString &target);

    /// True if the staging of `operation` has become the target.
    static bool becameTarget(FileSystem &fileSystem, const QString &target, const QString &operation);

    /// True if a staging of that archive was left at the target.
    static bool belongsTo(FileSystem &fileSystem, const QString &target, const QByteArray &manifestDigest);

    /// True if a restore to the target is writing its staging. Never in a process that has the target open: see the
    /// descriptor rule of LiveDatabase.
    static bool isInUse(FileSystem &fileSystem, const QString &target);

    QString path() const { return m_file->path(); }
    File &file() { return *m_file; }

    /// True if segments may already be there.
    bool isResumed() const { return m_resumed; }

    /// Deletes staging and note.
    void discard();

private:
    Staging(FileSystem &fileSystem, QString notePath)
        : m_fileSystem(fileSystem)
        , m_notePath(std::move(notePath))
    {
    }

    FileSystem &m_fileSystem;
    const QString m_notePath;
    std::unique_ptr<File> m_file;
    bool m_resumed = false;
};

} // namespace lifeboat
