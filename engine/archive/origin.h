// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

#include <QDateTime>
#include <QJsonObject>
#include <optional>

namespace lifeboat {

/// Where an archive was fetched from. A value.
struct Origin
{
    QString cluster; ///< as this console calls it; may be empty
    QString node;
    QDateTime at; ///< when it had arrived, UTC

    bool operator==(const Origin &) const = default;
};

/// Notes it beside the archive, as "<id>.from.json", so that reports of drills can name it later.
Result<> writeOrigin(FileSystem &fileSystem, const QString &archivePath, const Origin &origin);

/// None where nobody noted one that can be read: the archive was taken here, or copied.
std::optional<Origin> readOrigin(FileSystem &fileSystem, const QString &archivePath);

/// {"cluster", "node", "at"}, as the note and drill reports carry it.
QJsonObject originObject(const Origin &origin);

/// Reads it back; nothing for what is none.
std::optional<Origin> originFromObject(const QJsonObject &object);

} // namespace lifeboat
