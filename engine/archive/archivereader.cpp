// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archivereader.h"

#include "engine/archive/layout.h"
#include "engine/base/digest.h"
#include "engine/base/limits.h"
#include "engine/jobs/parallel.h"

#include <QSet>

#include <cstring>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qsizetype kDigestLength = 64;

QString text(QByteArrayView name)
{
    return QString::fromLatin1(name);
}

/// The manifest behind the first header, with its digest.
Result<ArchiveSummary> readManifest(const File &file, const tar::Member &first)
{
    if (QByteArrayView(first.name) != layout::kManifest)
        return failure(ErrorCode::ManifestMisplaced, file.path(), u"the first member is "_s + text(first.name));
    if (first.size > limits::kManifestBytes)
        return failure(ErrorCode::ManifestTooLarge, file.path(), u"%1 bytes"_s.arg(first.size));
    QByteArray json(first.size, Qt::Uninitialized);
    LIFEBOAT_TRY(file.readExactly(first.offset, {json.data(), size_t(json.size())}));
    ArchiveSummary summary;
    LIFEBOAT_ASSIGN(summary.manifest, manifestFromJson(json));
    summary.manifestDigest = Sha256::of(json);
    return summary;
}

/// The member name that must stand at position `index` of an archive of `segments` segments.
QByteArray expectedName(qint64 index, qint64 segments)
{
    if (index == 0)
        return layout::kManifest.toByteArray();
    if (index <= segments)
        return layout::segmentName(index - 1);
    return (index == segments + 1 ? layout::kIndex : layout::kSums).toByteArray();
}

/// Says what is wrong with members that are not the expected ones, in the words of the format.
Error describeDisorder(const QList<tar::Member> &members, qint64 segments, const QString &path)
{
    QSet<QByteArray> found;
    for (const tar::Member &member : members) {
        if (found.contains(member.name))
            return {ErrorCode::MemberDuplicate, text(member.name), path};
        found.insert(member.name);
    }
    QSet<QByteArray> expected;
    for (qint64 i = 0; i < segments + 3; ++i) {
        const QByteArray name = expectedName(i, segments);
        if (!found.contains(name))
            return {ErrorCode::MemberMissing, text(name), path};
        expected.insert(name);
    }
    for (const tar::Member &member : members) {
        if (!expected.contains(member.name))
            return {ErrorCode::MemberUnexpected, text(member.name), path};
    }
    for (qsizetype i = 0; i < members.size(); ++i) {
        if (members[i].name != expectedName(i, segments))
            return {ErrorCode::MemberMisplaced, text(members[i].name), path};
    }
    return {ErrorCode::ArchiveDamaged, path, {}};
}

} // namespace

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(FileSystem &fileSystem, const QString &path)
{
    LIFEBOAT_ASSIGN(auto file, fileSystem.open(path, OpenMode::Read));
    std::unique_ptr<ArchiveReader> reader(new ArchiveReader(std::move(file)));
    LIFEBOAT_TRY(reader->readStructure());
    LIFEBOAT_TRY(reader->readSums());
    return reader;
}

Result<> ArchiveReader::readStructure()
{
    LIFEBOAT_ASSIGN(const FileInfo about, m_file->info());
    tar::SharedFields shared;
    if (about.size == 0)
        return failure(ErrorCode::ArchiveTruncated, m_file->path(), u"the file is empty"_s);
    LIFEBOAT_ASSIGN(const tar::Member first, tar::readMember(*m_file, 0, about.size, shared));
    LIFEBOAT_ASSIGN(m_summary, readManifest(*m_file, first));
    m_summary.archiveBytes = about.size;
    LIFEBOAT_ASSIGN(m_members, tar::readMembers(*m_file, shared));

    const Manifest &manifest = m_summary.manifest;
    const qint64 segments = manifest.segmentCount();
    if (m_members.size() != segments + 3)
        return failure(describeDisorder(m_members, segments, m_file->path()));
    qint64 stored = 0;
    for (qsizetype i = 0; i < m_members.size(); ++i) {
        if (m_members[i].name != expectedName(i, segments))
            return failure(describeDisorder(m_members, segments, m_file->path()));
        if (i >= 1 && i <= segments) {
            if (m_members[i].size > SegmentDecoder::largestFrame(manifest.segmentSize(i - 1)))
                return failure(ErrorCode::SizeContradiction, text(m_members[i].name), u"%1 bytes"_s.arg(m_members[i].size));
            stored += m_members[i].size;
        }
    }
    if (m_members[segments + 1].size != manifest.pageCount * kPageHashBytes)
        return failure(ErrorCode::SizeContradiction, text(layout::kIndex), u"%1 bytes"_s.arg(m_members[segments + 1].size));
    if (stored != manifest.storedBytes)
        return failure(ErrorCode::SizeContradiction, m_file->path(), u"segments have %1 bytes"_s.arg(stored));
    if (tar::modifiedSeconds(shared) != manifest.createdAt.toSecsSinceEpoch())
        return failure(ErrorCode::ArchiveDamaged, m_file->path(), u"header times are not the manifest's"_s);
    return {};
}

