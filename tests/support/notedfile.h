// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/wrappedfile.h"

namespace lifeboat::test {

/// A file that notes which of its bytes are written anew.
class NotedFile final : public WrappedFile
{
public:
    using WrappedFile::WrappedFile;

    /// The first byte that was written; none where nothing was.
    std::optional<qint64> writtenFrom() const { return m_writtenFrom; }
    qint64 writtenBytes() const { return m_writtenBytes; }

    Result<> writeAt(qint64 offset, QByteArrayView bytes) override
    {
        m_writtenFrom = std::min(m_writtenFrom.value_or(offset), offset);
        m_writtenBytes += bytes.size();
        return WrappedFile::writeAt(offset, bytes);
    }

private:
    std::optional<qint64> m_writtenFrom;
    qint64 m_writtenBytes = 0;
};

} // namespace lifeboat::test
