// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"
#include "engine/jobs/progress.h"
#include "engine/net/frames.h"
#include "engine/net/jsonrpc.h"
#include "servednode.h"
#include "tests/support/faultyfilesystem.h"

#include <random>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

QByteArray noise(qsizetype size)
{
    std::mt19937 random(7);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random());
    return bytes;
}

FileSystem &disk()
{
    return PosixFileSystem::instance();
}

/// Tries until nobody holds the part file any more: the server may still be busy with the last
/// attempt.
Result<QJsonValue> sendAgain(NodeClient &client, const QString &path)
{
    for (;;) {
        auto outcome = await(client.send(u"up"_s, path, disk()));
        if (outcome || outcome.error().code != ErrorCode::Busy)
            return outcome;
    }
}

} // namespace

class tst_Transfers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetchAndSend_data();
    void fetchAndSend();
    void resumes_data();
    void resumes();
    void fetchCutByTheServersEnd_data();
    void fetchCutByTheServersEnd();
    void sendCutByTheServersEnd();
    void damagedPartFile();
    void partFileOfSomethingLarger();
    void clientsDiskFails();
    void serversDiskFails();
    void noRoom();
    void canceled();
    void twoAtOnce();
    void fetchOfNothing();
    void sendOfWhatIsThere();
    void lyingSender();
    void wrongFrames_data();
    void wrongFrames();
    void connectionGoneMeanwhile();
};

void tst_Transfers::fetchAndSend_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {qsizetype(1), kFramePayloadBytes - 1, kFramePayloadBytes,
                                 kFramePayloadBytes + 1, qsizetype(40'000'000)})
        QTest::addRow("%lld bytes", qint64(size)) << size;
}

void tst_Transfers::fetchAndSend()
{
    QFETCH(const qsizetype, size);
    ServedNode served({.tls = true});
    const QByteArray bytes = noise(size);
    served.node().keep(u"s1"_s, bytes);
    const auto client = greeted(served.endpoint());
    const QString path = served.space().path(u"fetched.snap.tar"_s);
    const auto progress = std::make_shared<Progress>();
    const QJsonValue fetched = ok(await(client->fetch(u"s1"_s, path, disk(), progress)));
    QCOMPARE(fetched.toObject(),
             QJsonObject({{u"path"_s, path},
                          {u"size"_s, QString::number(size)},
                          {u"resumedBytes"_s, u"0"_s}}));
    QVERIFY(readFile(path) == bytes);
    QCOMPARE(progress->state().doneBytes, size);
    QVERIFY(!served.space().exists(u"fetched.snap.tar.s1.part"_s));

    const QJsonValue sent = ok(await(client->send(u"up"_s, path, disk())));
    QCOMPARE(sent["snapshot"_L1].toString(), u"up"_s);
    QVERIFY(served.space().read(u"up.received"_s) == bytes);
    QVERIFY(served.audited().contains(u"admin transfer.done up ok"_s));
}

void tst_Transfers::resumes_data()
{
    QTest::addColumn<qsizetype>("there");
    for (const int there : {1, 511, 524'288, 999'999, 1'000'000})
        QTest::addRow("%d bytes there", there) << qsizetype(there);
}

void tst_Transfers::resumes()
{
    QFETCH(const qsizetype, there);
    FaultyFileSystem counting;
    ServedNode served({.fileSystem = &counting});
    const QByteArray bytes = noise(1'000'000);
    served.node().keep(u"s1"_s, bytes);
    served.space().write(u"a.tar.s1.part"_s, bytes.first(there));
    served.space().write(u"up.incoming"_s, bytes.first(there));
    const auto client = greeted(served.endpoint());
    const QString path = served.space().path(u"a.tar"_s);
    const QJsonValue fetched = ok(await(client->fetch(u"s1"_s, path, disk())));
    QCOMPARE(fetched["resumedBytes"_L1].toString(), QString::number(there));
    QVERIFY(readFile(path) == bytes);
    QCOMPARE(counting.bytesRead(served.space().path(u"s1"_s)), bytes.size() - there);
    ok(await(client->send(u"up"_s, path, disk())));
    QVERIFY(served.space().read(u"up.received"_s) == bytes);
}

void tst_Transfers::fetchCutByTheServersEnd_data()
{
    QTest::addColumn<int>("writes");
    for (const int writes : {1, 2, 5, 20})
        QTest::addRow("after %d writes", writes) << writes;
}

