// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/jsonforms.h"

#include "app/lifeboatctl/console.h"
#include "engine/base/errorobject.h"
#include "engine/snapshot/planobject.h"
#include "ui/text/errortext.h"
#include "ui/text/wording.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

QString decimal(qint64 number)
{
    return QString::number(number);
}

qint64 count(std::chrono::milliseconds time)
{
    return time.count();
}

QJsonValue moment(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonValue errorOrNull(const std::optional<Error> &error)
{
    return error ? QJsonValue(toJsonObject(*error)) : QJsonValue(QJsonValue::Null);
}

QJsonValue verificationOrNull(const std::optional<Verification> &verification)
{
    if (!verification)
        return QJsonValue::Null;
    return QJsonObject{{u"depth"_s, depthName(verification->depth)},
                       {u"at"_s, moment(verification->at)},
                       {u"damaged"_s, verification->damage.has_value()}};
}

} // namespace

QJsonObject toJsonObject(const Error &error)
{
    QJsonObject object = errorObject(error);
    object.insert(u"sentence"_s, text::sentence(error));
    object.insert(u"advice"_s, adviceHere(error));
    return object;
}

QJsonObject toJsonObject(const CatalogEntry &entry)
{
    return {{u"archive"_s, entry.path},
            {u"archiveBytes"_s, decimal(entry.file.size)},
            {u"createdAt"_s, moment(entry.createdAt())},
            {u"manifest"_s,
             entry.summary ? QJsonValue(toJsonObject(entry.summary->manifest)) : QJsonValue(QJsonValue::Null)},
            {u"verification"_s, verificationOrNull(entry.verification)},
            {u"damage"_s, errorOrNull(entry.damage)}};
}

QJsonObject toJsonObject(const TakenSnapshot &taken)
{
    return {{u"id"_s, taken.summary.manifest.id.value},
            {u"archive"_s, taken.path},
            {u"archiveBytes"_s, decimal(taken.summary.archiveBytes)},
            {u"captureMs"_s, count(taken.captureTime)},
            {u"totalMs"_s, count(taken.totalTime)},
            {u"manifest"_s, toJsonObject(taken.summary.manifest)}};
}

QJsonObject toJsonObject(const RestorePlan &plan)
{
    QJsonArray reasons;
    for (const PlanReason reason : plan.reasons)
        reasons.append(QJsonObject{{u"code"_s, planReasonName(reason)}, {u"sentence"_s, text::reason(plan, reason)}});
    QJsonArray users;
    for (const DatabaseUser &user : plan.users)
        users.append(QJsonObject{{u"pid"_s, decimal(user.pid)}, {u"program"_s, user.program}});
    return {{u"archive"_s, plan.archivePath},
            {u"snapshot"_s, plan.archive.manifest.id.value},
            {u"target"_s, plan.target},
            {u"action"_s, plan.action == RestoreAction::Skip ? u"skip"_s : u"full"_s},
            {u"reasons"_s, reasons},
            {u"targetExists"_s, plan.targetExists},
            {u"targetBytes"_s, decimal(plan.targetBytes)},
            {u"writeBytes"_s, decimal(plan.writeBytes)},
            {u"unchangedBytes"_s,
             plan.unchangedBytes ? QJsonValue(decimal(*plan.unchangedBytes)) : QJsonValue(QJsonValue::Null)},
            {u"local"_s, positionValue(plan.local)},
            {u"startsLineage"_s, plan.startsLineage},
            {u"users"_s, users},
            {u"confirmation"_s, plan.confirmation()}};
}

QJsonObject toJsonObject(const RestoreOutcome &outcome)
{
    QJsonArray warnings;
    for (const Error &warning : outcome.warnings)
        warnings.append(toJsonObject(warning));
    return {{u"plan"_s, toJsonObject(outcome.plan)},
            {u"previous"_s,
             outcome.previousPath.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(outcome.previousPath)},
            {u"decodedBytes"_s, decimal(outcome.decodedBytes)},
            {u"resumedBytes"_s, decimal(outcome.resumedBytes)},
            {u"addedNodes"_s, outcome.addedNodes},
            {u"position"_s, positionValue(outcome.position)},
            {u"findings"_s, QJsonArray::fromStringList(outcome.findings.structure + outcome.findings.content)},
            {u"warnings"_s, warnings},
            {u"writeMs"_s, count(outcome.writeTime)},
            {u"syncMs"_s, count(outcome.syncTime)},
            {u"checkMs"_s, count(outcome.checkTime)},
            {u"totalMs"_s, count(outcome.totalTime)}};
}

QJsonObject toJsonObject(const UndoPlan &plan)
{
    return {{u"target"_s, plan.target},
            {u"local"_s, positionValue(plan.local)},
            {u"position"_s, positionValue(plan.position)},
            {u"bytes"_s, decimal(plan.bytes)},
            {u"snapshot"_s, plan.snapshot.isEmpty() ? QJsonValue() : QJsonValue(plan.snapshot.value)},
            {u"restoredAt"_s, moment(plan.restoredAt)},
            {u"startsLineage"_s, plan.startsLineage}};
}

QJsonObject toJsonObject(const UndoOutcome &outcome)
{
    QJsonArray warnings;
    for (const Error &warning : outcome.warnings)
        warnings.append(toJsonObject(warning));
    return {{u"previous"_s, outcome.previousPath},
            {u"position"_s, positionValue(outcome.position)},
            {u"warnings"_s, warnings}};
}

QJsonObject toJsonObject(const VerifyOutcome &outcome)
{
    return {{u"snapshot"_s, outcome.summary.manifest.id.value},
            {u"depth"_s, depthName(outcome.depth)},
            {u"bytesRead"_s, decimal(outcome.bytesRead)},
            {u"timeMs"_s, count(outcome.time)}};
}

QJsonObject toJsonObject(const DrillReport &report)
{
    return QJsonDocument::fromJson(toJson(report)).object();
}

} // namespace lifeboat::cli
