// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/lease/keyvaluebucket.h"
#include "engine/state/databaseplace.h"

#include <mutex>

namespace lifeboat {

/// A bucket in a SQLite file that several processes on one machine share; FORMAT.md says how it looks.
///
/// Its clock is the wall time of the first process that used it since the machine started, moved by the machine's steady
/// clock, which all processes share: setting the wall clock moves no lease, and suspend counts.
///
/// A file that is removed is not made again by a process that had it open: calls fail with LeasesLost, so that a lease in it is
/// lost in time. Once another file stands there it is used: a bucket of its own, with revisions of its own.
class LocalBucket final : public KeyValueBucket
{
public:
    /// Opens the bucket, or makes an empty one. LeasesLost for what is no database or a damaged one, as of all that follows;
    /// DatabaseUnsupported for a database that is no bucket or another version's; DirectoryMissing.
    static Result<std::unique_ptr<LocalBucket>> open(const QString &path, const Clock &clock = SystemClock::instance());

    Result<std::optional<KeyValueRecord>> get(const QString &key) override;
    Result<KeyValueRecord> put(const QString &key, const QByteArray &value, quint64 seen) override;
    Result<QList<KeyValueRecord>> list(const QString &prefix) override;
    Result<std::unique_ptr<KeyValueWatch>> watch(const QString &prefix, quint64 after = 0) override;
    Result<BucketTime> time() override;

private:
    friend class LocalWatch;
    LocalBucket(QString path, const Clock &clock);

    enum class IfMissing { Make, Refuse };
    Result<> connect(IfMissing missing);
    Result<> connectAnew(IfMissing missing);
    /// LeasesLost while the file is not the one that is open; one that was put in its place is opened. The caller is alone.
    Result<> checkPlace();
    /// Runs `work`, which returns a Result, alone on the connection.
    template <typename Work> auto alone(Work &&work) -> decltype(work(std::declval<SQLite::Database &>()));
    Result<> anchorTime();
    QDateTime now() const;
    Result<QList<KeyValueRecord>> after(const QString &prefix, quint64 revision, quint64 &last);

    const QString m_path;
    const Clock &m_clock;
    mutable std::mutex m_mutex; ///< guards all that follows
    std::unique_ptr<Connection> m_connection;
    DatabasePlace m_place;
    QDateTime m_anchor; ///< the bucket's time when the steady clock stood at m_anchorSteady
    std::chrono::nanoseconds m_anchorSteady{};
};

} // namespace lifeboat
