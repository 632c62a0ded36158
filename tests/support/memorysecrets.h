// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/secretstore.h"

#include <QHash>

namespace lifeboat::test {

/// Secrets that are nowhere but here, and answers at once: for tests in which time stands.
class MemorySecrets final : public SecretStore
{
public:
    QFuture<Result<QString>> read(const QString &key) override
    {
        const auto found = secrets.constFind(key);
        return QtFuture::makeReadyValueFuture(
            found != secrets.constEnd() ? Result<QString>(*found) : failure(ErrorCode::NotFound, key));
    }
    QFuture<Result<>> write(const QString &key, const QString &secret) override
    {
        secrets.insert(key, secret);
        return QtFuture::makeReadyValueFuture(Result<>());
    }
    QFuture<Result<>> remove(const QString &key) override
    {
        secrets.remove(key);
        return QtFuture::makeReadyValueFuture(Result<>());
    }

    QHash<QString, QString> secrets;
};

} // namespace lifeboat::test
