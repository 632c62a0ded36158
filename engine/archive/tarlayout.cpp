// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/tarlayout.h"

#include "engine/base/limits.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace lifeboat::tar {

namespace {

using Block = std::array<char, size_t(kBlock)>;

// POSIX.1-1988 ustar header fields, offset and length in bytes.
constexpr size_t kNameAt = 0, kNameLength = 100;
constexpr size_t kSizeAt = 124, kSizeLength = 12;
constexpr size_t kTimeAt = 136, kTimeLength = 12;
constexpr size_t kChecksumAt = 148, kChecksumLength = 8;
constexpr size_t kTypeAt = 156;
constexpr size_t kMagicAt = 257;
constexpr size_t kPrefixAt = 345, kPrefixLength = 155;

/// Octal digits between optional blanks and a NUL or blank; nothing if anything else stands there.
std::optional<qint64> octal(QByteArrayView field)
{
    qint64 number = 0;
    bool any = false;
    bool ended = false;
    for (const char c : field) {
        if (c >= '0' && c <= '7' && !ended) {
            number = number * 8 + (c - '0');
            any = true;
        } else if (c == ' ' && !any) {
            continue;
        } else if (c == ' ' || c == '\0') {
            ended = any;
        } else {
            return std::nullopt;
        }
    }
    return any ? std::optional(number) : std::nullopt;
}

bool allZero(std::span<const char> bytes)
{
    return std::ranges::all_of(bytes, [](char c) { return c == 0; });
}

qint64 checksum(const Block &block)
{
    qint64 sum = 0;
    for (size_t i = 0; i < block.size(); ++i) {
        const bool own = i >= kChecksumAt && i < kChecksumAt + kChecksumLength;
        sum += own ? ' ' : static_cast<unsigned char>(block[i]);
    }
    return sum;
}

/// The format's own names and nothing else: no leading slash, no "..", no empty part, no unusual character.
bool isSafe(QByteArrayView name)
{
    if (name.isEmpty() || name.startsWith('/') || name.endsWith('/') || name.contains("//"))
        return false;
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
            || c == '/' || c == '-' || c == '_';
        if (!plain)
            return false;
    }
    return name != ".." && !name.startsWith("../") && !name.endsWith("/..") && !name.contains("/../");
}

QString at(qint64 offset)
{
    return u"at byte %1"_s.arg(offset);
}

Result<> checkPadding(const File &file, const Member &member)
{
    std::array<char, size_t(kBlock)> padding = {};
    const size_t length = size_t(member.paddedSize() - member.size);
    const std::span<char> used(padding.data(), length);
    LIFEBOAT_TRY(file.readExactly(member.offset + member.size, used));
    if (!allZero(used)) {
        return failure(ErrorCode::ArchiveDamaged, QString::fromLatin1(member.name),
                       u"padding is not zero "_s + at(member.offset + member.size));
    }
    return {};
}

} // namespace

Result<Member> readMember(const File &file, qint64 offset, qint64 fileSize, SharedFields &shared)
{
    if (offset + kBlock > fileSize)
        return failure(ErrorCode::ArchiveTruncated, file.path(), u"no header "_s + at(offset));
    Block block = {};
    LIFEBOAT_TRY(file.readExactly(offset, block));
    const bool first = offset == 0;
    const auto damaged = [&](const QString &what) {
        return failure(first ? ErrorCode::NotAnArchive : ErrorCode::ArchiveDamaged, file.path(), what + u" "_s + at(offset));
    };
    if (QByteArrayView(block.data() + kMagicAt, 5) != "ustar")
        return damaged(u"no tar header"_s);
    const QByteArrayView sumField(block.data() + kChecksumAt, kChecksumLength);
    // The one field its own sum does not cover, so it has one form only: six octal digits, a NUL, a blank.
    if (sumField != QByteArray::number(checksum(block), 8).rightJustified(6, '0') + QByteArray("\0 ", 2))
        return damaged(u"wrong header checksum"_s);
    if (block[kTypeAt] != '0')
        return failure(ErrorCode::MemberUnexpected, file.path(), u"not a regular file "_s + at(offset));

    const QByteArrayView nameField(block.data() + kNameAt, kNameLength);
    const qsizetype nameEnd = nameField.indexOf('\0');
    Member member;
    member.name = nameField.first(nameEnd < 0 ? qsizetype(kNameLength) : nameEnd).toByteArray();
    if (!isSafe(member.name) || !allZero({block.data() + kPrefixAt, kPrefixLength}))
        return failure(ErrorCode::MemberNameUnsafe, QString::fromLatin1(member.name), at(offset));
    if (!allZero({block.data() + member.name.size(), kNameLength - size_t(member.name.size())}))
        return damaged(u"bytes behind the name"_s);
    const auto size = octal({block.data() + kSizeAt, kSizeLength});
    if (!size)
        return damaged(u"unreadable size"_s);
    member.size = *size;
    member.offset = offset + kBlock;

    SharedFields fields(block.data(), qsizetype(block.size()));
    std::fill_n(fields.begin() + kNameAt, kNameLength, '\0');
    std::fill_n(fields.begin() + kSizeAt, kSizeLength, '\0');
    std::fill_n(fields.begin() + kChecksumAt, kChecksumLength, '\0');
    if (shared.isEmpty())
        shared = fields;
    else if (shared != fields)
        return damaged(u"header differs from the first one"_s);

    if (member.end() > fileSize)
        return failure(ErrorCode::ArchiveTruncated, QString::fromLatin1(member.name),
                       u"%1 bytes %2, the file has %3"_s.arg(member.size).arg(at(member.offset)).arg(fileSize));
    LIFEBOAT_TRY(checkPadding(file, member));
    return member;
}

qint64 modifiedSeconds(const SharedFields &shared)
{
    return octal(QByteArrayView(shared).sliced(kTimeAt, kTimeLength)).value_or(-1);
}

Result<QList<Member>> readMembers(const File &file, SharedFields &shared)
{
    LIFEBOAT_ASSIGN(const FileInfo about, file.info());
    QList<Member> members;
    qint64 offset = 0;
    while (true) {
        std::array<char, size_t(kEndMark)> end = {};
        const std::span<char> rest(end.data(), size_t(std::min(about.size - offset, kEndMark)));
        LIFEBOAT_TRY(file.readExactly(offset, rest));
        if (allZero(rest.first(std::min(rest.size(), size_t(kBlock))))) {
            if (members.isEmpty())
                return failure(about.size == 0 ? ErrorCode::ArchiveTruncated : ErrorCode::NotAnArchive, file.path());
            if (qint64(rest.size()) < kEndMark)
                return failure(ErrorCode::ArchiveTruncated, file.path(), u"no end mark "_s + at(offset));
            if (about.size - offset > kEndMark || !allZero(rest))
                return failure(ErrorCode::ArchiveDamaged, file.path(), u"something stands behind the end mark "_s + at(offset));
            return members;
        }
        if (members.size() > limits::kSegments + 3)
            return failure(ErrorCode::LimitExceeded, file.path(), u"more members than the format has"_s);
        LIFEBOAT_ASSIGN(Member member, readMember(file, offset, about.size, shared));
        offset = member.end();
        members.append(std::move(member));
    }
}

} // namespace lifeboat::tar
