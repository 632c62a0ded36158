// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/jsonrpc.h"
#include "tests/support/expect.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::net::rpc;
using namespace lifeboat::test;

class tst_JsonRpc final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data();
    void refused();
    void roundTrip_data();
    void roundTrip();
    void outcomes();
    void errorNumbers();
    void errorOfAnotherVersion();
    void errorWithoutData();
    void sizeAndDepth();
};

void tst_JsonRpc::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("number");
    QTest::addColumn<bool>("knowsId");
    const auto row = [](const char *name, const QByteArray &text, int number = kInvalidRequest,
                        bool knowsId = false) { QTest::newRow(name) << text << number << knowsId; };
    row("nothing", "", kParseError);
    row("no JSON", "{", kParseError);
    row("two texts", "{}{}", kParseError);
    row("not UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xC3\x28\"}", kParseError);
    row("a number", "1", kParseError);
    row("a batch", R"([{"jsonrpc":"2.0","id":1,"method":"a"}])");
    row("an empty object", "{}");
    row("no version", R"({"id":1,"method":"a"})", kInvalidRequest, true);
    row("version 1.0", R"({"jsonrpc":"1.0","id":1,"method":"a"})", kInvalidRequest, true);
    row("version as a number", R"({"jsonrpc":2.0,"id":1,"method":"a"})", kInvalidRequest, true);
    row("id null", R"({"jsonrpc":"2.0","id":null,"method":"a"})");
    row("id true", R"({"jsonrpc":"2.0","id":true,"method":"a"})");
    row("id an object", R"({"jsonrpc":"2.0","id":{},"method":"a"})");
    row("id a fraction", R"({"jsonrpc":"2.0","id":1.5,"method":"a"})");
    row("id beyond what a double holds", R"({"jsonrpc":"2.0","id":9007199254740992,"method":"a"})");
    row("id empty", R"({"jsonrpc":"2.0","id":"","method":"a"})");
    row("id too long", R"({"jsonrpc":"2.0","id":")" + QByteArray(65, 'x') + R"(","method":"a"})");
    row("method a number", R"({"jsonrpc":"2.0","id":1,"method":1})", kInvalidRequest, true);
    row("method empty", R"({"jsonrpc":"2.0","id":1,"method":""})", kInvalidRequest, true);
    row("method too long", R"({"jsonrpc":"2.0","id":1,"method":")" + QByteArray(65, 'x') + R"("})",
        kInvalidRequest, true);
    row("parameters by position", R"({"jsonrpc":"2.0","id":1,"method":"a","params":[1]})",
        kInvalidRequest, true);
    row("parameters null", R"({"jsonrpc":"2.0","id":1,"method":"a","params":null})",
        kInvalidRequest, true);
    row("a member more", R"({"jsonrpc":"2.0","id":1,"method":"a","x":1})", kInvalidRequest, true);
    row("call and answer", R"({"jsonrpc":"2.0","id":1,"method":"a","result":1})", kInvalidRequest,
        true);
    row("result and error",
        R"({"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":""}})", kInvalidRequest,
        true);
    row("an answer without id", R"({"jsonrpc":"2.0","result":1})");
    row("an error that is none", R"({"jsonrpc":"2.0","id":1,"error":"bad"})", kInvalidRequest,
        true);
}

void tst_JsonRpc::refused()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, number);
    QFETCH(const bool, knowsId);
    const Message message = decode(text, 10'000);
    const auto *bad = std::get_if<Malformed>(&message);
    QVERIFY(bad);
    QCOMPARE(bad->number, number);
    QVERIFY(!bad->what.isEmpty());
    QCOMPARE(bad->id == Id(qint64(1)), knowsId);
}

void tst_JsonRpc::roundTrip_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QJsonObject>("parameters");
    const QJsonObject rich{{u"a"_s, 1}, {u"b"_s, QJsonArray{u"\u00fc\"\\"_s, true, QJsonValue()}}};
    for (int kind = 0; kind < 3; ++kind) {
        QTest::addRow("id kind %d", kind) << kind << rich;
        QTest::addRow("id kind %d, no parameters", kind) << kind << QJsonObject();
    }
}

