// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/secretstore.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <sys/stat.h>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

class tst_SecretStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsSecrets();
    void nobodyWaitsForTheDisk();
    void isForItsOwnerOnly();
    void refusesWhatOthersMayRead_data();
    void refusesWhatOthersMayRead();
    void whatIsNoSecretsFileStays();
    void isNeverReadableByOthers();
    void withoutASessionBusItIsAFile();
};

namespace {

FileSystem &disk()
{
    return PosixFileSystem::instance();
}

const QString kKey = u"orders/wss://n1:7411"_s;

} // namespace

void tst_SecretStore::keepsSecrets()
{
    const Workspace space;
    const QString path = space.path(u"deeper/secrets.json"_s);
    const auto secrets = makeFileSecrets(disk(), path);
    EXPECT_ERROR(secrets->read(kKey).result(), ErrorCode::NotFound);
    ok(secrets->remove(kKey).result());
    QVERIFY(!space.exists(u"deeper"_s));
    ok(secrets->write(kKey, u"one"_s).result());
    ok(secrets->write(u"other"_s, u"two"_s).result());
    ok(secrets->write(kKey, u"three"_s).result());
    QCOMPARE(ok(makeFileSecrets(disk(), path)->read(kKey).result()), u"three"_s);
    ok(secrets->remove(kKey).result());
    EXPECT_ERROR(secrets->read(kKey).result(), ErrorCode::NotFound);
    QCOMPARE(ok(secrets->read(u"other"_s).result()), u"two"_s);
}

/// While another program holds the file.
void tst_SecretStore::nobodyWaitsForTheDisk()
{
    const Workspace space;
    const QString path = space.path(u"secrets.json"_s);
    const auto secrets = makeFileSecrets(disk(), path);
    auto lock = ok(disk().openLocked(path + u".lock"_s, OpenMode::OpenOrCreate));
    const auto written = secrets->write(kKey, u"one"_s);
    const auto read = secrets->read(kKey);
    QVERIFY(!written.isFinished());
    lock.reset();
    ok(written.result());
    QCOMPARE(ok(read.result()), u"one"_s); // in the order they were asked for
}

void tst_SecretStore::isForItsOwnerOnly()
{
    const Workspace space;
    const QString path = space.path(u"secrets.json"_s);
    const auto secrets = makeFileSecrets(disk(), path);
    for (const QString &secret : {u"one"_s, u"two"_s}) {
        ok(secrets->write(kKey, secret).result());
        QCOMPARE(ok(disk().info(path)).access.mode & 0777, 0600u);
    }
}

void tst_SecretStore::refusesWhatOthersMayRead_data()
{
    QTest::addColumn<uint>("mode");
    QTest::newRow("everybody") << 0644u;
    QTest::newRow("the group") << 0640u;
    QTest::newRow("others write") << 0602u;
}

void tst_SecretStore::refusesWhatOthersMayRead()
{
    QFETCH(const uint, mode);
    const Workspace space;
    const QString path = space.path(u"secrets.json"_s);
    const auto secrets = makeFileSecrets(disk(), path);
    ok(secrets->write(kKey, u"one"_s).result());
    QCOMPARE(::chmod(qPrintable(path), mode), 0);
    EXPECT_ERROR(secrets->read(kKey).result(), ErrorCode::SecretUnavailable);
    EXPECT_ERROR(secrets->write(kKey, u"two"_s).result(), ErrorCode::SecretUnavailable);
    QCOMPARE(::chmod(qPrintable(path), 0600), 0);
    QCOMPARE(ok(secrets->read(kKey).result()), u"one"_s);
}

void tst_SecretStore::whatIsNoSecretsFileStays()
{
    const Workspace space;
    const QString path = space.path(u"secrets.json"_s);
    const QByteArray other = R"({"formatVersion": 1, "secrets": [1, 2]})";
    space.write(u"secrets.json"_s, other);
    QCOMPARE(::chmod(qPrintable(path), 0600), 0);
    const auto secrets = makeFileSecrets(disk(), path);
    EXPECT_ERROR(secrets->read(kKey).result(), ErrorCode::NoteInvalid);
    EXPECT_ERROR(secrets->write(kKey, u"one"_s).result(), ErrorCode::NoteInvalid);
    EXPECT_ERROR(secrets->remove(kKey).result(), ErrorCode::NoteInvalid);
    QCOMPARE(space.read(u"secrets.json"_s), other);
}

/// At no step of the first write, whichever of them is the last.
void tst_SecretStore::isNeverReadableByOthers()
{
    const auto attempt = [](Fault fault) {
        const Workspace space;
        FaultyFileSystem faulty(fault);
        (void)makeFileSecrets(faulty, space.path(u"secrets.json"_s))
            ->write(kKey, u"hidden"_s)
            .result();
        for (const QString &name : space.names()) {
            const QString path = space.path(name);
            if (readFile(path).contains("hidden")
                && (ok(disk().info(path)).access.mode & 0077) != 0)
                fail(name, std::source_location::current());
        }
        return faulty.calls();
    };
    const qint64 calls = attempt({});
    for (qint64 at = 1; at <= calls; ++at)
        attempt({.at = at, .kind = Fault::Kind::Onwards});
}

void tst_SecretStore::withoutASessionBusItIsAFile()
{
    const Workspace space;
    qunsetenv("LIFEBOAT_SECRETS");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qputenv("XDG_RUNTIME_DIR", space.path(u"nothing"_s).toLocal8Bit());
    qputenv("XDG_DATA_HOME", space.path(u"data"_s).toLocal8Bit());
    const auto secrets = SecretStore::forThisSession(disk());
    ok(secrets->write(kKey, u"one"_s).result());
    QVERIFY(space.exists(u"data/lifeboat/secrets.json"_s));
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nothing/there");
    QCOMPARE(ok(SecretStore::forThisSession(disk())->read(kKey).result()), u"one"_s);
}

QTEST_GUILESS_MAIN(tst_SecretStore)
#include "tst_secretstore.moc"
