// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/paths.h"
#include "engine/cluster/secretstore.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>
#include <QFuture>
#include <QLocalSocket>
#include <QPromise>
#include <QUrl>
#include <qt6keychain/keychain.h>
#include <unistd.h>

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

/// Runs a job of `make` in the application's thread, and gives what `value` makes of it there: QtKeychain has one queue of
/// jobs, which it works through in the thread that used it first, and they delete themselves in theirs.
template <typename T, typename Make, typename Value> QFuture<Result<T>> start(Make make, Value value)
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    QMetaObject::invokeMethod(QCoreApplication::instance(), [promise, make, value] {
        auto *const job = make();
        QObject::connect(job, &QKeychain::Job::finished, job, [promise, job, value] {
            promise->addResult(job->error() == QKeychain::NoError ? value(*job) : Result<T>(failure(errorOf(*job))));
            promise->finish();
        });
        job->setInsecureFallback(false);
        job->start();
    });
    return future;
}

template <typename Job> Job *jobFor(const QString &key)
{
    auto *const job = new Job(kService);
    job->setKey(key);
    return job;
}

template <typename T> bool isMissing(const Result<T> &result)
{
    return !result && result.error().code == ErrorCode::NotFound;
}

/// Whether it is so still: nobody opened it when it was asked for something. QtKeychain takes what a locked keychain does not
/// tell for what is not there. A keychain that is no Secret Service (KWallet) says so itself.
QFuture<bool> isLocked()
{
    const auto promise = std::make_shared<QPromise<bool>>();
    promise->start();
    auto future = promise->future();
    QMetaObject::invokeMethod(QCoreApplication::instance(), [promise] {
        auto ask = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets/aliases/default"_s,
                                                  u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        ask << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
        ask.setAutoStartService(false);
        auto *const watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(ask, kPatienceMs));
        QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [promise, watcher] {
            const QDBusPendingReply<QDBusVariant> answer = *watcher;
            promise->addResult(!answer.isError() && answer.value().variant().toBool());
            promise->finish();
            watcher->deleteLater();
        });
    });
    return future;
}

Error lockedOut(const QString &key)
{
    return {ErrorCode::SecretUnavailable, key, u"the keychain is locked"_s};
}

/// NotFound only where it is open and has none.
QFuture<Result<QString>> readKeychain(const QString &key)
{
    auto read = start<QString>([key] { return jobFor<QKeychain::ReadPasswordJob>(key); },
                               [](const QKeychain::ReadPasswordJob &done) { return Result<QString>(done.textData()); });
    return read
        .then([key](const Result<QString> &found) {
            if (!isMissing(found))
                return QtFuture::makeReadyValueFuture(found);
            return isLocked().then([key, found](bool locked) -> Result<QString> {
                return locked ? Result<QString>(failure(lockedOut(key))) : found;
            });
        })
        .unwrap();
}

QFuture<Result<>> removeFromKeychain(const QString &key)
{
    return start<void>([key] { return jobFor<QKeychain::DeletePasswordJob>(key); }, [](const QKeychain::Job &) { return Result<>(); })
        .then([key](const Result<> &removed) {
            if (!removed && !isMissing(removed))
                return QtFuture::makeReadyValueFuture(removed);
            return isLocked().then([key](bool locked) { return locked ? Result<>(failure(lockedOut(key))) : Result<>(); });
        })
        .unwrap();
}

/// The keychain, and before it the file: who works at a desk and over ssh has sessions with and without a keychain. What is
/// in the file was written after what the keychain has, as a write to the keychain leaves none there.
class KeychainSecrets final : public SecretStore
{
public:
    explicit KeychainSecrets(std::unique_ptr<SecretStore> file) : m_file(std::move(file)) {}

    QFuture<Result<QString>> read(const QString &key) override
    {
        return m_file->read(key)
            .then([key](const Result<QString> &fromFile) {
                if (fromFile)
                    return QtFuture::makeReadyValueFuture(fromFile);
                return readKeychain(key).then([fromFile](const Result<QString> &kept) { return isMissing(kept) ? fromFile : kept; });
            })
            .unwrap();
    }

    QFuture<Result<>> write(const QString &key, const QString &secret) override
    {
        const auto make = [key, secret] {
            auto *const job = jobFor<QKeychain::WritePasswordJob>(key);
            job->setTextData(secret);
            return job;
        };
        return thenRemoveFromFile(start<void>(make, [](const QKeychain::Job &) { return Result<>(); }), key);
    }

    QFuture<Result<>> remove(const QString &key) override { return thenRemoveFromFile(removeFromKeychain(key), key); }

private:
    QFuture<Result<>> thenRemoveFromFile(QFuture<Result<>> done, const QString &key) const
    {
        return done
            .then([file = m_file, key](const Result<> &result) {
                return result ? file->remove(key) : QtFuture::makeReadyValueFuture(result);
            })
            .unwrap();
    }

    const std::shared_ptr<SecretStore> m_file;
};

/// Whether there is a session bus, and it answers: whoever connects to one that is silent waits for ever. Asking for a bus that
/// is not there would start one on some systems, and wait for it. The first line each side says is the D-Bus specification's,
/// "Authentication Protocol".
bool hasSessionBus()
{
    const QString told = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS").section(u';', 0, 0);
    const QString usual = qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s;
    if (told.isEmpty() && !QFileInfo::exists(usual))
        return false;
    const QString address = told.isEmpty() ? u"unix:path="_s + usual : told;
    const bool isAbstract = address.startsWith("unix:abstract="_L1);
    if (!isAbstract && !address.startsWith("unix:path="_L1))
        return true;
    QLocalSocket bus;
    if (isAbstract)
        bus.setSocketOptions(QLocalSocket::AbstractNamespaceOption);
    bus.connectToServer(QUrl::fromPercentEncoding(address.section(u'=', 1, 1).section(u',', 0, 0).toUtf8()));
    bus.write(QByteArray("\0AUTH EXTERNAL ", 15) + QByteArray::number(uint(::getuid())).toHex() + "\r\n");
    return bus.waitForConnected(kPatienceMs) && bus.waitForBytesWritten(kPatienceMs) && bus.waitForReadyRead(kPatienceMs);
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
