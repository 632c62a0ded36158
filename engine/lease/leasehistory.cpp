// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasehistory.h"

#include "engine/base/paths.h"
#include "engine/state/sqliteguard.h"

#include <QFile>
#include <QTimeZone>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <limits>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kVersion = 1;

QDateTime timeOf(const SQLite::Column &column)
{
    return column.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(column.getInt64(), QTimeZone::UTC);
}

QString textOf(const SQLite::Column &column)
{
    return QString::fromStdString(column.getString());
}

} // namespace

LeaseHistory::LeaseHistory(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
}

Result<std::unique_ptr<LeaseHistory>> LeaseHistory::open(const QString &path)
{
    if (!QFile::exists(directoryOf(path)))
        return failure(ErrorCode::DirectoryMissing, directoryOf(path));
    LIFEBOAT_TRY(guarded(path, [&]() -> Result<> {
        SQLite::Database database(QFile::encodeName(path).toStdString(),
                                  SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLITE_OPEN_EXRESCODE, 5'000);
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        if (database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0) {
            database.exec("CREATE TABLE lease_events (time INTEGER NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL,"
                          " kind TEXT NOT NULL, holder TEXT NOT NULL, token INTEGER NOT NULL, expires INTEGER,"
                          " late INTEGER NOT NULL, other TEXT NOT NULL, UNIQUE (name, revision, kind, time));"
                          "CREATE INDEX lease_events_time ON lease_events (time);");
            database.exec("PRAGMA user_version = " + std::to_string(kVersion));
        } else if (!database.tableExists("lease_events")
                   || database.execAndGet("PRAGMA user_version").getInt() != kVersion) {
            return failure(ErrorCode::DatabaseUnsupported, path, u"not a history of leases"_s);
        }
        transaction.commit();
        database.exec("PRAGMA journal_mode = WAL");
        return {};
    }));
    LIFEBOAT_ASSIGN(auto connection, Connection::open(path, Connection::Access::ReadWrite));
    // A history that loses its last second in a power cut is one still; its records stand in the bucket anyway.
    LIFEBOAT_TRY(connection->execute(u"PRAGMA synchronous = NORMAL"_s));
    return std::unique_ptr<LeaseHistory>(new LeaseHistory(std::move(connection)));
}

Result<> LeaseHistory::add(const QList<LeaseEvent> &events)
{
    if (events.isEmpty())
        return {};
    const std::scoped_lock alone(m_mutex);
    return guarded(m_connection->file().path(), [&]() -> Result<> {
        SQLite::Transaction transaction(m_connection->sqlite(), SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement insert(m_connection->sqlite(),
                                 "INSERT OR IGNORE INTO lease_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        for (const LeaseEvent &event : events) {
            insert.bind(1, int64_t(event.time.toMSecsSinceEpoch()));
            insert.bind(2, event.name.toStdString());
            insert.bind(3, int64_t(event.revision));
            insert.bind(4, kindName(event.kind).toStdString());
            insert.bind(5, event.holder.toStdString());
            insert.bind(6, int64_t(event.token));
            if (event.expires.isValid())
                insert.bind(7, int64_t(event.expires.toMSecsSinceEpoch()));
            else
                insert.bind(7);
            insert.bind(8, int64_t(event.late.count()));
            insert.bind(9, event.other.toStdString());
            insert.exec();
            insert.reset();
        }
        transaction.commit();
        return {};
    });
}

Result<QList<LeaseEvent>> LeaseHistory::read(const LeaseHistoryQuery &query) const
{
    const std::scoped_lock alone(m_mutex);
    return guarded(m_connection->file().path(), [&]() -> Result<QList<LeaseEvent>> {
        SQLite::Statement select(m_connection->sqlite(),
                                 "SELECT time, name, revision, kind, holder, token, expires, late, other FROM lease_events"
                                 " WHERE (?1 = '' OR name = ?1) AND time >= ?2 AND time < ?3"
                                 " AND (?5 OR kind <> 'renewed' OR 2 * late >= expires - time)"
                                 " ORDER BY time DESC, revision DESC, rowid DESC LIMIT ?4");
        constexpr auto kEver = std::numeric_limits<int64_t>::max();
        select.bind(1, query.name.toStdString());
        select.bind(2, query.from.isValid() ? int64_t(query.from.toMSecsSinceEpoch()) : -kEver);
        select.bind(3, query.to.isValid() ? int64_t(query.to.toMSecsSinceEpoch()) : kEver);
        select.bind(4, int64_t(query.limit));
        select.bind(5, int(query.renewals));
        QList<LeaseEvent> events;
        while (select.executeStep()) {
            const auto kind = leaseEventKind(textOf(select.getColumn(3)));
            if (!kind)
                continue; // of a later version
            events.append({.revision = quint64(select.getColumn(2).getInt64()),
                           .time = timeOf(select.getColumn(0)),
                           .kind = *kind,
                           .name = textOf(select.getColumn(1)),
                           .holder = textOf(select.getColumn(4)),
                           .token = quint64(select.getColumn(5).getInt64()),
                           .expires = timeOf(select.getColumn(6)),
                           .late = std::chrono::milliseconds(select.getColumn(7).getInt64()),
                           .other = textOf(select.getColumn(8))});
        }
        std::ranges::reverse(events);
        return events;
    });
}

Result<LeaseHistory::End> LeaseHistory::end() const
{
    const std::scoped_lock alone(m_mutex);
    return guarded(m_connection->file().path(), [&]() -> Result<End> {
        SQLite::Statement select(m_connection->sqlite(), "SELECT coalesce(max(revision), 0), max(time) FROM lease_events");
        select.executeStep();
        return End{quint64(select.getColumn(0).getInt64()), timeOf(select.getColumn(1))};
    });
}

Result<> LeaseHistory::trim(const QDateTime &time)
{
    const std::scoped_lock alone(m_mutex);
    return m_connection->execute(
        u"DELETE FROM lease_events WHERE time < %1"_s.arg(time.toMSecsSinceEpoch()));
}

} // namespace lifeboat
