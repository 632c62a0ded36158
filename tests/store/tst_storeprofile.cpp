// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/lease/natsbucket.h"
#include "engine/store/storeprofile.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"
#include "tests/support/workspace.h"

#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

class tst_StoreProfile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsStores();
    void refusesWhatCannotBeMeant_data();
    void refusesWhatCannotBeMeant();
    void losesNothingOfAFileItCannotRead_data();
    void losesNothingOfAFileItCannotRead();
    void holdsNoSecret();
    void opensADirectory();
    void opensALeaseBucket();
    void digestsThatAreNone_data();
    void digestsThatAreNone();

private:
    static StoreProfile bucket();
};

StoreProfile tst_StoreProfile::bucket()
{
    StoreProfile profile;
    profile.name = u"offsite"_s;
    profile.nats.urls = {u"nats://127.0.0.1:4222"_s, u"tls://[::1]:4223"_s};
    profile.nats.user = u"lifeboat"_s;
    profile.nats.tls = true;
    profile.nats.caFile = u"/nowhere/ca.pem"_s;
    profile.bucket = u"orders_1"_s;
    profile.leaseBucket = u"lifeboat-orders"_s;
    profile.identity = StoreProfile::Identity::Password;
    return profile;
}

void tst_StoreProfile::keepsStores()
{
    const Workspace space;
    const StoreProfiles profiles(PosixFileSystem::instance(), space.path(u"stores.json"_s));
    QVERIFY(ok(profiles.stores()).isEmpty());
    StoreProfile directory;
    directory.name = u"zdisk"_s;
    directory.directory = u"/srv/ snapshots"_s;
    ok(profiles.put(directory));
    ok(profiles.put(bucket()));
    const auto all = ok(profiles.stores());
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[0].name, u"offsite"_s);
    QCOMPARE(all[0].nats.urls, bucket().nats.urls);
    QCOMPARE(all[0].nats.user, u"lifeboat"_s);
    QCOMPARE(all[0].nats.caFile, u"/nowhere/ca.pem"_s); // a file that is not there today hides no store
    QVERIFY(all[0].nats.tls);
    QVERIFY(all[0].needsSecret());
    QCOMPARE(all[0].leaseBucket, u"lifeboat-orders"_s);
    QCOMPARE(all[0].where(), u"orders_1 on nats://127.0.0.1:4222, tls://[::1]:4223"_s);
    QCOMPARE(ok(profiles.store(u"zdisk"_s)).directory, directory.directory);
    QVERIFY(!ok(profiles.store(u"zdisk"_s)).needsSecret());
    directory.directory = u"/elsewhere"_s;
    ok(profiles.put(directory));
    QCOMPARE(ok(profiles.stores()).size(), 2);
    QCOMPARE(ok(profiles.store(u"zdisk"_s)).where(), u"/elsewhere"_s);
    ok(profiles.remove(u"zdisk"_s));
    EXPECT_ERROR(profiles.remove(u"zdisk"_s), ErrorCode::NotFound);
    EXPECT_ERROR(profiles.store(u"zdisk"_s), ErrorCode::NotFound);
    QCOMPARE(ok(profiles.stores()).size(), 1);
}

void tst_StoreProfile::refusesWhatCannotBeMeant_data()
{
    QTest::addColumn<StoreProfile>("profile");
    const auto row = [](const char *name, const std::function<void(StoreProfile &)> &change) {
        StoreProfile profile = bucket();
        change(profile);
        QTest::newRow(name) << profile;
    };
    row("no name", [](StoreProfile &profile) { profile.name.clear(); });
    row("a slash in the name", [](StoreProfile &profile) { profile.name = u"a/b"_s; });
    row("a long name", [](StoreProfile &profile) { profile.name = QString(1000, u'a'); });
    row("a command in the name", [](StoreProfile &profile) { profile.name = u"a\x1b[2Jb"_s; });
    row("a path that is not absolute", [](StoreProfile &profile) { profile.directory = u"here"_s; });
    row("no servers", [](StoreProfile &profile) { profile.nats.urls.clear(); });
    row("another scheme", [](StoreProfile &profile) { profile.nats.urls = {u"http://127.0.0.1"_s}; });
    row("a password in the URL", [](StoreProfile &profile) { profile.nats.urls = {u"nats://me:secret@127.0.0.1"_s}; });
    row("no bucket", [](StoreProfile &profile) { profile.bucket.clear(); });
    row("a bucket with a dot", [](StoreProfile &profile) { profile.bucket = u"a.b"_s; });
    row("a lease bucket with a dot", [](StoreProfile &profile) { profile.leaseBucket = u"a.b"_s; });
    row("a user without a password", [](StoreProfile &profile) { profile.identity = StoreProfile::Identity::None; });
    row("a password without a user", [](StoreProfile &profile) { profile.nats.user.clear(); });
    row("credentials and a user", [](StoreProfile &profile) { profile.nats.credentialsFile = u"/nowhere/creds"_s; });
    row("a certificate without its key", [](StoreProfile &profile) { profile.nats.certificateFile = u"/nowhere/cert.pem"_s; });
}

