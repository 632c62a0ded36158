// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/calls.h"
#include "engine/net/frames.h"
#include "engine/net/jsonrpc.h"
#include "servednode.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

QString codeIn(const QJsonObject &answer)
{
    return answer["error"_L1]["data"_L1]["code"_L1].toString();
}

QByteArray call(qint64 id, const QString &method, const QJsonObject &parameters = {})
{
    return rpc::encode({rpc::Id(id), method, parameters});
}

/// Sends a small call and waits for its answer: the node has seen all that came before.
void expectAnswer(RawPeer &peer)
{
    peer.send(call(9999, u"node.status"_s));
    QCOMPARE(peer.next()["id"_L1].toInt(), 9999);
}

/// Begins to send an archive of that size.
void beginSending(RawPeer &peer, qint64 size, const QString &snapshot = u"up"_s)
{
    peer.send(call(2, u"snapshot.send"_s, {{u"snapshot"_s, snapshot}, {u"size"_s, QString::number(size)}}));
    QCOMPARE(peer.next()["result"_L1]["transfer"_L1].toInt(), 1);
}

} // namespace

/// What a peer may use up, in a time that stands, and what becomes of one who uses more.
class tst_PeerLimits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nonsenseCounts();
    void bytesOfNonsenseCount();
    void oneTokenIsOnePeer();
    void thePoliteConnectionStays();
    void theSumOfManyIsBounded();
    void bytesOfOneToken();
    void piecesOfOneToken();
    void oneAddressIsOnePeerBeforeItsToken();
    void costlyCalls_data();
    void costlyCalls();
    void callsInFlight();
    void transfersOfAConnection_data();
    void transfersOfAConnection();
    void creditThatIsOwed();
    void creditThatIsNot();
    void creditOfSmallPieces();
    void piecesOfWhatIsOver_data();
    void piecesOfWhatIsOver();
    void piecesOfWhatIsOverCount();
    void smallPiecesCount();

private:
    ManualClock m_clock;
};

void tst_PeerLimits::nonsenseCounts()
{
    ServedNode served({.limits = {.callsPerSecond = 10, .callsBurst = 50}, .clock = &m_clock});
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Viewer));
    for (int i = 0; i < 60; ++i)
        peer.send("nonsense");
    QStringList codes;
    for (int i = 0; i < 60; ++i)
        codes.append(codeIn(peer.next()));
    QCOMPARE(codes.count(u"ProtocolViolation"_s), 50);
    QCOMPARE(codes.count(u"RateLimited"_s), 10);
    QVERIFY(!peer.isOver());
    for (int i = 0; i < 50; ++i)
        peer.send("nonsense");
    waitFor([&peer] { return peer.isOver(); });
    ok(await(greeted(served.endpoint())->call(u"node.status"_s)));
}

void tst_PeerLimits::bytesOfNonsenseCount()
{
    ServedNode served({.limits = {.bytesPerSecond = 1'000'000, .bytesBurst = 2'000'000}, .clock = &m_clock});
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Viewer));
    const QByteArray nonsense(1'500'000, 'x');
    peer.send(nonsense);
    QCOMPARE(codeIn(peer.next()), u"ProtocolViolation"_s);
    peer.send(nonsense);
    QCOMPARE(codeIn(peer.next()), u"RateLimited"_s);
    peer.send(nonsense);
    waitFor([&peer] { return peer.isOver(); });
}

void tst_PeerLimits::oneTokenIsOnePeer()
{
    ServedNode served({.limits = {.callsPerSecond = 10, .callsBurst = 50}, .clock = &m_clock});
    int refused = 0;
    for (int connection = 0; connection < 3; ++connection) {
        RawPeer peer(served.url());
        peer.hello(served.secret(Role::Viewer));
        for (int i = 0; i < 20; ++i) {
            peer.send(call(i, u"node.status"_s));
            refused += codeIn(peer.next()) == "RateLimited"_L1;
        }
    }
    QCOMPARE(refused, 10);
    RawPeer other(served.url());
    other.hello(served.secret(Role::Operator));
    expectAnswer(other);
    m_clock.advance(1s);
    RawPeer again(served.url());
    again.hello(served.secret(Role::Viewer));
    again.send(call(1, u"node.status"_s));
    QVERIFY(again.next().contains("result"_L1));
}

