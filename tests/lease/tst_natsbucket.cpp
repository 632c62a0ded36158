// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/harmonylease.h"
#include "engine/lease/leasekeeper.h"
#include "engine/lease/leaseobserver.h"
#include "tests/lease/natsbuckets.h"

#include <QJsonArray>

#include <filesystem>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What NATS alone brings; the rest is in tst_KeyValueBucket.
class tst_NatsBucket final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { NEED_NATS_SERVER(); }
    void refusesOtherBuckets_data();
    void refusesOtherBuckets();
    void refusesOddNames();
    void seesRemovalByOthers();
    void timeIsTheServers();
    void goesOnAfterARestart();
    void goesOnAboveWhatWasSeen();
    void goesOnInOneAFreshProcessMade();
    void refusesOneMadeFromBelow();
    void refusesOneThatLostRecords();
    void noticesThatAForeignOneIsGone();
    void serverIsFull();
    void keeperSurvivesARestart();
    void readsHarmonyLite();
};

namespace {

QJsonObject stream(const QString &name)
{
    return {{u"name"_s, u"KV_"_s + name},
            {u"subjects"_s, QJsonArray{u"$KV.%1.>"_s.arg(name)}},
            {u"discard"_s, u"new"_s},
            {u"allow_rollup_hdrs"_s, true},
            {u"max_msgs_per_subject"_s, 1}};
}

void remove(const NatsServer &server, const QByteArray &name)
{
    ok(JetStream(server.connect()).call("STREAM.DELETE." + name, {}));
}

/// What a watch ends with.
Error troubleOf(KeyValueWatch &watch)
{
    for (;;) {
        if (const auto next = watch.next(10ms); !next)
            return next.error();
    }
}

} // namespace

void tst_NatsBucket::refusesOtherBuckets_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<bool>("taken");
    QTest::newRow("history of 1") << u"max_msgs_per_subject"_s << QJsonValue(1) << true;
    QTest::newRow("records vanish") << u"max_age"_s << QJsonValue(3'600'000'000'000.) << false;
    QTest::newRow("other subjects") << u"subjects"_s << QJsonValue(QJsonArray{u"other.>"_s}) << false;
    QTest::newRow("forgets when full") << u"discard"_s << QJsonValue(u"old"_s) << false;
}

void tst_NatsBucket::refusesOtherBuckets()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QFETCH(bool, taken);
    NatsServer server;
    QJsonObject config = stream(u"b"_s);
    config[key] = value;
    const JetStream jetStream(server.connect());
    ok(jetStream.createStream(config));
    const auto opened = NatsBucket::open(server.connect(), {u"b"_s});
    QCOMPARE(opened.has_value(), taken);
    if (!taken)
        QCOMPARE(codeOf(opened), codeOf(ErrorCode::SettingsDiffer));
}

void tst_NatsBucket::refusesOddNames()
{
    NatsServer server;
    for (const QString &name : {u""_s, u"a.b"_s, u"a b"_s, u"*"_s, QString(1000, u'a')}) {
        EXPECT_ERROR(NatsBucket::open(server.connect(), {name}), ErrorCode::InvalidArgument);
        EXPECT_ERROR(NatsBucket::openForeign(server.connect(), name), ErrorCode::InvalidArgument);
    }
    const auto missing = NatsBucket::openForeign(server.connect(), u"none"_s);
    EXPECT_ERROR(missing, ErrorCode::NotFound);
    QCOMPARE(missing.error().subject, u"none"_s); // as it was asked for, not as its stream is called
}

void tst_NatsBucket::seesRemovalByOthers()
{
    SharedNats shared;
    KeyValueBucket &bucket = shared.view();
    const KeyValueRecord put = ok(bucket.put(u"k"_s, "1"_ba, 0));
    const auto watch = ok(bucket.watch({}, put.revision));
    const JetStream other(shared.server().connect());
    ok(other.store({"$KV.test.k", {{"KV-Operation", "DEL"}}, {}}, "KV_test"));
    const auto seen = ok(watch->next(30s));
    QCOMPARE(seen.size(), 1);
    QVERIFY(seen.first().isRemoved);
    QVERIFY(!ok(bucket.get(u"k"_s)));
    QCOMPARE(ok(bucket.list({})).size(), 0);
    EXPECT_ERROR(bucket.put(u"k"_s, "2"_ba, put.revision), ErrorCode::RevisionDiffers);
    QVERIFY(ok(bucket.put(u"k"_s, "2"_ba, 0)).revision > seen.first().revision);
}

