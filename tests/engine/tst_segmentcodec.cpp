// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/segmentcodec.h"
#include "engine/base/digest.h"
#include "engine/base/limits.h"
#include "tests/support/expect.h"
#include "tests/support/samplearchive.h"

#include <QTest>
#include <random>
#include <zstd.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

constexpr qint64 kPage = 512;

QByteArray noise(qsizetype size)
{
    std::mt19937 random(7);
    QByteArray bytes(size, '\0');
    for (char &c : bytes)
        c = char(random());
    return bytes;
}

QByteArray compress(const QByteArray &bytes)
{
    QByteArray frame(qsizetype(ZSTD_compressBound(size_t(bytes.size()))), '\0');
    frame.resize(qsizetype(ZSTD_compress(frame.data(), size_t(frame.size()), bytes.constData(), size_t(bytes.size()), 3)));
    return frame;
}

/// A frame that does not say how large its content is.
QByteArray compressWithoutSize(const QByteArray &bytes)
{
    const std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx *)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 0);
    QByteArray frame(qsizetype(ZSTD_compressBound(size_t(bytes.size()))), '\0');
    frame.resize(qsizetype(ZSTD_compress2(context.get(), frame.data(), size_t(frame.size()), bytes.constData(), size_t(bytes.size()))));
    return frame;
}

/// Decodes into a buffer with guards around it and checks that they stand.
Result<> decode(const QByteArray &frame, qint64 size, QByteArray *content = nullptr)
{
    constexpr qsizetype kGuard = 4096;
    QByteArray buffer(size + 2 * kGuard, '\x5a');
    SegmentDecoder decoder;
    auto outcome = decoder.decode(frame, {buffer.data() + kGuard, size_t(size)}, u"pages/000000.zst"_s);
    if (buffer.first(kGuard) != QByteArray(kGuard, '\x5a') || buffer.last(kGuard) != QByteArray(kGuard, '\x5a'))
        qFatal("wrote beyond the buffer");
    if (content)
        *content = buffer.sliced(kGuard, size);
    return outcome;
}

} // namespace

class tst_SegmentCodec final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void everyLevel();
    void dataThatChangesItsCharacter();
    void badFrames_data();
    void badFrames();
    void everyFlippedByte();
    void decoderWorksOnAfterDamage();
};

void tst_SegmentCodec::roundTrip_data()
{
    QTest::addColumn<QByteArray>("pages");
    QTest::newRow("one page of zeros") << QByteArray(kPage, '\0');
    QTest::newRow("noise") << noise(10 * kPage);
    QTest::newRow("a whole segment of zeros") << QByteArray(limits::kSegmentBytes, '\0');
    QTest::newRow("a whole segment of noise") << noise(limits::kSegmentBytes);
}

void tst_SegmentCodec::roundTrip()
{
    QFETCH(const QByteArray, pages);
    SegmentEncoder encoder(3);
    for (int round = 0; round < 2; ++round) {
        const EncodedSegment segment = ok(encode(encoder, pages, kPage));
        QCOMPARE(segment.sha256, Sha256::of(segment.bytes));
        QCOMPARE(segment.pageHashes.size(), pages.size() / kPage * kPageHashBytes);
        QVERIFY(segment.bytes.size() <= SegmentDecoder::largestFrame(pages.size()));
        QByteArray back;
        ok(decode(segment.bytes, pages.size(), &back));
        QVERIFY(back == pages);
    }
}

void tst_SegmentCodec::everyLevel()
{
    const QByteArray pages = noise(kPage * 8) + QByteArray(kPage * 8, 'x');
    for (int level = SegmentEncoder::kMinLevel; level <= SegmentEncoder::kMaxLevel; ++level) {
        SegmentEncoder encoder(level);
        SegmentEncoder moved = std::move(encoder);
        ok(decode(ok(encode(moved, pages, kPage)).bytes, pages.size()));
    }
}

/// The encoder changes its level with the data and reuses its buffers: every segment must still come back.
void tst_SegmentCodec::dataThatChangesItsCharacter()
{
    SegmentEncoder encoder(3);
    EncodedSegment segment;
    for (int i = 0; i < 24; ++i) {
        QByteArray pages = i % 5 == 4 ? noise(kPage * 8) : i / 6 % 2 == 0 ? noise(limits::kSegmentBytes) : QByteArray(limits::kSegmentBytes, char('a' + i));
        ok(encoder.encode({pages.constData(), size_t(pages.size())}, kPage, segment));
        QCOMPARE(segment.sha256, Sha256::of(segment.bytes));
        QCOMPARE(segment.pageHashes.size(), pages.size() / kPage * kPageHashBytes);
        QByteArray back;
        ok(decode(segment.bytes, pages.size(), &back));
        QVERIFY(back == pages);
    }
}

