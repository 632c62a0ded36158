// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatd/tokencommands.h"

#include "app/lifeboatd/daemon.h"

using namespace Qt::StringLiterals;

namespace lifeboat::daemon {

namespace {

QString line(const net::TokenInfo &token, const QDateTime &now)
{
    QString state = u"valid"_s;
    if (token.revoked)
        state = u"revoked"_s;
    else if (token.expiresAt && *token.expiresAt <= now)
        state = u"expired"_s;
    const QString until = token.expiresAt
        ? u"until "_s + token.expiresAt->toUTC().toString(Qt::ISODate)
        : u"for good"_s;
    return u"%1  %2  %3  %4\n"_s.arg(token.name, -24)
        .arg(net::roleName(token.role), -8)
        .arg(state, -7)
        .arg(until);
}

} // namespace

Result<QString> run(FileSystem &fileSystem, const NodeConfig &config, const TokenCommand &command)
{
    LIFEBOAT_ASSIGN(const auto tokens, net::TokenStore::open(fileSystem, tokensPath(config)));
    const QDateTime now = SystemClock::instance().utcNow();
    switch (command.kind) {
    case TokenCommand::Kind::Add: {
        const auto until =
            command.lasts ? std::optional(now.addDuration(*command.lasts)) : std::nullopt;
        LIFEBOAT_ASSIGN(const QString secret, tokens->add(command.name, command.role, now, until));
        return secret;
    }
    case TokenCommand::Kind::Revoke:
        LIFEBOAT_TRY(tokens->revoke(command.name));
        return QString();
    case TokenCommand::Kind::Remove:
        LIFEBOAT_TRY(tokens->remove(command.name));
        return QString();
    case TokenCommand::Kind::List:
        break;
    }
    LIFEBOAT_ASSIGN(const QList<net::TokenInfo> all, tokens->list());
    QString text;
    for (const net::TokenInfo &token : all)
        text += line(token, now);
    return text;
}

} // namespace lifeboat::daemon
