// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/layout.h"

namespace lifeboat::layout {

QByteArray segmentName(qint64 number)
{
    return "pages/" + QByteArray::number(number).rightJustified(6, '0') + ".zst";
}

QByteArray sumLine(QByteArrayView sha256, QByteArrayView name)
{
    QByteArray line;
    line.append(sha256).append("  ").append(name).append('\n');
    return line;
}

qint64 sumsSize(qint64 segments)
{
    constexpr qint64 kAround = 64 + 2 + 1;
    return (kAround + kManifest.size()) + segments * (kAround + kSegmentNameLength) + (kAround + kIndex.size());
}

QString sidecarPath(const QString &archivePath)
{
    if (archivePath.endsWith(kArchiveSuffix))
        return archivePath.chopped(kArchiveSuffix.size()) + kSidecarSuffix;
    return archivePath + kSidecarSuffix;
}

} // namespace lifeboat::layout
