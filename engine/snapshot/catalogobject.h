// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalog.h"

#include <QJsonArray>
#include <span>

namespace lifeboat {

/// A catalog entry as nodes tell of it: {"snapshot", "archiveBytes", "digest", "modified",
/// "manifest"?, "verification"?, "damage"?, "pinned"}.
QJsonObject catalogObject(const CatalogEntry &entry, bool pinned);

/// The first `limit` entries so, fewer where they would be more than about `maxBytes` of JSON, but at
/// least one. Looks on the disk which are pinned.
QJsonArray catalogObjects(FileSystem &fileSystem, std::span<const CatalogEntry> entries,
                          qint64 limit, qint64 maxBytes);

/// What a node told of one of its snapshots.
struct ToldSnapshot
{
    SnapshotId id;
    CatalogEntry entry; ///< `path` is the archive's name only
    bool pinned = false;
};

/// ProtocolViolation for what catalogObject never writes.
Result<ToldSnapshot> catalogEntryFromObject(const QJsonObject &object);

} // namespace lifeboat
