// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/walindex.h"

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <thread>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kRegionBytes = 32768; ///< WALINDEX_PGSZ of every SQLite with 4096-entry hash tables (all since 3.7)
constexpr size_t kMaxFrameAt = 16;
constexpr size_t kBackfilledAt = 96;

} // namespace

Result<WalIndex> readWalIndex(sqlite3 *connection)
{
    sqlite3_file *file = nullptr;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file
        || !file->pMethods || file->pMethods->iVersion < 2 || !file->pMethods->xShmMap)
        return failure(ErrorCode::DatabaseUnsupported, u"WAL index"_s);
    void volatile *region = nullptr;
    if (file->pMethods->xShmMap(file, 0, kRegionBytes, 0, &region) != SQLITE_OK || !region)
        return failure(ErrorCode::DatabaseUnsupported, u"WAL index"_s);
    const auto *bytes = const_cast<const char *>(static_cast<char volatile *>(region));

    // A writer stores the second copy, then the first; reading first then second and finding them equal means
    // neither was being written.
    // A writer that lost its processor in between is worth waiting for.
    constexpr int kLooksAtOnce = 100;
    constexpr int kLooks = 2000;
    for (int look = 0; look < kLooks; ++look) {
        if (look >= kLooksAtOnce)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        WalIndex index;
        std::array<char, 48> second = {};
        std::memcpy(index.header.data(), bytes, index.header.size());
        std::atomic_thread_fence(std::memory_order_seq_cst);
        std::memcpy(second.data(), bytes + index.header.size(), second.size());
        std::memcpy(&index.backfilled, bytes + kBackfilledAt, sizeof index.backfilled);
        if (index.header == second) {
            std::memcpy(&index.maxFrame, index.header.data() + kMaxFrameAt, sizeof index.maxFrame);
            return index;
        }
    }
    return failure(ErrorCode::DatabaseBusy, u"WAL index"_s);
}

} // namespace lifeboat
