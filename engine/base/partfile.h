// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

namespace lifeboat {

/// Opens or makes a file that is put together bit by bit and renamed once it is whole, and takes its
/// lock. Locked while another holds it, and where its holder has renamed or removed it meanwhile:
/// what is written then is never a file that is whole already.
Result<std::unique_ptr<File>> openPart(FileSystem &fileSystem, const QString &path);

} // namespace lifeboat
