// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/manifest.h"
#include "engine/archive/segmentcodec.h"
#include "engine/archive/tarlayout.h"
#include "engine/base/filesystem.h"
#include "engine/jobs/jobcontrol.h"

#include <memory>

namespace lifeboat {

/// What identifies an archive without reading it whole.
struct ArchiveSummary {
    Manifest manifest;
    qint64 archiveBytes = 0; ///< size of the file
    QByteArray digest; ///< SHA-256 of SHA256SUMS, hex: one name for every byte of the archive; empty from a summary read
    QByteArray manifestDigest; ///< SHA-256 of manifest.json, hex
};

/// Reads archives that may be damaged, truncated or made to harm. `open` checks everything but the members' bytes;
/// each read checks what it reads. Const methods may run in several threads at once.
class ArchiveReader
{
public:
    /// Checks the tar's structure (every header, padding and the end mark), member names and order, the manifest and
    /// its digest, and SHA256SUMS. Reads headers and the three small members only.
    static Result<std::unique_ptr<ArchiveReader>> open(FileSystem &fileSystem, const QString &path);

    /// Manifest and file size in constant time, however large the archive: reads the manifest and the places at the
    /// end where a whole archive must have SHA256SUMS and its end mark. Finds cut files and damaged manifests.
    static Result<ArchiveSummary> readSummary(FileSystem &fileSystem, const QString &path);

    const Manifest &manifest() const { return m_summary.manifest; }
    const ArchiveSummary &summary() const { return m_summary; }
    QString path() const { return m_file->path(); }

    /// Compares every member with its SHA-256, on `workers` threads. Reports `Verifying` by stored bytes.
    Result<> verifyMembers(JobControl &control, int workers) const;

    /// For whoever just wrote the archive: compares the stored bytes of every segment with `hashes`, the XXH3-128 of what
    /// was to be written, 16 bytes a segment, and index.bin with its SHA-256, on `workers` threads. Finds what became of
    /// the bytes on their way as surely as verifyMembers and at a tenth of its cost, but proves nothing to others.
    Result<> verifyWritten(JobControl &control, int workers, QByteArrayView hashes) const;

    /// Reads segment `number` into `frame`, checked against its SHA-256.
    Result<> readFrame(qint64 number, QByteArray &frame) const;

    /// readFrame, then decodes into `pages` (manifest().segmentSize(number) bytes) and compares every page with the
    /// page index: PageMismatch names the page.
    Result<> readSegment(qint64 number, SegmentDecoder &decoder, QByteArray &frame, std::span<char> pages) const;

    /// The page hashes of segment `number`, 16 bytes a page. Trust them after verifyIndex.
    Result<QByteArray> pageHashes(qint64 number) const;

    /// Compares index.bin with its SHA-256.
    Result<> verifyIndex(const JobControl &control) const;

    /// Uncompressed bytes of segment `number`; segment `number` covers the state from number * segmentBytes on.
    qint64 segmentSize(qint64 number) const { return manifest().segmentSize(number); }

private:
    ArchiveReader(std::unique_ptr<File> file)
        : m_file(std::move(file))
    {
    }
    Result<> readStructure();
    Result<> readSums();
    Result<> checkMember(const JobControl &control, qsizetype member) const;

    std::unique_ptr<File> m_file;
    ArchiveSummary m_summary;
    QList<tar::Member> m_members; ///< manifest, segments, index, sums
    QByteArray m_digests; ///< 64 hex digits per member but SHA256SUMS, in member order
};

} // namespace lifeboat
