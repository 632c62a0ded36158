// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/storetransfer.h"

#include "engine/base/digest.h"
#include "engine/base/missing.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kWhole = 1000; // permille
constexpr qsizetype kLongestName = 255;
constexpr qint64 kPiece = 1 << 20;

std::optional<StoreObject> findIn(const QList<StoreObject> &objects, const QString &name)
{
    const auto found = std::ranges::find(objects, name, &StoreObject::name);
    return found == objects.end() ? std::nullopt : std::optional(*found);
}

/// False where the store knows no digest: nobody can tell.
Result<bool> holds(JobControl &control, const File &file, const StoreObject &object)
{
    LIFEBOAT_ASSIGN(const FileInfo info, file.info());
    if (object.digest.isEmpty() || info.size != object.bytes)
        return false;
    Sha256 hash;
    LIFEBOAT_TRY(readPieces(control, file, 0, kPiece, [&hash](QByteArrayView piece) -> Result<> {
        hash.update(piece);
        return {};
    }));
    return hash.finish() == object.digest;
}

} // namespace

Result<StoreObject> putFile(JobControl &control, const OpenStore &open, const QString &name, FileSystem &fileSystem,
                            const QString &path, Attempt attempt)
{
    LIFEBOAT_ASSIGN(const auto file, fileSystem.open(path, OpenMode::Read));
    LIFEBOAT_ASSIGN(const FileInfo info, file->info());
    LIFEBOAT_ASSIGN(const auto store, open());
    control.progress().begin(Stage::Copying, info.size, kWhole);
    auto stored = store->put(control, name, *file);
    if (stored || stored.error().code != ErrorCode::AlreadyExists || attempt == Attempt::First)
        return stored;
    LIFEBOAT_ASSIGN(const QList<StoreObject> objects, store->list());
    const auto found = findIn(objects, name);
    LIFEBOAT_ASSIGN(const bool isDone, found ? holds(control, *file, *found) : Result<bool>(false));
    return isDone ? Result<StoreObject>(*found) : stored;
}

Result<StoreObject> getFile(JobControl &control, const OpenStore &open, const QString &name, FileSystem &fileSystem,
                            const QString &path, const std::function<Result<>(const StoreObject &)> &check,
                            Attempt attempt)
{
    LIFEBOAT_ASSIGN(const auto store, open());
    LIFEBOAT_ASSIGN(const QList<StoreObject> objects, store->list());
    const auto found = findIn(objects, name);
    if (!found)
        return missing(Missing::StoreObject, name.left(kLongestName));
    if (attempt == Attempt::Again && fileSystem.exists(path)) {
        LIFEBOAT_ASSIGN(const auto file, fileSystem.open(path, OpenMode::Read));
        LIFEBOAT_ASSIGN(const bool isDone, holds(control, *file, *found));
        return isDone ? Result<StoreObject>(*found) : failure(ErrorCode::AlreadyExists, path);
    }
    control.progress().begin(Stage::Copying, found->bytes, kWhole);
    return fetchObject(control, *store, name, fileSystem, path, check);
}

} // namespace lifeboat
