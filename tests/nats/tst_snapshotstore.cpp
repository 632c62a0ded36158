// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"
#include "engine/base/posixfilesystem.h"
#include "engine/store/directorystore.h"
#include "engine/store/memorystore.h"
#include "engine/store/natsobjectstore.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"
#include "tests/support/notedfile.h"

#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

enum class Kind {
    Memory,
    Directory,
    Nats,
};

std::unique_ptr<NatsServer> natsServer;

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(quint32(size + 1));
    for (char &byte : bytes)
        byte = char(random());
    return bytes;
}

struct Twin
{
    explicit Twin(Kind kind)
    {
        static int count = 0;
        if (kind == Kind::Memory) {
            store = std::make_unique<MemoryStore>();
        } else if (kind == Kind::Directory) {
            store = ok(DirectoryStore::open(PosixFileSystem::instance(), space.makeDirectory(u"store"_s)));
        } else {
            bucket = u"bucket%1"_s.arg(++count);
            store = ok(NatsObjectStore::open(natsServer->connect(), {.bucket = bucket, .owner = u"test"_s}));
        }
    }

    Result<StoreObject> put(const QString &name, const QByteArray &bytes) const
    {
        space.write(u"source"_s, bytes);
        UnwatchedControl control;
        return store->put(control, name, *ok(PosixFileSystem::instance().open(space.path(u"source"_s), OpenMode::Read)));
    }

    /// Into a file that holds `there`.
    Result<StoreObject> get(const QString &name, const QByteArray &there = {}) const
    {
        space.write(u"target"_s, there);
        UnwatchedControl control;
        return store->get(control, name, *ok(PosixFileSystem::instance().open(space.path(u"target"_s), OpenMode::ReadWrite)));
    }

    /// Another byte in it.
    void damage(const QString &name) const
    {
        if (auto *memory = dynamic_cast<MemoryStore *>(store.get())) {
            memory->damage(name);
        } else if (bucket.isEmpty()) {
            QByteArray bytes = space.read(u"store/"_s + name);
            bytes.front() ^= 1;
            space.write(u"store/"_s + name, bytes);
        } else {
            const JetStream stream(natsServer->connect());
            const QByteArray chunks = "$O." + bucket.toUtf8() + ".C.*";
            StoredMessage last = ok(stream.lastOn("OBJ_" + bucket.toUtf8(), chunks));
            last.data.front() ^= 1;
            ok(stream.removeMessage("OBJ_" + bucket.toUtf8(), last.sequence));
            ok(stream.store({last.subject, last.headers, last.data}, "OBJ_" + bucket.toUtf8()));
        }
    }

    Workspace space;
    QString bucket;
    std::unique_ptr<SnapshotStore> store;
};

} // namespace

/// What all stores promise.
class tst_SnapshotStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { natsServer.reset(); }
    void keepsObjects_data() { twins(); }
    void keepsObjects();
    void namesAreUsedOnce_data() { twins(); }
    void namesAreUsedOnce();
    void badNames_data() { twins(); }
    void badNames();
    void cancels_data() { twins(); }
    void cancels();
    void damageIsFound_data() { twins(); }
    void damageIsFound();
    void replacesWhatStandsThere_data() { twins(); }
    void replacesWhatStandsThere();
    void removesNothingInUse_data() { twins(); }
    void removesNothingInUse();

private:
    static void twins()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("memory") << Kind::Memory;
        QTest::newRow("directory") << Kind::Directory;
        if (natsServer)
            QTest::newRow("nats") << Kind::Nats;
    }
};

void tst_SnapshotStore::initTestCase()
{
    if (NatsServer::isInstalled())
        natsServer = std::make_unique<NatsServer>();
}

