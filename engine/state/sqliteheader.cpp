// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/sqliteheader.h"

#include "engine/base/limits.h"

#include <QByteArrayView>
#include <QtEndian>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr QByteArrayView kMagic("SQLite format 3\0", 16);

/// Shannon entropy in bits a byte: ciphertext of some kB is above 7.5, text and executables stay below.
bool looksEncrypted(std::span<const char> bytes, qint64 fileSize)
{
    if (bytes.size() < 1024 || fileSize % limits::kMinPageSize != 0)
        return false;
    std::array<int, 256> counts = {};
    for (const char c : bytes)
        ++counts[static_cast<unsigned char>(c)];
    double entropy = 0;
    for (const int count : counts) {
        if (count > 0) {
            const double share = double(count) / double(bytes.size());
            entropy -= share * std::log2(share);
        }
    }
    return entropy > 7.5;
}

} // namespace

Result<SqliteHeader> readSqliteHeader(std::span<const char> start, qint64 fileSize, const QString &path)
{
    if (fileSize == 0)
        return failure(ErrorCode::DatabaseEmpty, path);
    if (qint64(start.size()) < kMagic.size() || QByteArrayView(start.data(), kMagic.size()) != kMagic) {
        const bool encrypted = looksEncrypted(start, fileSize);
        return failure(encrypted ? ErrorCode::DatabaseEncrypted : ErrorCode::NotADatabase, path);
    }
    if (qint64(start.size()) < SqliteHeader::kBytes)
        return failure(ErrorCode::DatabaseCorrupt, path, u"%1 bytes, less than a header"_s.arg(fileSize));
    const auto *bytes = reinterpret_cast<const uchar *>(start.data());
    SqliteHeader header;
    const quint16 pageSize = qFromBigEndian<quint16>(bytes + 16);
    header.pageSize = pageSize == 1 ? 65536 : pageSize;
    const bool powerOfTwo = (header.pageSize & (header.pageSize - 1)) == 0;
    if (header.pageSize < limits::kMinPageSize || !powerOfTwo)
        return failure(ErrorCode::DatabaseCorrupt, path, u"page size %1"_s.arg(header.pageSize));
    const int writeVersion = bytes[18];
    const int readVersion = bytes[19];
    if (writeVersion < 1 || readVersion < 1)
        return failure(ErrorCode::DatabaseCorrupt, path, u"format version 0"_s);
    if (writeVersion > 2 || readVersion > 2)
        return failure(ErrorCode::DatabaseUnsupported, path, u"format version %1"_s.arg(std::max(writeVersion, readVersion)));
    header.walMode = writeVersion == 2;
    header.changeCounter = qFromBigEndian<quint32>(bytes + 24);
    const qint64 noted = qFromBigEndian<quint32>(bytes + 28);
    header.pageCount = qFromBigEndian<quint32>(bytes + 92) == header.changeCounter ? noted : 0;
    return header;
}

} // namespace lifeboat
