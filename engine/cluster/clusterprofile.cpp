// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/clusterprofile.h"

#include "engine/base/addresstext.h"

#include <QHostAddress>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kPort = 7411;

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

/// "::1" needs brackets before it can stand in a URL.
QString bracketed(const QString &typed)
{
    const bool isBareV6 = typed.count(u':') > 1 && !typed.startsWith(u'[');
    return isBareV6 ? u'[' + typed + u']' : typed;
}

} // namespace

QString secretKey(const QString &cluster, const QUrl &url)
{
    return cluster + u'/' + url.toString();
}

QString nodeLabel(const QUrl &url)
{
    return url.authority();
}

Result<QUrl> nodeUrl(const QString &typed)
{
    const QString given = typed.trimmed();
    const bool isUrl = given.contains("://"_L1);
    QUrl url(isUrl ? given : u"wss://"_s + bracketed(given), QUrl::StrictMode);
    const auto refuse = [&](const QString &why) {
        return failure(ErrorCode::InvalidArgument, withoutUserInfo(given).left(255), why);
    };
    if (!url.isValid() || url.host().isEmpty())
        return refuse(u"not an address"_s);
    if (url.scheme() != "wss"_L1 && url.scheme() != "ws"_L1)
        return refuse(u"the scheme is neither wss nor ws"_s);
    const bool hasMore = !url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment()
        || (!url.path().isEmpty() && url.path() != "/"_L1);
    if (hasMore)
        return refuse(u"more than a host and a port"_s);
    if (url.scheme() == "ws"_L1 && !isLoopback(url.host()))
        return refuse(u"no TLS beyond loopback"_s);
    if (url.port(kPort) == 0)
        return refuse(u"no port"_s);
    url.setPath({});
    url.setPort(url.port(kPort));
    return url;
}

bool isClusterName(const QString &name)
{
    return !name.isEmpty() && name.size() <= 64 && name == name.trimmed() && !name.contains(u'/')
        && std::ranges::all_of(name, [](QChar character) { return character.isPrint(); });
}

} // namespace lifeboat
