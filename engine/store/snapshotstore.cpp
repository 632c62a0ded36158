// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/snapshotstore.h"

#include "engine/archive/layout.h"
#include "engine/base/partfile.h"

#include <QRegularExpression>
#include <vector>

using namespace Qt::StringLiterals;

namespace lifeboat {

bool isObjectName(const QString &name)
{
    static const QRegularExpression pattern(u"\\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}\\z"_s);
    return pattern.match(name).hasMatch();
}

Result<StoreObject> fetchObject(JobControl &control, SnapshotStore &store, const QString &name, FileSystem &fileSystem,
                                const QString &path, const std::function<Result<>(const StoreObject &)> &check)
{
    if (fileSystem.exists(path))
        return failure(ErrorCode::AlreadyExists, path);
    const QString part = path + layout::kPartSuffix;
    LIFEBOAT_ASSIGN(const auto file, openPart(fileSystem, part));
    auto got = store.get(control, name, *file);
    if (!got) {
        // Nothing of it came: then nothing is there to go on with either.
        if (const auto left = file->info(); left && left->size == 0)
            (void)fileSystem.remove(part);
        return got;
    }
    if (const Result<> checked = check ? check(*got) : Result<>(); !checked) {
        LIFEBOAT_TRY(fileSystem.remove(part));
        return failure(checked.error());
    }
    LIFEBOAT_TRY(file->sync());
    LIFEBOAT_TRY(fileSystem.rename(part, path));
    LIFEBOAT_TRY(fileSystem.syncDirectory(directoryOf(path)));
    return got;
}

Result<> readPieces(JobControl &control, const File &source, qint64 from, qint64 size, const std::function<Result<>(QByteArrayView)> &take)
{
    std::vector<char> buffer(static_cast<size_t>(size));
    while (true) {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_ASSIGN(const qint64 read, source.readAt(from, buffer));
        if (read > 0)
            LIFEBOAT_TRY(take(QByteArrayView(buffer.data(), read)));
        if (read < size)
            return {};
        from += read;
    }
}

} // namespace lifeboat
