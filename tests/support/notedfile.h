// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

namespace lifeboat::test {

/// A file that notes which of its bytes are written anew.
class NotedFile final : public File
{
public:
    explicit NotedFile(std::unique_ptr<File> file)
        : m_file(std::move(file))
    {
    }
    /// The first byte that was written; none where nothing was.
    std::optional<qint64> writtenFrom() const { return m_writtenFrom; }
    qint64 writtenBytes() const { return m_writtenBytes; }

    QString path() const override { return m_file->path(); }
    Result<qint64> readAt(qint64 offset, std::span<char> buffer) const override { return m_file->readAt(offset, buffer); }
    Result<> writeAt(qint64 offset, QByteArrayView bytes) override
    {
        m_writtenFrom = std::min(m_writtenFrom.value_or(offset), offset);
        m_writtenBytes += bytes.size();
        return m_file->writeAt(offset, bytes);
    }
    Result<FileInfo> info() const override { return m_file->info(); }
    Result<> allocate(qint64 size) override { return m_file->allocate(size); }
    Result<> truncate(qint64 size) override { return m_file->truncate(size); }
    void startWriteback(qint64 offset, qint64 size) override { m_file->startWriteback(offset, size); }
    Result<> sync() override { return m_file->sync(); }
    Result<> setAccess(const FileAccess &access) override { return m_file->setAccess(access); }
    Result<> lock() override { return m_file->lock(); }

private:
    std::unique_ptr<File> m_file;
    std::optional<qint64> m_writtenFrom;
    qint64 m_writtenBytes = 0;
};

} // namespace lifeboat::test
