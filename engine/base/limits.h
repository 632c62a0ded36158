// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

/// Sizes that input is held to before anything is allocated for it, and why they are what they are.
namespace lifeboat::limits {

/// Uncompressed bytes of one segment: large enough for zstd to find its matches, small enough that a handful of
/// workers stay far below 120 MB.
inline constexpr qint64 kSegmentBytes = 4 * 1024 * 1024;

/// The format writes six digits; at 4 MiB each that is 4 TiB of state.
inline constexpr qint64 kSegments = 1'000'000;

/// index.bin: what the eleven octal digits of a plain tar header can say. 16 bytes a page: 2 TiB of 4 KiB pages.
inline constexpr qint64 kIndexBytes = 8LL * 1024 * 1024 * 1024 - 1;

/// A manifest lists tables and nodes, nothing per page: a thousand tables need 100 kB.
inline constexpr qint64 kManifestBytes = 4 * 1024 * 1024;

/// Tables listed in a manifest.
inline constexpr qint64 kTables = 20'000;

/// Sidecars, plans, reports and other small JSON or TOML files.
inline constexpr qint64 kSmallFileBytes = 16 * 1024 * 1024;

/// One document of a managed state; eight of them fit a text frame of the protocol.
inline constexpr qint64 kDocumentBytes = 1024 * 1024;

/// SQLite's own limits: pages of 512 to 65536 bytes, at most 2^32 - 2 of them.
inline constexpr qint64 kMinPageSize = 512;
inline constexpr qint64 kMaxPageSize = 65536;
inline constexpr qint64 kMaxPages = 4'294'967'294;

/// Workers of one job. More than the cores never helps; a typing error must not start a million threads.
inline constexpr int kMaxThreads = 256;

} // namespace lifeboat::limits
