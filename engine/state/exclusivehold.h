// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/state/livedatabase.h"

namespace lifeboat {

/// Nobody else can read or write a database while this lives, and everything it says is in its main file: the WAL is
/// checkpointed and its side files are gone, so the file can be moved and another can take its name without an old
/// `-wal` or `-journal` being replayed into it. The lock belongs to the file, not the name, and outlasts renames.
class ExclusiveHold
{
public:
    /// TargetInUse (detail: by whom, where the system tells) if any process has the database open, this one included.
    /// A file that SQLite cannot open because it is damaged is locked all the same; its side files then stay.
    static Result<std::unique_ptr<ExclusiveHold>> take(FileSystem &fileSystem, const QString &path);
    ~ExclusiveHold();
    Q_DISABLE_COPY_MOVE(ExclusiveHold)

private:
    ExclusiveHold() = default;

    std::unique_ptr<Connection> m_connection;
    int m_descriptor = -1; ///< of a file SQLite cannot open, holding SQLite's lock bytes
};

} // namespace lifeboat
