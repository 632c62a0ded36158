// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nats/natsconnection.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 60'000; // ms; only a hang gets there

/// Takes connections on loopback and says one thing to each, in a thread of its own.
class Speaker
{
public:
    explicit Speaker(const QByteArray &words)
        : m_thread([this, words](std::stop_token stop) { speak(words, stop); })
    {
        while (port == 0)
            std::this_thread::yield();
    }

    std::atomic<int> port = 0;

private:
    void speak(const QByteArray &words, std::stop_token stop)
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        port = server.serverPort();
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        while (!stop.stop_requested()) {
            if (!server.waitForNewConnection(10))
                continue;
            sockets.emplace_back(server.nextPendingConnection());
            sockets.back()->write(words);
            sockets.back()->waitForBytesWritten(1000);
        }
    }

    std::jthread m_thread;
};

NatsSettings settingsFor(int port)
{
    NatsSettings settings;
    settings.urls = {u"nats://127.0.0.1:%1"_s.arg(port)};
    settings.connectTimeout = 300ms;
    return settings;
}

} // namespace

class tst_NatsConnection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void talks();
    void badSettings_data();
    void badSettings();
    void nobodyThere();
    void strangeServers_data();
    void strangeServers();
    void comesBack();
    void comesBackAfterRefusal();
    void requestEndsWithTheConnection();
    void stops();
    void largeMessages();
    void keepsNoMoreThanTold();
};

void tst_NatsConnection::talks()
{
    const NatsServer server;
    const auto connection = server.connect();
    QVERIFY(connection->state().isConnected);
    QVERIFY(!connection->state().lostSince);
    QCOMPARE(connection->serverUrl(), server.url());
    QVERIFY(ok(connection->roundTrip()) > 0us);
    QCOMPARE(connection->maxPayload(), 1 << 20);
    EXPECT_ERROR(connection->request({"nobody.there", {}, "?"}), ErrorCode::ServiceMissing);
    NatsSubscription asked = ok(connection->subscribe("questions.*"));
    std::jthread answerer([&] {
        const auto question = asked.next(10s);
        if (question && *question)
            (void)connection->publish({(*question)->reply(), {{"Kind", (*question)->header("Kind")}}, (*question)->data()});
    });
    const NatsMessage answer = ok(connection->request({"questions.one", {{"Kind", "echo"}}, "hello"}));
    QCOMPARE(answer.data().toByteArray(), "hello");
    QCOMPARE(answer.header("Kind"), "echo");
    QCOMPARE(answer.header("Else"), QByteArray());
    QCOMPARE(answer.status(), 0);
}

void tst_NatsConnection::badSettings_data()
{
    QTest::addColumn<NatsSettings>("settings");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("subject");
    const auto with = [](auto &&change) {
        NatsSettings settings = settingsFor(1);
        change(settings);
        return settings;
    };
    QTest::newRow("no url") << with([](NatsSettings &s) { s.urls.clear(); }) << ErrorCode::InvalidArgument << u"NATS URL"_s;
    QTest::newRow("http") << with([](NatsSettings &s) { s.urls = {u"http://a:80"_s}; }) << ErrorCode::InvalidArgument << u"NATS URL"_s;
    QTest::newRow("no host") << with([](NatsSettings &s) { s.urls = {u"nats://"_s}; }) << ErrorCode::InvalidArgument << u"NATS URL"_s;
    QTest::newRow("garbage") << with([](NatsSettings &s) { s.urls = {u"\u00ff://"_s}; }) << ErrorCode::InvalidArgument << u"NATS URL"_s;
    QTest::newRow("user and token") << with([](NatsSettings &s) { s.user = s.token = u"a"_s; }) << ErrorCode::InvalidArgument << u"NATS user"_s;
    QTest::newRow("password alone") << with([](NatsSettings &s) { s.password = u"a"_s; }) << ErrorCode::InvalidArgument << u"NATS user"_s;
    QTest::newRow("key alone") << with([](NatsSettings &s) { s.keyFile = u"/dev/null"_s; }) << ErrorCode::InvalidArgument << u"NATS client certificate"_s;
    QTest::newRow("no CA file") << with([](NatsSettings &s) { s.caFile = u"/no/ca"_s; }) << ErrorCode::NotFound << u"/no/ca"_s;
    QTest::newRow("no credentials") << with([](NatsSettings &s) { s.credentialsFile = u"/no/creds"_s; }) << ErrorCode::NotFound << u"/no/creds"_s;
    QTest::newRow("not a CA") << with([](NatsSettings &s) { s.caFile = u"/dev/null"_s; }) << ErrorCode::NoteInvalid << u"/dev/null"_s;
    QTest::newRow("no certificate") << with([](NatsSettings &s) { s.certificateFile = s.keyFile = u"/dev/null"_s; }) << ErrorCode::NoteInvalid << u"/dev/null"_s;
}

void tst_NatsConnection::badSettings()
{
    QFETCH(const NatsSettings, settings);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, subject);
    const auto opened = NatsConnection::open(settings);
    EXPECT_ERROR(opened, code);
    QCOMPARE(opened.error().subject, subject);
}

void tst_NatsConnection::nobodyThere()
{
    QTcpServer taken; // bound, and closed again: nobody listens there
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const int port = taken.serverPort();
    taken.close();
    const auto opened = NatsConnection::open(settingsFor(port));
    EXPECT_ERROR(opened, ErrorCode::Unreachable);
    QCOMPARE(opened.error().subject, u"nats://127.0.0.1:%1"_s.arg(port));
    NatsSettings nowhere = settingsFor(4222);
    nowhere.urls = {u"nats://no-such-host.invalid:4222"_s};
    EXPECT_ERROR(NatsConnection::open(nowhere), ErrorCode::Unreachable);
}

