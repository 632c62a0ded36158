// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/lease/keyvaluebucket.h"
#include "engine/state/livedatabase.h"

#include <mutex>

namespace lifeboat {

/// A bucket in a SQLite file that several processes on one machine share; FORMAT.md says how it looks.
///
/// Its clock is the wall time of the first process that used it since the machine started, moved by the machine's steady
/// clock, which all processes share: setting the wall clock moves no lease, and suspend counts.
class LocalBucket final : public KeyValueBucket
{
public:
    /// Opens the bucket, or makes an empty one. DatabaseUnsupported for a database that is no bucket or another version's;
    /// DirectoryMissing.
    static Result<std::unique_ptr<LocalBucket>> open(const QString &path, const Clock &clock = SystemClock::instance());

    Result<std::optional<KeyValueRecord>> get(const QString &key) override;
    Result<KeyValueRecord> put(const QString &key, const QByteArray &value, quint64 seen) override;
    Result<QList<KeyValueRecord>> list(const QString &prefix) override;
    Result<std::unique_ptr<KeyValueWatch>> watch(const QString &prefix, quint64 after = 0) override;
    Result<BucketTime> time() override;

private:
    friend class LocalWatch;
    LocalBucket(std::unique_ptr<Connection> connection, const Clock &clock);

    Result<> anchorTime();
    QDateTime now() const;
    Result<QList<KeyValueRecord>> after(const QString &prefix, quint64 revision, quint64 &last);

    const Clock &m_clock;
    std::mutex m_mutex; ///< guards the connection
    std::unique_ptr<Connection> m_connection;
    QDateTime m_anchor; ///< the bucket's time when the steady clock stood at m_anchorSteady
    std::chrono::nanoseconds m_anchorSteady{};
};

} // namespace lifeboat