void tst_Transfers::fetchCutByTheServersEnd()
{
    QFETCH(const int, writes);
    ServedNode served;
    const QByteArray bytes = noise(40'000'000);
    served.node().keep(u"s1"_s, bytes);
    const QString path = served.space().path(u"a.tar"_s);
    FaultyFileSystem watched;
    std::atomic<int> seen = 0;
    watched.setHook([&](QByteArrayView call, const QString &) {
        if (call == "write" && ++seen == writes)
            QMetaObject::invokeMethod(this, [&served] { served.stop(); }, Qt::QueuedConnection);
    });
    {
        const auto client = greeted(served.endpoint());
        EXPECT_ERROR(await(client->fetch(u"s1"_s, path, watched)), ErrorCode::Disconnected);
    }
    QVERIFY(!served.space().exists(u"a.tar"_s));
    const qsizetype got = served.space().read(u"a.tar.s1.part"_s).size();
    QVERIFY(got > 0 && got < bytes.size());
    served.restart();
    const auto client = greeted(served.endpoint());
    const QJsonValue fetched = ok(await(client->fetch(u"s1"_s, path, disk())));
    QCOMPARE(fetched["resumedBytes"_L1].toString(), QString::number(got));
    QVERIFY(readFile(path) == bytes);
}

void tst_Transfers::sendCutByTheServersEnd()
{
    FaultyFileSystem watched;
    ServedNode served({.fileSystem = &watched});
    const QByteArray bytes = noise(40'000'000);
    served.space().write(u"a.tar"_s, bytes);
    const QString path = served.space().path(u"a.tar"_s);
    std::atomic<int> seen = 0;
    watched.setHook([&](QByteArrayView call, const QString &) {
        if (call == "write" && ++seen == 5)
            QMetaObject::invokeMethod(this, [&served] { served.stop(); }, Qt::QueuedConnection);
    });
    {
        const auto client = greeted(served.endpoint());
        EXPECT_ERROR(await(client->send(u"up"_s, path, disk())), ErrorCode::Disconnected);
    }
    const qsizetype got = served.space().read(u"up.incoming"_s).size();
    QVERIFY(got > 0 && got < bytes.size());
    served.restart();
    const auto progress = std::make_shared<Progress>();
    const auto client = greeted(served.endpoint());
    ok(await(client->send(u"up"_s, path, disk(), progress)));
    QVERIFY(served.space().read(u"up.received"_s) == bytes);
}

