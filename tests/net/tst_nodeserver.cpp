// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/handshake.h"
#include "engine/net/jsonrpc.h"
#include "servednode.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

QByteArray httpGet(quint16 port, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    socket.write(request);
    waitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; });
    return socket.readAll();
}

} // namespace

class tst_NodeServer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void greetsAndOffersTheNewestSnapshots();
    void offersNothingWhereThereIsNothing();
    void wrongTokens_data();
    void wrongTokens();
    void tokenThatExpired();
    void tokenRevokedMeanwhile();
    void versions_data();
    void versions();
    void hellos_data();
    void hellos();
    void firstCall_data();
    void firstCall();
    void failedAttemptsAreHeldBack();
    void events();
    void eventsOfAnotherLife();
    void eventsThatAreNotKept();
    void plainPages();
    void portTaken();
    void noPlainTextBeyondLoopback();
};

void tst_NodeServer::greetsAndOffersTheNewestSnapshots()
{
    ServedNode served;
    const QJsonObject ofMain{{u"state"_s, u"main"_s}, {u"snapshot"_s, u"s1"_s}, {u"elementCount"_s, 3}};
    const QJsonObject ofOrders{{u"state"_s, u"orders"_s}, {u"snapshot"_s, u"s2"_s}};
    served.node().newest = {ofMain, ofOrders};
    NodeClient client(served.endpoint(Role::Operator));
    QSignalSpy greetings(&client, &NodeClient::greeted);
    QSignalSpy offers(&client, &NodeClient::recoveryOffered);
    client.open();
    waitFor([&offers] { return offers.size() == 2; });
    const QJsonObject expected{{u"node"_s, u"n1"_s},
                               {u"lineage"_s, u"l1"_s},
                               {u"role"_s, u"operator"_s},
                               {u"version"_s, 1}};
    QCOMPARE(greetings.first().first().toJsonObject(), expected);
    QCOMPARE(offers.first().first().toJsonObject(), ofMain);
    QCOMPARE(offers.last().first().toJsonObject(), ofOrders);
}

void tst_NodeServer::offersNothingWhereThereIsNothing()
{
    ServedNode served;
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Viewer));
    peer.send(R"({"jsonrpc":"2.0","id":2,"method":"node.status"})");
    QCOMPARE(peer.next()["id"_L1].toInt(), 2);
}

void tst_NodeServer::wrongTokens_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"empty", "nonsense", "unknown", "wrong", "revoked", "long"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_NodeServer::wrongTokens()
{
    QFETCH(const QString, kind);
    ServedNode served;
    Endpoint endpoint = served.endpoint(Role::Viewer);
    if (kind == "empty"_L1)
        endpoint.token.clear();
    else if (kind == "nonsense"_L1)
        endpoint.token = u"open sesame"_s;
    else if (kind == "unknown"_L1)
        endpoint.token.replace(u"viewer"_s, u"nobody"_s);
    else if (kind == "wrong"_L1)
        endpoint.token.back() = endpoint.token.back() == u'A' ? u'B' : u'A';
    else if (kind == "long"_L1)
        endpoint.token = endpoint.token.leftJustified(256, u'x');
    else
        ok(served.tokens().revoke(u"viewer"_s));
    QCOMPARE(codeOf(refusal(endpoint).code), u"AuthenticationFailed"_s);
    QCOMPARE(served.audited(), QStringList(u"- session.hello - AuthenticationFailed"_s));
}

void tst_NodeServer::tokenThatExpired()
{
    ManualClock clock;
    ServedNode served({.clock = &clock});
    const QDateTime end = clock.utcNow().addSecs(60);
    Endpoint endpoint = served.endpoint();
    endpoint.token = ok(served.tokens().add(u"brief"_s, Role::Viewer, clock.utcNow(), end));
    const auto client = greeted(endpoint);
    clock.advance(std::chrono::seconds(60));
    QCOMPARE(codeOf(refusal(endpoint).code), u"AuthenticationFailed"_s);
    // Nor does it go on where it was let in before.
    EXPECT_ERROR(await(client->call(u"node.status"_s)), ErrorCode::AuthenticationFailed);
    waitFor([&client] { return !client->isOpen(); });
}

