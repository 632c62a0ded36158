// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/waloverlay.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qint64 kWalHeaderBytes = 32;
constexpr qint64 kFrameHeaderBytes = 24;
constexpr size_t kBlockBytes = 1024 * 1024; ///< read at once: one request a frame would take longer than its bytes
constexpr size_t kSaltInWalHeader = 16;
constexpr size_t kSaltInFrame = 8;
constexpr size_t kSaltInIndex = 32;
constexpr size_t kSaltBytes = 8;
constexpr quint32 kMagic = 0x377f0682; ///< or one more, for big-endian checksums

} // namespace

qint64 WalOverlay::frameOffset(quint32 frame) const
{
    return kWalHeaderBytes + qint64(frame - 1) * (kFrameHeaderBytes + m_pageSize);
}

Result<WalOverlay> WalOverlay::read(const JobControl &control, FileSystem &fileSystem, const QString &path,
                                    const WalIndex &commit, qint64 pageSize)
{
    WalOverlay overlay;
    overlay.m_pageSize = pageSize;
    // No lock of SQLite's lies on the log itself, so a descriptor of our own may be closed at any time.
    LIFEBOAT_ASSIGN(overlay.m_wal, fileSystem.open(path, OpenMode::Read));
    std::array<char, size_t(kWalHeaderBytes)> header = {};
    LIFEBOAT_TRY(overlay.m_wal->readExactly(0, header));
    const char *salt = commit.header.data() + kSaltInIndex;
    const auto magic = qFromBigEndian<quint32>(header.data());
    if ((magic & ~1u) != kMagic || qFromBigEndian<quint32>(header.data() + 8) != quint32(pageSize)
        || std::memcmp(header.data() + kSaltInWalHeader, salt, kSaltBytes) != 0)
        return failure(ErrorCode::DatabaseCorrupt, path, u"the log is not the one its index describes"_s);

    std::vector<PageFrame> all;
    all.reserve(commit.maxFrame);
    const size_t frameBytes = size_t(kFrameHeaderBytes + pageSize);
    const auto framesAtOnce = quint32(std::max<size_t>(kBlockBytes / frameBytes, 1));
    std::vector<char> block;
    for (quint32 first = 1; first <= commit.maxFrame; first += framesAtOnce) {
        LIFEBOAT_TRY(control.checkpoint());
        const quint32 frames = std::min(framesAtOnce, commit.maxFrame - first + 1);
        block.resize(frames * frameBytes);
        LIFEBOAT_TRY(overlay.m_wal->readExactly(overlay.frameOffset(first), block));
        for (quint32 i = 0; i < frames; ++i) {
            const char *frame = block.data() + i * frameBytes;
            if (std::memcmp(frame + kSaltInFrame, salt, kSaltBytes) != 0)
                return failure(ErrorCode::DatabaseCorrupt, path, u"frame %1 is of another log"_s.arg(first + i));
            all.push_back({qFromBigEndian<quint32>(frame), first + i});
        }
    }
    std::ranges::sort(all, {}, [](const PageFrame &one) { return std::pair(one.page, one.frame); });
    for (const PageFrame &one : all) {
        if (!overlay.m_frames.empty() && overlay.m_frames.back().page == one.page)
            overlay.m_frames.back() = one;
        else
            overlay.m_frames.push_back(one);
    }
    return overlay;
}

bool WalOverlay::contains(quint32 page) const
{
    return std::ranges::binary_search(m_frames, page, {}, &PageFrame::page);
}

Result<> WalOverlay::apply(quint32 firstPage, std::span<char> pages) const
{
    const auto count = quint32(pages.size() / size_t(std::max<qint64>(m_pageSize, 1)));
    auto next = std::ranges::lower_bound(m_frames, firstPage, {}, &PageFrame::page);
    for (; next != m_frames.end() && next->page - firstPage < count; ++next) {
        const auto place = pages.subspan(size_t(next->page - firstPage) * size_t(m_pageSize), size_t(m_pageSize));
        LIFEBOAT_TRY(m_wal->readExactly(frameOffset(next->frame) + kFrameHeaderBytes, place));
    }
    return {};
}

} // namespace lifeboat
