// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

#include <QJsonObject>
#include <functional>

namespace lifeboat {

/// A small JSON file of the user that several programs change at once: {"formatVersion": 1, …}, replaced as a whole while
/// "<file>.lock" is locked. Unknown keys stay. Any thread.
class NoteFile
{
public:
    /// `mode`: permission bits the file gets when it is made.
    NoteFile(FileSystem &fileSystem, QString path, quint32 mode);

    const QString &path() const { return m_path; }

    /// Empty where there is no file, or an empty one. NoteInvalid.
    Result<QJsonObject> read() const;

    /// Reads, changes and durably replaces the file while it holds "<path>.lock". On failure the
    /// file is what it was. Locked where another program holds the lock for more than a second.
    Result<> change(const std::function<Result<>(QJsonObject &)> &change);

private:
    FileSystem &m_fileSystem;
    const QString m_path;
    const quint32 m_mode;
};

} // namespace lifeboat
