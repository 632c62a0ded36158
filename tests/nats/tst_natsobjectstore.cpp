// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "objectbench.h"

#include "engine/base/digest.h"
#include "tests/support/notedfile.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// What is particular to objects in a bucket.
class tst_NatsObjectStore final : public ObjectBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void init() { begin(); }
    void cleanup() { end(); }
    void buckets_data();
    void buckets();
    void looksAsSpecified();
    void readsWhatOthersWrote();
    void putGoesOn();
    void putOfAnotherFile();
    void getGoesOn();
    void missingChunks();
    void strayChunksOfItsOwn();
    void strangeMeta();
    void abandonedPuts();
    void fullBucket();
    void bucketIsGone();
};

void tst_NatsObjectStore::buckets_data()
{
    QTest::addColumn<QJsonObject>("change");
    QTest::addColumn<QString>("word");
    const QJsonArray subjects{u"$O.snaps.C.>"_s, u"$O.snaps.M.>"_s};
    const auto with = [&](const QString &name, const QJsonValue &value) {
        QJsonObject config{{u"name"_s, u"OBJ_snaps"_s}, {u"subjects"_s, subjects}, {u"discard"_s, u"new"_s}, {u"allow_rollup_hdrs"_s, true}};
        config[name] = value;
        return config;
    };
    QTest::newRow("somebody's") << with(u"description"_s, u"theirs"_s) << QString();
    QTest::newRow("in memory") << with(u"storage"_s, u"memory"_s) << QString();
    QTest::newRow("forgets with time") << with(u"max_age"_s, qint64(60'000'000'000)) << u"max_age"_s;
    QTest::newRow("forgets the oldest") << with(u"discard"_s, u"old"_s) << u"discard"_s;
    QTest::newRow("no roll-ups") << with(u"allow_rollup_hdrs"_s, false) << u"allow_rollup_hdrs"_s;
    QTest::newRow("other subjects") << with(u"subjects"_s, QJsonArray{u"$O.snaps.C.>"_s}) << u"$O.snaps.M.>"_s;
}

void tst_NatsObjectStore::buckets()
{
    QFETCH(const QJsonObject, change);
    QFETCH(const QString, word);
    ok(m_stream->createStream(change));
    const auto opened = NatsObjectStore::open(m_server->connect(), {.bucket = u"snaps"_s, .owner = {}});
    QCOMPARE(bool(opened), word.isEmpty());
    if (!opened) {
        EXPECT_ERROR(opened, ErrorCode::SettingsDiffer);
        QVERIFY2(opened.error().detail.contains(word), qPrintable(opened.error().detail));
    }
    EXPECT_ERROR(NatsObjectStore::open(m_server->connect(), {.bucket = u"a.b"_s, .owner = {}}), ErrorCode::InvalidArgument);
}

void tst_NatsObjectStore::looksAsSpecified()
{
    const auto store = open();
    ok(store->put(m_control, u"snapshot.db"_s, *file(u"a"_s, bytesOf(2))));
    const StoredMessage meta = ok(m_stream->lastOn("OBJ_snaps", "$O.snaps.M.c25hcHNob3QuZGI="));
    const QJsonObject json = QJsonDocument::fromJson(meta.data).object();
    QCOMPARE(json[u"name"_s].toString(), u"snapshot.db"_s);
    QCOMPARE(json[u"bucket"_s].toString(), u"snaps"_s);
    QCOMPARE(json[u"size"_s].toInteger(), 2 * kChunk + 4);
    QCOMPARE(json[u"chunks"_s].toInteger(), 3);
    QCOMPARE(json[u"options"_s][u"max_chunk_size"_s].toInteger(), kChunk);
    const QByteArray digest = QByteArray::fromHex(Sha256::of(bytesOf(2))).toBase64(QByteArray::Base64UrlEncoding);
    QCOMPARE(json[u"digest"_s].toString(), u"SHA-256="_s + QString::fromLatin1(digest));
    QCOMPARE(ok(m_stream->firstOnFrom("OBJ_snaps", "$O.snaps.C." + json[u"nuid"_s].toString().toUtf8(), 1)).data, bytesOf(1).first(kChunk));
    ok(store->remove(u"snapshot.db"_s));
    QCOMPARE(messages(), 1);
    QVERIFY(QJsonDocument::fromJson(ok(m_stream->lastOn("OBJ_snaps", meta.subject)).data)[u"deleted"_s].toBool());
}

void tst_NatsObjectStore::readsWhatOthersWrote()
{
    const auto store = open();
    for (const char *chunk : {"first ", "second ", "third"})
        ok(m_stream->store({"$O.snaps.C.theirs", {}, chunk}, "OBJ_snaps"));
    const QString digest = QString::fromLatin1(QByteArray::fromHex(Sha256::of("first second third")).toBase64(QByteArray::Base64UrlEncoding));
    const QByteArray json = QJsonDocument(QJsonObject{{u"name"_s, u"a name / of theirs"_s}, {u"bucket"_s, u"snaps"_s}, {u"nuid"_s, u"theirs"_s}, {u"size"_s, 18}, {u"chunks"_s, 3}, {u"digest"_s, u"SHA-256="_s + digest}}).toJson();
    ok(m_stream->store({"$O.snaps.M." + QByteArray("a name / of theirs").toBase64(QByteArray::Base64UrlEncoding), {}, json}, "OBJ_snaps"));
    QCOMPARE(ok(store->list()).value(0).name, u"a name / of theirs"_s);
    ok(store->get(m_control, u"a name / of theirs"_s, *file(u"b"_s, {})));
    QCOMPARE(m_space.read(u"b"_s), "first second third");
    // Nobody could tell whether it is whole.
    for (const QByteArray &other : {"MD5=QVddbTPqVRCDb1q4Tx1Xvw=="_ba, "SHA-256="_ba, "SHA-256=QVddbTPqVRCDb1q4Tx1Xvw=="_ba, "x"_ba}) {
        const QByteArray changed = QByteArray(json).replace("SHA-256=" + digest.toLatin1(), other);
        ok(m_stream->store({"$O.snaps.M." + QByteArray("a name / of theirs").toBase64(QByteArray::Base64UrlEncoding), {}, changed}, "OBJ_snaps"));
        QCOMPARE(ok(store->list()).value(0).digest, QByteArray());
        EXPECT_ERROR(store->get(m_control, u"a name / of theirs"_s, *file(u"c"_s, {})), ErrorCode::DigestMismatch);
        QCOMPARE(m_space.read(u"c"_s), QByteArray());
    }
    ok(store->remove(u"a name / of theirs"_s));
}

/// The server dies in the middle, the store as well: another of the same owner sends only what is not there.
void tst_NatsObjectStore::putGoesOn()
{
    const QByteArray bytes = bytesOf(200);
    const WatchedFile source(file(u"a"_s, bytes), 100 * kChunk, [&] { m_server->kill(); });
    const auto broken = open()->put(m_control, u"a"_s, source);
    QVERIFY(!broken);
    m_server->start();
    m_stream = std::make_unique<JetStream>(m_server->connect());
    const qint64 there = messages();
    QVERIFY(there > 30 && there <= 100);
    const quint64 before = lastSequence();
    QVERIFY(ok(open()->list()).isEmpty());
    ok(open()->put(m_control, u"a"_s, *again(u"a"_s)));
    QCOMPARE(qint64(lastSequence() - before), 201 - there + 1);
    ok(open()->get(m_control, u"a"_s, *file(u"b"_s, {})));
    QVERIFY(m_space.read(u"b"_s) == bytes);
}

/// What an interrupted put left is of another file of that name and size: it is not built upon, and goes in the end.
void tst_NatsObjectStore::putOfAnotherFile()
{
    QByteArray bytes = bytesOf(200);
    const WatchedFile source(file(u"a"_s, bytes), 150 * kChunk, [&] { m_server->kill(); });
    QVERIFY(!open()->put(m_control, u"a"_s, source));
    m_server->start();
    m_stream = std::make_unique<JetStream>(m_server->connect());
    const qint64 there = messages();
    QVERIFY(there > 30);
    bytes[10 * kChunk] = '!';
    const StoreObject object = ok(open()->put(m_control, u"a"_s, *file(u"a"_s, bytes)));
    QCOMPARE(object.digest, Sha256::of(bytes));
    QCOMPARE(messages(), there + 201 + 1);
    QCOMPARE(ok(open()->removeAbandoned(0s)), 1);
    QCOMPARE(messages(), 201 + 1);
    ok(open()->get(m_control, u"a"_s, *file(u"b"_s, {})));
    QVERIFY(m_space.read(u"b"_s) == bytes);
}

void tst_NatsObjectStore::getGoesOn()
{
    const QByteArray bytes = bytesOf(200);
    const auto store = open();
    ok(store->put(m_control, u"a"_s, *file(u"a"_s, bytes)));
    // The first half is lost at the server: what is there of it is not asked for again.
    ok(m_stream->purge("OBJ_snaps", "$O.snaps.C.*", 101));
    EXPECT_ERROR(store->get(m_control, u"a"_s, *file(u"b"_s, {})), ErrorCode::MemberMissing);
    const auto whole = open(u"node-b"_s);
    ok(whole->put(m_control, u"b"_s, *file(u"a"_s, bytes)));
    NotedFile target(file(u"b"_s, bytes.first(100 * kChunk + 7)));
    ok(whole->get(m_control, u"b"_s, target));
    QVERIFY(m_space.read(u"b"_s) == bytes);
    QCOMPARE(target.writtenFrom().value_or(-1), 100 * kChunk);
    QCOMPARE(target.writtenBytes(), bytes.size() - 100 * kChunk);
}

void tst_NatsObjectStore::missingChunks()
{
    const auto store = open();
    ok(store->put(m_control, u"a"_s, *file(u"a"_s, bytesOf(5))));
    ok(m_stream->removeMessage("OBJ_snaps", 3));
    EXPECT_ERROR(store->get(m_control, u"a"_s, *file(u"b"_s, {})), ErrorCode::MemberMissing);
    ok(m_stream->purge("OBJ_snaps", "$O.snaps.C.*"));
    EXPECT_ERROR(store->get(m_control, u"a"_s, *file(u"b"_s, {})), ErrorCode::MemberMissing);
}

/// What an earlier try left out of order, twice or too short is not built upon.
void tst_NatsObjectStore::strayChunksOfItsOwn()
{
    const QByteArray bytes = bytesOf(6);
    const auto store = open();
    ok(store->put(m_control, u"a"_s, *file(u"a"_s, bytes)));
    const QByteArray subject = ok(m_stream->messageAt("OBJ_snaps", 1)).subject;
    ok(m_stream->purge("OBJ_snaps", "$O.snaps.M.*"));
    ok(m_stream->removeMessage("OBJ_snaps", 4));
    ok(m_stream->store({subject, {{"Lifeboat-Chunk", "3"}}, "short"}, "OBJ_snaps"));
    ok(m_stream->store({subject, {}, bytes.first(kChunk)}, "OBJ_snaps"));
    ok(store->put(m_control, u"a"_s, *again(u"a"_s)));
    ok(store->get(m_control, u"a"_s, *file(u"b"_s, {})));
    QVERIFY(m_space.read(u"b"_s) == bytes);
    QCOMPARE(messages(), 7 + 1);
}

void tst_NatsObjectStore::strangeMeta()
{
    const auto store = open();
    ok(store->put(m_control, u"good"_s, *file(u"a"_s, "x")));
    for (const QByteArray &text : {QByteArray("\xa2nonsense"), QByteArray("{}"), QByteArray(R"({"name":"a","nuid":">","size":5,"chunks":1})"), QByteArray(R"({"name":"a","nuid":"b","size":-5,"chunks":1})")}) {
        ok(m_stream->store({"$O.snaps.M.YQ==", {}, text}, "OBJ_snaps")); // "a"
        EXPECT_ERROR(store->get(m_control, u"a"_s, *file(u"b"_s, {})), ErrorCode::ProtocolViolation);
        EXPECT_ERROR(store->put(m_control, u"a"_s, *file(u"a"_s, "x")), ErrorCode::ProtocolViolation);
        EXPECT_ERROR(store->removeAbandoned(0s), ErrorCode::ProtocolViolation);
        QCOMPARE(ok(store->list()).size(), 1);
    }
}

void tst_NatsObjectStore::abandonedPuts()
{
    const auto store = open();
    ok(store->put(m_control, u"kept"_s, *file(u"a"_s, bytesOf(3))));
    ok(store->put(m_control, u"cut"_s, *file(u"a"_s, bytesOf(4))));
    ok(m_stream->purge("OBJ_snaps", "$O.snaps.M." + QByteArray("cut").toBase64(QByteArray::Base64UrlEncoding)));
    QCOMPARE(ok(store->removeAbandoned(1h)), 0);
    QCOMPARE(ok(store->removeAbandoned(0s)), 1);
    QCOMPARE(messages(), 4 + 1);
    ok(store->get(m_control, u"kept"_s, *file(u"b"_s, {})));
}

void tst_NatsObjectStore::fullBucket()
{
    const auto store = ok(NatsObjectStore::open(m_server->connect(), {.bucket = u"snaps"_s, .owner = {}, .replicas = 1, .maxBytes = 3'000'000}));
    ok(store->put(m_control, u"a"_s, *file(u"a"_s, bytesOf(10))));
    EXPECT_ERROR(store->put(m_control, u"b"_s, *file(u"a"_s, bytesOf(20))), ErrorCode::DiskFull);
    QCOMPARE(ok(store->list()).size(), 1);
    ok(store->remove(u"a"_s));
    ok(store->put(m_control, u"b"_s, *again(u"a"_s)));
}

void tst_NatsObjectStore::bucketIsGone()
{
    const auto store = open();
    ok(store->put(m_control, u"a"_s, *file(u"a"_s, bytesOf(3))));
    ok(m_stream->call("STREAM.DELETE.OBJ_snaps", {}));
    EXPECT_ERROR(store->list(), ErrorCode::NotFound);
    EXPECT_ERROR(store->get(m_control, u"a"_s, *file(u"b"_s, {})), ErrorCode::NotFound);
    EXPECT_ERROR(store->removeAbandoned(0s), ErrorCode::NotFound);
    ok(store->put(m_control, u"a"_s, *file(u"a"_s, bytesOf(4))));
    ok(store->get(m_control, u"a"_s, *file(u"b"_s, {})));
    QVERIFY(m_space.read(u"b"_s) == bytesOf(4));
}

QTEST_GUILESS_MAIN(tst_NatsObjectStore)
#include "tst_natsobjectstore.moc"
