// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/walframes.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

// sqlite.org/fileformat2.html, section 4.1.
constexpr qint64 kHeaderBytes = 32;
constexpr qint64 kFrameHeaderBytes = 24;
constexpr size_t kSaltAt = 8;

qint64 frameOffset(quint32 frame, qint64 pageSize)
{
    return kHeaderBytes + (qint64(frame) - 1) * (kFrameHeaderBytes + pageSize);
}

} // namespace

Result<WalFrames> WalFrames::read(FileSystem &fileSystem, const QString &walPath, const WalIndex &commit, qint64 pageSize)
{
    WalFrames frames;
    frames.m_pageSize = pageSize;
    if (commit.backfilled >= commit.maxFrame)
        return frames;
    LIFEBOAT_ASSIGN(frames.m_file, fileSystem.open(walPath, OpenMode::Read));
    frames.m_pages.reserve(commit.maxFrame - commit.backfilled);
    for (quint32 frame = commit.backfilled + 1; frame <= commit.maxFrame; ++frame) {
        std::array<char, size_t(kFrameHeaderBytes)> header = {};
        LIFEBOAT_TRY(frames.m_file->readExactly(frameOffset(frame, pageSize), header));
        const auto salt = commit.salt();
        if (std::memcmp(header.data() + kSaltAt, salt.data(), salt.size()) != 0)
            return failure(ErrorCode::DatabaseCorrupt, walPath, u"frame %1 is of another log"_s.arg(frame));
        frames.m_pages.push_back({qFromBigEndian<quint32>(header.data()), frame});
    }
    // Of each page the last frame only.
    std::ranges::sort(frames.m_pages, [](const Page &a, const Page &b) {
        return a.number != b.number ? a.number < b.number : a.frame > b.frame;
    });
    const auto repeated = std::ranges::unique(frames.m_pages, {}, &Page::number);
    frames.m_pages.erase(repeated.begin(), repeated.end());
    return frames;
}

bool WalFrames::contains(qint64 number) const
{
    return std::ranges::binary_search(m_pages, number, {}, [](const Page &page) { return qint64(page.number); });
}

Result<> WalFrames::overlay(qint64 first, std::span<char> pages) const
{
    if (isEmpty())
        return {};
    const qint64 behind = first + qint64(pages.size()) / m_pageSize;
    const auto numberOf = [](const Page &page) { return qint64(page.number); };
    for (auto page = std::ranges::lower_bound(m_pages, first, {}, numberOf); page != m_pages.end() && page->number < behind; ++page) {
        const auto place = pages.subspan(size_t((page->number - first) * m_pageSize), size_t(m_pageSize));
        LIFEBOAT_TRY(m_file->readExactly(frameOffset(page->frame, m_pageSize) + kFrameHeaderBytes, place));
    }
    return {};
}

} // namespace lifeboat
