// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/state/livedatabase.h"

namespace lifeboat {

/// The files of an open database in WAL mode, by device and inode: tells whether their names still stand for them. SQLite
/// goes on writing into files that were removed or replaced under it, where nobody finds what was written. A value.
class DatabasePlace
{
public:
    /// Nothing is open: isStill() is false.
    DatabasePlace() = default;

    /// Of an open connection that has its write-ahead log. ReadFailed, NotFound.
    static Result<DatabasePlace> of(const Connection &connection);

    bool isStill() const;

private:
    struct Named
    {
        QString path;
        quint64 device = 0;
        quint64 inode = 0;

        bool isStill() const;
    };

    Named m_file;
    Named m_wal;
};

} // namespace lifeboat
