// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nats/jetstream.h"
#include "engine/nats/natserror.h"
#include "engine/nats/streamreader.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"

#include <QJsonArray>
#include <QTest>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

QJsonObject config(const QJsonObject &more = {})
{
    QJsonObject config{{u"name"_s, u"S"_s}, {u"subjects"_s, QJsonArray{u"s.>"_s}}};
    for (auto it = more.begin(); it != more.end(); ++it)
        config[it.key()] = it.value();
    return config;
}

} // namespace

class tst_JetStream final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void keepsMessages();
    void reads_data();
    void reads();
    void readerStops();
    void expectations();
    void streams();
    void limits();
    void noJetStream();
    void acknowledgements_data();
    void acknowledgements();
    void errors_data();
    void errors();
};

void tst_JetStream::keepsMessages()
{
    const NatsServer server;
    const JetStream stream(server.connect());
    EXPECT_ERROR(stream.streamInfo("S"), ErrorCode::NotFound);
    EXPECT_ERROR(stream.store({"s.a", {}, "x"}, "S"), ErrorCode::Unreachable);
    ok(stream.createStream(config()));
    QCOMPARE(ok(stream.store({"s.a", {{"Kind", "first"}}, "one"}, "S")), 1u);
    QCOMPARE(ok(stream.store({"s.b", {}, "two"}, "S")), 2u);
    QCOMPARE(ok(stream.store({"s.a", {}, QByteArray("\0\xff", 2)}, "S")), 3u);
    const StoredMessage first = ok(stream.messageAt("S", 1));
    QCOMPARE(first.subject, "s.a");
    QCOMPARE(headerOf(first.headers, "Kind"), "first");
    QCOMPARE(headerOf(first.headers, "kind"), QByteArray());
    QCOMPARE(first.data, "one");
    QVERIFY(std::abs(first.time.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QCOMPARE(ok(stream.lastOn("S", "s.a")).data, QByteArray("\0\xff", 2));
    QCOMPARE(ok(stream.firstOnFrom("S", "s.a", 2)).sequence, 3u);
    EXPECT_ERROR(stream.messageAt("S", 4), ErrorCode::NotFound);
    EXPECT_ERROR(stream.lastOn("S", "s.c"), ErrorCode::NotFound);
    EXPECT_ERROR(stream.firstOnFrom("S", "s.b", 3), ErrorCode::NotFound);
    ok(stream.removeMessage("S", 2));
    EXPECT_ERROR(stream.messageAt("S", 2), ErrorCode::NotFound);
    QCOMPARE(ok(stream.purge("S", "s.a", 3)), 1);
    EXPECT_ERROR(stream.messageAt("S", 1), ErrorCode::NotFound);
    QCOMPARE(ok(stream.purge("S", "s.*")), 1);
    QCOMPARE(ok(stream.streamInfo("S"))[u"state"_s][u"last_seq"_s].toInteger(), 3);
}

void tst_JetStream::reads_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("bytes");
    QTest::newRow("none") << 0 << 0;
    QTest::newRow("empty ones") << 5 << 0;
    QTest::newRow("more than are asked for at once") << 3500 << 100;
    QTest::newRow("larger than what is asked for at once") << 300 << 131'072;
    QTest::newRow("as large as can be") << 20 << 1'048'000;
}

void tst_JetStream::reads()
{
    QFETCH(const int, count);
    QFETCH(const int, bytes);
    const NatsServer server;
    const JetStream stream(server.connect());
    ok(stream.createStream(config()));
    const QByteArray data(bytes, 'x');
    for (int i = 0; i < count; ++i)
        ok(stream.store({"s.a", {{"Number", QByteArray::number(i)}}, data}, "S"));
    const auto reader = ok(StreamReader::open(stream, {.stream = "S", .subject = "s.*"}));
    const auto headers = ok(StreamReader::open(stream, {.stream = "S", .subject = "s.*", .from = 2, .headersOnly = true}));
    QCOMPARE(reader->pending(), quint64(count));
    for (int i = 0; i < count; ++i) {
        const auto received = ok(reader->next());
        QCOMPARE(received->sequence, quint64(i + 1));
        QCOMPARE(received->message.header("Number"), QByteArray::number(i));
        QCOMPARE(received->message.data().size(), bytes);
        QCOMPARE(reader->pending(), quint64(count - i - 1));
    }
    for (int i = 1; i < count; ++i)
        QCOMPARE(ok(headers->next())->message.header("Nats-Msg-Size").toInt(), bytes);
    QVERIFY(!ok(reader->next()));
    ok(stream.store({"s.a", {}, "later"}, "S"));
    QCOMPARE(ok(reader->next())->message.data().toByteArray(), "later");
}

void tst_JetStream::readerStops()
{
    const NatsServer server;
    const JetStream stream(server.connect());
    ok(stream.createStream(config()));
    const auto reader = ok(StreamReader::open(stream, {.stream = "S", .subject = "s.*"}));
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!ok(reader->next(stop.get_token())));
    ok(stream.call("STREAM.DELETE.S", {}));
    QVERIFY(!reader->next());
}

void tst_JetStream::expectations()
{
    const NatsServer server;
    const JetStream stream(server.connect());
    ok(stream.createStream(config()));
    const auto store = [&](const QByteArray &subject, const char *header, const QByteArray &value) { return stream.store({subject, {{header, value}}, "x"}, "S"); };
    QCOMPARE(ok(store("s.a", kExpectedLastSequence, "0")), 1u);
    EXPECT_ERROR(store("s.a", kExpectedLastSequence, "0"), ErrorCode::RevisionDiffers);
    QCOMPARE(ok(store("s.b", kExpectedLastSubjectSequence, "0")), 2u);
    EXPECT_ERROR(store("s.b", kExpectedLastSubjectSequence, "1"), ErrorCode::RevisionDiffers);
    EXPECT_ERROR(store("s.a", kExpectedLastSequence, "1"), ErrorCode::RevisionDiffers);
    QCOMPARE(ok(store("s.a", kExpectedLastSequence, "2")), 3u);
    EXPECT_ERROR(stream.store({"other", {}, "x"}, "S"), ErrorCode::Unreachable);
}

