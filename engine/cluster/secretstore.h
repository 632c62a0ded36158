// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

#include <QFuture>

namespace lifeboat {

/// Where tokens are kept. Called in a thread with an event loop; answers come through it.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    /// NotFound; SecretUnavailable (locked, refused).
    virtual QFuture<Result<QString>> read(const QString &key) = 0;
    virtual QFuture<Result<>> write(const QString &key, const QString &secret) = 0;
    virtual QFuture<Result<>> remove(const QString &key) = 0;

    /// The session's keychain (QtKeychain) where there is one, else the file "<data
    /// directory>/secrets.json" of mode 0600. A file that others may read is refused:
    /// SecretUnavailable.
    static std::unique_ptr<SecretStore> forThisSession(FileSystem &fileSystem);
};

/// Secrets in one file of mode 0600.
std::unique_ptr<SecretStore> makeFileSecrets(FileSystem &fileSystem, const QString &path);

} // namespace lifeboat
