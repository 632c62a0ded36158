// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/jsonrpc.h"

#include "engine/base/jsonparsing.h"

#include <QJsonDocument>
#include <cmath>

using namespace Qt::StringLiterals;

namespace lifeboat::net::rpc {

namespace {

/// The deepest nesting of brackets outside of strings. Right for valid JSON, and a bound on what
/// the parser would recurse into for everything else.
int depthOf(QByteArrayView text)
{
    int depth = 0;
    int deepest = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return deepest;
}

constexpr double kLargestWhole = 9007199254740991.0;

std::optional<Id> idFrom(const QJsonValue &value)
{
    if (value.isString()) {
        const QString text = value.toString();
        if (text.isEmpty() || text.size() > kMaxNameLength)
            return std::nullopt;
        return Id(text);
    }
    const double number = value.toDouble(0.5);
    if (!value.isDouble() || std::trunc(number) != number || std::abs(number) > kLargestWhole)
        return std::nullopt;
    return Id(qint64(number));
}

QJsonValue toJson(const Id &id)
{
    if (const auto *number = std::get_if<qint64>(&id))
        return *number;
    if (const auto *text = std::get_if<QString>(&id))
        return *text;
    return QJsonValue::Null;
}

Message malformed(const Id &id, const QString &what)
{
    return Malformed{id, kInvalidRequest, what};
}

bool hasOnly(const QJsonObject &object, std::initializer_list<QLatin1StringView> allowed)
{
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (std::ranges::find(allowed, member.key()) == allowed.end())
            return false;
    }
    return true;
}

Message requestFrom(const QJsonObject &object)
{
    Request request;
    if (const QJsonValue given = object["id"_L1]; !given.isUndefined()) {
        const auto id = idFrom(given);
        if (!id)
            return malformed({}, u"the id is neither a whole number nor a short string"_s);
        request.id = *id;
    }
    if (!hasOnly(object, {"jsonrpc"_L1, "id"_L1, "method"_L1, "params"_L1}))
        return malformed(request.id, u"a member that no call has"_s);
    request.method = object["method"_L1].toString();
    if (request.method.isEmpty() || request.method.size() > kMaxNameLength)
        return malformed(request.id, u"the method is not a name"_s);
    const QJsonValue parameters = object["params"_L1];
    if (!parameters.isUndefined() && !parameters.isObject())
        return malformed(request.id, u"the parameters are not an object"_s);
    request.parameters = parameters.toObject();
    return request;
}

Message responseFrom(const QJsonObject &object)
{
    Response response;
    if (const QJsonValue given = object["id"_L1]; !given.isNull()) {
        const auto id = idFrom(given);
        if (!id)
            return malformed({}, u"an answer without id"_s);
        response.id = *id;
    }
    const bool good = object.contains("result"_L1);
    if (!hasOnly(object, {"jsonrpc"_L1, "id"_L1, good ? "result"_L1 : "error"_L1}))
        return malformed(response.id, u"a member that no answer has"_s);
    if (good) {
        response.outcome = object["result"_L1];
        return response;
    }
    const QJsonObject error = object["error"_L1].toObject();
    if (!error["code"_L1].isDouble() || !error["message"_L1].isString())
        return malformed(response.id, u"the error is not one"_s);
    response.outcome = failure(
        error.contains("data"_L1)
            ? errorFromJson(error["data"_L1])
            : Error{ErrorCode::ProtocolViolation,
                    {},
                    u"%1: %2"_s.arg(error["code"_L1].toInt()).arg(error["message"_L1].toString())});
    return response;
}

QString messageFor(int number, const Error &error)
{
    switch (number) {
    case kParseError:
        return u"Parse error"_s;
    case kInvalidRequest:
        return u"Invalid Request"_s;
    case kMethodNotFound:
        return u"Method not found"_s;
    case kInvalidParameters:
        return u"Invalid params"_s;
    case kInternalError:
        return u"Internal error"_s;
    default:
        return codeName(error.code);
    }
}

int numberFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return kInvalidParameters;
    case ErrorCode::Unexpected:
        return kInternalError;
    default:
        return kApplicationError;
    }
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

Message decode(QByteArrayView text, qsizetype maximum)
{
    if (text.size() > maximum)
        return Malformed{{}, kInvalidRequest, u"a message of more than %1 bytes"_s.arg(maximum)};
    if (depthOf(text) > kMaxDepth)
        return Malformed{{}, kParseError, u"nested more than %1 deep"_s.arg(kMaxDepth)};
    QJsonParseError parsed;
    const QJsonDocument document = parseJson(text, &parsed);
    if (parsed.error != QJsonParseError::NoError)
        return Malformed{{}, kParseError, parsed.errorString()};
    if (!document.isObject())
        return malformed({}, u"not an object (batches are not taken)"_s);
    const QJsonObject object = document.object();
    if (object["jsonrpc"_L1] != "2.0"_L1)
        return malformed(idFrom(object["id"_L1]).value_or(Id()), u"\"jsonrpc\" is not \"2.0\""_s);
    if (object.contains("method"_L1))
        return requestFrom(object);
    if (object.contains("result"_L1) != object.contains("error"_L1) && object.contains("id"_L1))
        return responseFrom(object);
    return malformed(idFrom(object["id"_L1]).value_or(Id()), u"neither a call nor an answer"_s);
}

QByteArray encode(const Request &request)
{
    QJsonObject object{{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, request.method}};
    if (!request.isNotification())
        object[u"id"_s] = toJson(request.id);
    if (!request.parameters.isEmpty())
        object[u"params"_s] = request.parameters;
    return compact(object);
}

QByteArray encodeResult(const Id &id, const QJsonValue &result)
{
    return compact({{u"jsonrpc"_s, u"2.0"_s},
                    {u"id"_s, toJson(id)},
                    {u"result"_s, result.isUndefined() ? QJsonValue() : result}});
}

QByteArray encodeError(const Id &id, const Error &error, int number)
{
    if (number == 0)
        number = numberFor(error.code);
    return compact({{u"jsonrpc"_s, u"2.0"_s},
                    {u"id"_s, toJson(id)},
                    {u"error"_s,
                     QJsonObject{{u"code"_s, number},
                                 {u"message"_s, messageFor(number, error)},
                                 {u"data"_s, errorToJson(error)}}}});
}

QJsonObject errorToJson(const Error &error)
{
    return {{u"code"_s, codeName(error.code)},
            {u"subject"_s, error.subject},
            {u"detail"_s, error.detail}};
}

Error errorFromJson(const QJsonValue &value)
{
    const QString name = value["code"_L1].toString();
    if (name.isEmpty())
        return {ErrorCode::ProtocolViolation, {}, u"an error without code"_s};
    const QString subject = value["subject"_L1].toString();
    const QString detail = value["detail"_L1].toString();
    const auto code = codeFromName(name);
    return {code.value_or(ErrorCode::Unexpected), subject, code ? detail : name + u": "_s + detail};
}

} // namespace lifeboat::net::rpc