void tst_NatsConnection::strangeServers_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("silent") << QByteArray() << ErrorCode::TimedOut;
    QTest::newRow("nonsense") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << ErrorCode::ProtocolViolation;
    QTest::newRow("http") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << ErrorCode::ProtocolViolation;
    QTest::newRow("broken info") << QByteArray("INFO {\"server_id\":\r\n") << ErrorCode::ProtocolViolation;
    QTest::newRow("endless line") << QByteArray(1 << 20, 'A') << ErrorCode::ProtocolViolation;
}

void tst_NatsConnection::strangeServers()
{
    QFETCH(const QByteArray, words);
    QFETCH(const ErrorCode, code);
    const Speaker speaker(words);
    const auto opened = NatsConnection::open(settingsFor(speaker.port));
    QVERIFY(!opened);
    QVERIFY2(opened.error().code == code, qPrintable(toString(opened.error())));
}

void tst_NatsConnection::comesBack()
{
    NatsServer server;
    const auto connection = server.connect();
    NatsSubscription news = ok(connection->subscribe("news"));
    server.kill();
    QVERIFY(QTest::qWaitFor([&] { return !connection->state().isConnected; }, kPatience));
    QVERIFY(connection->state().lostSince);
    QCOMPARE(codeOf(connection->state().trouble->code), u"Unreachable"_s);
    EXPECT_ERROR(connection->publish({"news", {}, "lost"}), ErrorCode::Unreachable);
    EXPECT_ERROR(connection->request({"news", {}, "lost"}), ErrorCode::Unreachable);
    EXPECT_ERROR(connection->awaitConnected(20ms), ErrorCode::Unreachable);
    EXPECT_ERROR(news.next(10s), ErrorCode::Disconnected);
    server.start();
    ok(connection->awaitConnected(30s));
    QVERIFY(!connection->state().lostSince);
    ok(connection->publish({"news", {}, "again"}));
    QCOMPARE(ok(news.next(10s))->data().toByteArray(), "again");
}

/// A server that refuses us twice makes nats.c give up: we do not.
void tst_NatsConnection::comesBackAfterRefusal()
{
    const QString users = u"authorization { user: ann, password: \"%1\" }\n"_s;
    NatsServer server(users.arg(u"s3cr3t"_s));
    NatsSettings settings = server.settings();
    settings.user = u"ann"_s;
    settings.password = u"s3cr3t"_s;
    const auto connection = ok(NatsConnection::open(settings));
    server.kill();
    server.configure(users.arg(u"other"_s));
    server.start();
    QVERIFY(QTest::qWaitFor([&] { return connection->state().trouble.value_or(Error{}).code == ErrorCode::AuthenticationFailed; }, kPatience));
    server.kill();
    server.configure(users.arg(u"s3cr3t"_s));
    server.start();
    ok(connection->awaitConnected(30s));
    QVERIFY(ok(connection->roundTrip()) > 0us);
}

void tst_NatsConnection::requestEndsWithTheConnection()
{
    NatsServer server;
    NatsSettings settings = server.settings();
    settings.requestTimeout = 10min;
    const auto connection = ok(NatsConnection::open(settings));
    NatsSubscription deaf = ok(connection->subscribe("deaf"));
    ErrorCode ended = ErrorCode::Unexpected;
    std::thread asker([&] { ended = errorOf(connection->request({"deaf", {}, "?"})).code; });
    (void)deaf.next(1min);
    server.kill();
    asker.join();
    QCOMPARE(codeOf(ended), u"Disconnected"_s);
}

void tst_NatsConnection::stops()
{
    const NatsServer server;
    const auto connection = server.connect();
    NatsSubscription quiet = ok(connection->subscribe("quiet"));
    QVERIFY(!ok(quiet.next(0ms)));
    QVERIFY(!ok(quiet.next(20ms)));
    std::stop_source stop;
    std::jthread stopper([&] { stop.request_stop(); });
    QVERIFY(!ok(quiet.next(1h, stop.get_token())));
}

void tst_NatsConnection::largeMessages()
{
    const NatsServer server;
    const auto connection = server.connect();
    NatsSubscription large = ok(connection->subscribe("large"));
    const QByteArray most(connection->maxPayload(), 'x');
    ok(connection->publish({"large", {}, most}));
    QVERIFY(ok(large.next(10s))->data() == most);
    EXPECT_ERROR(connection->publish({"large", {}, most + 'x'}), ErrorCode::LimitExceeded);
}

void tst_NatsConnection::keepsNoMoreThanTold()
{
    const NatsServer server;
    const auto connection = server.connect();
    NatsSubscription few = ok(connection->subscribe("few", 10));
    for (int i = 0; i < 100; ++i)
        ok(connection->publish({"few", {}, QByteArray::number(i)}));
    (void)ok(connection->roundTrip()); // all have arrived
    for (int i = 0; i < 10; ++i)
        QCOMPARE(ok(few.next(10s))->data().toByteArray(), QByteArray::number(i));
    QVERIFY(!ok(few.next(0ms)));
    ok(connection->publish({"few", {}, "later"}));
    QCOMPARE(ok(few.next(10s))->data().toByteArray(), "later");
}

QTEST_GUILESS_MAIN(tst_NatsConnection)
#include "tst_natsconnection.moc"
