// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/othernames.h"

#include "engine/state/statenames.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

Result<> refuseOtherNames(FileSystem &fileSystem, const QString &path)
{
    const auto about = fileSystem.info(path);
    if (!about || about->links <= 1)
        return {};
    quint64 known = 1;
    for (const QString &ours : {previousPath(path), replacedPath(path), stagingPath(path)}) {
        const auto other = fileSystem.info(ours);
        known += other && other->device == about->device && other->inode == about->inode;
    }
    if (about->links > known)
        return failure(ErrorCode::DatabaseLinked, path, u"%1 names"_s.arg(about->links));
    return {};
}

} // namespace lifeboat
