// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplearchive.h"

#include "expect.h"
#include "workspace.h"

#include "engine/archive/archivewriter.h"
#include "engine/base/posixfilesystem.h"

#include <QTimeZone>
#include <random>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

QByteArray makePages(qint64 pageSize, qint64 pageCount, quint32 seed)
{
    std::mt19937 random(seed);
    QByteArray pages(pageSize * pageCount, 'x');
    for (qint64 page = 0; page < pageCount; ++page) {
        const QByteArray start = "page " + QByteArray::number(page) + ' ';
        pages.replace(page * pageSize, start.size(), start);
        for (qint64 at = page * pageSize + pageSize / 2; at < (page + 1) * pageSize; at += 8)
            pages[at] = char(random());
    }
    return pages;
}

Manifest makeManifest(qint64 pageSize, qint64 pageCount, qint64 segmentBytes)
{
    Manifest manifest;
    manifest.id = {u"20260102T030405678Z-0123abcd"_s};
    manifest.name = u"state.db"_s;
    manifest.node = {u"node-1"_s};
    manifest.nodeMap = {{u"node-1"_s, QJsonObject{{u"address"_s, u"10.0.0.1"_s}}}};
    manifest.createdAt = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 678), QTimeZone::UTC);
    manifest.position = Position{{u"lineage-a"_s}, 100};
    manifest.tables = {{u"accounts"_s, 100}};
    manifest.elementCount = 100;
    manifest.pageSize = pageSize;
    manifest.pageCount = pageCount;
    manifest.segmentBytes = segmentBytes;
    manifest.level = 3;
    manifest.toolVersion = u"0.1.0"_s;
    return manifest;
}

Result<EncodedSegment> encode(SegmentEncoder &encoder, const QByteArray &pages, qint64 pageSize)
{
    EncodedSegment encoded;
    LIFEBOAT_TRY(encoder.encode({pages.constData(), size_t(pages.size())}, pageSize, encoded));
    return encoded;
}

Result<Manifest> writeArchive(FileSystem &fileSystem, const QString &path, const QByteArray &pages, const Manifest &manifest)
{
    LIFEBOAT_ASSIGN(const auto writer, ArchiveWriter::create(fileSystem, path, manifest));
    SegmentEncoder encoder(manifest.level);
    for (qint64 segment = 0; segment < manifest.segmentCount(); ++segment) {
        const QByteArray part = pages.mid(segment * manifest.segmentBytes, manifest.segmentBytes);
        LIFEBOAT_ASSIGN(const EncodedSegment encoded, encode(encoder, part, manifest.pageSize));
        LIFEBOAT_TRY(writer->append(encoded));
    }
    UnwatchedControl control;
    return writer->commit(control, manifest, 2);
}

QByteArray smallArchive(int segments)
{
    const Workspace space;
    const Manifest manifest = makeManifest(512, 2 * segments, 1024);
    ok(writeArchive(PosixFileSystem::instance(), space.path(u"a.snap.tar"_s), makePages(512, 2 * segments), manifest));
    return space.read(u"a.snap.tar"_s);
}

} // namespace lifeboat::test
