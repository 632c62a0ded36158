// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

/// Names and order of the members, shared by writer and reader. Authority: FORMAT.md.
namespace lifeboat::layout {

inline constexpr QByteArrayView kManifest = "manifest.json";
inline constexpr QByteArrayView kIndex = "index.bin";
inline constexpr QByteArrayView kSums = "SHA256SUMS";

/// Length of every segment's name.
inline constexpr qint64 kSegmentNameLength = 16;

/// "pages/000042.zst"
QByteArray segmentName(qint64 number);

/// "12ab…  name\n" as sha256sum writes it.
QByteArray sumLine(QByteArrayView sha256, QByteArrayView name);

/// Bytes of the SHA256SUMS of an archive with `segments` segments: every line has a known length.
qint64 sumsSize(qint64 segments);

/// How archive files are called: "<id>.snap.tar", beside it "<id>.meta.json".
inline constexpr QLatin1StringView kArchiveSuffix{".snap.tar"};
inline constexpr QLatin1StringView kSidecarSuffix{".meta.json"};
/// A file being written; left over only by a kill.
inline constexpr QLatin1StringView kPartSuffix{".part"};

/// "dir/<id>.meta.json" for "dir/<id>.snap.tar"; for other names the suffix is appended.
QString sidecarPath(const QString &archivePath);

} // namespace lifeboat::layout
