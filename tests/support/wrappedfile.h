// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

namespace lifeboat::test {

/// A file that passes every call on to another one: what a test's own kind of file is made from.
class WrappedFile : public File
{
public:
    explicit WrappedFile(std::unique_ptr<File> file)
        : m_file(std::move(file))
    {
    }
    QString path() const override { return m_file->path(); }
    Result<qint64> readAt(qint64 offset, std::span<char> buffer) const override { return m_file->readAt(offset, buffer); }
    Result<> writeAt(qint64 offset, QByteArrayView bytes) override { return m_file->writeAt(offset, bytes); }
    Result<FileInfo> info() const override { return m_file->info(); }
    Result<> allocate(qint64 size) override { return m_file->allocate(size); }
    Result<> truncate(qint64 size) override { return m_file->truncate(size); }
    void startWriteback(qint64 offset, qint64 size) override { m_file->startWriteback(offset, size); }
    Result<> sync() override { return m_file->sync(); }
    Result<> setAccess(const FileAccess &access) override { return m_file->setAccess(access); }
    Result<> lock() override { return m_file->lock(); }

private:
    std::unique_ptr<File> m_file;
};

} // namespace lifeboat::test