void tst_NodeServer::tokenRevokedMeanwhile()
{
    ServedNode served;
    const auto client = greeted(served.endpoint());
    ok(await(client->call(u"node.status"_s)));
    std::optional<ErrorCode> why;
    connect(client.get(), &NodeClient::ended, client.get(), [&why](const Error &error) { why = error.code; });
    for (const Role role : {Role::Viewer, Role::Operator, Role::Admin})
        ok(served.tokens().revoke(roleName(role)));
    EXPECT_ERROR(await(client->call(u"node.status"_s)), ErrorCode::AuthenticationFailed);
    waitFor([&why] { return why.has_value(); });
    QCOMPARE(codeOf(*why), codeOf(ErrorCode::AuthenticationFailed));
}

void tst_NodeServer::versions_data()
{
    QTest::addColumn<QJsonArray>("versions");
    QTest::addColumn<QString>("code");
    QTest::newRow("older") << QJsonArray{0} << u"ProtocolVersion"_s;
    QTest::newRow("newer") << QJsonArray{2, 3} << u"ProtocolVersion"_s;
    QTest::newRow("newer, and ours") << QJsonArray{1, 2} << QString();
    QTest::newRow("none") << QJsonArray{} << u"InvalidArgument"_s;
    QTest::newRow("not versions") << QJsonArray{u"1"_s} << u"InvalidArgument"_s;
}

void tst_NodeServer::versions()
{
    QFETCH(const QJsonArray, versions);
    QFETCH(const QString, code);
    ServedNode served;
    RawPeer peer(served.url());
    peer.send(
        rpc::encode({rpc::Id(qint64(7)),
                     kHelloMethod,
                     {{u"versions"_s, versions}, {u"token"_s, served.secret(Role::Viewer)}}}));
    const QJsonObject answer = peer.next();
    QCOMPARE(answer["id"_L1].toInt(), 7);
    const QJsonValue data = answer["error"_L1]["data"_L1];
    QCOMPARE(data["code"_L1].toString(), code);
    if (code == "ProtocolVersion"_L1)
        QCOMPARE(data["detail"_L1].toString(), u"1"_s);
    if (!code.isEmpty())
        waitFor([&peer] { return peer.isOver(); });
}

void tst_NodeServer::hellos_data()
{
    QTest::addColumn<QJsonObject>("changed");
    QTest::addColumn<QString>("subject");
    QJsonArray many;
    for (int version = 1; version <= 33; ++version)
        many.append(version);
    QTest::newRow("a parameter too many") << QJsonObject{{u"surprise"_s, 1}} << u"surprise"_s;
    QTest::newRow("a token that is no text") << QJsonObject{{u"token"_s, 7}} << u"token"_s;
    QTest::newRow("no token") << QJsonObject{{u"token"_s, QJsonValue()}} << u"token"_s;
    QTest::newRow("a huge token") << QJsonObject{{u"token"_s, QString(257, u'x')}} << u"token"_s;
    QTest::newRow("versions without end") << QJsonObject{{u"versions"_s, many}} << u"versions"_s;
    QTest::newRow("versions that are no list") << QJsonObject{{u"versions"_s, 1}} << u"versions"_s;
    many.removeLast();
    QTest::newRow("as many versions as may be") << QJsonObject{{u"versions"_s, many}} << QString();
}

void tst_NodeServer::hellos()
{
    QFETCH(const QJsonObject, changed);
    QFETCH(const QString, subject);
    ServedNode served;
    QJsonObject hello{{u"versions"_s, QJsonArray{1}}, {u"token"_s, served.secret(Role::Viewer)}};
    for (auto each = changed.begin(); each != changed.end(); ++each)
        hello[each.key()] = each.value();
    RawPeer peer(served.url());
    peer.send(rpc::encode({rpc::Id(qint64(7)), kHelloMethod, hello}));
    const QJsonObject answer = peer.next();
    QCOMPARE(answer["id"_L1].toInt(), 7);
    QCOMPARE(answer.contains("result"_L1), subject.isEmpty());
    if (subject.isEmpty())
        return;
    QCOMPARE(answer["error"_L1]["data"_L1]["code"_L1].toString(), u"InvalidArgument"_s);
    QCOMPARE(answer["error"_L1]["data"_L1]["subject"_L1].toString(), subject);
    waitFor([&peer] { return peer.isOver(); });
}

