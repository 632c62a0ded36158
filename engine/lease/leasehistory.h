// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leasetable.h"
#include "engine/state/livedatabase.h"

#include <mutex>

namespace lifeboat {

/// Which events to read; empty or invalid: all.
struct LeaseHistoryQuery
{
    QString name;
    QDateTime from;
    QDateTime to; ///< exclusive
    qint64 limit = 10'000; ///< at most so many, the newest
    bool renewals = true; ///< false: of renewals only those that came late by half of what they renew for
};

/// What happened to a cluster's leases, in a SQLite file of one process; FORMAT.md. Any thread.
class LeaseHistory
{
public:
    /// Opens it or makes an empty one. DatabaseUnsupported, DirectoryMissing, Locked…
    static Result<std::unique_ptr<LeaseHistory>> open(const QString &path);

    /// Keeps what is not there yet; all or none.
    Result<> add(const QList<LeaseEvent> &events);

    /// By time, oldest first.
    Result<QList<LeaseEvent>> read(const LeaseHistoryQuery &query = {}) const;

    /// How far it goes: the largest revision and the latest time kept; 0 and invalid for none.
    struct End
    {
        quint64 revision = 0;
        QDateTime time;
    };
    Result<End> end() const;

    /// Forgets what happened before `time`.
    Result<> trim(const QDateTime &time);

private:
    explicit LeaseHistory(std::unique_ptr<Connection> connection);

    mutable std::mutex m_mutex; ///< guards the connection
    std::unique_ptr<Connection> m_connection;
};

} // namespace lifeboat
