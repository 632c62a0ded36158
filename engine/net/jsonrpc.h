// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <variant>

/// JSON-RPC 2.0 as PROTOCOL.md narrows it: one message a text frame, no batches, parameters by
/// name only, ids that are whole numbers or short strings. Pure functions.
namespace lifeboat::net::rpc {

/// None: a notification, or the answer to a message whose id could not be read.
using Id = std::variant<std::monostate, qint64, QString>;

/// A call, or a notification if it has no id.
struct Request
{
    Id id;
    QString method;
    QJsonObject parameters;

    bool isNotification() const { return std::holds_alternative<std::monostate>(id); }
    bool operator==(const Request &) const = default;
};

/// The answer to a call.
struct Response
{
    Id id;
    Result<QJsonValue> outcome;
};

/// Not a message: `number` is the JSON-RPC error number to answer with, `id` that of the call if
/// it could be read.
struct Malformed
{
    Id id;
    int number = 0;
    QString what;
};

using Message = std::variant<Request, Response, Malformed>;

inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParameters = -32602;
inline constexpr int kInternalError = -32603;
inline constexpr int kApplicationError = -32000; ///< "data" says which of ours

/// Objects and arrays inside each other: the protocol's own need 4, documents get the rest. (Qt
/// would take 1024, at a stack frame each.)
inline constexpr int kMaxDepth = 32;

/// Characters of a method's name or of an id that is a string.
inline constexpr int kMaxNameLength = 64;

/// Whatever `text` is, one of the three. `maximum`: bytes.
Message decode(QByteArrayView text, qsizetype maximum);

QByteArray encode(const Request &request);
QByteArray encodeResult(const Id &id, const QJsonValue &result);

/// `number` 0: the one that fits the error's code.
QByteArray encodeError(const Id &id, const Error &error, int number = 0);

/// {"code", "subject", "detail"}: how an error of ours travels.
QJsonObject errorToJson(const Error &error);

/// ProtocolViolation for what is none. A code of another version becomes Unexpected, named in the
/// detail.
Error errorFromJson(const QJsonValue &value);

} // namespace lifeboat::net::rpc