void tst_NodeServer::firstCall_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("another call") << QByteArray(
        R"({"jsonrpc":"2.0","id":1,"method":"node.status"})");
    QTest::newRow("a hello without id")
        << QByteArray(R"({"jsonrpc":"2.0","method":"session.hello","params":{}})");
    QTest::newRow("a hello of nothing")
        << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"session.hello"})");
    QTest::newRow("no JSON") << QByteArray("hello");
    QTest::newRow("an answer") << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{}})");
    QTest::newRow("more than a hello can be") << QByteArray(5000, ' ');
}

void tst_NodeServer::firstCall()
{
    QFETCH(const QByteArray, text);
    ServedNode served;
    RawPeer peer(served.url());
    peer.send(text);
    waitFor([&peer] { return peer.isOver(); });
    QVERIFY(served.node().called.isEmpty());
}

void tst_NodeServer::failedAttemptsAreHeldBack()
{
    ManualClock clock;
    ServedNode served({.limits = {.failedTokensPerMinute = 3}, .clock = &clock});
    Endpoint wrong = served.endpoint();
    wrong.token = u"lb1.admin.wrong"_s;
    for (int i = 0; i < 3; ++i)
        QCOMPARE(codeOf(refusal(wrong).code), u"AuthenticationFailed"_s);
    const Error held = refusal(wrong);
    QCOMPARE(codeOf(held.code), u"RateLimited"_s);
    QVERIFY(isTransient(held.code));
    clock.advance(std::chrono::seconds(20));
    QVERIFY(greeted(served.endpoint()));
    QCOMPARE(served.audited().size(), 3);
}

void tst_NodeServer::events()
{
    ServedNode served;
    served.server().publish(u"early"_s, {});
    const auto client = greeted(served.endpoint());
    QSignalSpy events(client.get(), &NodeClient::eventArrived);
    const auto subscribed = ok(await(client->call(u"events.subscribe"_s)));
    QCOMPARE(subscribed["sequence"_L1].toString(), u"1"_s);
    served.server().publish(u"late"_s, {{u"a"_s, 1}});
    waitFor([&events] { return events.size() == 1; });
    QCOMPARE(events.first().first().toULongLong(), 2);
    QCOMPARE(events.first().at(1).toString(), u"late"_s);
    QCOMPARE(events.first().at(2).toJsonObject(), QJsonObject({{u"a"_s, 1}}));

    const auto again = greeted(served.endpoint());
    QSignalSpy resumed(again.get(), &NodeClient::eventArrived);
    ok(await(again->call(u"events.subscribe"_s,
                         {{u"after"_s, u"0"_s}, {u"stream"_s, subscribed["stream"_L1]}})));
    waitFor([&resumed] { return resumed.size() == 2; });
    QCOMPARE(resumed.first().at(1).toString(), u"early"_s);
}

void tst_NodeServer::eventsOfAnotherLife()
{
    ServedNode served;
    QString stream;
    {
        const auto client = greeted(served.endpoint());
        stream = ok(await(client->call(u"events.subscribe"_s)))["stream"_L1].toString();
    }
    served.restart();
    served.server().publish(u"new"_s, {});
    const auto client = greeted(served.endpoint());
    QSignalSpy events(client.get(), &NodeClient::eventArrived);
    ok(await(client->call(u"events.subscribe"_s, {{u"after"_s, u"1"_s}, {u"stream"_s, stream}})));
    waitFor([&events] { return events.size() == 2; });
    QCOMPARE(events.first().at(1).toString(), u"events.gap"_s);
    QCOMPARE(events.last().at(1).toString(), u"new"_s);
}

