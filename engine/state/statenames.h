// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>

/// Names of what stands beside a database. Authority: FORMAT.md.
namespace lifeboat {

/// What SQLite's own files beside a database end in.
inline constexpr std::array<QLatin1StringView, 3> kSideSuffixes{
    QLatin1StringView("-wal"), QLatin1StringView("-shm"), QLatin1StringView("-journal")};

/// Of the state that the last restore replaced.
QString previousPath(const QString &database);

/// The second name of the old state while it is being replaced.
QString replacedPath(const QString &database);

/// Of the file that a restore writes before it takes the database's place.
QString stagingPath(const QString &database);

} // namespace lifeboat
