// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/archivereader.h"
#include "engine/archive/manifest.h"
#include "engine/archive/segmentcodec.h"
#include "engine/base/digest.h"
#include "engine/base/filesystem.h"
#include "engine/jobs/jobcontrol.h"

#include <memory>

class KTar;

namespace lifeboat {

class FileDevice;
class Writeback;

/// Writes one archive. Members go into "<path>.part", which is locked while we live; only `commit` gives it its
/// name. Destruction without commit deletes the part file and touches nothing else. One thread at a time.
class ArchiveWriter
{
public:
    /// `path` must not exist. `manifest` needs everything but row counts, stored size and content digest, which may
    /// be given at commit.
    static Result<std::unique_ptr<ArchiveWriter>> create(FileSystem &fileSystem, const QString &path,
                                                         const Manifest &manifest);
    ~ArchiveWriter();
    Q_DISABLE_COPY_MOVE(ArchiveWriter)

    /// Permission bits of the archive; until then it is its maker's alone.
    Result<> setMode(quint32 mode);

    /// Appends the next segment.
    Result<> append(const EncodedSegment &segment);

    /// Writes the page index, SHA256SUMS and the final manifest, syncs, opens the file again and verifies it with
    /// `workers` threads, renames it and syncs the directory. Stored size and content digest are filled in here.
    /// Returns the manifest as written. After an error the part file is gone once the writer is destroyed.
    Result<Manifest> commit(JobControl &control, Manifest manifest, int workers);

    /// Of the committed archive, as its verification read it.
    const ArchiveSummary &summary() const { return m_summary; }

private:
    ArchiveWriter(FileSystem &fileSystem, QString path, const Manifest &manifest);
    Result<> begin(const Manifest &manifest);
    Result<> beginMember(QByteArrayView name, qint64 size);
    Result<> writeMember(QByteArrayView name, QByteArrayView bytes);
    Result<QByteArray> writeIndex();

    FileSystem &m_fileSystem;
    const QString m_path;
    const QString m_partPath;
    const qint64 m_manifestSize;
    const qint64 m_segments;
    const QDateTime m_createdAt;
    std::unique_ptr<File> m_file;
    std::unique_ptr<File> m_spool; ///< page hashes until the index is written; has no name
    QString m_spoolPath; ///< the name it still has where removing that failed
    std::unique_ptr<Writeback> m_writeback; ///< until commit syncs
    std::unique_ptr<FileDevice> m_device;
    std::unique_ptr<KTar> m_tar;
    QByteArray m_sums; ///< lines of SHA256SUMS behind the manifest's
    QByteArray m_written; ///< XXH3-128 of each segment's bytes, to compare with what is read back
    qint64 m_appended = 0;
    qint64 m_storedBytes = 0;
    qint64 m_spoolBytes = 0;
    ArchiveSummary m_summary;
    bool m_committed = false;
};

} // namespace lifeboat
