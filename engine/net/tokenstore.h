// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/net/callhandler.h"

#include <QDateTime>
#include <memory>

namespace lifeboat::net {

/// A token as the store knows it; its secret is kept only as an Argon2id hash.
struct TokenInfo
{
    QString name; ///< 1 to 64 of a-z, 0-9, - and _
    Role role = Role::Viewer;
    QDateTime createdAt;
    std::optional<QDateTime> expiresAt;
    bool revoked = false;
};

/// The tokens of one node, in a file of mode 0600. A secret is "lb1.<name>.<43 characters of
/// base64url>": the name leads to the one hash to compute. Any thread; changes made by another
/// process (lifeboatd token) are seen.
class TokenStore
{
public:
    /// Makes an empty store if there is none. NoteInvalid.
    static Result<std::unique_ptr<TokenStore>> open(FileSystem &fileSystem, const QString &path);
    ~TokenStore();

    /// Makes a token and returns its secret, which is shown once. AlreadyExists.
    Result<QString> add(const QString &name, Role role, const QDateTime &now,
                        std::optional<QDateTime> expiresAt = {});

    Result<> revoke(const QString &name);

    /// Takes back a token whose secret nobody was given: its name is free again. NotFound.
    Result<> remove(const QString &name);

    Result<QList<TokenInfo>> list() const;

    /// Who holds this secret: AuthenticationFailed for a wrong, expired or revoked one, all in the
    /// same time. Takes tens of milliseconds by design (Argon2id, 19 MiB, 2 passes, as OWASP's
    /// least): never call it in the server's thread. A secret that was right is remembered (keyed
    /// hash, until the store changes), so that reconnecting is cheap.
    Result<TokenInfo> check(const QString &secret, const QDateTime &now);

    /// AuthenticationFailed once the token is revoked, expired or gone. Quick: a look at whether the file changed.
    Result<> stillGood(const QString &name, const QDateTime &now);

private:
    TokenStore();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lifeboat::net