void tst_JetStream::streams()
{
    const NatsServer server;
    const JetStream stream(server.connect());
    ok(stream.createStream(config()));
    ok(stream.createStream(config())); // the same once more
    EXPECT_ERROR(stream.createStream(config({{u"max_msgs"_s, 5}})), ErrorCode::AlreadyExists);
    EXPECT_ERROR(stream.createStream(config({{u"name"_s, u"T"_s}})), ErrorCode::SettingsDiffer);
    EXPECT_ERROR(stream.createStream(config({{u"name"_s, u"R"_s}, {u"subjects"_s, QJsonArray{u"r"_s}}, {u"num_replicas"_s, 3}})), ErrorCode::ServiceMissing);
}

void tst_JetStream::limits()
{
    const NatsServer server({}, u"max_file_store: 1048576\n"_s);
    const JetStream stream(server.connect());
    EXPECT_ERROR(stream.createStream(config({{u"max_bytes"_s, 2 << 20}})), ErrorCode::DiskFull);
    ok(stream.createStream(config({{u"max_bytes"_s, 1000}, {u"max_msg_size"_s, 600}, {u"discard"_s, u"new"_s}})));
    EXPECT_ERROR(stream.store({"s.a", {}, QByteArray(601, 'x')}, "S"), ErrorCode::LimitExceeded);
    ok(stream.store({"s.a", {}, QByteArray(500, 'x')}, "S"));
    EXPECT_ERROR(stream.store({"s.a", {}, QByteArray(500, 'x')}, "S"), ErrorCode::DiskFull);
}

void tst_JetStream::noJetStream()
{
    const NatsServer server({}, std::nullopt);
    const JetStream stream(server.connect());
    EXPECT_ERROR(stream.streamInfo("S"), ErrorCode::ServiceMissing);
}

void tst_JetStream::acknowledgements_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<quint64>("sequence");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("stored") << R"({"stream":"S","seq":7})"_ba << quint64(7) << ErrorCode::Unexpected;
    QTest::newRow("stored before") << R"({"stream":"S","seq":7,"duplicate":true})"_ba << quint64(7) << ErrorCode::Unexpected;
    QTest::newRow("the same is being stored") << R"({"stream":"S","seq":0,"duplicate":true})"_ba << quint64(0) << ErrorCode::Unreachable;
    QTest::newRow("the same is being stored, newer")
        << R"({"error":{"code":409,"err_code":10158,"description":"duplicate message id is in process"},"stream":"S","seq":0})"_ba << quint64(0)
        << ErrorCode::Unreachable;
    QTest::newRow("nothing") << R"({"stream":"S","seq":0})"_ba << quint64(0) << ErrorCode::ProtocolViolation;
    QTest::newRow("of another stream") << R"({"stream":"T","seq":7})"_ba << quint64(0) << ErrorCode::ProtocolViolation;
}

/// Answers as servers of different versions give them.
void tst_JetStream::acknowledgements()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const quint64, sequence);
    QFETCH(const ErrorCode, code);
    const NatsServer server({}, std::nullopt);
    const auto answering = server.connect();
    auto asked = ok(answering->subscribe("s.a"));
    ok(answering->roundTrip());
    std::jthread answerer([&] {
        const auto message = ok(asked.next(1h));
        ok(answering->publish({message->reply(), {}, answer}));
    });
    const auto stored = JetStream(server.connect()).store({"s.a", {}, "x"}, "S");
    if (sequence > 0)
        QCOMPARE(ok(stored), sequence);
    else
        EXPECT_ERROR(stored, code);
}

void tst_JetStream::errors_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("jetStreamCode");
    QTest::addColumn<ErrorCode>("known");
    QTest::newRow("wrong last sequence") << 400 << 10071 << ErrorCode::RevisionDiffers;
    QTest::newRow("the same of newer servers") << 400 << 10164 << ErrorCode::RevisionDiffers;
    QTest::newRow("no stream") << 404 << 10059 << ErrorCode::NotFound;
    QTest::newRow("no such thing") << 404 << 19999 << ErrorCode::NotFound;
    QTest::newRow("storage") << 500 << 10047 << ErrorCode::DiskFull;
    QTest::newRow("no leader") << 503 << 10008 << ErrorCode::Unreachable;
    QTest::newRow("not now") << 503 << 19999 << ErrorCode::Unreachable;
    QTest::newRow("the same is being stored") << 409 << 10158 << ErrorCode::Unreachable;
    QTest::newRow("not enabled") << 503 << 10076 << ErrorCode::ServiceMissing;
    QTest::newRow("sealed") << 400 << 10109 << ErrorCode::PermissionDenied;
    QTest::newRow("anything") << 500 << 19999 << ErrorCode::Unexpected;
}

void tst_JetStream::errors()
{
    QFETCH(const int, code);
    QFETCH(const int, jetStreamCode);
    QFETCH(const ErrorCode, known);
    const Error error = jetStreamError(code, jetStreamCode, u"S"_s, u"words"_s);
    QCOMPARE(codeOf(error.code), codeOf(known));
    QCOMPARE(error.subject, u"S"_s);
    QCOMPARE(error.detail, u"words (%1)"_s.arg(jetStreamCode));
}

QTEST_GUILESS_MAIN(tst_JetStream)
#include "tst_jetstream.moc"
