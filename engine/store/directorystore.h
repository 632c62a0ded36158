// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/snapshotstore.h"

namespace lifeboat {

/// Objects as files of a directory, which may be on another machine. Beside each lies "<name>.sha256", a line as sha256sum
/// writes it; what is being put is called "<name>.part".
class DirectoryStore final : public SnapshotStore
{
public:
    /// DirectoryMissing.
    static Result<std::unique_ptr<DirectoryStore>> open(FileSystem &fileSystem, const QString &directory);

    Result<StoreObject> put(JobControl &control, const QString &name, const File &source) override;
    Result<StoreObject> get(JobControl &control, const QString &name, File &target) override;
    Result<QList<StoreObject>> list() override;
    Result<> remove(const QString &name) override;
    Result<int> removeAbandoned(std::chrono::seconds age) override;

private:
    DirectoryStore(FileSystem &fileSystem, QString directory);
    QString path(const QString &name) const;
    Result<QByteArray> digestOf(const QString &name) const;
    Result<QByteArray> copy(JobControl &control, const File &source, File &part) const;

    FileSystem &m_fileSystem;
    const QString m_directory;
};

} // namespace lifeboat