void tst_Transfers::damagedPartFile()
{
    ServedNode served;
    const QByteArray bytes = noise(1'000'000);
    served.node().keep(u"s1"_s, bytes);
    const QString path = served.space().path(u"a.tar"_s);
    served.space().write(u"a.tar.s1.part"_s, QByteArray(500'000, 'x'));
    const auto client = greeted(served.endpoint());
    EXPECT_ERROR(await(client->fetch(u"s1"_s, path, disk())), ErrorCode::DigestMismatch);
    QVERIFY(!served.space().exists(u"a.tar.s1.part"_s));
    QVERIFY(!served.space().exists(u"a.tar"_s));
    ok(await(client->fetch(u"s1"_s, path, disk())));

    served.space().write(u"up.incoming"_s, QByteArray(500'000, 'x'));
    EXPECT_ERROR(await(client->send(u"up"_s, path, disk())), ErrorCode::DigestMismatch);
    QVERIFY(!served.space().exists(u"up.incoming"_s));
    ok(sendAgain(*client, path));
}

void tst_Transfers::partFileOfSomethingLarger()
{
    ServedNode served;
    const QByteArray bytes = noise(100'000);
    served.node().keep(u"s1"_s, bytes);
    const QString path = served.space().path(u"a.tar"_s);
    served.space().write(u"a.tar.s1.part"_s, QByteArray(100'001, 'x'));
    const auto client = greeted(served.endpoint());
    EXPECT_ERROR(await(client->fetch(u"s1"_s, path, disk())), ErrorCode::SizeContradiction);
    ok(await(client->fetch(u"s1"_s, path, disk())));
    served.space().write(u"up.incoming"_s, QByteArray(100'001, 'x'));
    ok(await(client->send(u"up"_s, path, disk())));
    QVERIFY(served.space().read(u"up.received"_s) == bytes);
}

void tst_Transfers::clientsDiskFails()
{
    ServedNode served;
    const QByteArray bytes = noise(3'000'000);
    served.node().keep(u"s1"_s, bytes);
    const QString path = served.space().path(u"a.tar"_s);
    const auto client = greeted(served.endpoint());
    int struck = 0;
    for (int at = 1;; ++at) {
        QFile::remove(path + u".s1.part"_s);
        FaultyFileSystem full({.at = at, .kind = Fault::Kind::Tear, .code = ErrorCode::DiskFull});
        const auto outcome = await(client->fetch(u"s1"_s, path, full));
        if (!full.struck()) {
            ok(outcome);
            break;
        }
        ++struck;
        EXPECT_ERROR(outcome, ErrorCode::DiskFull);
        // Only the very last step, the sync of the directory, may find it in place.
        if (served.space().exists(u"a.tar"_s))
            QVERIFY(readFile(path) == bytes);
        QFile::remove(path);
        QVERIFY(client->isOpen());
    }
    QVERIFY(struck >= 5);
    QVERIFY(readFile(path) == bytes);
}

void tst_Transfers::serversDiskFails()
{
    const QByteArray bytes = noise(3'000'000);
    int struck = 0;
    for (int at = 1;; ++at) {
        FaultyFileSystem full({.at = at, .kind = Fault::Kind::Tear, .code = ErrorCode::DiskFull});
        ServedNode served({.fileSystem = &full});
        served.space().write(u"a.tar"_s, bytes);
        const QString path = served.space().path(u"a.tar"_s);
        const auto client = greeted(served.endpoint());
        const auto outcome = await(client->send(u"up"_s, path, disk()));
        if (!full.struck()) {
            ok(outcome);
            QVERIFY(served.space().read(u"up.received"_s) == bytes);
            break;
        }
        ++struck;
        EXPECT_ERROR(outcome, ErrorCode::DiskFull);
        QVERIFY(!served.space().exists(u"up.received"_s));
        ok(await(client->call(u"node.status"_s)));
    }
    QVERIFY(struck >= 4);
}

void tst_Transfers::noRoom()
{
    FaultyFileSystem small;
    small.setFreeBytes(99'999);
    ServedNode served({.fileSystem = &small});
    served.node().keep(u"s1"_s, noise(100'000));
    const QString path = served.space().path(u"a.tar"_s);
    const auto client = greeted(served.endpoint());
    EXPECT_ERROR(await(client->fetch(u"s1"_s, path, small)), ErrorCode::DiskFull);
    EXPECT_ERROR(await(client->send(u"up"_s, served.space().path(u"s1"_s), disk())),
                 ErrorCode::DiskFull);
    QVERIFY(!served.space().exists(u"a.tar.s1.part"_s));
    QVERIFY(!served.space().exists(u"up.incoming"_s));
    small.setFreeBytes(100'000);
    ok(await(client->fetch(u"s1"_s, path, small)));
}

void tst_Transfers::canceled()
{
    ServedNode served;
    served.node().keep(u"s1"_s, noise(40'000'000));
    const QString path = served.space().path(u"a.tar"_s);
    const auto client = greeted(served.endpoint());
    std::stop_source stop;
    FaultyFileSystem watched;
    watched.setHook([&stop](QByteArrayView call, const QString &) {
        if (call == "write")
            stop.request_stop();
    });
    EXPECT_ERROR(await(client->fetch(u"s1"_s, path, watched, {}, stop.get_token())),
                 ErrorCode::Canceled);
    const QJsonValue fetched = ok(await(client->fetch(u"s1"_s, path, disk())));
    QVERIFY(fetched["resumedBytes"_L1].toString() != "0"_L1);
}

void tst_Transfers::twoAtOnce()
{
    ServedNode served;
    const QByteArray bytes = noise(3'000'000);
    served.node().keep(u"s1"_s, bytes);
    const QString path = served.space().path(u"a.tar"_s);
    const auto client = greeted(served.endpoint());
    const auto first = client->fetch(u"s1"_s, path, disk());
    const auto second = client->fetch(u"s1"_s, path, disk());
    const auto a = await(first);
    const auto b = await(second);
    QVERIFY(a || b);
    if (!a || !b)
        EXPECT_ERROR(a ? b : a, ErrorCode::Locked);
    QVERIFY(readFile(path) == bytes);
}

void tst_Transfers::fetchOfNothing()
{
    ServedNode served;
    const auto client = greeted(served.endpoint());
    EXPECT_ERROR(await(client->fetch(u"none"_s, served.space().path(u"a"_s), disk())),
                 ErrorCode::NotFound);
    EXPECT_ERROR(await(client->send(u"up"_s, served.space().path(u"none"_s), disk())),
                 ErrorCode::NotFound);
    QVERIFY(!served.space().exists(u"a"_s));
}

void tst_Transfers::sendOfWhatIsThere()
{
    ServedNode served;
    served.node().keep(u"up"_s, noise(10));
    const auto client = greeted(served.endpoint());
    EXPECT_ERROR(await(client->send(u"up"_s, served.space().path(u"up"_s), disk())),
                 ErrorCode::AlreadyExists);
}

void tst_Transfers::lyingSender()
{
    ServedNode served;
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Operator));
    peer.send(rpc::encode({rpc::Id(qint64(2)),
                           u"snapshot.send"_s,
                           {{u"snapshot"_s, u"up"_s},
                            {u"size"_s, u"5"_s},
                            {u"sha256"_s, QString(64, u'a')}}}));
    const QJsonObject begun = peer.next();
    QCOMPARE(begun["result"_L1]["offset"_L1].toString(), u"0"_s);
    QByteArray frame = makeFrame(quint32(begun["result"_L1]["transfer"_L1].toInt()), 0, 5);
    frame.replace(kFrameHeaderBytes, 5, "12345");
    peer.socket.sendBinaryMessage(frame);
    QJsonObject note = peer.next();
    if (note["method"_L1] == "transfer.credit"_L1)
        note = peer.next();
    QCOMPARE(note["method"_L1].toString(), u"transfer.failed"_s);
    QCOMPARE(note["params"_L1]["error"_L1]["code"_L1].toString(), u"DigestMismatch"_s);
    QVERIFY(!served.space().exists(u"up.incoming"_s));
    QVERIFY(served.audited().contains(u"operator transfer.done up DigestMismatch"_s));
}

void tst_Transfers::wrongFrames_data()
{
    QTest::addColumn<QByteArrayList>("frames");
    const auto frame = [](quint32 transfer, qint64 offset, qsizetype size) {
        return makeFrame(transfer, offset, size);
    };
    QTest::newRow("no frame") << QByteArrayList{"garbage"};
    QTest::newRow("a header only") << QByteArrayList{frame(1, 0, 0)};
    QTest::newRow("of no transfer") << QByteArrayList{frame(2, 0, 10)};
    QTest::newRow("not the next") << QByteArrayList{frame(1, 10, 10)};
    QTest::newRow("twice") << QByteArrayList{frame(1, 0, 10), frame(1, 0, 10)};
    QTest::newRow("beyond the end") << QByteArrayList{frame(1, 0, 1'000'000),
                                                      frame(1, 1'000'000, 99'000'001)};
    QTest::newRow("an offset near the largest")
        << QByteArrayList{frame(1, std::numeric_limits<qint64>::max() - 5, 10)};
    QByteArrayList flood;
    for (int i = 0; i < 60; ++i)
        flood.append(frame(1, i * 1'000'000, 1'000'000));
    QTest::newRow("more than was granted") << flood;
}

void tst_Transfers::wrongFrames()
{
    QFETCH(const QByteArrayList, frames);
    ManualClock clock;
    ServedNode served({.limits = {.bytesPerSecond = 1, .bytesBurst = 1}, .clock = &clock});
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Operator));
    peer.send(rpc::encode({rpc::Id(qint64(2)),
                           u"snapshot.send"_s,
                           {{u"snapshot"_s, u"up"_s},
                            {u"size"_s, u"100000000"_s},
                            {u"sha256"_s, QString(64, u'a')}}}));
    QCOMPARE(peer.next()["result"_L1]["transfer"_L1].toInt(), 1);
    for (const QByteArray &frame : frames)
        peer.socket.sendBinaryMessage(frame);
    waitFor([&peer] { return peer.isOver(); });
    QVERIFY(greeted(served.endpoint()));
}

void tst_Transfers::connectionGoneMeanwhile()
{
    ServedNode served;
    served.node().keep(u"s1"_s, noise(40'000'000));
    auto client = greeted(served.endpoint());
    auto fetch = client->fetch(u"s1"_s, served.space().path(u"a.tar"_s), disk());
    auto call = client->call(u"node.status"_s);
    client.reset();
    QVERIFY(fetch.isFinished() && call.isFinished());
    EXPECT_ERROR(fetch.result(), ErrorCode::Disconnected);
    EXPECT_ERROR(call.result(), ErrorCode::Disconnected);
    QVERIFY(greeted(served.endpoint()));
}

QTEST_GUILESS_MAIN(tst_Transfers)
#include "tst_transfers.moc"
