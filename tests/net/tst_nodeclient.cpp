// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/frames.h"
#include "engine/net/jsonrpc.h"
#include "servednode.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

const QByteArray kGreeting = R"({"jsonrpc":"2.0","id":1,"result":{"node":"n1","version":1}})";

/// A node of another kind: greets, then answers everything with one message.
class OddNode
{
public:
    explicit OddNode(QByteArray answer, QByteArray greeting = kGreeting)
    {
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QWebSocketServer::newConnection, &server, [=, this] {
            QWebSocket *const socket = server.nextPendingConnection();
            socket->setParent(&server);
            socket->setOutgoingFrameSize(frameBytes);
            QObject::connect(socket, &QWebSocket::textMessageReceived, socket,
                             [=, first = true](const QString &) mutable {
                                 const QByteArray &text =
                                     std::exchange(first, false) ? greeting : answer;
                                 if (text.startsWith("LBX"))
                                     socket->sendBinaryMessage(text);
                                 else if (!text.isEmpty())
                                     socket->sendTextMessage(QString::fromUtf8(text));
                             });
        });
    }

    Endpoint endpoint() const { return {server.serverUrl(), u"secret"_s, {}}; }

    QWebSocketServer server{u"odd"_s, QWebSocketServer::NonSecureMode};
    quint64 frameBytes = 64 * 1024;
};

} // namespace

class tst_NodeClient final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pinnedCertificate();
    void anotherCertificate();
    void certificateNobodyVouchesFor();
    void pinnedButNoTls();
    void tlsToOneWhoSpeaksNone();
    void nobodyThere();
    void addresses_data();
    void addresses();
    void noAnswerInTime();
    void lateAnswer();
    void oddAnswers_data();
    void oddAnswers();
    void longMessages_data();
    void longMessages();
    void frameThatIsTooLong();
    void callsBeforeAndAfter();
    void closing();
    void serverCloses();
    void transience();
};

void tst_NodeClient::pinnedCertificate()
{
    ServedNode served({.tls = true});
    QVERIFY(greeted(served.endpoint())->isOpen());
}

void tst_NodeClient::anotherCertificate()
{
    ServedNode served({.tls = true});
    Endpoint endpoint = served.endpoint();
    endpoint.fingerprint = QByteArray(64, 'a');
    const Error why = refusal(endpoint);
    QCOMPARE(codeOf(why.code), u"CertificateUntrusted"_s);
    QCOMPARE(fingerprintFromText(why.detail), fingerprintOf(served.identity().certificate));
    QVERIFY(!isTransient(why.code));
    QVERIFY(served.node().called.isEmpty());
}

void tst_NodeClient::certificateNobodyVouchesFor()
{
    ServedNode served({.tls = true});
    Endpoint endpoint = served.endpoint();
    endpoint.fingerprint.clear();
    const Error why = refusal(endpoint);
    QCOMPARE(codeOf(why.code), u"CertificateUntrusted"_s);
    QCOMPARE(fingerprintFromText(why.detail), fingerprintOf(served.identity().certificate));
}

void tst_NodeClient::pinnedButNoTls()
{
    ServedNode served;
    Endpoint endpoint = served.endpoint();
    endpoint.fingerprint = QByteArray(64, 'a');
    QCOMPARE(codeOf(refusal(endpoint).code), u"CertificateUntrusted"_s);
}

void tst_NodeClient::tlsToOneWhoSpeaksNone()
{
    ServedNode served;
    Endpoint endpoint = served.endpoint();
    endpoint.url.setScheme(u"wss"_s);
    QCOMPARE(codeOf(refusal(endpoint).code), u"Unreachable"_s);
}

void tst_NodeClient::nobodyThere()
{
    ServedNode served;
    const Endpoint endpoint = served.endpoint();
    served.stop();
    QCOMPARE(codeOf(refusal(endpoint).code), u"Unreachable"_s);
}

void tst_NodeClient::addresses_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url : {"", "http://127.0.0.1:1", "wss://", "ws://192.0.2.1:7411", "nonsense"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void tst_NodeClient::addresses()
{
    QFETCH(const QString, url);
    QCOMPARE(codeOf(refusal({QUrl(url), u"t"_s, {}}).code), u"InvalidArgument"_s);
}

void tst_NodeClient::noAnswerInTime()
{
    ServedNode served;
    served.node().hold = true;
    const auto client = greeted(served.endpoint());
    EXPECT_ERROR(await(client->call(u"node.status"_s, {}, std::chrono::milliseconds(1))),
                 ErrorCode::TimedOut);
    QVERIFY(client->isOpen());
}

void tst_NodeClient::lateAnswer()
{
    ServedNode served;
    served.node().hold = true;
    const auto client = greeted(served.endpoint());
    const auto late = client->call(u"node.status"_s, {}, std::chrono::milliseconds(1));
    EXPECT_ERROR(await(late), ErrorCode::TimedOut);
    waitFor([&served] { return !served.node().called.isEmpty(); });
    served.node().answerHeld();
    served.node().hold = false;
    const QJsonValue next = ok(await(client->call(u"node.status"_s)));
    QCOMPARE(next["method"_L1].toString(), u"node.status"_s);
}

void tst_NodeClient::oddAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("greeting");
    QTest::newRow("no JSON") << QByteArray("what?") << kGreeting;
    QTest::newRow("to a call never made")
        << QByteArray(R"({"jsonrpc":"2.0","id":99,"result":1})") << kGreeting;
    QTest::newRow("an id of another kind")
        << QByteArray(R"({"jsonrpc":"2.0","id":"x","result":1})") << kGreeting;
    QTest::newRow("a call") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"node.status"})")
                            << kGreeting;
    QTest::newRow("a frame cut off") << QByteArray("LBX1") << kGreeting;
    QTest::newRow("to the hello") << QByteArray() << QByteArray("[]");
}

