// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operations/operationrecord.h"

#include "engine/base/errorobject.h"
#include "engine/base/jsonreading.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

void putMoment(QJsonObject &object, QLatin1StringView key, const QDateTime &moment)
{
    if (moment.isValid())
        object[key] = moment.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime momentIn(const JsonReading &reading, QLatin1StringView key)
{
    return reading.has(key) ? reading.moment(key) : QDateTime();
}

} // namespace

QJsonObject toJsonObject(const Operation &operation)
{
    const OperationRequest &request = operation.request;
    QJsonObject object{{u"operation"_s, operation.id.value},
                       {u"sequence"_s, QString::number(operation.sequence)},
                       {u"kind"_s, request.kind},
                       {u"target"_s, request.target},
                       {u"parameters"_s, request.parameters},
                       {u"actor"_s, request.actor},
                       {u"maxAttempts"_s, request.maxAttempts},
                       {u"status"_s, statusName(operation.status)},
                       {u"attempts"_s, operation.attempts}};
    putMoment(object, "createdAt"_L1, operation.createdAt);
    putMoment(object, "startedAt"_L1, operation.startedAt);
    putMoment(object, "endedAt"_L1, operation.endedAt);
    putMoment(object, "notBefore"_L1, operation.notBefore);
    if (operation.lastError)
        object["lastError"_L1] = errorObject(*operation.lastError);
    if (!operation.result.isEmpty())
        object["result"_L1] = operation.result;
    return object;
}

Result<Operation> operationFromObject(const QJsonObject &object)
{
    const JsonReading reading(object);
    Operation operation;
    operation.id = {reading.text("operation"_L1)};
    operation.sequence = reading.decimal("sequence"_L1);
    operation.request = {.kind = reading.text("kind"_L1),
                         .target = reading.text("target"_L1),
                         .parameters = reading.object("parameters"_L1),
                         .actor = reading.text("actor"_L1),
                         .maxAttempts = int(reading.integer("maxAttempts"_L1))};
    operation.attempts = int(reading.integer("attempts"_L1));
    operation.createdAt = momentIn(reading, "createdAt"_L1);
    operation.startedAt = momentIn(reading, "startedAt"_L1);
    operation.endedAt = momentIn(reading, "endedAt"_L1);
    operation.notBefore = momentIn(reading, "notBefore"_L1);
    if (reading.has("lastError"_L1))
        operation.lastError =
            errorFromObject(reading.object("lastError"_L1), ErrorCode::Unexpected);
    if (reading.has("result"_L1))
        operation.result = reading.object("result"_L1);
    const auto status = statusFromName(reading.text("status"_L1));
    if (!reading.error().isEmpty() || !status)
        return failure(ErrorCode::ProtocolViolation, operation.id.value,
                       reading.error().isEmpty() ? u"status is not one of an operation"_s
                                                 : reading.error());
    operation.status = *status;
    return operation;
}

std::string recordOf(const Operation &operation)
{
    return QJsonDocument(toJsonObject(operation)).toJson(QJsonDocument::Compact).toStdString();
}

Result<Operation> operationFromRecord(quint64 sequence, const std::string &record,
                                      const QString &path)
{
    auto operation =
        operationFromObject(QJsonDocument::fromJson(QByteArray::fromStdString(record)).object());
    if (!operation || operation->sequence != sequence || operation->id.isEmpty())
        return failure(ErrorCode::NoteInvalid, path, u"operation %1"_s.arg(sequence));
    return operation;
}

} // namespace lifeboat
