// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/state/livedatabase.h"

namespace lifeboat {

/// Runs `work`, which returns a Result and may throw SQLite's exceptions; these become errors about
/// `subject`.
template <typename Work>
auto guarded(const QString &subject, Work &&work) -> decltype(work())
{
    try {
        return work();
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, subject));
    }
}

/// Whether an error of SQLite says that what a file held is lost: it is damaged, or no database any more.
inline bool isContentLost(ErrorCode code)
{
    return code == ErrorCode::NotADatabase || code == ErrorCode::DatabaseEncrypted || code == ErrorCode::DatabaseCorrupt;
}

} // namespace lifeboat
