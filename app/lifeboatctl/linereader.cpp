// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/linereader.h"

#include "app/lifeboatctl/interrupts.h"
#include "engine/base/limits.h"

#include <QCoreApplication>
#include <cerrno>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

/// Escaped, a character of a document takes six bytes at most.
constexpr qsizetype kLongestLine = 6 * limits::kDocumentBytes + 4096;
constexpr qsizetype kBlock = 1 << 20;

} // namespace

Result<std::unique_ptr<LineReader>> LineReader::open(const QString &path)
{
    auto reader = std::make_unique<LineReader>();
    reader->m_file.setFileName(path);
    const bool isOpen = path == u'-' ? reader->m_file.open(STDIN_FILENO, QIODevice::ReadOnly)
                                     : reader->m_file.open(QIODevice::ReadOnly);
    if (isOpen)
        return reader;
    return failure(QFile::exists(path) ? ErrorCode::PermissionDenied : ErrorCode::NotFound, path,
                   reader->m_file.errorString());
}

Result<std::optional<QByteArray>> LineReader::next()
{
    for (;;) {
        const qsizetype end = m_bytes.indexOf('\n', m_at);
        const bool isLast = end < 0 && m_isAtEnd;
        if (isLast && m_at == m_bytes.size())
            return std::nullopt;
        if (end >= 0 || isLast) {
            const QByteArray line = m_bytes.sliced(m_at, (isLast ? m_bytes.size() : end) - m_at);
            m_at = isLast ? m_bytes.size() : end + 1;
            ++m_number;
            return line;
        }
        m_bytes.remove(0, std::exchange(m_at, 0));
        if (m_bytes.size() > kLongestLine)
            return failure(ErrorCode::LimitExceeded, m_file.fileName(), u"line %1"_s.arg(m_number + 1));
        QCoreApplication::processEvents();
        if (!interrupts::waitReadable(m_file.handle(), std::chrono::milliseconds(100))) {
            if (interrupts::count() > 0)
                return failure(ErrorCode::Canceled);
            continue;
        }
        QByteArray block(kBlock, Qt::Uninitialized);
        const auto got = ::read(m_file.handle(), block.data(), size_t(block.size()));
        if (got < 0 && errno != EAGAIN && errno != EINTR)
            return failure(ErrorCode::ReadFailed, m_file.fileName(), qt_error_string(errno));
        m_isAtEnd = got == 0;
        m_bytes.append(block.constData(), std::max<qsizetype>(got, 0));
    }
}

} // namespace lifeboat::cli
