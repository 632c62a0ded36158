// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/jsonrpc.h"
#include "servednode.h"

#include <QJsonArray>
#include <QTcpSocket>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

const QByteArray kUpgrade = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            "Sec-WebSocket-Version: 13\r\n\r\n";

/// A masked frame of a client whose mask is zero: its payload as it is.
QByteArray frame(char opcode, quint64 declared, const QByteArray &payload)
{
    QByteArray bytes;
    bytes += char(0x80 | opcode);
    const int lengthBytes = declared < 126 ? 0 : declared < 65536 ? 2 : 8;
    bytes += char(0x80 | (lengthBytes == 0 ? int(declared) : lengthBytes == 2 ? 126 : 127));
    for (int shift = 8 * (lengthBytes - 1); shift >= 0; shift -= 8)
        bytes += char(declared >> shift);
    return bytes + QByteArray(4, '\0') + payload;
}

/// A connection below WebSocket.
class Wire
{
public:
    explicit Wire(const ServedNode &served)
    {
        socket.connectToHost(u"127.0.0.1"_s, quint16(served.url().port()));
        waitFor([this] { return socket.state() == QAbstractSocket::ConnectedState; });
    }
    /// False if the connection ended before an answer came.
    bool ask(const QByteArray &bytes)
    {
        socket.write(bytes);
        waitFor([this] {
            return socket.bytesAvailable() > 0
                || socket.state() == QAbstractSocket::UnconnectedState;
        });
        return socket.bytesAvailable() > 0;
    }
    bool upgrade() { return ask(kUpgrade) && socket.readAll().startsWith("HTTP/1.1 101"); }
    void waitForEnd()
    {
        waitFor([this] { return socket.state() == QAbstractSocket::UnconnectedState; });
    }

    QTcpSocket socket;
};

/// Somebody honest who is served meanwhile. On a machine that is slower than the node's patience, not at the first
/// attempt.
void serveOther(const ServedNode &served)
{
    waitFor([&served] {
        NodeClient client(served.endpoint(Role::Operator)); // what a viewer used up is not theirs
        bool isOver = false;
        QObject::connect(&client, &NodeClient::ended, &client, [&isOver] { isOver = true; });
        client.open();
        waitFor([&] { return isOver || client.isOpen(); });
        return client.isOpen() && await(client.call(u"node.status"_s));
    });
}

/// A connection that got as far as `begin` takes it, however impatient the node is.
std::unique_ptr<Wire> wireThat(const ServedNode &served, const std::function<bool(Wire &)> &begin)
{
    std::unique_ptr<Wire> wire;
    waitFor([&] {
        wire = std::make_unique<Wire>(served);
        return begin(*wire);
    });
    return wire;
}

/// One who has authenticated as a viewer, and answers nothing.
std::unique_ptr<Wire> greetedWire(const ServedNode &served)
{
    const QByteArray hello =
        rpc::encode({rpc::Id(qint64(1)),
                     u"session.hello"_s,
                     {{u"versions"_s, QJsonArray{1}}, {u"token"_s, served.secret(Role::Viewer)}}});
    return wireThat(served, [&hello](Wire &wire) {
        return wire.upgrade() && wire.ask(frame(1, quint64(hello.size()), hello))
            && wire.socket.readAll().contains("\"result\"");
    });
}

} // namespace

/// Peers that mean no good, and that others are served beside them.
class tst_HostilePeer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void garbage_data();
    void garbage();
    void slowLoris_data();
    void slowLoris();
    void hugeFrame_data();
    void hugeFrame();
    void halfFrameOfOneWhoMayStay();
    void floodOfCalls();
    void floodOfBytes();
    void browserPage();
    void nobodyAtTheOtherEnd();
    void tooManyConnections();
    void thisMachineMayHaveAllConnections();
    void manyIdleConnections();
};

