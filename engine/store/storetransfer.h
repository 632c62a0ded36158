// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/storetrial.h"

namespace lifeboat {

/// Whether an earlier attempt of the same may have been killed right after its end: then what is there already, and holds these
/// bytes by size and digest, is what it left.
enum class Attempt { First, Again };

/// Puts the file `path` into a store, its bytes being the job's progress. Errors as FileSystem::open(), `open` and
/// SnapshotStore::put(). Waits on the network.
Result<StoreObject> putFile(JobControl &control, const OpenStore &open, const QString &name, FileSystem &fileSystem,
                            const QString &path, Attempt attempt = Attempt::First);

/// Gets an object as the file `path`, its bytes being the job's progress; `check` as for fetchObject(). NotFound with the object's name
/// before anything is made here. Waits on the network.
Result<StoreObject> getFile(JobControl &control, const OpenStore &open, const QString &name, FileSystem &fileSystem,
                            const QString &path, const std::function<Result<>(const StoreObject &)> &check = {},
                            Attempt attempt = Attempt::First);

} // namespace lifeboat