Result<> ArchiveReader::readSums()
{
    const tar::Member &member = m_members.last();
    if (member.size != layout::sumsSize(manifest().segmentCount()))
        return failure(ErrorCode::DigestMismatch, text(layout::kSums), u"%1 bytes"_s.arg(member.size));
    QByteArray sums(member.size, Qt::Uninitialized);
    LIFEBOAT_TRY(m_file->readExactly(member.offset, {sums.data(), size_t(sums.size())}));
    m_digests.reserve((m_members.size() - 1) * kDigestLength);
    qsizetype at = 0;
    for (qsizetype i = 0; i + 1 < m_members.size(); ++i) {
        const QByteArray &name = m_members[i].name;
        const QByteArrayView digest = QByteArrayView(sums).sliced(at, kDigestLength);
        const qsizetype length = kDigestLength + 2 + name.size() + 1;
        if (QByteArrayView(sums).sliced(at, length) != layout::sumLine(digest, name))
            return failure(ErrorCode::DigestMismatch, text(layout::kSums), u"no line for "_s + text(name));
        m_digests.append(digest);
        at += length;
    }
    if (QByteArrayView(m_digests).first(kDigestLength) != m_summary.manifestDigest)
        return failure(ErrorCode::DigestMismatch, text(layout::kManifest));
    if (QByteArrayView(m_digests).last(kDigestLength) != manifest().contentDigest)
        return failure(ErrorCode::DigestMismatch, text(layout::kIndex), u"the manifest names another content digest"_s);
    m_summary.digest = Sha256::of(sums);
    return {};
}

Result<ArchiveSummary> ArchiveReader::readSummary(FileSystem &fileSystem, const QString &path)
{
    LIFEBOAT_ASSIGN(const auto file, fileSystem.open(path, OpenMode::Read));
    LIFEBOAT_ASSIGN(const FileInfo about, file->info());
    if (about.size == 0)
        return failure(ErrorCode::ArchiveTruncated, path, u"the file is empty"_s);
    tar::SharedFields shared;
    LIFEBOAT_ASSIGN(const tar::Member first, tar::readMember(*file, 0, about.size, shared));
    LIFEBOAT_ASSIGN(ArchiveSummary summary, readManifest(*file, first));
    summary.archiveBytes = about.size;

    const qint64 size = layout::sumsSize(summary.manifest.segmentCount());
    const qint64 padded = (size + tar::kBlock - 1) / tar::kBlock * tar::kBlock;
    const qint64 header = about.size - tar::kEndMark - padded - tar::kBlock;
    const auto sums = header > 0 ? tar::readMember(*file, header, about.size, shared)
                                 : Result<tar::Member>(failure(ErrorCode::ArchiveTruncated));
    if (!sums || QByteArrayView(sums->name) != layout::kSums || sums->size != size) {
        // A whole archive ends in zeros on a block's border, and is at least as large as what its manifest speaks of.
        QByteArray end(std::min(about.size, tar::kEndMark), Qt::Uninitialized);
        LIFEBOAT_TRY(file->readExactly(about.size - end.size(), {end.data(), size_t(end.size())}));
        const qint64 least = summary.manifest.storedBytes + summary.manifest.pageCount * kPageHashBytes + size;
        const bool isWhole = about.size % tar::kBlock == 0 && about.size > least && end.count('\0') == tar::kEndMark;
        return failure(isWhole ? ErrorCode::ArchiveDamaged : ErrorCode::ArchiveTruncated, path,
                       u"SHA256SUMS is not at the end"_s);
    }
    QByteArray line(kDigestLength, Qt::Uninitialized);
    LIFEBOAT_TRY(file->readExactly(sums->offset, {line.data(), size_t(line.size())}));
    if (line != summary.manifestDigest)
        return failure(ErrorCode::DigestMismatch, text(layout::kManifest));
    return summary;
}

