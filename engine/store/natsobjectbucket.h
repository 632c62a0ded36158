// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QJsonObject>

namespace lifeboat {

/// Which bucket, and how it is made where it is not there.
struct NatsBucketSettings
{
    QString bucket; ///< see isBucketName()
    QString owner; ///< of what this store puts: it goes on with its own interrupted puts, never with others'
    int replicas = 1; ///< servers that keep each object
    qint64 maxBytes = 0; ///< of the bucket; 0: as much as the server gives
    bool isMade = true; ///< false: one that is not there is NotFound
};

/// 1 to 64 letters, digits, "_" and "-".
bool isBucketName(const QString &bucket);

/// The stream that is the bucket, as the public specification wants it (NATS ADR-20).
QJsonObject bucketConfig(const QByteArray &stream, const NatsBucketSettings &settings);

/// What an object store of anybody must be for ours to be safe in it: SettingsDiffer says what is not so.
Result<> checkBucket(const QJsonObject &config, const QString &bucket);

} // namespace lifeboat
