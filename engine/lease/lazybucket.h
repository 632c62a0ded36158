// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/lease/keyvaluebucket.h"

#include <functional>
#include <mutex>

namespace lifeboat {

/// A bucket that is opened when it is first used, and tried again once a second while that fails: so that a program starts
/// although its servers are not there yet. Calls fail as opening did until it has succeeded.
class LazyBucket final : public KeyValueBucket
{
public:
    using Open = std::function<Result<std::unique_ptr<KeyValueBucket>>()>;

    LazyBucket(Open open, const Clock &clock);

    Result<std::optional<KeyValueRecord>> get(const QString &key) override;
    Result<KeyValueRecord> put(const QString &key, const QByteArray &value, quint64 seen) override;
    Result<QList<KeyValueRecord>> list(const QString &prefix) override;
    Result<std::unique_ptr<KeyValueWatch>> watch(const QString &prefix, quint64 after = 0) override;
    Result<BucketTime> time() override;

private:
    Result<KeyValueBucket *> opened();

    const Open m_open;
    const Clock &m_clock;
    std::mutex m_mutex; ///< guards the three below until it is open; then the bucket stays
    std::unique_ptr<KeyValueBucket> m_bucket;
    Error m_trouble;
    std::chrono::nanoseconds m_nextTry{0};
};

} // namespace lifeboat
