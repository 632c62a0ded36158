// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

namespace lifeboat::daemon {

/// Where a new token goes, once: a new file that is this user's alone, or standard output. Opened before the token is
/// made, so that none is made that nobody could be given. A file nothing was put into is removed again.
class TokenOutlet
{
public:
    /// An empty path is standard output. AlreadyExists, DirectoryMissing…
    static Result<TokenOutlet> open(FileSystem &fileSystem, const QString &path);
    ~TokenOutlet();
    TokenOutlet(TokenOutlet &&other) noexcept = default;
    TokenOutlet &operator=(TokenOutlet &&) = delete;
    Q_DISABLE_COPY(TokenOutlet)

    bool isFile() const { return m_file != nullptr; }

    /// Returns once the secret stands in the file, or the system took it. WriteFailed, DiskFull…
    Result<> put(const QString &secret);

private:
    TokenOutlet(FileSystem &fileSystem, const QString &path);

    FileSystem &m_fileSystem;
    const QString m_path;
    std::unique_ptr<File> m_file; ///< null: standard output
    bool m_isKept = false;
};

} // namespace lifeboat::daemon
