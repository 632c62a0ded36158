// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

#include <QDateTime>
#include <memory>
#include <mutex>

namespace lifeboat::net {

/// One action somebody took or tried.
struct AuditRecord
{
    QDateTime time; ///< UTC, milliseconds
    QString actor; ///< the token's name; empty where nobody was authenticated
    QString address;
    QString call;
    QString target; ///< snapshot, state, operation; never a secret
    QString result; ///< "ok", or the error code's name

    bool operator==(const AuditRecord &) const = default;
};

/// Append-only file of one JSON object a line; each carries its number, the hash of the line before
/// and its own, so that a changed, removed or inserted line shows. Format in PROTOCOL.md. Any
/// thread.
class AuditLog
{
public:
    /// Opens or makes `path` (0600). A torn last line (a kill while writing) is set aside as
    /// "<path>.torn" and noted by a record of its own. AuditBroken if the end does not follow from
    /// what is before; Locked if another process writes to it.
    static Result<std::unique_ptr<AuditLog>> open(FileSystem &fileSystem, const QString &path);
    ~AuditLog();

    /// Durable when it returns. AuditBroken once the file was removed, replaced or changed by somebody else: nothing
    /// more is recorded then until the log is opened again.
    Result<> append(const AuditRecord &record);

private:
    AuditLog();
    class Private;
    std::unique_ptr<Private> d;
};

/// What a whole log says of itself.
struct AuditVerdict
{
    quint64 records = 0;
    QDateTime first, last;
    QByteArray hash; ///< of the last record, hex: noted elsewhere it is an anchor later
};

/// What was noted of a log elsewhere. Without it a log that was cut off at its end, or written anew
/// from its first line, looks whole: see PROTOCOL.md.
struct AuditAnchor
{
    quint64 records = 0; ///< it must have at least these
    QByteArray hash; ///< a record must have this hash; empty: none was noted
};

/// Reads the log from its first line to its last. AuditBroken names the first line that does not
/// follow, or is not there. NotFound where there is no record: nothing can be said of such a log.
Result<AuditVerdict> verifyAuditLog(FileSystem &fileSystem, const QString &path,
                                    const AuditAnchor &anchor = {});

} // namespace lifeboat::net
