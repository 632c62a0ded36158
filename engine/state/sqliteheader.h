// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <span>

namespace lifeboat {

/// The first 100 bytes of a SQLite database (sqlite.org/fileformat2.html, section 1.3).
struct SqliteHeader {
    static constexpr qint64 kBytes = 100;

    qint64 pageSize = 0; ///< bytes
    qint64 pageCount = 0; ///< as noted in the header; 0 where the writer did not keep it up to date
    bool walMode = false;
    quint32 changeCounter = 0;
};

/// Reads the header of a file of `fileSize` bytes whose beginning is `start` (up to a few kB; more helps to tell
/// ciphertext from other files). DatabaseEmpty, NotADatabase, DatabaseEncrypted, DatabaseCorrupt, DatabaseUnsupported.
Result<SqliteHeader> readSqliteHeader(std::span<const char> start, qint64 fileSize, const QString &path);

} // namespace lifeboat
