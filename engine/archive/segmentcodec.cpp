// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/segmentcodec.h"

#include "engine/base/digest.h"

#include <zstd.h>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kCheapLevel = 2;

} // namespace

void SegmentEncoder::Free::operator()(ZSTD_CCtx_s *context) const
{
    ZSTD_freeCCtx(context);
}

SegmentEncoder::SegmentEncoder(int level)
    : m_level(std::clamp(level, kMinLevel, kMaxLevel))
    , m_context(ZSTD_createCCtx())
{
    if (!m_context)
        throw std::bad_alloc();
}

SegmentEncoder::~SegmentEncoder() = default;
SegmentEncoder::SegmentEncoder(SegmentEncoder &&) noexcept = default;

Result<size_t> SegmentEncoder::compress(std::span<const char> data, int level, QByteArray &frame)
{
    ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_compressionLevel, level);
    const auto bound = qsizetype(ZSTD_compressBound(data.size()));
    frame.resizeForOverwrite(bound);
    const size_t size = ZSTD_compress2(m_context.get(), frame.data(), size_t(bound), data.data(), data.size());
    if (ZSTD_isError(size))
        return failure(ErrorCode::Unexpected, u"zstd"_s, QString::fromUtf8(ZSTD_getErrorName(size)));
    return size;
}

Result<bool> SegmentEncoder::isCheapLevelEnough(std::span<const char> pages)
{
    // Smaller samples are compressed with parameters of another class and say nothing.
    constexpr size_t kSampleBytes = 512 * 1024;
    constexpr double kTolerance = 1.005;
    const auto sample = pages.subspan((pages.size() - kSampleBytes) / 2, kSampleBytes);
    LIFEBOAT_ASSIGN(const size_t wanted, compress(sample, m_level, m_sampleFrame));
    LIFEBOAT_ASSIGN(const size_t cheap, compress(sample, kCheapLevel, m_sampleFrame));
    return double(cheap) <= double(wanted) * kTolerance;
}

Result<size_t> SegmentEncoder::compressPages(std::span<const char> pages, QByteArray &frame)
{
    constexpr int kSegmentsPerSample = 8;
    constexpr double kSameCharacter = 0.02;
    constexpr size_t kWorthSampling = 2 * 1024 * 1024;
    if (m_level <= kCheapLevel || m_level > kMaxProbedLevel || pages.size() < kWorthSampling)
        return compress(pages, m_level, frame);
    const bool sampled = m_untilSample == 0;
    if (sampled) {
        LIFEBOAT_ASSIGN(m_cheap, isCheapLevelEnough(pages));
        m_untilSample = kSegmentsPerSample;
    }
    --m_untilSample;
    LIFEBOAT_ASSIGN(const size_t size, compress(pages, m_cheap ? kCheapLevel : m_level, frame));
    if (!m_cheap)
        return size;
    const double ratio = double(size) / double(pages.size());
    if (sampled) {
        m_cheapRatio = ratio;
    } else if (std::abs(ratio - m_cheapRatio) > kSameCharacter * m_cheapRatio) {
        m_untilSample = 0;
        LIFEBOAT_ASSIGN(const bool enough, isCheapLevelEnough(pages));
        if (!enough)
            return compress(pages, m_level, frame);
    }
    return size;
}

Result<> SegmentEncoder::encode(std::span<const char> pages, qint64 pageSize, EncodedSegment &encoded)
{
    encoded.pageHashes.resizeForOverwrite(qsizetype(pages.size()) / pageSize * kPageHashBytes);
    hashPages(pages, pageSize, {encoded.pageHashes.data(), size_t(encoded.pageHashes.size())});
    LIFEBOAT_ASSIGN(const size_t size, compressPages(pages, encoded.bytes));
    encoded.bytes.resize(qsizetype(size));
    encoded.sha256 = Sha256::of(encoded.bytes);
    return {};
}

void SegmentDecoder::Free::operator()(ZSTD_DCtx_s *context) const
{
    ZSTD_freeDCtx(context);
}

SegmentDecoder::SegmentDecoder()
    : m_context(ZSTD_createDCtx())
{
    if (!m_context)
        throw std::bad_alloc();
}

SegmentDecoder::~SegmentDecoder() = default;
SegmentDecoder::SegmentDecoder(SegmentDecoder &&) noexcept = default;

Result<> SegmentDecoder::decode(QByteArrayView frame, std::span<char> pages, const QString &subject)
{
    const auto declared = ZSTD_getFrameContentSize(frame.data(), size_t(frame.size()));
    if (declared == ZSTD_CONTENTSIZE_ERROR)
        return failure(ErrorCode::SegmentCorrupt, subject, u"not a zstd frame"_s);
    if (declared != pages.size()) {
        return failure(ErrorCode::SizeContradiction, subject,
                       u"declares %1 bytes, the manifest %2"_s.arg(declared).arg(pages.size()));
    }
    if (ZSTD_findFrameCompressedSize(frame.data(), size_t(frame.size())) != size_t(frame.size()))
        return failure(ErrorCode::SegmentCorrupt, subject, u"more or less than one zstd frame"_s);
    const size_t size =
        ZSTD_decompressDCtx(m_context.get(), pages.data(), pages.size(), frame.data(), size_t(frame.size()));
    if (ZSTD_isError(size))
        return failure(ErrorCode::SegmentCorrupt, subject, QString::fromUtf8(ZSTD_getErrorName(size)));
    if (size != pages.size())
        return failure(ErrorCode::SizeContradiction, subject, u"decoded to %1 bytes"_s.arg(size));
    return {};
}

qint64 SegmentDecoder::largestFrame(qint64 rawBytes)
{
    return qint64(ZSTD_compressBound(size_t(rawBytes)));
}

} // namespace lifeboat
