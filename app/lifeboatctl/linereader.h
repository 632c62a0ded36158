// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QFile>
#include <optional>

namespace lifeboat::cli {

/// Lines of a file, or of standard input for "-", which may be a pipe that is slow. The event loop goes on meanwhile.
/// Main thread only.
class LineReader
{
public:
    /// NotFound, PermissionDenied.
    static Result<std::unique_ptr<LineReader>> open(const QString &path);

    /// The next line without its end; nothing behind the last one. Canceled after a signal; ReadFailed; LimitExceeded
    /// for a line no document fits in.
    Result<std::optional<QByteArray>> next();

    qint64 number() const { return m_number; } ///< of the line next() returned last, from 1

private:
    QFile m_file;
    QByteArray m_bytes; ///< read, from m_at on not returned yet
    qsizetype m_at = 0;
    qint64 m_number = 0;
    bool m_isAtEnd = false;
};

} // namespace lifeboat::cli
