// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archivewriter.h"

#include "engine/archive/filedevice.h"
#include "engine/archive/layout.h"
#include "engine/archive/tarlayout.h"
#include "engine/base/limits.h"
#include "engine/base/writeback.h"

#include <KTar>

#include <future>

using namespace Qt::StringLiterals;

namespace lifeboat {

ArchiveWriter::ArchiveWriter(FileSystem &fileSystem, QString path, const Manifest &manifest)
    : m_fileSystem(fileSystem)
    , m_path(std::move(path))
    , m_partPath(m_path + layout::kPartSuffix)
    , m_manifestSize(reservedManifestSize(manifest))
    , m_segments(manifest.segmentCount())
    , m_createdAt(manifest.createdAt)
{
}

Result<std::unique_ptr<ArchiveWriter>> ArchiveWriter::create(FileSystem &fileSystem, const QString &path,
                                                             const Manifest &manifest)
{
    if (fileSystem.exists(path))
        return failure(ErrorCode::AlreadyExists, path);
    if (manifest.segmentCount() > limits::kSegments)
        return failure(ErrorCode::LimitExceeded, path, u"%1 segments"_s.arg(manifest.segmentCount()));
    if (manifest.pageCount > limits::kIndexBytes / kPageHashBytes)
        return failure(ErrorCode::LimitExceeded, path, u"%1 pages"_s.arg(manifest.pageCount));
    if (const qint64 size = reservedManifestSize(manifest); size > limits::kManifestBytes)
        return failure(ErrorCode::LimitExceeded, path, u"a manifest of %1 bytes"_s.arg(size));
    std::unique_ptr<ArchiveWriter> writer(new ArchiveWriter(fileSystem, path, manifest));
    LIFEBOAT_TRY(writer->begin(manifest));
    return writer;
}

Result<> ArchiveWriter::begin(const Manifest &manifest)
{
    LIFEBOAT_ASSIGN(m_file, m_fileSystem.createPart(m_partPath));
    m_spoolPath = m_partPath + u".index"_s;
    LIFEBOAT_ASSIGN(m_spool, m_fileSystem.open(m_spoolPath, OpenMode::CreateNew));
    LIFEBOAT_TRY(m_fileSystem.removeIfPresent(m_spoolPath));
    m_spoolPath.clear();

    m_writeback = std::make_unique<Writeback>(*m_file);
    m_device = std::make_unique<FileDevice>(*m_file);
    m_tar = std::make_unique<KTar>(m_device.get());
    if (!m_tar->open(QIODevice::WriteOnly))
        return failure(ErrorCode::WriteFailed, m_path, m_tar->errorString());
    // The real manifest takes this place at commit; a reader of an unfinished file finds no manifest at all.
    return writeMember(layout::kManifest, toJson(manifest, m_manifestSize).fill(' '));
}

Result<> ArchiveWriter::setMode(quint32 mode)
{
    LIFEBOAT_ASSIGN(FileInfo about, m_file->info());
    about.access.mode = mode;
    return m_file->setAccess(about.access);
}

ArchiveWriter::~ArchiveWriter()
{
    m_tar.reset();
    m_device.reset();
    if (m_file && !m_committed)
        (void)m_fileSystem.remove(m_partPath);
    if (m_spool && !m_spoolPath.isEmpty())
        (void)m_fileSystem.remove(m_spoolPath);
}

Result<> ArchiveWriter::beginMember(QByteArrayView name, qint64 size)
{
    const bool ok = m_tar->prepareWriting(QString::fromLatin1(name), {}, {}, size, 0100644, m_createdAt, m_createdAt,
                                          m_createdAt);
    LIFEBOAT_TRY(m_device->status());
    if (!ok)
        return failure(ErrorCode::WriteFailed, m_path, m_tar->errorString());
    return {};
}

Result<> ArchiveWriter::writeMember(QByteArrayView name, QByteArrayView bytes)
{
    LIFEBOAT_TRY(beginMember(name, bytes.size()));
    const bool ok = m_tar->writeData(bytes.data(), bytes.size()) && m_tar->finishWriting(bytes.size());
    LIFEBOAT_TRY(m_device->status());
    if (!ok)
        return failure(ErrorCode::WriteFailed, m_path, m_tar->errorString());
    return {};
}

Result<> ArchiveWriter::append(const EncodedSegment &segment)
{
    const QByteArray name = layout::segmentName(m_appended);
    LIFEBOAT_TRY(writeMember(name, segment.bytes));
    m_writeback->add(m_device->written() - segment.bytes.size(), segment.bytes.size());
    m_written += hash128(segment.bytes);
    m_sums += layout::sumLine(segment.sha256, name);
    LIFEBOAT_TRY(m_spool->writeAt(m_spoolBytes, segment.pageHashes));
    m_spoolBytes += segment.pageHashes.size();
    m_storedBytes += segment.bytes.size();
    ++m_appended;
    return {};
}

/// Copies the spooled page hashes into index.bin; returns its SHA-256, which is the content digest.
Result<QByteArray> ArchiveWriter::writeIndex()
{
    LIFEBOAT_TRY(beginMember(layout::kIndex, m_spoolBytes));
    Sha256 sha;
    QByteArray buffer(1024 * 1024, Qt::Uninitialized);
    for (qint64 at = 0; at < m_spoolBytes; at += buffer.size()) {
        const qint64 size = std::min<qint64>(buffer.size(), m_spoolBytes - at);
        LIFEBOAT_TRY(m_spool->readExactly(at, {buffer.data(), size_t(size)}));
        sha.update({buffer.constData(), size});
        const bool ok = m_tar->writeData(buffer.constData(), size);
        LIFEBOAT_TRY(m_device->status());
        if (!ok)
            return failure(ErrorCode::WriteFailed, m_path, m_tar->errorString());
    }
    const bool ok = m_tar->finishWriting(m_spoolBytes);
    LIFEBOAT_TRY(m_device->status());
    if (!ok)
        return failure(ErrorCode::WriteFailed, m_path, m_tar->errorString());
    return sha.finish();
}

Result<Manifest> ArchiveWriter::commit(JobControl &control, Manifest manifest, int workers)
{
    if (m_appended != m_segments)
        return failure(ErrorCode::InvalidArgument, m_path, u"%1 of %2 segments"_s.arg(m_appended).arg(m_segments));
    LIFEBOAT_ASSIGN(manifest.contentDigest, writeIndex());
    manifest.storedBytes = m_storedBytes;
    const QByteArray json = toJson(manifest, m_manifestSize);
    if (json.size() != m_manifestSize)
        return failure(ErrorCode::Unexpected, m_path, u"the manifest outgrew its place"_s);
    const QByteArray sums = layout::sumLine(Sha256::of(json), layout::kManifest) + m_sums
        + layout::sumLine(manifest.contentDigest, layout::kIndex);
    LIFEBOAT_TRY(writeMember(layout::kSums, sums));
    const bool closed = m_tar->close();
    LIFEBOAT_TRY(m_device->status());
    if (!closed)
        return failure(ErrorCode::WriteFailed, m_path, m_tar->errorString());
    LIFEBOAT_TRY(m_file->writeAt(m_device->written(), QByteArray(tar::kEndMark, '\0')));
    LIFEBOAT_TRY(m_file->writeAt(tar::kBlock, json));

    m_writeback.reset();
    // The device works while the processors read the file back.
    auto synced = std::async(std::launch::async, [this] { return m_file->sync(); });
    const auto verify = [&]() -> Result<> {
        LIFEBOAT_ASSIGN(const auto reader, ArchiveReader::open(m_fileSystem, m_partPath));
        m_summary = reader->summary();
        return reader->verifyWritten(control, workers, m_written);
    };
    const Result<> verified = verify();
    LIFEBOAT_TRY(synced.get());
    LIFEBOAT_TRY(verified);
    LIFEBOAT_TRY(control.checkpoint());
    LIFEBOAT_TRY(m_fileSystem.link(m_partPath, m_path).or_else([&](const Error &error) -> Result<> {
        // File systems without links: the rename cannot notice a name taken meanwhile, so look once more.
        if (error.code != ErrorCode::WriteFailed || m_fileSystem.exists(m_path))
            return failure(error);
        return m_fileSystem.rename(m_partPath, m_path);
    }));
    auto settled = m_fileSystem.removeIfPresent(m_partPath).and_then([this] {
        return m_fileSystem.syncDirectory(directoryOf(m_path));
    });
    if (!settled) {
        // What is reported as failed must not be found later as an archive nobody knows of.
        (void)m_fileSystem.remove(m_path);
        return failure(std::move(settled).error());
    }
    m_committed = true;
    return manifest;
}

} // namespace lifeboat
