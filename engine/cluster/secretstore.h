// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

#include <QFuture>

namespace lifeboat {

/// Where tokens are kept. Any thread; answers come in any, while the application's thread runs its event loop.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    /// NotFound; SecretUnavailable (locked, refused, or a file that others may read).
    virtual QFuture<Result<QString>> read(const QString &key) = 0;
    virtual QFuture<Result<>> write(const QString &key, const QString &secret) = 0;
    /// Done too where there is none.
    virtual QFuture<Result<>> remove(const QString &key) = 0;

    /// The session's keychain (QtKeychain) where there is one and LIFEBOAT_SECRETS is not "file",
    /// else the file paths::secrets(). With a keychain, what the file has (of a session without one) is read there; what is written
    /// or removed is in the file no longer. Asks the session's bus, for at most a few seconds.
    static std::unique_ptr<SecretStore> forThisSession(FileSystem &fileSystem);
};

/// Secrets in one file of mode 0600, see FORMAT.md. A file that others may read is refused:
/// SecretUnavailable. Reads and writes in a thread of its own, in the order it is asked; its end
/// waits for what was begun.
std::unique_ptr<SecretStore> makeFileSecrets(FileSystem &fileSystem, const QString &path);

} // namespace lifeboat