/// It is refused because of what the other one does, but does not go on and on.
void tst_PeerLimits::thePoliteConnectionStays()
{
    ServedNode served({.limits = {.callsPerSecond = 10, .callsBurst = 50}, .clock = &m_clock});
    RawPeer noisy(served.url()), polite(served.url());
    noisy.hello(served.secret(Role::Viewer));
    polite.hello(served.secret(Role::Viewer));
    for (int i = 0; i < 150; ++i)
        noisy.send("nonsense");
    waitFor([&noisy] { return noisy.isOver(); });
    for (int i = 0; i < 3; ++i) {
        polite.send(call(i, u"node.status"_s));
        QCOMPARE(codeIn(polite.next()), u"RateLimited"_s);
    }
    m_clock.advance(1s);
    expectAnswer(polite);
}

/// Many connections of which each is refused a little.
void tst_PeerLimits::theSumOfManyIsBounded()
{
    constexpr int kConnections = 20;
    ServedNode served({.limits = {.callsPerSecond = 10, .callsBurst = 50}, .clock = &m_clock});
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < kConnections; ++i) {
        peers.push_back(std::make_unique<RawPeer>(served.url()));
        peers.back()->hello(served.secret(Role::Viewer));
    }
    for (const auto &peer : peers) {
        for (int i = 0; i < 150; ++i)
            peer->send("nonsense");
    }
    waitFor([&peers] { return std::ranges::all_of(peers, [](const auto &each) { return each->isOver(); }); });
    qsizetype refused = 0;
    for (const auto &peer : peers)
        refused += std::ranges::count(peer->received, u"RateLimited"_s, codeIn);
    QVERIFY2(refused > 50 && refused <= 50 + kConnections * (8 + 1), qPrintable(QString::number(refused)));
}

void tst_PeerLimits::bytesOfOneToken()
{
    ServedNode served({.limits = {.bytesPerSecond = 1'000'000, .bytesBurst = 2'000'000}, .clock = &m_clock});
    const QByteArray large = R"({"jsonrpc":"2.0","id":1,"method":"no.such","params":{"a":")" + QByteArray(1'500'000, 'x') + R"("}})";
    QStringList codes;
    for (const Role role : {Role::Viewer, Role::Viewer, Role::Operator}) {
        RawPeer peer(served.url());
        peer.hello(served.secret(role));
        peer.send(large);
        codes.append(codeIn(peer.next()));
    }
    QCOMPARE(codes, QStringList({u"ProtocolViolation"_s, u"RateLimited"_s, u"ProtocolViolation"_s}));
}

