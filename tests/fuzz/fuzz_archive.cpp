// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archivereader.h"
#include "engine/base/posixfilesystem.h"

#include <QTemporaryDir>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace lifeboat;

namespace {

/// What an honest archive of this size could hold at most; a reader that is asked to decode more was lied to.
constexpr qint64 kLargestSegment = 1024 * 1024;

void readSegments(const ArchiveReader &reader)
{
    SegmentDecoder decoder;
    QByteArray frame;
    const qint64 segments = std::min<qint64>(reader.manifest().segmentCount(), 8);
    for (qint64 segment = 0; segment < segments; ++segment) {
        if (reader.segmentSize(segment) > kLargestSegment)
            return;
        QByteArray pages(reader.segmentSize(segment), '\0');
        (void)reader.readSegment(segment, decoder, frame, {pages.data(), size_t(pages.size())});
    }
}

} // namespace

/// Any bytes as an archive: refused, or read without reaching outside of it. What `open` accepts, the summary, which
/// checks less, accepts too.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    static const QTemporaryDir directory;
    static const QString path = directory.filePath(u"a.snap.tar"_s);
    PosixFileSystem &fileSystem = PosixFileSystem::instance();
    {
        const auto file = fileSystem.open(path, OpenMode::OpenOrCreate);
        if (!file || !(*file)->truncate(0) || !(*file)->writeAt(0, QByteArrayView(data, qsizetype(size))))
            std::abort();
    }
    const auto summary = ArchiveReader::readSummary(fileSystem, path);
    const auto reader = ArchiveReader::open(fileSystem, path);
    if (!reader)
        return 0;
    if (!summary || summary->manifest != (*reader)->manifest())
        std::abort();
    UnwatchedControl control;
    (void)(*reader)->verifyMembers(control, 1);
    readSegments(**reader);
    return 0;
}
