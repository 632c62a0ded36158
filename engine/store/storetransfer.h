// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/storetrial.h"

namespace lifeboat {

/// Puts the file `path` into a store, its bytes being the job's progress. Errors as FileSystem::open(), `open` and
/// SnapshotStore::put(). Waits on the network.
Result<StoreObject> putFile(JobControl &control, const OpenStore &open, const QString &name, FileSystem &fileSystem,
                            const QString &path);

/// Gets an object as the file `path`, its bytes being the job's progress; `check` as for fetchObject(). NotFound with the object's name
/// before anything is made here. Waits on the network.
Result<StoreObject> getFile(JobControl &control, const OpenStore &open, const QString &name, FileSystem &fileSystem,
                            const QString &path, const std::function<Result<>(const StoreObject &)> &check = {});

} // namespace lifeboat