void tst_PeerLimits::piecesOfOneToken()
{
    ServedNode served({.limits = {.bytesPerSecond = 1, .bytesBurst = 300'000}, .clock = &m_clock});
    const auto sendPiece = [&served](RawPeer &peer, Role role, const QString &snapshot) {
        peer.hello(served.secret(role));
        beginSending(peer, 600'000, snapshot);
        peer.socket.sendBinaryMessage(makeFrame(1, 0, 300'000));
        waitFor([&] { return QFileInfo(served.space().path(snapshot + u".incoming"_s)).size() == 300'000; });
    };
    RawPeer first(served.url()), second(served.url()), other(served.url());
    sendPiece(first, Role::Operator, u"a"_s);
    QCOMPARE(first.next()["method"_L1].toString(), u"transfer.credit"_s);
    sendPiece(second, Role::Operator, u"b"_s);
    sendPiece(other, Role::Admin, u"c"_s);
    QCOMPARE(other.next()["method"_L1].toString(), u"transfer.credit"_s);
    expectAnswer(second); // and no credit before
}

void tst_PeerLimits::oneAddressIsOnePeerBeforeItsToken()
{
    ServedNode served({.limits = {.callsPerSecond = 1, .callsBurst = 3}, .clock = &m_clock});
    for (const Role role : {Role::Viewer, Role::Operator, Role::Admin})
        greeted(served.endpoint(role));
    QCOMPARE(codeOf(refusal(served.endpoint()).code), u"RateLimited"_s);
    m_clock.advance(1s);
    greeted(served.endpoint());
}

void tst_PeerLimits::costlyCalls_data()
{
    QTest::addColumn<QString>("method");
    for (const CallSpec &each : calls()) {
        if (isCostly(QString(each.name), {}))
            QTest::newRow(each.name.data()) << QString(each.name);
    }
}

void tst_PeerLimits::costlyCalls()
{
    QFETCH(const QString, method);
    ServedNode served({.limits = {.takesPerMinute = 3}, .clock = &m_clock});
    QJsonObject parameters;
    for (const ParameterSpec &spec : findCall(method)->parameters) {
        if (spec.needed)
            parameters[spec.name] = spec.type == ParameterSpec::Type::Index ? u"1"_s : u"x"_s;
    }
    const auto isLimited = [&](const QString &asked, const QJsonObject &with) {
        const auto outcome = await(greeted(served.endpoint())->call(asked, with));
        return !outcome && outcome.error().code == ErrorCode::RateLimited;
    };
    QVERIFY(!isLimited(u"snapshot.take"_s, {}));
    QVERIFY(!isLimited(method, parameters) && !isLimited(method, parameters));
    QVERIFY(isLimited(method, parameters) && isLimited(u"snapshot.take"_s, {}));
    const bool mayBePaidFor = method == "restore.run"_L1 || method == "restore.undo"_L1; // begun on others, it goes on here
    for (const QString &name : mayBePaidFor ? QStringList{u"r1"_s, {}} : QStringList()) {
        parameters[u"reservation"_s] = name;
        QCOMPARE(isLimited(method, parameters), name.isEmpty());
    }
    QVERIFY(!isLimited(u"snapshot.list"_s, {}));
    m_clock.advance(20s);
    QVERIFY(!isLimited(method, parameters));
    QVERIFY(isLimited(method, parameters));
}

void tst_PeerLimits::callsInFlight()
{
    ServedNode served;
    served.node().hold = true;
    const auto client = greeted(served.endpoint(Role::Viewer));
    QList<QFuture<Result<QJsonValue>>> held;
    for (int i = 0; i < 256; ++i)
        held.append(client->call(u"node.status"_s));
    const Error refused = errorOf(await(client->call(u"node.status"_s)));
    QVERIFY(refused == Error(ErrorCode::RateLimited, {}, u"calls not yet answered"_s));
    served.node().answerHeld();
    for (const auto &each : std::as_const(held))
        ok(await(each));
    served.node().hold = false;
    ok(await(client->call(u"node.status"_s)));
}

void tst_PeerLimits::transfersOfAConnection_data()
{
    QTest::addColumn<QString>("method");
    QTest::newRow("fetched") << u"snapshot.fetch"_s;
    QTest::newRow("sent") << u"snapshot.send"_s;
}

void tst_PeerLimits::transfersOfAConnection()
{
    QFETCH(const QString, method);
    ServedNode served;
    served.node().keep(u"s1"_s, noise(1'000'000));
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Operator));
    const auto begin = [&](int number) {
        const bool isFetch = method == "snapshot.fetch"_L1;
        QJsonObject parameters{{u"snapshot"_s, isFetch ? u"s1"_s : u"up%1"_s.arg(number)}};
        if (isFetch)
            parameters[u"window"_s] = 1000; // it waits for more
        else
            parameters[u"size"_s] = u"1000000"_s;
        peer.send(call(number, method, parameters));
        return peer.next();
    };
    for (int i = 1; i <= 4; ++i)
        QCOMPARE(begin(i)["result"_L1]["transfer"_L1].toInt(), i);
    QCOMPARE(codeIn(begin(5)), u"Busy"_s);
    peer.send(rpc::encode({{}, u"transfer.cancel"_s, {{u"transfer"_s, 2}}}));
    QCOMPARE(begin(6)["result"_L1]["transfer"_L1].toInt(), 5);
}

/// As much as a transfer needs, however few calls a peer may make.
void tst_PeerLimits::creditThatIsOwed()
{
    ServedNode served({.limits = {.callsPerSecond = 1, .callsBurst = 4, .takesPerMinute = 10}, .clock = &m_clock});
    const QByteArray archive = noise(30'000'000);
    served.node().keep(u"s1"_s, archive);
    const auto client = greeted(served.endpoint());
    ok(await(client->fetch(u"s1"_s, served.space().path(u"a.tar"_s), PosixFileSystem::instance())));
    QVERIFY(served.space().read(u"a.tar"_s) == archive);
    ok(await(client->send(u"up"_s, served.space().path(u"a.tar"_s), PosixFileSystem::instance())));
    QVERIFY(served.space().read(u"up.received"_s) == archive);
    ok(await(client->call(u"node.status"_s)));
}

void tst_PeerLimits::creditThatIsNot()
{
    ServedNode served({.limits = {.callsPerSecond = 1, .callsBurst = 10, .takesPerMinute = 10}, .clock = &m_clock});
    served.node().keep(u"s1"_s, noise(1000));
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Operator));
    peer.send(call(2, u"snapshot.fetch"_s, {{u"snapshot"_s, u"s1"_s}}));
    QCOMPARE(peer.next()["result"_L1]["transfer"_L1].toInt(), 1);
    QCOMPARE(peer.next()["method"_L1].toString(), u"transfer.end"_s);
    const QByteArray credit = rpc::encode({{}, u"transfer.credit"_s, {{u"transfer"_s, 1}, {u"bytes"_s, 1}}});
    for (int i = 0; i < 3 + 9; ++i) // one transfer, and the calls that are left
        peer.send(credit);
    peer.send(credit);
    QCOMPARE(codeIn(peer.next()), u"RateLimited"_s);
    for (int i = 0; i < 10; ++i)
        peer.send(credit);
    waitFor([&peer] { return peer.isOver(); });
}

/// Who wants an archive byte by byte pays for every one.
void tst_PeerLimits::creditOfSmallPieces()
{
    ServedNode served({.limits = {.callsPerSecond = 1, .callsBurst = 20, .takesPerMinute = 10}, .clock = &m_clock});
    served.node().keep(u"s1"_s, noise(1000));
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Operator));
    int pieces = 0;
    connect(&peer.socket, &QWebSocket::binaryMessageReceived, &peer.socket, [&] {
        ++pieces;
        peer.send(rpc::encode({{}, u"transfer.credit"_s, {{u"transfer"_s, 1}, {u"bytes"_s, 1}}}));
    });
    peer.send(call(2, u"snapshot.fetch"_s, {{u"snapshot"_s, u"s1"_s}, {u"window"_s, 1}}));
    QCOMPARE(peer.next()["result"_L1]["transfer"_L1].toInt(), 1);
    QCOMPARE(codeIn(peer.next()), u"RateLimited"_s);
    QCOMPARE(pieces, 1 + 3 + 19); // the window, one transfer, and the calls that are left
}

void tst_PeerLimits::piecesOfWhatIsOver_data()
{
    QTest::addColumn<QByteArray>("ending");
    QTest::newRow("cancelled") << rpc::encode({{}, u"transfer.cancel"_s, {{u"transfer"_s, 1}}});
    QTest::newRow("failed") << rpc::encode({{}, u"transfer.end"_s, {{u"transfer"_s, 1}, {u"xxh3"_s, QString(32, u'0')}}});
}

/// What was granted may have been under way; more was not.
void tst_PeerLimits::piecesOfWhatIsOver()
{
    QFETCH(const QByteArray, ending);
    ServedNode served;
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Operator));
    beginSending(peer, 100'000);
    peer.send(ending);
    peer.socket.sendBinaryMessage(makeFrame(1, 0, 60'000));
    peer.socket.sendBinaryMessage(makeFrame(1, 60'000, 40'000));
    if (ending.contains("end"))
        QCOMPARE(peer.next()["method"_L1].toString(), u"transfer.failed"_s);
    expectAnswer(peer);
    peer.socket.sendBinaryMessage(makeFrame(1, 100'000, 1));
    waitFor([&peer] { return peer.isOver(); });
}

void tst_PeerLimits::piecesOfWhatIsOverCount()
{
    ServedNode served({.limits = {.callsPerSecond = 1, .callsBurst = 50, .takesPerMinute = 10}, .clock = &m_clock});
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Operator));
    beginSending(peer, 1'000'000);
    peer.send(rpc::encode({{}, u"transfer.cancel"_s, {{u"transfer"_s, 1}}}));
    for (int i = 0; i < 49; ++i)
        peer.socket.sendBinaryMessage(makeFrame(1, i * 5000, 5000));
    peer.send(call(3, u"node.status"_s));
    QCOMPARE(codeIn(peer.next()), u"RateLimited"_s);
    for (int i = 0; i < 50; ++i)
        peer.socket.sendBinaryMessage(makeFrame(1, i * 5000, 5000));
    waitFor([&peer] { return peer.isOver(); });
}

void tst_PeerLimits::smallPiecesCount()
{
    ServedNode served({.limits = {.callsPerSecond = 1, .callsBurst = 50, .takesPerMinute = 10}, .clock = &m_clock});
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Operator));
    beginSending(peer, 1'000'000);
    for (int i = 0; i < 100; ++i)
        peer.socket.sendBinaryMessage(makeFrame(1, i, 1));
    waitFor([&peer] { return peer.isOver(); });
}

QTEST_GUILESS_MAIN(tst_PeerLimits)
#include "tst_peerlimits.moc"
