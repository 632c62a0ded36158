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
///
/// From level 3 to kMaxProbedLevel the level is a ceiling: now and then, and whenever the data changes its character, a
/// sample of 512 kB is compressed at level 2 as well. Where that comes within half a percent, as it does with text that
/// hardly repeats, level 2 is used, almost twice as fast, until the next sample.
class SegmentEncoder
{
public:
    /// Level 1 (fast) to 19 (small).
    explicit SegmentEncoder(int level);
    ~SegmentEncoder();
    SegmentEncoder(SegmentEncoder &&) noexcept;

    /// Encodes `pages`, whole pages of `pageSize` bytes and at most one segment, into `encoded`, whose buffers are
    /// used again where they are large enough.
    Result<> encode(std::span<const char> pages, qint64 pageSize, EncodedSegment &encoded);

    static constexpr int kMinLevel = 1;
    static constexpr int kMaxLevel = 19;
    static constexpr int kDefaultLevel = 3;
    static constexpr int kMaxProbedLevel = 9;

private:
    Result<size_t> compressPages(std::span<const char> pages, QByteArray &frame);
    Result<bool> isCheapLevelEnough(std::span<const char> pages);
    Result<size_t> compress(std::span<const char> data, int level, QByteArray &frame);

    struct Free {
        void operator()(ZSTD_CCtx_s *context) const;
    };
    const int m_level;
    std::unique_ptr<ZSTD_CCtx_s, Free> m_context;
    QByteArray m_sampleFrame;
    bool m_cheap = false; ///< what the last sample said
    int m_untilSample = 0; ///< segments
    double m_cheapRatio = 0; ///< compressed by raw size of the first segment after that sample
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
