// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/paths.h"
#include "engine/cluster/secretstore.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QFileInfo>
#include <QFuture>
#include <QPromise>
#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr QLatin1StringView kService = "lifeboat"_L1;
constexpr int kPatienceMs = 2000; ///< with the session's bus

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

template <typename T> bool isMissing(const Result<T> &result)
{
    return !result && result.error().code == ErrorCode::NotFound;
}

/// Whether it is so still: nobody opened it when it was asked for something. QtKeychain takes what a locked keychain does not
/// tell for what is not there. A keychain that is no Secret Service (KWallet) says so itself.
bool isLocked()
{
    auto ask = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets/aliases/default"_s,
                                              u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    ask << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
    ask.setAutoStartService(false);
    const QDBusMessage answer = QDBusConnection::sessionBus().call(ask, QDBus::Block, kPatienceMs);
    return answer.arguments().value(0).value<QDBusVariant>().variant().toBool();
}

Result<> checkUnlocked(const QString &key)
{
    return isLocked() ? failure(ErrorCode::SecretUnavailable, key, u"the keychain is locked"_s) : Result<>();
}

/// The keychain, and behind it the file: who works at a desk and over ssh has sessions with and without a keychain.
class KeychainSecrets final : public SecretStore
{
public:
    explicit KeychainSecrets(std::unique_ptr<SecretStore> file) : m_file(std::move(file)) {}

    QFuture<Result<QString>> read(const QString &key) override
    {
        auto *const job = new QKeychain::ReadPasswordJob(kService);
        job->setKey(key);
        const auto kept = start<QString>(job, [](QKeychain::Job *done) -> Result<QString> {
            return static_cast<QKeychain::ReadPasswordJob *>(done)->textData();
        });
        return andThen(kept, [key](SecretStore &file, const Result<QString> &found) {
            if (!isMissing(found))
                return QtFuture::makeReadyValueFuture(found);
            return file.read(key).then([unlocked = checkUnlocked(key)](const Result<QString> &fromFile) {
                return isMissing(fromFile) && !unlocked ? failure(unlocked.error()) : fromFile;
            });
        });
    }

    QFuture<Result<>> write(const QString &key, const QString &secret) override
    {
        auto *const job = new QKeychain::WritePasswordJob(kService);
        job->setKey(key);
        job->setTextData(secret);
        const auto kept = start<void>(job, [](QKeychain::Job *) { return Result<>(); });
        return andThen(kept, [key](SecretStore &file, const Result<> &written) {
            // An older one must not be found there once this one is removed.
            return written ? file.remove(key).then([written](const Result<> &) { return written; })
                           : QtFuture::makeReadyValueFuture(written);
        });
    }

    QFuture<Result<>> remove(const QString &key) override
    {
        auto *const job = new QKeychain::DeletePasswordJob(kService);
        job->setKey(key);
        const auto kept = start<void>(job, [key](QKeychain::Job *) { return checkUnlocked(key); });
        return andThen(kept, [key](SecretStore &file, const Result<> &removed) {
            return removed || isMissing(removed) ? file.remove(key) : QtFuture::makeReadyValueFuture(removed);
        });
    }

private:
    /// What `next` makes of the result in `kept` and of the file, in the thread that `kept` is finished in.
    template <typename T, typename Next> QFuture<Result<T>> andThen(QFuture<Result<T>> kept, Next next) const
    {
        return kept.then([file = m_file, next](const Result<T> &result) { return next(*file, result); }).unwrap();
    }

    std::shared_ptr<SecretStore> m_file;
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
    auto file = makeFileSecrets(fileSystem, paths::secrets());
    if (qEnvironmentVariable("LIFEBOAT_SECRETS") != "file"_L1 && hasKeychain())
        return std::make_unique<KeychainSecrets>(std::move(file));
    return file;
}

} // namespace lifeboat