void tst_HostilePeer::garbage_data()
{
    QTest::addColumn<bool>("upgraded");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no HTTP") << false << QByteArray("\x16\x03\x01garbage\r\n\r\n");
    QTest::newRow("endless header") << false << "GET / HTTP/1.1\r\nX: " + QByteArray(100'000, 'x');
    QTest::newRow("an upgrade to nothing")
        << false << QByteArray("GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n");
    QTest::newRow("reserved bits") << true << QByteArray("\xF1\x80\0\0\0\0", 6);
    QTest::newRow("an unmasked frame") << true << QByteArray("\x81\x02hi");
    QTest::newRow("text that is not UTF-8") << true << frame(1, 2, "\xC3\x28");
    QTest::newRow("binary before the greeting") << true << frame(2, 4, "LBX1");
}

void tst_HostilePeer::garbage()
{
    QFETCH(const bool, upgraded);
    QFETCH(const QByteArray, bytes);
    ServedNode served;
    Wire wire(served);
    QVERIFY(!upgraded || wire.upgrade());
    wire.socket.write(bytes);
    wire.waitForEnd();
    serveOther(served);
}

void tst_HostilePeer::slowLoris_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("upgraded");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("says nothing") << false << false << QByteArray();
    QTest::newRow("half a request") << false << false << QByteArray("GET / HT");
    QTest::newRow("says nothing to TLS") << true << false << QByteArray();
    QTest::newRow("half a TLS hello") << true << false << QByteArray("\x16\x03\x01\x02", 4);
    QTest::newRow("never authenticates") << false << true << QByteArray();
    QTest::newRow("half a frame") << false << true << frame(1, 100, "{");
    QTest::newRow("half of a longer frame") << false << true << frame(1, 4000, "{");
}

void tst_HostilePeer::slowLoris()
{
    QFETCH(const bool, tls);
    QFETCH(const bool, upgraded);
    QFETCH(const QByteArray, bytes);
    ServedNode served({.tls = tls, .limits = {.handshakeSeconds = 1}});
    const auto wire =
        wireThat(served, [upgraded](Wire &each) { return !upgraded || each.upgrade(); });
    wire->socket.write(bytes);
    serveOther(served);
    wire->waitForEnd();
    serveOther(served);
}

void tst_HostilePeer::hugeFrame_data()
{
    QTest::addColumn<int>("opcode");
    QTest::newRow("text") << 1;
    QTest::newRow("binary") << 2;
}

void tst_HostilePeer::hugeFrame()
{
    QFETCH(const int, opcode);
    ServedNode served;
    Wire stranger(served);
    QVERIFY(stranger.upgrade());
    stranger.socket.write(frame(char(opcode), 100'000'000, QByteArray(1000, 'x')));
    stranger.waitForEnd();

    RawPeer known(served.url());
    known.hello(served.secret(Role::Admin));
    QByteArray bytes(100'000'000, 'x');
    if (opcode == 1)
        known.socket.sendTextMessage(QString::fromLatin1(bytes));
    else
        known.socket.sendBinaryMessage(bytes);
    waitFor([&known] { return known.isOver(); });
    serveOther(served);
}

void tst_HostilePeer::halfFrameOfOneWhoMayStay()
{
    ServedNode served({.limits = {.silenceSeconds = 1}});
    const auto wire = greetedWire(served);
    wire->socket.write(frame(1, 1000, "{"));
    wire->waitForEnd();
    serveOther(served);
}

void tst_HostilePeer::floodOfCalls()
{
    ManualClock clock;
    ServedNode served({.limits = {.callsPerSecond = 10, .callsBurst = 50}, .clock = &clock});
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Viewer));
    for (int i = 0; i < 60; ++i)
        peer.send(rpc::encode({rpc::Id(qint64(100 + i)), u"node.status"_s, {}}));
    int refused = 0;
    for (int i = 0; i < 60; ++i)
        refused += peer.next()["error"_L1]["data"_L1]["code"_L1] == "RateLimited"_L1;
    QCOMPARE(refused, 10);
    QCOMPARE(served.node().called.size(), 50);
    clock.advance(std::chrono::seconds(1));
    peer.send(R"({"jsonrpc":"2.0","id":"later","method":"node.status"})");
    QVERIFY(peer.next().contains("result"_L1));
    serveOther(served);
    // One who never stops is shown the door.
    for (int i = 0; i < 200; ++i)
        peer.send(rpc::encode({rpc::Id(qint64(1000 + i)), u"node.status"_s, {}}));
    waitFor([&peer] { return peer.isOver(); });
    serveOther(served);
}