void tst_StoreProfile::refusesWhatCannotBeMeant()
{
    QFETCH(const StoreProfile, profile);
    const Workspace space;
    const StoreProfiles profiles(PosixFileSystem::instance(), space.path(u"stores.json"_s));
    EXPECT_ERROR(profiles.put(profile), ErrorCode::InvalidArgument);
    QVERIFY(!QFile::exists(space.path(u"stores.json"_s)));
    EXPECT_ERROR(openStore(PosixFileSystem::instance(), profile, u"secret"_s), ErrorCode::InvalidArgument);
}

void tst_StoreProfile::losesNothingOfAFileItCannotRead_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("nothing, as after a crash") << QByteArray("");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("another version") << QByteArray(R"({"formatVersion": 2})");
    QTest::newRow("no list") << QByteArray(R"({"formatVersion": 1, "stores": {"a": 1}})");
    QTest::newRow("no object") << QByteArray(R"({"formatVersion": 1, "stores": [1]})");
    QTest::newRow("neither directory nor servers") << QByteArray(R"({"formatVersion": 1, "stores": [{"name": "a"}]})");
    QTest::newRow("no such identity") << QByteArray(
        R"({"formatVersion": 1, "stores": [{"name": "a", "urls": ["nats://h"], "bucket": "b", "identity": "face", "tls": false}]})");
}

void tst_StoreProfile::losesNothingOfAFileItCannotRead()
{
    QFETCH(const QByteArray, content);
    const Workspace space;
    space.write(u"stores.json"_s, content);
    const StoreProfiles profiles(PosixFileSystem::instance(), space.path(u"stores.json"_s));
    EXPECT_ERROR(profiles.stores(), ErrorCode::NoteInvalid);
    EXPECT_ERROR(profiles.put(bucket()), ErrorCode::NoteInvalid);
    EXPECT_ERROR(profiles.remove(u"a"_s), ErrorCode::NoteInvalid);
    QCOMPARE(space.read(u"stores.json"_s), content);
}

void tst_StoreProfile::holdsNoSecret()
{
    const Workspace space;
    const StoreProfiles profiles(PosixFileSystem::instance(), space.path(u"stores.json"_s));
    StoreProfile profile = bucket();
    profile.nats.password = u"open sesame"_s;
    ok(profiles.put(profile));
    QVERIFY(!space.read(u"stores.json"_s).contains("sesame"));
    QVERIFY(ok(profiles.store(u"offsite"_s)).nats.password.isEmpty());
}

void tst_StoreProfile::opensADirectory()
{
    const Workspace space;
    StoreProfile profile;
    profile.name = u"disk"_s;
    profile.directory = space.path(u"there"_s);
    EXPECT_ERROR(openStore(PosixFileSystem::instance(), profile, {}), ErrorCode::DirectoryMissing);
    space.makeDirectory(u"there"_s);
    QVERIFY(ok(ok(openStore(PosixFileSystem::instance(), profile, {}))->list()).isEmpty());
}

void tst_StoreProfile::opensALeaseBucket()
{
    StoreProfile profile;
    profile.name = u"disk"_s;
    profile.directory = u"/somewhere"_s;
    EXPECT_ERROR(openLeaseBucket(profile, {}), ErrorCode::InvalidArgument);
    NEED_NATS_SERVER();
    const NatsServer server;
    profile.directory.clear();
    profile.nats.urls = {server.url()};
    profile.bucket = u"orders"_s;
    profile.leaseBucket = u"lifeboat-orders"_s;
    EXPECT_ERROR(openLeaseBucket(profile, {}), ErrorCode::NotFound); // nothing is made by looking
    EXPECT_ERROR(openLeaseBucket(profile, {}), ErrorCode::NotFound);
    const auto made = ok(NatsBucket::open(server.connect(), {u"lifeboat-orders"_s, 1}));
    ok(made->put(u"lease.leader"_s, "something", 0));
    QCOMPARE(ok(ok(openLeaseBucket(profile, {}))->list({})).size(), 1);
}

void tst_StoreProfile::digestsThatAreNone_data()
{
    QTest::addColumn<QByteArray>("sidecar");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no blank") << QByteArray(64, 'a');
    QTest::newRow("too short") << QByteArray(10, 'a') + "  object\n";
    QTest::newRow("huge") << QByteArray(5000, 'a');
}

/// A file beside an object that holds no digest does not switch the check off, and hides no other object.
void tst_StoreProfile::digestsThatAreNone()
{
    QFETCH(const QByteArray, sidecar);
    const Workspace space;
    StoreProfile profile;
    profile.name = u"disk"_s;
    profile.directory = space.makeDirectory(u"there"_s);
    space.write(u"there/object"_s, "bytes");
    space.write(u"there/object.sha256"_s, sidecar);
    space.write(u"there/other"_s, "bytes");
    const auto store = ok(openStore(PosixFileSystem::instance(), profile, {}));
    QCOMPARE(ok(store->list()).size(), 2);
    const auto target = ok(PosixFileSystem::instance().open(space.path(u"target"_s), OpenMode::CreateNew));
    UnwatchedControl control;
    EXPECT_ERROR(store->get(control, u"object"_s, *target), ErrorCode::DigestMismatch);
    QVERIFY(space.read(u"target"_s).isEmpty());
    ok(store->get(control, u"other"_s, *target));
}

QTEST_GUILESS_MAIN(tst_StoreProfile)
#include "tst_storeprofile.moc"