void tst_NodeClient::oddAnswers()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QByteArray, greeting);
    OddNode odd(answer, greeting);
    NodeClient client(odd.endpoint());
    std::optional<Error> why;
    connect(&client, &NodeClient::ended, this, [&why](const Error &error) { why = error; });
    connect(&client, &NodeClient::greeted, this, [&client] { client.call(u"node.status"_s); });
    client.open();
    waitFor([&why] { return why.has_value(); });
    QCOMPARE(codeOf(why->code), u"ProtocolViolation"_s);
}

void tst_NodeClient::longMessages_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

/// Far longer than what is decrypted at a time.
void tst_NodeClient::longMessages()
{
    QFETCH(const bool, tls);
    ServedNode served({.tls = tls});
    const QString text(8'000'000, u'x');
    served.node().newest = {{{u"snapshot"_s, text}}};
    NodeClient client(served.endpoint());
    QList<QJsonObject> offered;
    connect(&client, &NodeClient::recoveryOffered, this, [&offered](const QJsonObject &each) { offered.append(each); });
    client.open();
    waitFor([&offered] { return !offered.isEmpty(); });
    QVERIFY(offered.first()["snapshot"_L1].toString() == text);
    QVERIFY(client.isOpen());
}

/// One that does not fit into what is decrypted at a time ends the connection: nothing waits for it.
void tst_NodeClient::frameThatIsTooLong()
{
    OddNode odd(R"({"jsonrpc":"2.0","method":"snapshot.recovery","params":{"snapshot":")" + QByteArray(3 << 20, 'x') + R"("}})");
    odd.frameBytes = 2 << 20;
    NodeClient client(odd.endpoint());
    std::optional<Error> why;
    connect(&client, &NodeClient::ended, this, [&why](const Error &error) { why = error; });
    connect(&client, &NodeClient::greeted, this, [&client] { client.call(u"node.status"_s); });
    client.open();
    waitFor([&why] { return why.has_value(); });
    QCOMPARE(codeOf(why->code), u"ProtocolViolation"_s);
}

void tst_NodeClient::callsBeforeAndAfter()
{
    ServedNode served;
    NodeClient client(served.endpoint());
    EXPECT_ERROR(client.call(u"node.status"_s).result(), ErrorCode::Disconnected);
    QSignalSpy ended(&client, &NodeClient::ended);
    client.open();
    waitFor([&client] { return client.isOpen(); });
    served.node().hold = true;
    const auto waiting = client.call(u"node.status"_s);
    served.stop();
    EXPECT_ERROR(await(waiting), ErrorCode::Disconnected);
    waitFor([&ended] { return ended.size() == 1; });
    EXPECT_ERROR(client.call(u"node.status"_s).result(), ErrorCode::Disconnected);
}

void tst_NodeClient::closing()
{
    ServedNode served;
    const auto client = greeted(served.endpoint());
    std::optional<Error> why;
    connect(client.get(), &NodeClient::ended, this, [&why](const Error &error) { why = error; });
    client->close();
    client->close();
    waitFor([&why] { return why.has_value(); });
    QCOMPARE(codeOf(why->code), u"Canceled"_s);
    QVERIFY(!client->isOpen());
}

void tst_NodeClient::serverCloses()
{
    ServedNode served;
    const auto client = greeted(served.endpoint());
    std::optional<Error> why;
    connect(client.get(), &NodeClient::ended, this, [&why](const Error &error) { why = error; });
    served.server().close();
    waitFor([&why] { return why.has_value(); });
    QCOMPARE(codeOf(why->code), u"Disconnected"_s);
    QVERIFY(isTransient(why->code));
}

void tst_NodeClient::transience()
{
    QStringList transient;
    for (int i = 0; codeName(ErrorCode(i)) != "Unknown"_L1; ++i) {
        if (isTransient(ErrorCode(i)))
            transient.append(codeName(ErrorCode(i)));
    }
    QCOMPARE(transient,
             QStringList({u"Busy"_s, u"Unreachable"_s, u"TimedOut"_s, u"Disconnected"_s,
                          u"RateLimited"_s}));
}

QTEST_GUILESS_MAIN(tst_NodeClient)
#include "tst_nodeclient.moc"