void tst_HostilePeer::floodOfBytes()
{
    ManualClock clock;
    ServedNode served(
        {.limits = {.bytesPerSecond = 1'000'000, .bytesBurst = 2'000'000}, .clock = &clock});
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Viewer));
    const QByteArray large = R"({"jsonrpc":"2.0","id":1,"method":"no.such","params":{"a":")"
        + QByteArray(1'500'000, 'x') + R"("}})";
    peer.send(large);
    QCOMPARE(peer.next()["error"_L1]["code"_L1].toInt(), rpc::kMethodNotFound);
    peer.send(large);
    QCOMPARE(peer.next()["error"_L1]["data"_L1]["code"_L1].toString(), u"RateLimited"_s);
    serveOther(served);
}

void tst_HostilePeer::browserPage()
{
    ServedNode served;
    Wire wire(served);
    wire.socket.write(
        QByteArray(kUpgrade).replace("Host: x\r\n", "Host: x\r\nOrigin: http://evil\r\n"));
    wire.waitForEnd();
    QVERIFY(!wire.socket.readAll().startsWith("HTTP/1.1 101"));
}

void tst_HostilePeer::nobodyAtTheOtherEnd()
{
    ServedNode served({.limits = {.silenceSeconds = 1}});
    // It answers no ping.
    greetedWire(served)->waitForEnd();
    serveOther(served);
}

void tst_HostilePeer::tooManyConnections()
{
    ServedNode served({.limits = {.connections = 4, .connectionsPerAddress = 2, .exemptsLoopback = false}});
    const auto a = greeted(served.endpoint());
    auto b = greeted(served.endpoint());
    const Error why = refusal(served.endpoint());
    QVERIFY2(isTransient(why.code), qPrintable(toString(why)));
    b.reset();
    // The server notices that its peer is gone when it comes to it.
    waitFor([&served] {
        NodeClient client(served.endpoint());
        bool over = false;
        QObject::connect(&client, &NodeClient::ended, &client, [&over] { over = true; });
        client.open();
        waitFor([&] { return over || client.isOpen(); });
        return client.isOpen();
    });
    ok(await(a->call(u"node.status"_s)));
}

void tst_HostilePeer::thisMachineMayHaveAllConnections()
{
    ServedNode served({.limits = {.connections = 3, .connectionsPerAddress = 1}});
    const auto a = greeted(served.endpoint());
    const auto b = greeted(served.endpoint());
    const auto c = greeted(served.endpoint());
    QVERIFY(isTransient(refusal(served.endpoint()).code));
    ok(await(c->call(u"node.status"_s)));
}

void tst_HostilePeer::manyIdleConnections()
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur < 2200)
        QSKIP("this system does not let a process have 2,200 files open");
    ServedNode served;
    std::vector<std::unique_ptr<NodeClient>> idle;
    int open = 0;
    for (int i = 0; i < 1000; ++i) {
        idle.push_back(std::make_unique<NodeClient>(served.endpoint(Role::Viewer)));
        QObject::connect(idle.back().get(), &NodeClient::greeted, this, [&open] { ++open; });
        idle.back()->open();
        if (i % 100 == 99)
            waitFor([&] { return open == i + 1; });
    }
    served.node().keep(u"s1"_s, QByteArray(3'000'000, 'a'));
    const auto client = greeted(served.endpoint());
    for (int i = 0; i < 100; ++i)
        ok(await(client->call(u"node.status"_s)));
    ok(await(client->fetch(u"s1"_s, served.space().path(u"a.tar"_s), PosixFileSystem::instance())));
    QVERIFY(std::ranges::all_of(idle, [](const auto &each) { return each->isOpen(); }));
}

QTEST_GUILESS_MAIN(tst_HostilePeer)
#include "tst_hostilepeer.moc"