void tst_SnapshotStore::keepsObjects()
{
    QFETCH(const Kind, kind);
    const Twin twin(kind);
    QVERIFY(ok(twin.store->list()).isEmpty());
    EXPECT_ERROR(twin.get(u"a"_s), ErrorCode::NotFound);
    EXPECT_ERROR(twin.store->remove(u"a"_s), ErrorCode::NotFound);
    for (const qsizetype size : {0, 1, 131'071, 131'072, 131'073, 25'000'000}) {
        const QByteArray bytes = randomBytes(size);
        const QString name = u"object-%1.snap.tar"_s.arg(size);
        const StoreObject object = ok(twin.put(name, bytes));
        QCOMPARE(object.name, name);
        QCOMPARE(object.bytes, size);
        QCOMPARE(object.digest, Sha256::of(bytes));
        QVERIFY(std::abs(object.stored.secsTo(QDateTime::currentDateTimeUtc())) < 60);
        QCOMPARE(ok(twin.get(name)).digest, object.digest);
        QVERIFY(twin.space.read(u"target"_s) == bytes);
    }
    const QList<StoreObject> all = ok(twin.store->list());
    QCOMPARE(all.size(), 6);
    QCOMPARE(all[0].name, u"object-0.snap.tar"_s);
    QCOMPARE(all[5].name, u"object-25000000.snap.tar"_s);
    QCOMPARE(all[5].digest, Sha256::of(randomBytes(25'000'000)));
    ok(twin.store->remove(all[5].name));
    QCOMPARE(ok(twin.store->list()).size(), 5);
    EXPECT_ERROR(twin.get(all[5].name), ErrorCode::NotFound);
}

void tst_SnapshotStore::namesAreUsedOnce()
{
    QFETCH(const Kind, kind);
    const Twin twin(kind);
    ok(twin.put(u"a"_s, "one"));
    EXPECT_ERROR(twin.put(u"a"_s, "two"), ErrorCode::AlreadyExists);
    EXPECT_ERROR(twin.put(u"a"_s, "one"), ErrorCode::AlreadyExists);
    ok(twin.get(u"a"_s));
    QCOMPARE(twin.space.read(u"target"_s), "one");
    ok(twin.store->remove(u"a"_s));
    ok(twin.put(u"a"_s, "three"));
    ok(twin.get(u"a"_s));
    QCOMPARE(twin.space.read(u"target"_s), "three");
}

void tst_SnapshotStore::badNames()
{
    QFETCH(const Kind, kind);
    const Twin twin(kind);
    for (const QString &name : {QString(), u".."_s, u"a/b"_s, u".a"_s, u"a b"_s, u"ä"_s, u"a"_s.repeated(1000)}) {
        EXPECT_ERROR(twin.put(name, "x"), ErrorCode::InvalidArgument);
        EXPECT_ERROR(twin.get(name), ErrorCode::NotFound);
        EXPECT_ERROR(twin.store->remove(name), ErrorCode::NotFound);
    }
    QVERIFY(ok(twin.store->list()).isEmpty());
}

void tst_SnapshotStore::cancels()
{
    QFETCH(const Kind, kind);
    const Twin twin(kind);
    ok(twin.put(u"a"_s, "one"));
    std::stop_source stop;
    stop.request_stop();
    Progress progress;
    JobControl control(progress, stop.get_token());
    const auto file = ok(PosixFileSystem::instance().open(twin.space.path(u"source"_s), OpenMode::ReadWrite));
    EXPECT_ERROR(twin.store->put(control, u"b"_s, *file), ErrorCode::Canceled);
    EXPECT_ERROR(twin.store->get(control, u"a"_s, *file), ErrorCode::Canceled);
    QCOMPARE(ok(twin.store->list()).size(), 1);
}

void tst_SnapshotStore::damageIsFound()
{
    QFETCH(const Kind, kind);
    const Twin twin(kind);
    ok(twin.put(u"a"_s, randomBytes(1'000'000)));
    twin.damage(u"a"_s);
    EXPECT_ERROR(twin.get(u"a"_s), ErrorCode::DigestMismatch);
    QVERIFY(twin.space.read(u"target"_s).isEmpty());
}

/// What is no beginning of the object is found out by the digest, or not kept at all.
void tst_SnapshotStore::replacesWhatStandsThere()
{
    QFETCH(const Kind, kind);
    const Twin twin(kind);
    const QByteArray bytes = randomBytes(1'000'000);
    ok(twin.put(u"a"_s, bytes));
    twin.space.write(u"target"_s, bytes.first(300'000));
    {
        UnwatchedControl control;
        NotedFile target(ok(PosixFileSystem::instance().open(twin.space.path(u"target"_s), OpenMode::ReadWrite)));
        ok(twin.store->get(control, u"a"_s, target));
        const qint64 from = kind == Kind::Nats ? 262'144 : 0; // chunks of 131,072 bytes
        QCOMPARE(target.writtenFrom().value_or(-1), from);
        QCOMPARE(target.writtenBytes(), 1'000'000 - from);
    }
    QVERIFY(twin.space.read(u"target"_s) == bytes);
    ok(twin.get(u"a"_s, bytes + "more"));
    QVERIFY(twin.space.read(u"target"_s) == bytes);
    if (!twin.get(u"a"_s, QByteArray(300'000, 'x')))
        QVERIFY(twin.space.read(u"target"_s).isEmpty());
    ok(twin.get(u"a"_s, twin.space.read(u"target"_s)));
    QVERIFY(twin.space.read(u"target"_s) == bytes);
}

void tst_SnapshotStore::removesNothingInUse()
{
    QFETCH(const Kind, kind);
    const Twin twin(kind);
    ok(twin.put(u"a"_s, randomBytes(300'000)));
    ok(twin.put(u"b"_s, "x"));
    ok(twin.store->remove(u"b"_s));
    QCOMPARE(ok(twin.store->removeAbandoned(0s)), 0);
    ok(twin.get(u"a"_s));
}

QTEST_GUILESS_MAIN(tst_SnapshotStore)
#include "tst_snapshotstore.moc"
