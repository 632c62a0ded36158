// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/lease/keyvaluebucket.h"

#include <condition_variable>
#include <map>
#include <mutex>

namespace lifeboat {

/// A bucket that ends with the process. Its time is the wall time at its making, moved by the steady clock.
class MemoryBucket final : public KeyValueBucket
{
public:
    explicit MemoryBucket(const Clock &clock = SystemClock::instance());

    Result<std::optional<KeyValueRecord>> get(const QString &key) override;
    Result<KeyValueRecord> put(const QString &key, const QByteArray &value, quint64 seen) override;
    Result<QList<KeyValueRecord>> list(const QString &prefix) override;
    Result<std::unique_ptr<KeyValueWatch>> watch(const QString &prefix, quint64 after = 0) override;
    Result<BucketTime> time() override;

    /// What a network does to the other twins: while set, everything fails with it.
    void setTrouble(std::optional<Error> trouble);
    /// The next put is made, and answered with TimedOut.
    void loseNextAnswer();

private:
    friend class MemoryWatch;
    QDateTime now() const;

    const Clock &m_clock;
    const QDateTime m_madeAt;
    const std::chrono::nanoseconds m_madeAtSteady;
    std::mutex m_mutex; ///< guards everything below
    std::condition_variable_any m_written;
    std::map<quint64, KeyValueRecord> m_records;
    std::map<QString, QList<quint64>> m_keys; ///< revisions, oldest first
    quint64 m_last = 0;
    std::optional<Error> m_trouble;
    bool m_losesAnswer = false;
};

} // namespace lifeboat
