// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/storetransfer.h"

#include "engine/base/missing.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kWhole = 1000; // permille
constexpr qsizetype kLongestName = 255;

} // namespace

Result<StoreObject> putFile(JobControl &control, const OpenStore &open, const QString &name, FileSystem &fileSystem,
                            const QString &path)
{
    LIFEBOAT_ASSIGN(const auto file, fileSystem.open(path, OpenMode::Read));
    LIFEBOAT_ASSIGN(const FileInfo info, file->info());
    LIFEBOAT_ASSIGN(const auto store, open());
    control.progress().begin(Stage::Copying, info.size, kWhole);
    return store->put(control, name, *file);
}

Result<StoreObject> getFile(JobControl &control, const OpenStore &open, const QString &name, FileSystem &fileSystem,
                            const QString &path, const std::function<Result<>(const StoreObject &)> &check)
{
    LIFEBOAT_ASSIGN(const auto store, open());
    LIFEBOAT_ASSIGN(const QList<StoreObject> objects, store->list());
    const auto found = std::ranges::find(objects, name, &StoreObject::name);
    if (found == objects.end())
        return missing(Missing::StoreObject, name.left(kLongestName));
    control.progress().begin(Stage::Copying, found->bytes, kWhole);
    return fetchObject(control, *store, name, fileSystem, path, check);
}

} // namespace lifeboat
