// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/secrethash.h"
#include "engine/net/tokenstore.h"

namespace lifeboat::net {

/// A token with what its secret is checked against.
struct StoredToken
{
    TokenInfo info;
    SecretHash hash;
};

/// The content of a token file: {"format": 1, "tokens": […]}.
QByteArray toJson(const QList<StoredToken> &tokens);

/// NoteInvalid (subject `path`) for anything toJson would not have written.
Result<QList<StoredToken>> tokensFromJson(const QByteArray &bytes, const QString &path);

bool isTokenName(const QString &name);

} // namespace lifeboat::net
