// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/handshake.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

constexpr qsizetype kMaxVersions = 32;
constexpr qsizetype kMaxTokenLength = 256;

} // namespace

QJsonObject toJson(const Hello &hello)
{
    QJsonArray versions;
    for (const int version : hello.versions)
        versions.append(version);
    return {{u"versions"_s, versions}, {u"token"_s, hello.token}};
}

Result<Hello> helloFromJson(const QJsonObject &parameters)
{
    for (auto given = parameters.begin(); given != parameters.end(); ++given) {
        if (given.key() != "versions"_L1 && given.key() != "token"_L1)
            return failure(ErrorCode::InvalidArgument, given.key().left(64),
                           u"no such parameter"_s);
    }
    Hello hello;
    const QJsonArray versions = parameters["versions"_L1].toArray();
    for (const QJsonValue &version : versions)
        hello.versions.append(version.toInt(-1));
    if (hello.versions.isEmpty() || hello.versions.size() > kMaxVersions
        || std::ranges::any_of(hello.versions, [](int version) { return version < 0; }))
        return failure(ErrorCode::InvalidArgument, u"versions"_s, u"not a list of versions"_s);
    hello.token = parameters["token"_L1].toString();
    if (!parameters["token"_L1].isString() || hello.token.size() > kMaxTokenLength)
        return failure(ErrorCode::InvalidArgument, u"token"_s, u"not a token"_s);
    return hello;
}

Result<int> chooseVersion(const Hello &hello)
{
    if (hello.versions.contains(kProtocolVersion))
        return kProtocolVersion;
    return failure(ErrorCode::ProtocolVersion, {}, QString::number(kProtocolVersion));
}

} // namespace lifeboat::net
