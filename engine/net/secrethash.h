// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

namespace lifeboat::net {

/// How a secret was hashed: kept with the hash, so that later versions may ask for more.
struct SecretHash
{
    quint32 memoryKib = 19 * 1024; ///< 8 to 1 GiB
    quint32 passes = 2; ///< 1 to 64
    QByteArray salt; ///< 16 bytes
    QByteArray hash; ///< 32 bytes

    bool operator==(const SecretHash &) const = default;
};

/// A fresh salt and the Argon2id hash (one lane) of `secret`. Tens of milliseconds.
Result<SecretHash> hashSecret(const QByteArray &secret);

/// True if `secret` is the one; takes the same time whatever the answer.
Result<bool> matchesSecret(const SecretHash &expected, const QByteArray &secret);

/// `count` bytes nobody can guess.
Result<QByteArray> randomBytes(qsizetype count);

/// Equal, in a time that tells nothing about where they differ.
bool equalInConstantTime(const QByteArray &a, const QByteArray &b);

} // namespace lifeboat::net
