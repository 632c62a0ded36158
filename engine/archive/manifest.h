// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"
#include "engine/base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>

namespace lifeboat {

/// One table of the state and how many rows it had.
struct TableRows {
    QString name;
    quint64 rows = 0;

    bool operator==(const TableRows &) const = default;
};

enum class SnapshotKind { Full, Delta };

/// How the pages were read; "frozen" is the parallel method, "backup" SQLite's backup API.
enum class CaptureMethod { Frozen, Backup };

/// manifest.json, the first member of an archive: see FORMAT.md. A value.
struct Manifest {
    static constexpr int kFormatVersion = 1;

    SnapshotId id;
    SnapshotKind kind = SnapshotKind::Full;
    QString name; ///< file name of the database that was captured, e.g. "orders.db"
    NodeId node; ///< where it was taken
    QJsonObject nodeMap; ///< cluster topology then: node id -> {"address": …}
    QDateTime createdAt; ///< UTC, milliseconds: when the captured moment was pinned
    std::optional<Position> position; ///< of a managed state; foreign databases have none
    int schemaVersion = 0; ///< the database's user_version
    QList<TableRows> tables; ///< sorted by name
    quint64 elementCount = 0; ///< rows over all tables
    qint64 pageSize = 0; ///< bytes
    qint64 pageCount = 0;
    qint64 segmentBytes = 0; ///< uncompressed bytes of every segment but the last; whole pages
    qint64 storedBytes = 0; ///< compressed bytes of all segments
    QByteArray contentDigest; ///< SHA-256 of index.bin, hex: equal digest, equal content
    int level = 0; ///< zstd level
    CaptureMethod capture = CaptureMethod::Frozen;
    QString toolVersion;

    qint64 rawBytes() const { return pageSize * pageCount; }
    qint64 segmentCount() const { return segmentBytes > 0 ? (rawBytes() + segmentBytes - 1) / segmentBytes : 0; }
    /// Uncompressed bytes of segment `number`.
    qint64 segmentSize(qint64 number) const { return std::min(segmentBytes, rawBytes() - number * segmentBytes); }

    bool operator==(const Manifest &) const = default;
};

/// The manifest as JSON text ending in a newline, padded with blanks to `paddedSize` bytes (0: not padded).
QByteArray toJson(const Manifest &manifest, qint64 paddedSize = 0);

/// The manifest as an object, as catalogs and `lifeboatctl --json` show it.
QJsonObject toJsonObject(const Manifest &manifest);

/// Reads what toJson wrote. Everything is checked: types, ranges, and that sizes agree with each other.
/// ManifestTooLarge, ManifestInvalid, ManifestVersionUnknown, KindUnsupported.
Result<Manifest> manifestFromJson(QByteArrayView json);

/// Bytes to reserve for a manifest whose row counts, sizes and digest are not known yet: enough for any of them.
qint64 reservedManifestSize(const Manifest &manifest);

} // namespace lifeboat
