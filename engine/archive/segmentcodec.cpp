// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/segmentcodec.h"

#include "engine/base/digest.h"

#include <zstd.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

void SegmentEncoder::Free::operator()(ZSTD_CCtx_s *context) const
{
    ZSTD_freeCCtx(context);
}

SegmentEncoder::SegmentEncoder(int level)
    : m_context(ZSTD_createCCtx())
{
    ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_compressionLevel, std::clamp(level, kMinLevel, kMaxLevel));
}

SegmentEncoder::~SegmentEncoder() = default;
SegmentEncoder::SegmentEncoder(SegmentEncoder &&) noexcept = default;

Result<EncodedSegment> SegmentEncoder::encode(std::span<const char> pages, qint64 pageSize)
{
    EncodedSegment encoded;
    encoded.pageHashes.resize(qsizetype(pages.size()) / pageSize * kPageHashBytes);
    hashPages(pages, pageSize, {encoded.pageHashes.data(), size_t(encoded.pageHashes.size())});

    QByteArray frame(qsizetype(ZSTD_compressBound(pages.size())), Qt::Uninitialized);
    const size_t size = ZSTD_compress2(m_context.get(), frame.data(), size_t(frame.size()), pages.data(), pages.size());
    if (ZSTD_isError(size))
        return failure(ErrorCode::Unexpected, u"zstd"_s, QString::fromUtf8(ZSTD_getErrorName(size)));
    // A frame waits for its turn in the archive: a copy of the right size holds less memory meanwhile.
    encoded.bytes = QByteArray(frame.constData(), qsizetype(size));
    encoded.sha256 = Sha256::of(encoded.bytes);
    return encoded;
}

void SegmentDecoder::Free::operator()(ZSTD_DCtx_s *context) const
{
    ZSTD_freeDCtx(context);
}

SegmentDecoder::SegmentDecoder()
    : m_context(ZSTD_createDCtx())
{
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
