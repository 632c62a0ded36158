// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/addresstext.h"
#include "engine/base/secretfault.h"
#include "engine/nats/natserror.h"
#include "engine/nats/natshandles.h"

#include <QFile>
#include <QRegularExpression>
#include <QUrl>
#include <vector>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kPingMs = 5'000; // a peer that answers none of two is gone
constexpr int kPingsOut = 2;
constexpr int kBufferBytes = 256 * 1024;
constexpr int kForEver = -1;

/// What nats.c says of a file that is none of these names neither it nor what is wrong.
Result<> checkCredentials(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return secretUnavailable(SecretFault::FileUnusable, path, file.errorString());
    constexpr qint64 kMostBytes = 64 * 1024;
    const QString text = QString::fromLatin1(file.read(kMostBytes));
    static const QRegularExpression form(u"BEGIN NATS USER JWT-+\\s+eyJ[\\s\\S]*BEGIN USER NKEY SEED-+\\s+SU[A-Z2-7]{50}"_s);
    return form.match(text).hasMatch() ? Result<>() : failure(ErrorCode::NoteInvalid, path, u"no user's token and seed"_s);
}

Result<> checkUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool known = url.scheme() == "nats"_L1 || url.scheme() == "tls"_L1;
    if (!url.isValid() || !known || url.host().isEmpty())
        return failure(ErrorCode::InvalidArgument, u"NATS URL"_s, withoutUserInfo(text));
    return {};
}

Result<> checkFiles(const NatsSettings &settings)
{
    for (const QString &path :
         {settings.caFile, settings.certificateFile, settings.keyFile, settings.credentialsFile}) {
        if (!path.isEmpty() && !QFile::exists(path))
            return failure(ErrorCode::NotFound, path);
    }
    if (!settings.credentialsFile.isEmpty())
        return checkCredentials(settings.credentialsFile);
    return {};
}

bool wantsTls(const NatsSettings &settings)
{
    return settings.tls || !settings.caFile.isEmpty() || !settings.certificateFile.isEmpty()
        || std::ranges::any_of(settings.urls, [](const QString &url) { return url.startsWith("tls:"_L1); });
}

/// nats.c prints what nobody listens to.
void ignoreErrors(natsConnection *, natsSubscription *, natsStatus, void *) {}

natsStatus setServers(natsOptions *options, const NatsSettings &settings)
{
    std::vector<QByteArray> urls;
    std::vector<const char *> pointers;
    for (const QString &url : settings.urls)
        urls.push_back(url.toUtf8());
    for (const QByteArray &url : urls)
        pointers.push_back(url.constData());
    return natsOptions_SetServers(options, pointers.data(), int(pointers.size()));
}

/// The first status that is none of success.
natsStatus setBehaviour(natsOptions *options, const NatsSettings &settings)
{
    const qint64 wait = settings.reconnectWait.count();
    for (const natsStatus status : {
             setServers(options, settings),
             natsOptions_SetName(options, settings.name.toUtf8().constData()),
             natsOptions_SetTimeout(options, settings.connectTimeout.count()),
             natsOptions_SetAllowReconnect(options, true),
             natsOptions_SetMaxReconnect(options, kForEver),
             natsOptions_SetReconnectWait(options, wait),
             natsOptions_SetReconnectJitter(options, wait, wait),
             natsOptions_SetReconnectBufSize(options, 1), // what cannot be sent now fails now
             natsOptions_SetFailRequestsOnDisconnect(options, true),
             natsOptions_SetIgnoreDiscoveredServers(options, !settings.followCluster),
             natsOptions_SetPingInterval(options, kPingMs),
             natsOptions_SetMaxPingsOut(options, kPingsOut),
             natsOptions_SetIOBufSize(options, kBufferBytes),
             natsOptions_SetSendAsap(options, true),
             natsOptions_SetWriteDeadline(options, settings.requestTimeout.count()),
             natsOptions_SetErrorHandler(options, ignoreErrors, nullptr),
         }) {
        if (status != NATS_OK)
            return status;
    }
    return NATS_OK;
}

natsStatus setIdentity(natsOptions *options, const NatsSettings &settings)
{
    if (!settings.user.isEmpty())
        return natsOptions_SetUserInfo(options, settings.user.toUtf8().constData(),
                                       settings.password.toUtf8().constData());
    if (!settings.token.isEmpty())
        return natsOptions_SetToken(options, settings.token.toUtf8().constData());
    if (!settings.credentialsFile.isEmpty())
        return natsOptions_SetUserCredentialsFromFiles(
            options, QFile::encodeName(settings.credentialsFile).constData(), nullptr);
    return NATS_OK;
}

/// What nats.c refuses of a file is in the file.
Result<> setTls(natsOptions *options, const NatsSettings &settings)
{
    if (natsOptions_SetSecure(options, true) != NATS_OK)
        return failure(natsError(NATS_SSL_ERROR, u"TLS"_s));
    if (!settings.caFile.isEmpty()
        && natsOptions_LoadCATrustedCertificates(options, QFile::encodeName(settings.caFile).constData())
            != NATS_OK)
        return failure(ErrorCode::NoteInvalid, settings.caFile, u"no certificates"_s);
    if (!settings.certificateFile.isEmpty()
        && natsOptions_LoadCertificatesChain(options, QFile::encodeName(settings.certificateFile).constData(),
                                             QFile::encodeName(settings.keyFile).constData())
            != NATS_OK)
        return failure(ErrorCode::NoteInvalid, settings.certificateFile,
                       u"no certificate, or %1 is not its key"_s.arg(settings.keyFile));
    return {};
}

} // namespace

Result<> checkNatsSettings(const NatsSettings &settings)
{
    if (settings.urls.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"NATS URL"_s, u"none"_s);
    for (const QString &url : settings.urls)
        LIFEBOAT_TRY(checkUrl(url));
    if (settings.certificateFile.isEmpty() != settings.keyFile.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"NATS client certificate"_s,
                       u"without its key, or the key without it"_s);
    if (settings.user.isEmpty() && !settings.password.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"NATS user"_s, u"a password without a user"_s);
    const int ways = !settings.user.isEmpty() + !settings.token.isEmpty()
        + !settings.credentialsFile.isEmpty();
    if (ways > 1)
        return failure(ErrorCode::InvalidArgument, u"NATS user"_s,
                       u"more than one of user, token and credentials file"_s);
    return {};
}

QString namesOf(const NatsSettings &settings)
{
    QStringList names;
    for (const QString &url : settings.urls)
        names.append(withoutUserInfo(url));
    return names.join(u", "_s);
}

Result<> checkNatsFiles(const NatsSettings &settings)
{
    if (const auto options = natsOptionsFor(settings); !options)
        return failure(options.error());
    return {};
}

Result<NatsOptionsHandle> natsOptionsFor(const NatsSettings &settings)
{
    LIFEBOAT_TRY(checkNatsSettings(settings));
    LIFEBOAT_TRY(checkFiles(settings));
    natsOptions *made = nullptr;
    if (const natsStatus status = natsOptions_Create(&made); status != NATS_OK)
        return failure(natsError(status, namesOf(settings)));
    NatsOptionsHandle options(made);
    for (const natsStatus status :
         {setBehaviour(options.get(), settings), setIdentity(options.get(), settings)}) {
        if (status != NATS_OK)
            return failure(natsError(status, namesOf(settings)));
    }
    if (wantsTls(settings))
        LIFEBOAT_TRY(setTls(options.get(), settings));
    return options;
}

} // namespace lifeboat
