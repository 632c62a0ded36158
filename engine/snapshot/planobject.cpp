// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/planobject.h"

#include "engine/base/errorobject.h"
#include "engine/base/jsonreading.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr PlanReason kLastReason = PlanReason::Forced;

std::optional<PlanReason> reasonFromName(QStringView name)
{
    for (int i = 0; i <= int(kLastReason); ++i) {
        if (planReasonName(PlanReason(i)) == name)
            return PlanReason(i);
    }
    return std::nullopt;
}

std::optional<Position> positionFrom(const JsonReading &reading, QLatin1StringView key)
{
    if (!reading.value(key).isObject())
        return std::nullopt;
    const JsonReading position(reading.object(key));
    return Position{{position.text("lineage"_L1)}, position.decimal("appliedIndex"_L1)};
}

} // namespace

QString planReasonName(PlanReason reason)
{
    switch (reason) {
    case PlanReason::TargetMissing:
        return u"TargetMissing"_s;
    case PlanReason::LocalCovers:
        return u"LocalCovers"_s;
    case PlanReason::LocalBehind:
        return u"LocalBehind"_s;
    case PlanReason::OtherLineage:
        return u"OtherLineage"_s;
    case PlanReason::ForeignTarget:
        return u"ForeignTarget"_s;
    case PlanReason::ForeignSnapshot:
        return u"ForeignSnapshot"_s;
    case PlanReason::SameContent:
        return u"SameContent"_s;
    case PlanReason::ContentDiffers:
        return u"ContentDiffers"_s;
    case PlanReason::RestoreUnfinished:
        return u"RestoreUnfinished"_s;
    case PlanReason::RestoreRunning:
        return u"RestoreRunning"_s;
    case PlanReason::TargetDamaged:
        return u"TargetDamaged"_s;
    case PlanReason::Forced:
        return u"Forced"_s;
    }
    return {};
}

QJsonValue positionValue(const std::optional<Position> &position)
{
    if (!position)
        return QJsonValue::Null;
    return QJsonObject{{u"lineage"_s, position->lineage.value},
                       {u"appliedIndex"_s, QString::number(position->appliedIndex)}};
}

QJsonObject planObject(const RestorePlan &plan)
{
    QJsonArray reasons;
    for (const PlanReason reason : plan.reasons)
        reasons.append(planReasonName(reason));
    QJsonArray users;
    for (const DatabaseUser &user : plan.users)
        users.append(
            QJsonObject{{u"pid"_s, QString::number(user.pid)}, {u"program"_s, user.program}});
    QJsonObject object{{u"snapshot"_s, plan.archive.manifest.id.value},
                       {u"manifest"_s, toJsonObject(plan.archive.manifest)},
                       {u"archiveBytes"_s, QString::number(plan.archive.archiveBytes)},
                       {u"target"_s, plan.target},
                       {u"action"_s, plan.action == RestoreAction::Skip ? u"skip"_s : u"full"_s},
                       {u"reasons"_s, reasons},
                       {u"targetExists"_s, plan.targetExists},
                       {u"targetBytes"_s, QString::number(plan.targetBytes)},
                       {u"writeBytes"_s, QString::number(plan.writeBytes)},
                       {u"local"_s, positionValue(plan.local)},
                       {u"startsLineage"_s, plan.startsLineage},
                       {u"users"_s, users},
                       {u"confirmation"_s, plan.confirmation()}};
    if (!plan.joins.isEmpty())
        object["joins"_L1] = plan.joins.value;
    if (!plan.log.isEmpty())
        object["log"_L1] = plan.log;
    if (plan.unchangedBytes)
        object["unchangedBytes"_L1] = QString::number(*plan.unchangedBytes);
    return object;
}

