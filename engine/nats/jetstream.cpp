// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nats/jetstream.h"

#include "engine/nats/natserror.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

Result<QJsonObject> objectFrom(QByteArrayView json, const QString &subject)
{
    const QJsonDocument document = QJsonDocument::fromJson(json.toByteArray());
    if (!document.isObject())
        return failure(ErrorCode::ProtocolViolation, subject, u"an answer that is no JSON object"_s);
    const QJsonObject answer = document.object();
    if (const QJsonObject error = answer[u"error"_s].toObject(); !error.isEmpty())
        return failure(jetStreamError(error[u"code"_s].toInt(), error[u"err_code"_s].toInt(), subject,
                                      error[u"description"_s].toString()));
    return answer;
}

} // namespace

JetStream::JetStream(std::shared_ptr<NatsConnection> connection, std::stop_token stop)
    : m_connection(std::move(connection))
    , m_stop(std::move(stop))
{
}

Result<QJsonObject> JetStream::call(const QByteArray &verb, const QString &subject, const QJsonObject &request) const
{
    const QByteArray body = request.isEmpty() ? QByteArray() : QJsonDocument(request).toJson(QJsonDocument::Compact);
    auto answer = m_connection->request({"$JS.API." + verb, {}, body}, m_stop);
    if (!answer)
        return failure(answer.error().code == ErrorCode::ServiceMissing
                           ? Error{ErrorCode::ServiceMissing, u"JetStream"_s, answer.error().detail}
                           : answer.error());
    return objectFrom(answer->data(), subject);
}

Result<QJsonObject> JetStream::streamInfo(const QByteArray &stream) const
{
    return call("STREAM.INFO." + stream, QString::fromUtf8(stream));
}

Result<> JetStream::createStream(const QJsonObject &config) const
{
    const QString name = config[u"name"_s].toString();
    LIFEBOAT_TRY(call("STREAM.CREATE." + name.toUtf8(), name, config));
    return {};
}

Result<quint64> JetStream::store(const NatsOutgoing &message, const QByteArray &stream) const
{
    const QString name = QString::fromUtf8(stream);
    const auto answer = m_connection->request(message);
    if (!answer)
        return failure(answer.error().code == ErrorCode::ServiceMissing
                           ? Error{ErrorCode::Unreachable, name, answer.error().detail}
                           : answer.error());
    return sequenceIn(*answer, stream);
}

Result<quint64> JetStream::sequenceIn(const NatsMessage &answer, const QByteArray &stream)
{
    const QString name = QString::fromUtf8(stream);
    LIFEBOAT_ASSIGN(const QJsonObject ack, objectFrom(answer.data(), name));
    const qint64 sequence = ack[u"seq"_s].toInteger();
    if (sequence == 0 && ack[u"duplicate"_s].toBool())
        return failure(ErrorCode::Unreachable, name, u"one of the same id is being stored"_s);
    if (sequence <= 0 || ack[u"stream"_s].toString() != name)
        return failure(ErrorCode::ProtocolViolation, name, u"an answer that acknowledges nothing"_s);
    return quint64(sequence);
}

Result<StoredMessage> JetStream::message(const QByteArray &stream, const QJsonObject &request) const
{
    const QString name = QString::fromUtf8(stream);
    LIFEBOAT_ASSIGN(const QJsonObject answer, call("STREAM.MSG.GET." + stream, name, request));
    const QJsonObject found = answer[u"message"_s].toObject();
    const qint64 sequence = found[u"seq"_s].toInteger();
    if (sequence <= 0)
        return failure(ErrorCode::ProtocolViolation, name, u"a message without a sequence"_s);
    return StoredMessage{
        .sequence = quint64(sequence),
        .subject = found[u"subject"_s].toString().toUtf8(),
        .headers = parseNatsHeaders(QByteArray::fromBase64(found[u"hdrs"_s].toString().toLatin1())),
        .data = QByteArray::fromBase64(found[u"data"_s].toString().toLatin1()),
        .time = QDateTime::fromString(found[u"time"_s].toString(), Qt::ISODateWithMs).toUTC()};
}

Result<StoredMessage> JetStream::messageAt(const QByteArray &stream, quint64 sequence) const
{
    return message(stream, {{u"seq"_s, qint64(sequence)}});
}

Result<StoredMessage> JetStream::lastOn(const QByteArray &stream, const QByteArray &subject) const
{
    return message(stream, {{u"last_by_subj"_s, QString::fromUtf8(subject)}});
}

Result<StoredMessage> JetStream::firstOnFrom(const QByteArray &stream, const QByteArray &subject, quint64 sequence) const
{
    return message(stream, {{u"seq"_s, qint64(sequence)}, {u"next_by_subj"_s, QString::fromUtf8(subject)}});
}

Result<qint64> JetStream::purge(const QByteArray &stream, const QByteArray &subject, std::optional<quint64> below) const
{
    QJsonObject request{{u"filter"_s, QString::fromUtf8(subject)}};
    if (below)
        request.insert(u"seq"_s, qint64(*below));
    LIFEBOAT_ASSIGN(const QJsonObject answer, call("STREAM.PURGE." + stream, QString::fromUtf8(stream), request));
    return answer[u"purged"_s].toInteger();
}

Result<> JetStream::removeMessage(const QByteArray &stream, quint64 sequence) const
{
    LIFEBOAT_TRY(call("STREAM.MSG.DELETE." + stream, QString::fromUtf8(stream), {{u"seq"_s, qint64(sequence)}}));
    return {};
}

} // namespace lifeboat
