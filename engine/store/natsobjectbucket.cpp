// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/natsobjectbucket.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lifeboat {

bool isBucketName(const QString &bucket)
{
    static const QRegularExpression pattern(u"\\A[A-Za-z0-9_-]{1,64}\\z"_s);
    return pattern.match(bucket).hasMatch();
}

QJsonObject bucketConfig(const QByteArray &stream, const NatsBucketSettings &settings)
{
    return {{u"name"_s, QString::fromUtf8(stream)},
            {u"description"_s, u"Lifeboat: snapshots"_s},
            {u"subjects"_s, QJsonArray{u"$O.%1.C.>"_s.arg(settings.bucket), u"$O.%1.M.>"_s.arg(settings.bucket)}},
            {u"storage"_s, u"file"_s},
            {u"discard"_s, u"new"_s},
            {u"max_bytes"_s, settings.maxBytes > 0 ? settings.maxBytes : -1},
            {u"num_replicas"_s, settings.replicas},
            {u"allow_rollup_hdrs"_s, true},
            {u"allow_direct"_s, true}};
}

Result<> checkBucket(const QJsonObject &config, const QString &bucket)
{
    QStringList differences;
    const QJsonArray subjects = config[u"subjects"_s].toArray();
    for (const QString &subject : {u"$O.%1.C.>"_s.arg(bucket), u"$O.%1.M.>"_s.arg(bucket)}) {
        if (!subjects.contains(subject))
            differences.append(u"subjects lack %1"_s.arg(subject));
    }
    if (!config[u"allow_rollup_hdrs"_s].toBool())
        differences.append(u"allow_rollup_hdrs is off"_s);
    if (config[u"max_age"_s].toInteger() > 0)
        differences.append(u"max_age: objects are forgotten"_s);
    if (config[u"discard"_s].toString() != "new"_L1)
        differences.append(u"discard is not new: objects are forgotten"_s);
    if (config[u"sealed"_s].toBool())
        differences.append(u"it is sealed"_s);
    if (differences.isEmpty())
        return {};
    return failure(ErrorCode::SettingsDiffer, bucket, differences.join(u"; "_s));
}

} // namespace lifeboat