Result<> ArchiveReader::checkMember(const JobControl &control, qsizetype member) const
{
    const tar::Member &about = m_members[member];
    QByteArray buffer(std::min<qint64>(about.size, limits::kSegmentBytes), Qt::Uninitialized);
    Sha256 sha;
    for (qint64 at = 0; at < about.size; at += buffer.size()) {
        LIFEBOAT_TRY(control.checkpoint());
        const qint64 size = std::min<qint64>(buffer.size(), about.size - at);
        LIFEBOAT_TRY(m_file->readExactly(about.offset + at, {buffer.data(), size_t(size)}));
        sha.update({buffer.constData(), size});
        control.progress().advance(size);
    }
    if (sha.finish() != QByteArrayView(m_digests).sliced(member * kDigestLength, kDigestLength))
        return failure(ErrorCode::DigestMismatch, text(about.name), path());
    return {};
}

Result<> ArchiveReader::verifyMembers(JobControl &control, int workers) const
{
    // The manifest and SHA256SUMS were checked on opening.
    return parallelFor(control, workers, m_members.size() - 2,
                       [this](JobControl &inner, qint64 item, int) { return checkMember(inner, qsizetype(item) + 1); });
}

Result<> ArchiveReader::verifyWritten(JobControl &control, int workers, QByteArrayView hashes) const
{
    const qint64 segments = manifest().segmentCount();
    std::vector<QByteArray> buffers(size_t(std::max(workers, 1)));
    const auto compare = [&](JobControl &inner, qint64 number, int worker) -> Result<> {
        const tar::Member &about = m_members[qsizetype(number) + 1];
        QByteArray &frame = buffers[size_t(worker)];
        frame.resizeForOverwrite(about.size);
        LIFEBOAT_TRY(m_file->readExactly(about.offset, {frame.data(), size_t(frame.size())}));
        inner.progress().advance(about.size);
        if (hash128(frame) != hashes.sliced(number * kPageHashBytes, kPageHashBytes))
            return failure(ErrorCode::DigestMismatch, text(about.name), path());
        return {};
    };
    LIFEBOAT_TRY(parallelFor(control, int(buffers.size()), segments, compare));
    return verifyIndex(control);
}

Result<> ArchiveReader::verifyIndex(const JobControl &control) const
{
    return checkMember(control, m_members.size() - 2);
}

Result<QByteArray> ArchiveReader::pageHashes(qint64 number) const
{
    const Manifest &about = manifest();
    const qint64 pagesPerSegment = about.segmentBytes / about.pageSize;
    QByteArray hashes(segmentSize(number) / about.pageSize * kPageHashBytes, Qt::Uninitialized);
    const qint64 offset = m_members[m_members.size() - 2].offset + number * pagesPerSegment * kPageHashBytes;
    LIFEBOAT_TRY(m_file->readExactly(offset, {hashes.data(), size_t(hashes.size())}));
    return hashes;
}

Result<> ArchiveReader::readFrame(qint64 number, QByteArray &frame) const
{
    const qsizetype member = qsizetype(number) + 1;
    const tar::Member &about = m_members[member];
    frame.resizeForOverwrite(about.size);
    LIFEBOAT_TRY(m_file->readExactly(about.offset, {frame.data(), size_t(frame.size())}));
    if (Sha256::of(frame) != QByteArrayView(m_digests).sliced(member * kDigestLength, kDigestLength))
        return failure(ErrorCode::DigestMismatch, text(about.name), path());
    return {};
}

Result<> ArchiveReader::readSegment(qint64 number, SegmentDecoder &decoder, QByteArray &frame,
                                    std::span<char> pages) const
{
    LIFEBOAT_TRY(readFrame(number, frame));
    const QString name = text(m_members[qsizetype(number) + 1].name);
    LIFEBOAT_TRY(decoder.decode(frame, pages, name));
    LIFEBOAT_ASSIGN(const QByteArray expected, pageHashes(number));
    const qint64 pageSize = manifest().pageSize;
    QByteArray found(expected.size(), Qt::Uninitialized);
    hashPages(pages, pageSize, {found.data(), size_t(found.size())});
    if (found == expected)
        return {};
    const auto differs = std::ranges::mismatch(found, expected).in1 - found.begin();
    const qint64 page = number * (manifest().segmentBytes / pageSize) + differs / kPageHashBytes + 1;
    return failure(ErrorCode::PageMismatch, name, u"page %1"_s.arg(page));
}

} // namespace lifeboat
