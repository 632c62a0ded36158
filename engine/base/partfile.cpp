// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/partfile.h"

namespace lifeboat {

Result<std::unique_ptr<File>> openPart(FileSystem &fileSystem, const QString &path)
{
    LIFEBOAT_ASSIGN(auto file, fileSystem.open(path, OpenMode::OpenOrCreate));
    LIFEBOAT_TRY(file->lock());
    LIFEBOAT_ASSIGN(const FileInfo opened, file->info());
    // Between our opening and locking it another may have made it whole and renamed it.
    const auto named = fileSystem.info(path);
    if (!named || named->inode != opened.inode || named->device != opened.device)
        return failure(ErrorCode::Locked, path);
    return file;
}

} // namespace lifeboat