void tst_NodeServer::eventsThatAreNotKept()
{
    ServedNode served;
    for (int i = 1; i <= 10'005; ++i)
        served.server().publish(u"e"_s, {{u"number"_s, i}});
    int calls = 0;
    const auto heardAfter = [&](const QString &after) {
        const QString last = u"last %1"_s.arg(++calls);
        const auto client = greeted(served.endpoint());
        QSignalSpy events(client.get(), &NodeClient::eventArrived);
        ok(await(client->call(u"events.subscribe"_s, {{u"after"_s, after}})));
        served.server().publish(last, {});
        waitFor([&] { return !events.isEmpty() && events.last().at(1).toString() == last; });
        return QList<QVariantList>(events);
    };
    const QList<QVariantList> late = heardAfter(u"2"_s);
    QCOMPARE(late.size(), 1 + 10'000 + 1);
    QCOMPARE(late[0].at(1).toString(), u"events.gap"_s);
    QCOMPARE(late[0].at(0).toULongLong(), 5);
    QCOMPARE(late[0].at(2).toJsonObject()["after"_L1].toString(), u"2"_s);
    QCOMPARE(late[1].at(0).toULongLong(), 6);
    QCOMPARE(late[1].at(2).toJsonObject()["number"_L1].toInt(), 6);
    // The oldest that is there went with the last one.
    const QList<QVariantList> inTime = heardAfter(u"6"_s);
    QCOMPARE(inTime.size(), 10'000 + 1);
    QCOMPARE(inTime[0].at(0).toULongLong(), 7);
    QCOMPARE(heardAfter(u"6"_s).first().at(1).toString(), u"events.gap"_s);
}

void tst_NodeServer::plainPages()
{
    ServedNode served;
    served.server().setMetrics([] { return QByteArray("lifeboat_snapshots 3\n"); });
    const quint16 port = served.server().port();
    QVERIFY(httpGet(port, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").endsWith("\r\n\r\nok\n"));
    const QByteArray head = httpGet(port, "HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY2(head.startsWith("HTTP/1.1 200 ") && head.contains("Content-Length: 3\r\n") && head.endsWith("\r\n\r\n"), head.constData());
    QVERIFY(httpGet(port, "HEAD /nothing HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 404 "));
    QByteArray troubles = "main: LogMissing\n";
    const QByteArray concerns = "main: NotPublished\n";
    served.server().setHealth([&troubles] { return troubles; }, [&concerns] { return concerns; });
    const QByteArray unwell = httpGet(port, "GET /healthz HTTP/1.1\r\n\r\n");
    QVERIFY(unwell.startsWith("HTTP/1.1 503 ") && unwell.endsWith("\r\n\r\nmain: LogMissing\nmain: NotPublished\n"));
    troubles.clear();
    const QByteArray degraded = httpGet(port, "GET /healthz HTTP/1.1\r\n\r\n");
    QVERIFY(degraded.startsWith("HTTP/1.1 200 ") && degraded.endsWith("\r\n\r\ndegraded\nmain: NotPublished\n"));
    const QByteArray metrics = httpGet(port, "GET /metrics HTTP/1.0\r\n\r\n");
    QVERIFY(metrics.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(metrics.contains("lifeboat_net_calls_total 0\n"));
    QVERIFY(metrics.endsWith("lifeboat_snapshots 3\n"));
    for (const char *request : {"GET /secrets HTTP/1.1\r\n\r\n", "POST /metrics HTTP/1.1\r\n\r\n",
                                "\r\n\r\n", "GET\r\n\r\n"})
        QVERIFY(httpGet(port, request).startsWith("HTTP/1.1 404 "));
}

void tst_NodeServer::portTaken()
{
    ServedNode served;
    ServedNode other;
    const auto audit =
        ok(AuditLog::open(PosixFileSystem::instance(), served.space().path(u"second.log"_s)));
    NodeServer second({.port = other.server().port()}, served.node(), served.tokens(), *audit,
                      PosixFileSystem::instance(), SystemClock::instance());
    EXPECT_ERROR(second.listen(), ErrorCode::Locked);
}

void tst_NodeServer::noPlainTextBeyondLoopback()
{
    ServedNode served;
    const auto audit =
        ok(AuditLog::open(PosixFileSystem::instance(), served.space().path(u"second.log"_s)));
    NodeServer open({.address = QHostAddress::Any, .port = 0}, served.node(), served.tokens(),
                    *audit, PosixFileSystem::instance(), SystemClock::instance());
    EXPECT_ERROR(open.listen(), ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(tst_NodeServer)
#include "tst_nodeserver.moc"
