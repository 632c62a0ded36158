// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/lazybucket.h"

namespace lifeboat {

LazyBucket::LazyBucket(Open open, const Clock &clock)
    : m_open(std::move(open))
    , m_clock(clock)
{
}

Result<KeyValueBucket *> LazyBucket::opened()
{
    const std::scoped_lock alone(m_mutex);
    if (m_bucket)
        return m_bucket.get();
    if (m_clock.steadyNow() < m_nextTry)
        return failure(m_trouble);
    auto bucket = m_open();
    if (!bucket) {
        m_trouble = bucket.error();
        m_nextTry = m_clock.steadyNow() + std::chrono::seconds(1);
        return failure(m_trouble);
    }
    m_bucket = std::move(*bucket);
    return m_bucket.get();
}

Result<std::optional<KeyValueRecord>> LazyBucket::get(const QString &key)
{
    return opened().and_then([&](KeyValueBucket *bucket) { return bucket->get(key); });
}

Result<KeyValueRecord> LazyBucket::put(const QString &key, const QByteArray &value, quint64 seen)
{
    return opened().and_then([&](KeyValueBucket *bucket) { return bucket->put(key, value, seen); });
}

Result<QList<KeyValueRecord>> LazyBucket::list(const QString &prefix)
{
    return opened().and_then([&](KeyValueBucket *bucket) { return bucket->list(prefix); });
}

Result<std::unique_ptr<KeyValueWatch>> LazyBucket::watch(const QString &prefix, quint64 after)
{
    return opened().and_then([&](KeyValueBucket *bucket) { return bucket->watch(prefix, after); });
}

Result<BucketTime> LazyBucket::time()
{
    return opened().and_then([&](KeyValueBucket *bucket) { return bucket->time(); });
}

} // namespace lifeboat
