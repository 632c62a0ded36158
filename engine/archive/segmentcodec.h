// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <memory>
#include <span>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace lifeboat {

/// One segment as it stands in an archive, with what the writer needs to know of it.
struct EncodedSegment {
    QByteArray bytes; ///< one zstd frame
    QByteArray sha256; ///< of `bytes`, hex
    QByteArray pageHashes; ///< 16 bytes a page of the uncompressed data
};

/// Compresses segments; owns zstd's working memory (some MB at level 3). One thread at a time.
class SegmentEncoder
{
public:
    /// Level 1 (fast) to 19 (small).
    explicit SegmentEncoder(int level);
    ~SegmentEncoder();
    SegmentEncoder(SegmentEncoder &&) noexcept;

    /// `pages`: whole pages of `pageSize` bytes, at most one segment.
    Result<EncodedSegment> encode(std::span<const char> pages, qint64 pageSize);

    static constexpr int kMinLevel = 1;
    static constexpr int kMaxLevel = 19;
    static constexpr int kDefaultLevel = 3;

private:
    struct Free {
        void operator()(ZSTD_CCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, Free> m_context;
};

/// Decompresses segments. One thread at a time.
class SegmentDecoder
{
public:
    SegmentDecoder();
    ~SegmentDecoder();
    SegmentDecoder(SegmentDecoder &&) noexcept;

    /// Fills `pages` exactly. The frame must declare that very size, be the only one, and decode without error;
    /// SizeContradiction or SegmentCorrupt otherwise. Never writes beyond `pages`, whatever the frame claims.
    Result<> decode(QByteArrayView frame, std::span<char> pages, const QString &subject);

    /// The largest frame that `rawBytes` of data can compress to.
    static qint64 largestFrame(qint64 rawBytes);

private:
    struct Free {
        void operator()(ZSTD_DCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_DCtx_s, Free> m_context;
};

} // namespace lifeboat
