// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/memorystore.h"

#include "engine/base/digest.h"

namespace lifeboat {

namespace {

constexpr qint64 kPiece = 1 << 20;

} // namespace

Result<StoreObject> MemoryStore::put(JobControl &control, const QString &name, const File &source)
{
    if (!isObjectName(name))
        return failure(ErrorCode::InvalidArgument, name);
    QByteArray bytes;
    LIFEBOAT_TRY(readPieces(control, source, 0, kPiece, [&](QByteArrayView piece) -> Result<> {
        bytes.append(piece);
        return {};
    }));
    const StoreObject object{name, bytes.size(), Sha256::of(bytes), m_clock.utcNow()};
    const std::scoped_lock lock(m_mutex);
    if (!m_objects.try_emplace(name, object, bytes).second)
        return failure(ErrorCode::AlreadyExists, name);
    return object;
}

Result<StoreObject> MemoryStore::get(JobControl &control, const QString &name, File &target)
{
    LIFEBOAT_TRY(control.checkpoint());
    Kept kept;
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_objects.find(name);
        if (found == m_objects.end())
            return failure(ErrorCode::NotFound, name);
        kept = found->second;
    }
    LIFEBOAT_TRY(target.truncate(0));
    if (Sha256::of(kept.bytes) != kept.object.digest)
        return failure(ErrorCode::DigestMismatch, name);
    LIFEBOAT_TRY(target.writeAt(0, kept.bytes));
    return kept.object;
}

Result<QList<StoreObject>> MemoryStore::list()
{
    QList<StoreObject> objects;
    const std::scoped_lock lock(m_mutex);
    for (const auto &[name, kept] : m_objects)
        objects.append(kept.object);
    return objects;
}

Result<> MemoryStore::remove(const QString &name)
{
    const std::scoped_lock lock(m_mutex);
    if (m_objects.erase(name) == 0)
        return failure(ErrorCode::NotFound, name);
    return {};
}

Result<int> MemoryStore::removeAbandoned(std::chrono::seconds)
{
    return 0;
}

void MemoryStore::damage(const QString &name)
{
    const std::scoped_lock lock(m_mutex);
    m_objects.at(name).bytes.front() ^= 1;
}

} // namespace lifeboat
