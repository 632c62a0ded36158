// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/frames.h"
#include "engine/net/jsonrpc.h"
#include "servednode.h"
#include "tests/support/faultyfilesystem.h"

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

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

/// Transfers with bad disks, bad part files and bad peers.
class tst_TransferFaults final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void damagedPartFile();
    void partFileOfSomethingLarger();
    void clientsDiskFails();
    void serversDiskFails();
    void noRoom();
    void lyingSender_data();
    void lyingSender();
    void wrongFrames_data();
    void wrongFrames();
};

void tst_TransferFaults::damagedPartFile()
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

void tst_TransferFaults::partFileOfSomethingLarger()
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

void tst_TransferFaults::clientsDiskFails()
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

void tst_TransferFaults::serversDiskFails()
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

void tst_TransferFaults::noRoom()
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

void tst_TransferFaults::lyingSender_data()
{
    QTest::addColumn<bool>("whole");
    QTest::addColumn<QString>("xxh3");
    QTest::addColumn<QString>("code");
    QTest::newRow("another digest") << true << QString(32, u'a') << u"DigestMismatch"_s;
    QTest::newRow("no digest") << true << u"x"_s << u"ProtocolViolation"_s;
    QTest::newRow("an end too early") << false << QString(32, u'a') << u"ProtocolViolation"_s;
}

void tst_TransferFaults::lyingSender()
{
    QFETCH(const bool, whole);
    QFETCH(const QString, xxh3);
    QFETCH(const QString, code);
    ServedNode served;
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Operator));
    peer.send(rpc::encode(
        {rpc::Id(qint64(2)),
         u"snapshot.send"_s,
         {{u"snapshot"_s, u"up"_s}, {u"size"_s, u"5"_s}}}));
    const QJsonObject begun = peer.next();
    QCOMPARE(begun["result"_L1]["offset"_L1].toString(), u"0"_s);
    const int transfer = begun["result"_L1]["transfer"_L1].toInt();
    QByteArray frame = makeFrame(quint32(transfer), 0, 5);
    frame.replace(kFrameHeaderBytes, 5, "12345");
    if (whole)
        peer.socket.sendBinaryMessage(frame);
    peer.send(rpc::encode(
        {{}, u"transfer.end"_s, {{u"transfer"_s, transfer}, {u"xxh3"_s, xxh3}}}));
    QJsonObject note = peer.next();
    if (note["method"_L1] == "transfer.credit"_L1)
        note = peer.next();
    QCOMPARE(note["method"_L1].toString(), u"transfer.failed"_s);
    QCOMPARE(note["params"_L1]["error"_L1]["code"_L1].toString(), code);
    QCOMPARE(served.space().exists(u"up.incoming"_s), code == "ProtocolViolation"_L1);
    QVERIFY(served.audited().contains(u"operator transfer.done up %1"_s.arg(code)));
}

void tst_TransferFaults::wrongFrames_data()
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
    QTest::newRow("beyond the end")
        << QByteArrayList{frame(1, 0, 1'000'000), frame(1, 1'000'000, 99'000'001)};
    QTest::newRow("an offset near the largest")
        << QByteArrayList{frame(1, std::numeric_limits<qint64>::max() - 5, 10)};
    QByteArrayList flood;
    for (int i = 0; i < 60; ++i)
        flood.append(frame(1, i * 1'000'000, 1'000'000));
    QTest::newRow("more than was granted") << flood;
}

void tst_TransferFaults::wrongFrames()
{
    QFETCH(const QByteArrayList, frames);
    ManualClock clock;
    ServedNode served({.limits = {.bytesPerSecond = 1, .bytesBurst = 1}, .clock = &clock});
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Operator));
    peer.send(rpc::encode({rpc::Id(qint64(2)),
                           u"snapshot.send"_s,
                           {{u"snapshot"_s, u"up"_s},
                            {u"size"_s, u"100000000"_s}}}));
    QCOMPARE(peer.next()["result"_L1]["transfer"_L1].toInt(), 1);
    for (const QByteArray &frame : frames)
        peer.socket.sendBinaryMessage(frame);
    waitFor([&peer] { return peer.isOver(); });
    QVERIFY(greeted(served.endpoint()));
}

QTEST_GUILESS_MAIN(tst_TransferFaults)
#include "tst_transferfaults.moc"
