// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/arrival.h"

#include "engine/archive/layout.h"
#include "engine/snapshot/verifier.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

Result<> putAside(FileSystem &fileSystem, const QString &path)
{
    LIFEBOAT_TRY(fileSystem.rename(path, damagedPath(path)));
    LIFEBOAT_TRY(fileSystem.removeIfPresent(layout::sidecarPath(path)));
    return fileSystem.syncDirectory(directoryOf(path));
}

} // namespace

QString damagedPath(const QString &path)
{
    return path + u".damaged"_s;
}

Result<> checkArrived(JobControl &control, const QString &path, const QString &snapshot, FileSystem &fileSystem)
{
    const auto verified = verifySnapshot(control, {.archive = path, .depth = Depth::Sealed}, fileSystem);
    if (verified && verified->summary.manifest.id.value == snapshot)
        return {};
    const Error error = verified
        ? Error{ErrorCode::ManifestInvalid, path, u"it is snapshot "_s + verified->summary.manifest.id.value}
        : verified.error();
    if (isDamage(error.code))
        LIFEBOAT_TRY(putAside(fileSystem, path));
    return failure(error);
}

} // namespace lifeboat