void tst_SegmentCodec::badFrames_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<ErrorCode>("code");
    const QByteArray good = compress(noise(4 * kPage));
    QTest::newRow("empty") << QByteArray() << ErrorCode::SegmentCorrupt;
    QTest::newRow("garbage") << noise(300) << ErrorCode::SegmentCorrupt;
    QTest::newRow("NULs") << QByteArray(300, '\0') << ErrorCode::SegmentCorrupt;
    QTest::newRow("cut") << good.chopped(1) << ErrorCode::SegmentCorrupt;
    QTest::newRow("cut in the header") << good.first(5) << ErrorCode::SegmentCorrupt;
    QTest::newRow("a byte behind") << good + 'x' << ErrorCode::SegmentCorrupt;
    QTest::newRow("two frames") << compress(noise(2 * kPage)) + compress(noise(2 * kPage)) << ErrorCode::SizeContradiction;
    QTest::newRow("a second, empty frame") << good + compress({}) << ErrorCode::SegmentCorrupt;
    QTest::newRow("a skippable frame behind") << good + QByteArray::fromHex("502a4d180400000041424344") << ErrorCode::SegmentCorrupt;
    QTest::newRow("only a skippable frame") << QByteArray::fromHex("502a4d180400000041424344") << ErrorCode::SizeContradiction;
    QTest::newRow("too small") << compress(noise(3 * kPage)) << ErrorCode::SizeContradiction;
    QTest::newRow("too large") << compress(noise(5 * kPage)) << ErrorCode::SizeContradiction;
    QTest::newRow("a bomb: 256 MB of zeros") << compress(QByteArray(256 * 1024 * 1024, '\0')) << ErrorCode::SizeContradiction;
    QTest::newRow("no size, right content") << compressWithoutSize(noise(4 * kPage)) << ErrorCode::SizeContradiction;
    QTest::newRow("no size, a bomb") << compressWithoutSize(QByteArray(64 * 1024 * 1024, '\0')) << ErrorCode::SizeContradiction;
    // The header says 2048 bytes, the blocks hold more: the size is in the two bytes behind magic and descriptor.
    QByteArray liar = compress(noise(5 * kPage));
    liar.replace(4, 3, good.sliced(4, 3));
    QTest::newRow("content larger than declared") << liar << ErrorCode::SegmentCorrupt;
    liar = compress(noise(3 * kPage));
    liar.replace(4, 3, good.sliced(4, 3));
    QTest::newRow("content smaller than declared") << liar << ErrorCode::SegmentCorrupt;
}

void tst_SegmentCodec::badFrames()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const ErrorCode, code);
    const auto outcome = decode(frame, 4 * kPage);
    EXPECT_ERROR(outcome, code);
    QCOMPARE(outcome.error().subject, u"pages/000000.zst"_s);
}

/// Frames carry no checksum of their own: what does not fail must be caught by SHA-256 or page hash. Here it only may
/// not crash or write beyond the buffer.
void tst_SegmentCodec::everyFlippedByte()
{
    QByteArray pages;
    for (int i = 0; pages.size() < 4 * kPage; ++i)
        pages += "row " + QByteArray::number(i * i) + ' ';
    pages.truncate(4 * kPage);
    const QByteArray frame = compress(pages);
    for (qsizetype at = 0; at < frame.size(); ++at) {
        for (const int bit : {0, 3, 7}) {
            QByteArray bad = frame;
            bad[at] = char(bad[at] ^ (1 << bit));
            QByteArray content;
            if (decode(bad, 4 * kPage, &content))
                QVERIFY(content != pages || bad != frame);
        }
    }
}

void tst_SegmentCodec::decoderWorksOnAfterDamage()
{
    SegmentDecoder decoder;
    const QByteArray pages = noise(4 * kPage);
    const QByteArray frame = compress(pages);
    QByteArray out(pages.size(), '\0');
    for (int round = 0; round < 3; ++round) {
        QVERIFY(!decoder.decode(frame.chopped(10), {out.data(), size_t(out.size())}, {}));
        ok(decoder.decode(frame, {out.data(), size_t(out.size())}, {}));
        QVERIFY(out == pages);
    }
}

QTEST_GUILESS_MAIN(tst_SegmentCodec)
#include "tst_segmentcodec.moc"
