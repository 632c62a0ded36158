// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/paths.h"
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/secretstore.h"
#include "tests/cluster/keyring.h"
#include "tests/support/expect.h"

#include <QLocalServer>
#include <QTest>
#include <QThread>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// The session's keychain, which is a real one.
class tst_KeychainSecrets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aSilentBusIsNoBus();
    void whereNobodyKeepsSecretsItIsAFile();
    void keepsSecrets();
    void findsWhatASessionWithoutOneKept();
    void aSecretIsInOnePlace();
    void isAskedInAnyThread();
    void aLockedOneGivesNothing(); // last: nobody is here to unlock it

private:
    std::unique_ptr<Workspace> m_space;
    std::unique_ptr<Keyring> m_keyring;
};

namespace {

FileSystem &disk()
{
    return PosixFileSystem::instance();
}

const QString kKey = u"orders/wss://n1:7411"_s;

bool hasFile()
{
    return QFile::exists(paths::secrets());
}

std::unique_ptr<SecretStore> secrets()
{
    return SecretStore::forThisSession(disk());
}

std::unique_ptr<SecretStore> secretsOverSsh()
{
    return makeFileSecrets(disk(), paths::secrets());
}

/// The keychain answers through the event loop.
template <typename T> Result<T> come(QFuture<Result<T>> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000))
        fail(u"the keychain does not answer"_s, std::source_location::current());
    return future.result();
}

} // namespace

void tst_KeychainSecrets::initTestCase()
{
    NEED_KEYRING();
    qunsetenv("LIFEBOAT_SECRETS");
    m_keyring = std::make_unique<Keyring>();
}

void tst_KeychainSecrets::init()
{
    m_space = std::make_unique<Workspace>();
    qputenv("XDG_DATA_HOME", m_space->path(u"data"_s).toLocal8Bit());
}

void tst_KeychainSecrets::aSilentBusIsNoBus()
{
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    QLocalServer silent;
    QVERIFY(silent.listen(m_space->path(u"silent"_s)));
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + m_space->path(u"silent"_s).toUtf8());
    ok(come(secrets()->write(kKey, u"one"_s)));
    QVERIFY(hasFile());
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
}

void tst_KeychainSecrets::whereNobodyKeepsSecretsItIsAFile()
{
    ok(come(secrets()->write(kKey, u"one"_s)));
    QVERIFY(hasFile());
    QCOMPARE(ok(come(secretsOverSsh()->read(kKey))), u"one"_s);
    m_keyring->start();
}

void tst_KeychainSecrets::keepsSecrets()
{
    const auto kept = secrets();
    EXPECT_ERROR(come(kept->read(kKey)), ErrorCode::NotFound);
    ok(come(kept->remove(kKey)));
    ok(come(kept->write(kKey, u"one"_s)));
    ok(come(kept->write(u"other"_s, u"zwei, \u4e8c"_s)));
    ok(come(kept->write(kKey, u"three"_s)));
    QCOMPARE(ok(come(secrets()->read(kKey))), u"three"_s);
    QCOMPARE(ok(come(kept->read(u"other"_s))), u"zwei, \u4e8c"_s);
    ok(come(secrets()->remove(kKey)));
    EXPECT_ERROR(come(secrets()->read(kKey)), ErrorCode::NotFound);
    QCOMPARE(ok(come(secrets()->read(u"other"_s))), u"zwei, \u4e8c"_s);
    QVERIFY(!hasFile());
}

void tst_KeychainSecrets::findsWhatASessionWithoutOneKept()
{
    ok(secretsOverSsh()->write(kKey, u"one"_s).result());
    QCOMPARE(ok(come(secrets()->read(kKey))), u"one"_s);
    ok(come(secrets()->remove(kKey)));
    EXPECT_ERROR(secretsOverSsh()->read(kKey).result(), ErrorCode::NotFound);
    EXPECT_ERROR(come(secrets()->read(kKey)), ErrorCode::NotFound);
}

/// The last one that was written is found, and never an old one once it is gone.
void tst_KeychainSecrets::aSecretIsInOnePlace()
{
    ok(secretsOverSsh()->write(kKey, u"one"_s).result());
    ok(secretsOverSsh()->write(u"other"_s, u"two"_s).result());
    ok(come(secrets()->write(kKey, u"three"_s)));
    QCOMPARE(ok(come(secrets()->read(kKey))), u"three"_s);
    EXPECT_ERROR(secretsOverSsh()->read(kKey).result(), ErrorCode::NotFound);
    QCOMPARE(ok(secretsOverSsh()->read(u"other"_s).result()), u"two"_s);
    ok(secretsOverSsh()->write(kKey, u"four"_s).result());
    QCOMPARE(ok(come(secrets()->read(kKey))), u"four"_s);
    ok(come(secrets()->remove(kKey)));
    EXPECT_ERROR(come(secrets()->read(kKey)), ErrorCode::NotFound);
}

/// Of those with an event loop: a job keeps the token of a practice cluster in one of its own.
void tst_KeychainSecrets::isAskedInAnyThread()
{
    QThread thread;
    thread.start();
    QObject inThread;
    inThread.moveToThread(&thread);
    std::unique_ptr<SecretStore> store;
    const auto ask = [&](auto question) {
        auto asked = QtFuture::makeReadyVoidFuture().then(&inThread, question).unwrap();
        return come(asked);
    };
    ok(ask([&] {
        store = secrets();
        return store->write(kKey, u"one"_s);
    }));
    QCOMPARE(ok(ask([&] { return store->read(kKey); })), u"one"_s);
    ok(ask([&] { return store->remove(kKey); }));
    EXPECT_ERROR(ask([&] { return store->read(kKey); }), ErrorCode::NotFound);
    ok(ask([&] {
        store.reset();
        return QtFuture::makeReadyValueFuture(Result<>());
    }));
    thread.quit();
    thread.wait();
}

void tst_KeychainSecrets::aLockedOneGivesNothing()
{
    ok(come(secrets()->write(kKey, u"one"_s)));
    m_keyring->lock();
    EXPECT_ERROR(come(secrets()->read(kKey)), ErrorCode::SecretUnavailable);
    EXPECT_ERROR(come(secrets()->write(kKey, u"two"_s)), ErrorCode::SecretUnavailable);
    EXPECT_ERROR(come(secrets()->remove(kKey)), ErrorCode::SecretUnavailable);
    QVERIFY(!hasFile());
}

QTEST_GUILESS_MAIN(tst_KeychainSecrets)
#include "tst_keychainsecrets.moc"
