// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

namespace lifeboat {

/// The machine's file systems through POSIX calls. Stateless; `instance()` serves everybody.
class PosixFileSystem final : public FileSystem
{
public:
    Result<std::unique_ptr<File>> open(const QString &path, OpenMode mode) override;
    Result<FileInfo> info(const QString &path) override;
    Result<QList<FileInfo>> list(const QString &directory) override;
    Result<> rename(const QString &from, const QString &to) override;
    Result<> link(const QString &from, const QString &to) override;
    Result<> exchange(const QString &a, const QString &b) override;
    Result<> remove(const QString &path) override;
    Result<> makeDirectory(const QString &path) override;
    Result<> syncDirectory(const QString &path) override;
    Result<qint64> freeBytes(const QString &path) override;

    static PosixFileSystem &instance();
};

} // namespace lifeboat
