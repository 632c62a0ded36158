// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace lifeboat {

/// A process that has a file open.
struct DatabaseUser {
    qint64 pid = 0;
    QString program;
};

/// Processes other than this one that have the file `path` open, as far as the system lets us see (/proc; processes
/// of other users may be hidden). Empty where nothing is known. Connections to a WAL database hold a lock as long as they
/// are open, which ExclusiveHold meets whoever has them; idle ones to a database with a rollback journal hold none.
QList<DatabaseUser> usersOf(const QString &path);

/// "sqlite3 (process 4711), orders (process 4712)"
QString describe(const QList<DatabaseUser> &users);

} // namespace lifeboat
