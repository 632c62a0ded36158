// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/waloverlay.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qint64 kWalHeader = 32;
constexpr qint64 kFrameHeader = 24;
constexpr qint64 kPageSizeAt = 8;
constexpr qint64 kWalSaltsAt = 16;
constexpr qint64 kFrameSaltsAt = 8;
constexpr size_t kSaltBytes = 8;
/// SQLite's lock bytes are here; the page that begins with them is never written, so it may be a gap behind the end.
constexpr qint64 kPendingByte = 0x40000000;

qint64 frameOffset(quint32 frame, qint64 pageSize)
{
    return kWalHeader + (qint64(frame) - 1) * (kFrameHeader + pageSize);
}

} // namespace

Result<WalOverlay> WalOverlay::read(const JobControl &control, FileSystem &fileSystem, const QString &walPath,
                                    quint32 frames, qint64 pageSize)
{
    WalOverlay overlay;
    overlay.m_pageSize = pageSize;
    LIFEBOAT_ASSIGN(overlay.m_file, fileSystem.open(walPath, OpenMode::Read));
    std::array<char, kWalHeader> header = {};
    LIFEBOAT_TRY(overlay.m_file->readExactly(0, header));
    if (qFromBigEndian<quint32>(header.data() + kPageSizeAt) != quint32(pageSize))
        return failure(ErrorCode::DatabaseUnsupported, walPath, u"another page size"_s);

    overlay.m_entries.reserve(frames);
    for (quint32 frame = 1; frame <= frames; ++frame) {
        LIFEBOAT_TRY(control.checkpoint());
        std::array<char, kFrameHeader> about = {};
        LIFEBOAT_TRY(overlay.m_file->readExactly(frameOffset(frame, pageSize), about));
        if (std::memcmp(about.data() + kFrameSaltsAt, header.data() + kWalSaltsAt, kSaltBytes) != 0)
            return failure(ErrorCode::DatabaseUnsupported, walPath, u"frame %1 is of another WAL"_s.arg(frame));
        overlay.m_entries.append({qFromBigEndian<quint32>(about.data()), frame});
    }
    // Of several frames of a page the newest counts: it comes first and the others go.
    std::ranges::sort(overlay.m_entries, [](const Entry &a, const Entry &b) {
        return a.page != b.page ? a.page < b.page : a.frame > b.frame;
    });
    const auto doubles = std::ranges::unique(overlay.m_entries, {}, &Entry::page);
    overlay.m_entries.erase(doubles.begin(), doubles.end());
    return overlay;
}

Result<qint64> WalOverlay::apply(qint64 offset, std::span<char> pages, qint64 valid) const
{
    if (m_entries.isEmpty())
        return valid;
    const qint64 end = offset + qint64(pages.size());
    auto entry = std::ranges::lower_bound(m_entries, quint32(offset / m_pageSize + 1), {}, &Entry::page);
    for (; entry != m_entries.end(); ++entry) {
        const qint64 at = qint64(entry->page - 1) * m_pageSize;
        if (at >= end)
            break;
        const auto page = pages.subspan(size_t(at - offset), size_t(m_pageSize));
        const bool behindLockPage = offset + valid == kPendingByte && at == kPendingByte + m_pageSize;
        if (behindLockPage) {
            std::ranges::fill(pages.subspan(size_t(valid), size_t(m_pageSize)), '\0');
            valid += m_pageSize;
        }
        LIFEBOAT_TRY(m_file->readExactly(frameOffset(entry->frame, m_pageSize) + kFrameHeader, page));
        if (at <= offset + valid)
            valid = std::max(valid, at + m_pageSize - offset);
    }
    return valid;
}

} // namespace lifeboat