void tst_JsonRpc::roundTrip()
{
    QFETCH(const int, kind);
    QFETCH(const QJsonObject, parameters);
    const Id ids[] = {Id(), Id(qint64(-9007199254740991)), Id(u"caf\u00e9"_s)};
    const Request request{ids[kind], u"state.rows"_s, parameters};
    const Message message = decode(encode(request), 10'000);
    QVERIFY(std::get<Request>(message) == request);
    QCOMPARE(request.isNotification(), kind == 0);
}

void tst_JsonRpc::outcomes()
{
    const Message good = decode(encodeResult(Id(qint64(3)), QJsonArray{1}), 1000);
    QCOMPARE(ok(std::get<Response>(good).outcome), QJsonValue(QJsonArray{1}));
    const Message none = decode(encodeResult(Id(qint64(3)), QJsonValue::Undefined), 1000);
    QVERIFY(ok(std::get<Response>(none).outcome).isNull());
    const Error error{ErrorCode::DiskFull, u"/srv"_s, u"17 bytes"_s};
    const Message bad = decode(encodeError(Id(u"x"_s), error), 1000);
    QVERIFY(std::get<Response>(bad).id == Id(u"x"_s));
    QVERIFY(errorOf(std::get<Response>(bad).outcome) == error);
    const Message lost = decode(encodeError(Id(), error), 1000);
    QVERIFY(std::get<Response>(lost).id == Id());
}

void tst_JsonRpc::errorNumbers()
{
    const auto numberOf = [](ErrorCode code, int number = 0) {
        const QByteArray text = encodeError(Id(qint64(1)), {code, {}, {}}, number);
        return QJsonDocument::fromJson(text)["error"_L1]["code"_L1].toInt();
    };
    QCOMPARE(numberOf(ErrorCode::InvalidArgument), -32602);
    QCOMPARE(numberOf(ErrorCode::Unexpected), -32603);
    QCOMPARE(numberOf(ErrorCode::Busy), -32000);
    QCOMPARE(numberOf(ErrorCode::ProtocolViolation, kMethodNotFound), -32601);
}

void tst_JsonRpc::errorOfAnotherVersion()
{
    const Error error = errorFromJson(
        QJsonObject{{u"code"_s, u"FluxInverted"_s}, {u"subject"_s, u"s"_s}, {u"detail"_s, u"d"_s}});
    QCOMPARE(codeOf(error.code), u"Unexpected"_s);
    QCOMPARE(error.detail, u"FluxInverted: d"_s);
    QCOMPARE(codeOf(errorFromJson(7).code), u"ProtocolViolation"_s);
}

void tst_JsonRpc::errorWithoutData()
{
    const Message message = decode(
        R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}})", 1000);
    const Error error = errorOf(std::get<Response>(message).outcome);
    QCOMPARE(codeOf(error.code), u"ProtocolViolation"_s);
    QCOMPARE(error.detail, u"-32700: Parse error"_s);
}

void tst_JsonRpc::sizeAndDepth()
{
    const auto nested = [](int depth) {
        return QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"a","params":{"x":)")
            + QByteArray(depth, '[') + QByteArray(depth, ']') + "}}";
    };
    QVERIFY(std::holds_alternative<Request>(decode(nested(kMaxDepth - 2), 1000)));
    QVERIFY(std::holds_alternative<Malformed>(decode(nested(kMaxDepth - 1), 1000)));
    // Far deeper than any stack.
    QVERIFY(std::holds_alternative<Malformed>(decode(QByteArray(1'000'000, '['), 2'000'000)));
    const QByteArray quoted = R"({"jsonrpc":"2.0","id":1,"method":"a","params":{"x":"\")"
        + QByteArray(100, '[') + R"("}})";
    QVERIFY(std::holds_alternative<Request>(decode(quoted, 1000)));
    QVERIFY(std::holds_alternative<Request>(decode(quoted, quoted.size())));
    QVERIFY(std::holds_alternative<Malformed>(decode(quoted, quoted.size() - 1)));
}

QTEST_GUILESS_MAIN(tst_JsonRpc)
#include "tst_jsonrpc.moc"