void tst_NatsBucket::timeIsTheServers()
{
    SharedNats shared;
    KeyValueBucket &bucket = shared.view();
    const KeyValueRecord put = ok(bucket.put(u"k"_s, "1"_ba, 0));
    const KeyValueRecord read = ok(bucket.get(u"k"_s)).value();
    const BucketTime time = ok(bucket.time());
    // The record was written before now and after the first look, and says so within what is uncertain.
    QVERIFY(read.time <= time.now.addDuration(time.uncertainty));
    QVERIFY(std::abs(read.time.msecsTo(put.time)) <= (put.time.msecsTo(time.now) + 2 * time.uncertainty.count() + 1000));
    QVERIFY(time.uncertainty >= 1ms);
}

void tst_NatsBucket::goesOnAfterARestart()
{
    SharedNats shared;
    KeyValueBucket &bucket = shared.view();
    const KeyValueRecord first = ok(bucket.put(u"k"_s, "1"_ba, 0));
    const auto watch = ok(bucket.watch({}, first.revision));
    shared.server().kill();
    QVERIFY(!bucket.get(u"k"_s));
    QVERIFY(!bucket.put(u"k"_s, "2"_ba, first.revision));
    shared.server().start();
    QVERIFY(QTest::qWaitFor([&] { return bucket.get(u"k"_s).has_value(); }, 60'000));
    const KeyValueRecord second = ok(bucket.put(u"k"_s, "2"_ba, first.revision));
    QList<KeyValueRecord> seen;
    QVERIFY(QTest::qWaitFor([&] {
        if (const auto next = watch->next(0ms))
            seen += *next;
        return !seen.isEmpty();
    }, 60'000));
    QCOMPARE(seen.first().revision, second.revision);
}

/// Deleted by somebody while it is in use: tokens go on above all that were granted, and who watches sees it.
void tst_NatsBucket::goesOnAboveWhatWasSeen()
{
    SharedNats shared;
    KeyValueBucket &bucket = shared.view();
    KeyValueBucket &other = shared.view();
    LeaseStore leases(bucket);
    const Lease held = ok(leases.acquire(u"leader"_s, u"n1"_s, 30s));
    const Lease renewed = ok(leases.renew(held));
    const auto watch = ok(other.watch({}, renewed.revision));
    remove(shared.server(), "KV_test");
    EXPECT_ERROR(leases.renew(renewed), ErrorCode::LeaseLost);
    EXPECT_ERROR(LeaseStore(other).release(renewed), ErrorCode::LeaseLost);
    const Lease again = ok(LeaseStore(other).acquire(u"leader"_s, u"n2"_s, 30s));
    QVERIFY(again.token > renewed.revision);
    EXPECT_ERROR(leases.acquire(u"leader"_s, u"n1"_s, 30s), ErrorCode::LeaseHeld);
    QCOMPARE(ok(watch->next(60s)).first().revision, again.revision);
    ok(LeaseStore(other).release(again));
    QVERIFY(ok(leases.acquire(u"leader"_s, u"n1"_s, 30s)).token > again.token);
}

/// Deleted, and made anew by a node that was started afterwards: those that ran before lead and follow in it again.
void tst_NatsBucket::goesOnInOneAFreshProcessMade()
{
    SharedNats shared;
    KeyValueBucket &bucket = shared.view();
    LeaseStore leases(bucket);
    const Lease held = ok(leases.acquire(u"leader"_s, u"n1"_s, 30s));
    const Lease renewed = ok(leases.renew(held));
    const auto watch = ok(bucket.watch({}, renewed.revision));
    remove(shared.server(), "KV_test");
    LeaseStore fresh(shared.view());
    const Lease next = ok(fresh.acquire(u"leader"_s, u"n2"_s, 30s));
    QVERIFY(next.token > renewed.revision);
    EXPECT_ERROR(leases.renew(renewed), ErrorCode::LeaseLost);
    EXPECT_ERROR(leases.acquire(u"leader"_s, u"n1"_s, 30s), ErrorCode::LeaseHeld);
    QCOMPARE(ok(watch->next(60s)).first().revision, next.revision);
    ok(fresh.release(next));
    QVERIFY(ok(leases.acquire(u"leader"_s, u"n1"_s, 30s)).token > next.token);
}

/// Deleted, and made again by a program that does not know how far it went: nothing is written there.
void tst_NatsBucket::refusesOneMadeFromBelow()
{
    SharedNats shared;
    KeyValueBucket &bucket = shared.view();
    const KeyValueRecord first = ok(bucket.put(u"k"_s, "1"_ba, 0));
    const auto watch = ok(bucket.watch({}, first.revision));
    remove(shared.server(), "KV_test");
    const JetStream jetStream(shared.server().connect());
    ok(jetStream.createStream(stream(u"test"_s)));
    for (int i = 0; i < 5; ++i)
        ok(jetStream.store({"$KV.test.k", {}, "theirs"}, "KV_test"));
    const auto put = bucket.put(u"k"_s, "2"_ba, 5);
    EXPECT_ERROR(put, ErrorCode::SettingsDiffer);
    QVERIFY2(put.error().detail.contains(u"first_seq"_s), qPrintable(put.error().detail));
    EXPECT_ERROR(bucket.put(u"l"_s, "2"_ba, 0), ErrorCode::SettingsDiffer);
    EXPECT_ERROR(bucket.get(u"l"_s), ErrorCode::SettingsDiffer);
    EXPECT_ERROR(bucket.watch({}), ErrorCode::SettingsDiffer);
    QCOMPARE(troubleOf(*watch).code, ErrorCode::SettingsDiffer);
    QCOMPARE(ok(jetStream.streamInfo("KV_test"))[u"state"_s][u"last_seq"_s].toInt(), 5);
    remove(shared.server(), "KV_test"); // as the sentence advises
    QVERIFY(ok(bucket.put(u"k"_s, "2"_ba, 0)).revision > first.revision);
}

/// The server lost what it had acknowledged, as it may with the power.
void tst_NatsBucket::refusesOneThatLostRecords()
{
    SharedNats shared;
    KeyValueBucket &bucket = shared.view();
    ok(bucket.put(u"k"_s, "1"_ba, 0));
    shared.server().stop();
    const std::filesystem::path streams = shared.server().space().path(u"store"_s).toStdString();
    const std::filesystem::path copy = shared.server().space().path(u"copy"_s).toStdString();
    std::filesystem::copy(streams, copy, std::filesystem::copy_options::recursive);
    shared.server().start();
    QVERIFY(QTest::qWaitFor([&] {
        const auto stored = bucket.put(u"l"_s, "2"_ba, 0);
        return stored || stored.error().code == ErrorCode::RevisionDiffers; // one whose answer was lost
    }, 60'000));
    shared.server().stop();
    std::filesystem::remove_all(streams);
    std::filesystem::rename(copy, streams);
    shared.server().start();
    Result<KeyValueRecord> put;
    QVERIFY(QTest::qWaitFor([&] {
        put = bucket.put(u"l"_s, "3"_ba, 0);
        return !put && put.error().code == ErrorCode::SettingsDiffer;
    }, 60'000));
    QVERIFY2(put.error().detail.contains(u"last_seq"_s), qPrintable(put.error().detail));
    QVERIFY(!ok(shared.view().get(u"l"_s)));
}

/// A console's watch: it never makes one, and sees what stands in the next.
void tst_NatsBucket::noticesThatAForeignOneIsGone()
{
    NatsServer server;
    const JetStream jetStream(server.connect());
    ok(jetStream.createStream(stream(u"b"_s)));
    for (int i = 0; i < 3; ++i)
        ok(jetStream.store({"$KV.b.k", {}, "1"}, "KV_b"));
    const auto bucket = ok(NatsBucket::openForeign(server.connect(), u"b"_s));
    auto watch = ok(bucket->watch({}));
    QCOMPARE(ok(watch->next(60s)).size(), 1);
    remove(server, "KV_b");
    EXPECT_ERROR(bucket->get(u"k"_s), ErrorCode::NotFound);
    EXPECT_ERROR(bucket->put(u"k"_s, "2"_ba, 0), ErrorCode::NotFound);
    QCOMPARE(troubleOf(*watch).code, ErrorCode::NotFound);
    ok(jetStream.createStream(stream(u"b"_s)));
    ok(jetStream.store({"$KV.b.k", {}, "2"}, "KV_b"));
    QCOMPARE(troubleOf(*watch).code, ErrorCode::NotFound);
    QCOMPARE(ok(ok(bucket->watch({}))->next(60s)).first().value, "2"_ba);
}

/// No lease is granted, what is held is lost at its end and not before, and nothing that stands there changes.
void tst_NatsBucket::serverIsFull()
{
    NatsServer server({}, u"max_file_store: 300000\n"_s);
    const auto bucket = ok(NatsBucket::open(server.connect(), {u"b"_s}));
    LeaseStore store(*bucket);
    const Lease held = ok(store.acquire(u"leader"_s, u"n1"_s, 60s));
    Result<KeyValueRecord> put;
    for (int i = 0; (put = bucket->put(u"filler.%1"_s.arg(i), QByteArray(20'000, 'x'), 0)); ++i) { }
    EXPECT_ERROR(put, ErrorCode::DiskFull);
    for (int i = 0; (put = bucket->put(u"little.%1"_s.arg(i), QByteArray(100, 'x'), 0)); ++i) { }
    EXPECT_ERROR(put, ErrorCode::DiskFull);
    EXPECT_ERROR(store.renew(held), ErrorCode::DiskFull);
    EXPECT_ERROR(store.acquire(u"other"_s, u"n2"_s, 60s), ErrorCode::DiskFull);
    EXPECT_ERROR(store.acquire(u"leader"_s, u"n2"_s, 60s), ErrorCode::LeaseHeld);
    QCOMPARE(ok(store.read(u"leader"_s)).value().revision, held.revision); // times may be a millisecond apart
}

void tst_NatsBucket::keeperSurvivesARestart()
{
    SharedNats shared;
    LeaseStore one(shared.view());
    LeaseStore two(shared.view());
    LeaseKeeper first(one, {u"leader"_s, u"n1"_s, 30s});
    first.start();
    QVERIFY(QTest::qWaitFor([&] { return first.held().has_value(); }, 60'000));
    const quint64 token = first.held()->token;
    LeaseKeeper second(two, {u"leader"_s, u"n2"_s, 30s});
    second.start();
    shared.server().kill();
    shared.server().start();
    first.stepDown();
    QVERIFY(QTest::qWaitFor([&] { return second.held().has_value(); }, 120'000));
    QVERIFY(second.held()->token > token);
    QVERIFY(!first.held());
}

void tst_NatsBucket::readsHarmonyLite()
{
    NatsServer server;
    const JetStream jetStream(server.connect());
    ok(jetStream.createStream(stream(u"e-harmonylite"_s)));
    const QByteArray record = QByteArray::fromHex("a2664e6f6465494401" "6954696d657374616d701b0000019bf014e988");
    ok(jetStream.store({"$KV.e-harmonylite.snapshot-leader", {}, record}, "KV_e-harmonylite"));
    const auto bucket = ok(NatsBucket::openForeign(server.connect(), kHarmonyBucket));
    LeaseObserver observer(*bucket, nullptr, {.dialect = LeaseDialect::HarmonyLite});
    observer.start();
    QVERIFY(QTest::qWaitFor([&] { return observer.sight().leases.size() == 1; }, 60'000));
    const LeaseSight sight = observer.sight();
    QCOMPARE(sight.leases.first().holder, u"node 1"_s);
    QVERIFY(sight.skews.begin()->second < -24h); // a record of long ago, stored now
}

QTEST_GUILESS_MAIN(tst_NatsBucket)
#include "tst_natsbucket.moc"
