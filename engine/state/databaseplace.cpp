// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/databaseplace.h"

#include "engine/base/posixfilesystem.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace lifeboat {

Result<DatabasePlace> DatabasePlace::of(const Connection &connection)
{
    DatabasePlace place;
    const QString path = connection.file().path();
    LIFEBOAT_ASSIGN(const FileInfo file, connection.file().info());
    place.m_file = {path, file.device, file.inode};
    const QString log = QFileInfo(path).canonicalFilePath() + u"-wal"_s;
    LIFEBOAT_ASSIGN(const FileInfo wal, PosixFileSystem::instance().info(log));
    place.m_wal = {log, wal.device, wal.inode};
    return place;
}

bool DatabasePlace::Named::isStill() const
{
    const auto found = PosixFileSystem::instance().info(path);
    return found && found->device == device && found->inode == inode;
}

bool DatabasePlace::isStill() const
{
    return !m_file.path.isEmpty() && m_file.isStill() && m_wal.isStill();
}

} // namespace lifeboat
