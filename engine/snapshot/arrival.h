// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/jobs/jobcontrol.h"

namespace lifeboat {

/// Where a damaged archive that came as `path` is kept: no store lists it, and the name is free for a good one.
QString damagedPath(const QString &path);

/// Looks at every stored byte of an archive that has just come to `path` as `snapshot`: that it came as it was sent says
/// nothing of what it was. A damaged one, and one of another snapshot (ManifestInvalid), is put aside as damagedPath(),
/// in the place of an earlier one. What verifySnapshot says else leaves it where it is.
Result<> checkArrived(JobControl &control, const QString &path, const QString &snapshot, FileSystem &fileSystem);

} // namespace lifeboat
