// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/auditlog.h"

namespace lifeboat::net {

/// The hash "before" the first record.
QByteArray auditStart();

/// A line of the log without its newline: the record with its number, the hash of the line before,
/// and last its own hash: the SHA-256 of all of the line before `,"hash"`.
struct AuditLine
{
    quint64 number = 0;
    QByteArray previous; ///< hex
    QByteArray hash; ///< hex
    AuditRecord record;
};

/// Over-long fields are cut, so that no line is longer than kAuditLineBytes.
QByteArray makeAuditLine(quint64 number, const QByteArray &previous, const AuditRecord &record);

/// AuditBroken (no subject) if a byte of it is not what makeAuditLine wrote.
Result<AuditLine> parseAuditLine(QByteArrayView line);

inline constexpr qsizetype kAuditLineBytes = 16 * 1024;

} // namespace lifeboat::net
