// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/paths.h"
#include "engine/cluster/secretstore.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QFileInfo>
#include <QPromise>
#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr QLatin1StringView kService = "lifeboat"_L1;

Error errorOf(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::EntryNotFound)
        return {ErrorCode::NotFound, job.key(), {}};
    return {ErrorCode::SecretUnavailable, job.key(), job.errorString()};
}

/// Runs `job`, which deletes itself.
template <typename T, typename Value> QFuture<Result<T>> start(QKeychain::Job *job, Value value)
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QObject::connect(job, &QKeychain::Job::finished, job, [promise, value](QKeychain::Job *done) {
        promise->addResult(
            done->error() == QKeychain::NoError ? value(done) : Result<T>(failure(errorOf(*done))));
        promise->finish();
    });
    auto future = promise->future();
    job->setInsecureFallback(false);
    job->start();
    return future;
}

class KeychainSecrets final : public SecretStore
{
public:
    QFuture<Result<QString>> read(const QString &key) override
    {
        auto *const job = new QKeychain::ReadPasswordJob(kService);
        job->setKey(key);
        return start<QString>(job, [](QKeychain::Job *done) -> Result<QString> {
            return static_cast<QKeychain::ReadPasswordJob *>(done)->textData();
        });
    }

    QFuture<Result<>> write(const QString &key, const QString &secret) override
    {
        auto *const job = new QKeychain::WritePasswordJob(kService);
        job->setKey(key);
        job->setTextData(secret);
        return start<void>(job, [](QKeychain::Job *) { return Result<>(); });
    }

    QFuture<Result<>> remove(const QString &key) override
    {
        auto *const job = new QKeychain::DeletePasswordJob(kService);
        job->setKey(key);
        return start<void>(job, [](QKeychain::Job *) { return Result<>(); });
    }
};

bool hasSessionBus()
{
    // Asking for a bus that is not there would start one on some systems, and wait for it.
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

/// Whether somebody on the session's bus keeps secrets, or would be started to.
bool hasKeychain()
{
    constexpr int kPatienceMs = 2000;
    if (!hasSessionBus())
        return false;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    QStringList names;
    for (const auto &call : {u"ListNames"_s, u"ListActivatableNames"_s}) {
        const auto ask = QDBusMessage::createMethodCall(
            u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s, u"org.freedesktop.DBus"_s, call);
        const QDBusMessage answer = bus.call(ask, QDBus::Block, kPatienceMs);
        if (answer.type() != QDBusMessage::ReplyMessage)
            return false;
        names += answer.arguments().value(0).toStringList();
    }
    const bool kept = names.contains("org.freedesktop.secrets"_L1)
        || names.contains("org.kde.kwalletd6"_L1) || names.contains("org.kde.kwalletd5"_L1);
    return kept && QKeychain::isAvailable();
}

} // namespace

std::unique_ptr<SecretStore> SecretStore::forThisSession(FileSystem &fileSystem)
{
    if (qEnvironmentVariable("LIFEBOAT_SECRETS") != "file"_L1 && hasKeychain())
        return std::make_unique<KeychainSecrets>();
    return makeFileSecrets(fileSystem, paths::secrets());
}

} // namespace lifeboat
