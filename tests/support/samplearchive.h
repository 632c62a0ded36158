// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/manifest.h"
#include "engine/archive/segmentcodec.h"
#include "engine/base/filesystem.h"

namespace lifeboat::test {

/// Pages that differ from each other: "page N" and noise drawn from `seed`.
QByteArray makePages(qint64 pageSize, qint64 pageCount, quint32 seed = 1);

/// A manifest for `pageCount` pages in segments of `segmentBytes`, ready for ArchiveWriter::create.
Manifest makeManifest(qint64 pageSize, qint64 pageCount, qint64 segmentBytes);

/// SegmentEncoder::encode for those who have bytes and want a value.
Result<EncodedSegment> encode(SegmentEncoder &encoder, const QByteArray &pages, qint64 pageSize);

/// Writes `pages` to an archive at `path`. Segments are as small as a page here, so that a small archive has several.
Result<Manifest> writeArchive(FileSystem &fileSystem, const QString &path, const QByteArray &pages, const Manifest &manifest);

/// A small archive that is the same at every call: `segments` segments of two pages of 512 bytes.
QByteArray smallArchive(int segments = 3);

} // namespace lifeboat::test
