// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/memorybucket.h"

namespace lifeboat {

namespace {

constexpr qsizetype kToldAtOnce = 1000;

} // namespace

class MemoryWatch final : public KeyValueWatch
{
public:
    MemoryWatch(MemoryBucket &bucket, const QString &prefix, quint64 after)
        : m_bucket(bucket)
        , m_prefix(prefix)
        , m_after(after)
    {
    }

    Result<QList<KeyValueRecord>> next(std::chrono::milliseconds timeout, std::stop_token stop) override
    {
        std::unique_lock lock(m_bucket.m_mutex);
        QList<KeyValueRecord> found;
        const auto look = [&] {
            if (m_bucket.m_trouble)
                return true;
            for (auto each = m_bucket.m_records.upper_bound(m_after);
                 each != m_bucket.m_records.end() && found.size() < kToldAtOnce; ++each) {
                m_after = each->first;
                if (each->second.key.startsWith(m_prefix))
                    found.append(each->second);
            }
            return !found.isEmpty();
        };
        m_bucket.m_written.wait_for(lock, stop, timeout, look);
        if (m_bucket.m_trouble)
            return failure(*m_bucket.m_trouble);
        return found;
    }

private:
    MemoryBucket &m_bucket;
    const QString m_prefix;
    quint64 m_after;
};

MemoryBucket::MemoryBucket(const Clock &clock)
    : m_clock(clock)
    , m_madeAt(clock.utcNow())
    , m_madeAtSteady(clock.steadyNow())
{
}

QDateTime MemoryBucket::now() const
{
    return m_madeAt.addDuration(
        std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steadyNow() - m_madeAtSteady));
}

Result<std::optional<KeyValueRecord>> MemoryBucket::get(const QString &key)
{
    const std::scoped_lock alone(m_mutex);
    if (m_trouble)
        return failure(*m_trouble);
    const auto found = m_keys.find(key);
    if (found == m_keys.end())
        return std::nullopt;
    return m_records.at(found->second.last());
}

Result<KeyValueRecord> MemoryBucket::put(const QString &key, const QByteArray &value, quint64 seen)
{
    LIFEBOAT_TRY(checkPut(key, value));
    const std::scoped_lock alone(m_mutex);
    if (m_trouble)
        return failure(*m_trouble);
    QList<quint64> &revisions = m_keys[key];
    if ((revisions.isEmpty() ? 0 : revisions.last()) != seen) {
        if (revisions.isEmpty())
            m_keys.erase(key);
        return failure(ErrorCode::RevisionDiffers, key);
    }
    const KeyValueRecord record{key, value, ++m_last, now()};
    m_records.emplace(record.revision, record);
    revisions.append(record.revision);
    if (revisions.size() > kHistory)
        m_records.erase(revisions.takeFirst());
    m_written.notify_all();
    if (std::exchange(m_losesAnswer, false))
        return failure(ErrorCode::TimedOut, key);
    return record;
}

Result<QList<KeyValueRecord>> MemoryBucket::list(const QString &prefix)
{
    const std::scoped_lock alone(m_mutex);
    if (m_trouble)
        return failure(*m_trouble);
    QList<KeyValueRecord> found;
    for (auto each = m_keys.lower_bound(prefix); each != m_keys.end() && each->first.startsWith(prefix); ++each)
        found.append(m_records.at(each->second.last()));
    return found;
}

Result<std::unique_ptr<KeyValueWatch>> MemoryBucket::watch(const QString &prefix, quint64 after)
{
    return std::make_unique<MemoryWatch>(*this, prefix, after);
}

Result<BucketTime> MemoryBucket::time()
{
    const std::scoped_lock alone(m_mutex);
    if (m_trouble)
        return failure(*m_trouble);
    return BucketTime{now()};
}

void MemoryBucket::setTrouble(std::optional<Error> trouble)
{
    const std::scoped_lock alone(m_mutex);
    m_trouble = std::move(trouble);
    m_written.notify_all();
}

void MemoryBucket::loseNextAnswer()
{
    const std::scoped_lock alone(m_mutex);
    m_losesAnswer = true;
}

} // namespace lifeboat