Result<RestorePlan> planFromObject(const QJsonObject &object)
{
    const JsonReading reading(object);
    RestorePlan plan;
    plan.target = reading.text("target"_L1);
    plan.archive.archiveBytes = qint64(reading.decimal("archiveBytes"_L1));
    plan.action =
        reading.text("action"_L1) == "skip"_L1 ? RestoreAction::Skip : RestoreAction::Full;
    plan.targetExists = reading.boolean("targetExists"_L1);
    plan.targetBytes = qint64(reading.decimal("targetBytes"_L1));
    plan.writeBytes = qint64(reading.decimal("writeBytes"_L1));
    plan.startsLineage = reading.boolean("startsLineage"_L1);
    plan.joins = {object["joins"_L1].toString()};
    plan.log = object["log"_L1].toString();
    if (reading.has("unchangedBytes"_L1))
        plan.unchangedBytes = qint64(reading.decimal("unchangedBytes"_L1));
    plan.local = positionFrom(reading, "local"_L1);
    for (const QJsonValue reason : reading.value("reasons"_L1).toArray()) {
        // A newer node may have reasons we do not know; the others still hold.
        if (const auto known = reasonFromName(reason.toString()))
            plan.reasons.append(*known);
    }
    for (const QJsonValue each : reading.value("users"_L1).toArray()) {
        const JsonReading user(each.toObject());
        plan.users.append(
            {.pid = qint64(user.decimal("pid"_L1)), .program = user.text("program"_L1)});
    }
    const auto manifest = manifestFromJson(
        QJsonDocument(reading.object("manifest"_L1)).toJson(QJsonDocument::Compact));
    if (!reading.error().isEmpty() || !manifest)
        return failure(ErrorCode::ProtocolViolation, u"restore.plan"_s,
                       reading.error().isEmpty() ? toString(manifest.error()) : reading.error());
    plan.archive.manifest = *manifest;
    return plan;
}

QJsonObject undoPlanObject(const UndoPlan &plan)
{
    QJsonObject object{{u"target"_s, plan.target},
                       {u"local"_s, positionValue(plan.local)},
                       {u"position"_s, positionValue(plan.position)},
                       {u"bytes"_s, QString::number(plan.bytes)},
                       {u"snapshot"_s, plan.snapshot.value}};
    if (plan.startsLineage)
        object["startsLineage"_L1] = true;
    if (!plan.log.isEmpty())
        object["log"_L1] = plan.log;
    if (plan.restoredAt.isValid())
        object["restoredAt"_L1] = plan.restoredAt.toUTC().toString(Qt::ISODateWithMs);
    return object;
}

Result<UndoPlan> undoPlanFromObject(const QJsonObject &object)
{
    const JsonReading reading(object);
    UndoPlan plan;
    plan.target = reading.text("target"_L1);
    plan.local = positionFrom(reading, "local"_L1);
    plan.position = positionFrom(reading, "position"_L1);
    plan.bytes = qint64(reading.decimal("bytes"_L1));
    plan.snapshot = {reading.text("snapshot"_L1)};
    plan.startsLineage = object["startsLineage"_L1].toBool();
    plan.log = object["log"_L1].toString();
    if (reading.has("restoredAt"_L1))
        plan.restoredAt = reading.moment("restoredAt"_L1);
    if (!reading.error().isEmpty())
        return failure(ErrorCode::ProtocolViolation, u"restore.undoPlan"_s, reading.error());
    return plan;
}

QJsonObject outcomeObject(const RestoreOutcome &outcome)
{
    QJsonArray warnings;
    for (const Error &warning : outcome.warnings)
        warnings.append(errorObject(warning));
    return {{u"snapshot"_s, outcome.plan.archive.manifest.id.value},
            {u"action"_s, outcome.plan.action == RestoreAction::Skip ? u"skip"_s : u"full"_s},
            {u"previous"_s, outcome.previousPath},
            {u"position"_s, positionValue(outcome.position)},
            {u"decodedBytes"_s, QString::number(outcome.decodedBytes)},
            {u"resumedBytes"_s, QString::number(outcome.resumedBytes)},
            {u"addedNodes"_s, outcome.addedNodes},
            {u"writeMs"_s, qint64(outcome.writeTime.count())},
            {u"syncMs"_s, qint64(outcome.syncTime.count())},
            {u"checkMs"_s, qint64(outcome.checkTime.count())},
            {u"totalMs"_s, qint64(outcome.totalTime.count())},
            {u"findings"_s,
             QJsonObject{{u"structure"_s, QJsonArray::fromStringList(outcome.findings.structure)},
                         {u"content"_s, QJsonArray::fromStringList(outcome.findings.content)}}},
            {u"warnings"_s, warnings}};
}

} // namespace lifeboat
