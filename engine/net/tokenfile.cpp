// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/tokenfile.h"

#include "engine/base/jsonreading.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

QJsonObject toJson(const StoredToken &token)
{
    const TokenInfo &info = token.info;
    QJsonObject object{
        {u"name"_s, info.name},
        {u"role"_s, roleName(info.role)},
        {u"createdAt"_s, info.createdAt.toUTC().toString(Qt::ISODateWithMs)},
        {u"revoked"_s, info.revoked},
        {u"memoryKib"_s, qint64(token.hash.memoryKib)},
        {u"passes"_s, qint64(token.hash.passes)},
        {u"salt"_s, QString::fromLatin1(token.hash.salt.toHex())},
        {u"argon2id"_s, QString::fromLatin1(token.hash.hash.toHex())},
    };
    if (info.expiresAt)
        object[u"expiresAt"_s] = info.expiresAt->toUTC().toString(Qt::ISODateWithMs);
    return object;
}

/// Empty, or what is wrong.
QString read(const QJsonObject &object, StoredToken &token)
{
    const JsonReading reading(object);
    const auto role = roleFromName(reading.text("role"_L1));
    const qint64 memory = reading.integer("memoryKib"_L1);
    const qint64 passes = reading.integer("passes"_L1);
    token.info = {.name = reading.text("name"_L1),
                  .role = role.value_or(Role::Viewer),
                  .createdAt = reading.moment("createdAt"_L1),
                  .expiresAt = {},
                  .revoked = reading.boolean("revoked"_L1)};
    if (reading.has("expiresAt"_L1))
        token.info.expiresAt = reading.moment("expiresAt"_L1);
    token.hash = {.memoryKib = quint32(memory),
                  .passes = quint32(passes),
                  .salt = QByteArray::fromHex(reading.text("salt"_L1).toLatin1()),
                  .hash = QByteArray::fromHex(reading.text("argon2id"_L1).toLatin1())};
    if (!reading.error().isEmpty())
        return reading.error();
    if (!isTokenName(token.info.name) || !role)
        return u"a token without a proper name or role"_s;
    if (memory < 8 || memory > 1024 * 1024 || passes < 1 || passes > 64
        || token.hash.salt.size() != 16 || token.hash.hash.size() != 32)
        return u"the hash of %1 is none"_s.arg(token.info.name);
    return {};
}

} // namespace

QByteArray toJson(const QList<StoredToken> &tokens)
{
    QJsonArray array;
    for (const StoredToken &token : tokens)
        array.append(toJson(token));
    return QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"tokens"_s, array}}).toJson();
}

Result<QList<StoredToken>> tokensFromJson(const QByteArray &bytes, const QString &path)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (object["format"_L1] != 1 || !object["tokens"_L1].isArray())
        return failure(ErrorCode::NoteInvalid, path, u"not a token file of format 1"_s);
    QList<StoredToken> tokens;
    QSet<QString> names;
    const QJsonArray array = object["tokens"_L1].toArray();
    for (const QJsonValue &value : array) {
        StoredToken token;
        if (const QString wrong = read(value.toObject(), token); !wrong.isEmpty())
            return failure(ErrorCode::NoteInvalid, path, wrong);
        if (names.contains(token.info.name))
            return failure(ErrorCode::NoteInvalid, path, token.info.name + u" twice"_s);
        names.insert(token.info.name);
        tokens.append(token);
    }
    return tokens;
}

bool isTokenName(const QString &name)
{
    static const QRegularExpression pattern(u"\\A[a-z0-9_-]{1,64}\\z"_s);
    return pattern.match(name).hasMatch();
}

} // namespace lifeboat::net
