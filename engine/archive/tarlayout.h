// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

#include <QByteArray>
#include <QList>

/// The tar as this format uses it: ustar headers of regular files only, members in one fixed order, two zero blocks
/// at the end and nothing behind. Reading is done here and not by KTar, which opens damaged and truncated archives
/// as if all were well (it keeps the first of two members of one name, strips leading slashes, and takes a short
/// read for the end). See FORMAT.md.
namespace lifeboat::tar {

inline constexpr qint64 kBlock = 512;
inline constexpr qint64 kEndMark = 2 * kBlock;

/// A member as its header says.
struct Member {
    QByteArray name;
    qint64 offset = 0; ///< of the first data byte in the file
    qint64 size = 0; ///< data bytes

    qint64 paddedSize() const { return (size + kBlock - 1) / kBlock * kBlock; }
    qint64 end() const { return offset + paddedSize(); }
};

/// The parts of a header every member of one archive shares: whatever is not name, size or checksum.
using SharedFields = QByteArray;

/// Reads and checks the header at `offset`: checksum, type, that the data fits into `fileSize`, that the padding
/// behind the data is zero, and that its other fields equal `shared` (filled by the first call with an empty one).
/// ArchiveTruncated, NotAnArchive (first header), ArchiveDamaged, MemberNameUnsafe.
Result<Member> readMember(const File &file, qint64 offset, qint64 fileSize, SharedFields &shared);

/// Modification time (seconds since 1970) in the fields readMember collected.
qint64 modifiedSeconds(const SharedFields &shared);

/// The members of the whole file in their order, with the end mark checked: exactly two zero blocks, then the end.
Result<QList<Member>> readMembers(const File &file, SharedFields &shared);

} // namespace lifeboat::tar
