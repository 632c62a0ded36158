// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/posixfilesystem.h"

namespace lifeboat::cli {

/// What every command reads and writes.
inline FileSystem &disk()
{
    return PosixFileSystem::instance();
}

} // namespace lifeboat::cli
