// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/localwork.h"

#include "engine/snapshot/planobject.h"

namespace lifeboat::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAttempts = 3;

Result<QJsonObject> takeHere(JobControl &control, const QJsonObject &parameters, FileSystem &fileSystem)
{
    TakeRequest request;
    request.database = parameters["database"_L1].toString();
    request.store = parameters["store"_L1].toString();
    request.level = parameters["level"_L1].toInt(request.level);
    request.threads = parameters["threads"_L1].toInt();
    LIFEBOAT_ASSIGN(const TakenSnapshot taken, takeSnapshot(control, request, fileSystem));
    return QJsonObject{{u"path"_s, taken.path}};
}

Result<QJsonObject> restoreHere(JobControl &control, const lifeboat::Operation &operation, FileSystem &fileSystem)
{
    const QJsonObject &parameters = operation.request.parameters;
    RestoreRequest request;
    request.archive = parameters["archive"_L1].toString();
    request.target = parameters["target"_L1].toString();
    request.confirmedName = parameters["confirm"_L1].toString();
    request.force = parameters["force"_L1].toBool();
    request.integrity = parameters["full"_L1].toBool() ? Integrity::Full : Integrity::Quick;
    request.threads = parameters["threads"_L1].toInt();
    request.operation = operation.id.value;
    if (!request.operation.isEmpty() && wasRestoredBy(fileSystem, request.target, request.operation)) {
        const QString previous = request.target + u".previous"_s;
        return QJsonObject{{u"previous"_s, fileSystem.exists(previous) ? previous : QString()}};
    }
    LIFEBOAT_ASSIGN(const RestoreOutcome outcome, runRestore(control, request, fileSystem));
    return outcomeObject(outcome);
}

Result<QJsonObject> verifyHere(JobControl &control, const QJsonObject &parameters, FileSystem &fileSystem)
{
    VerifyRequest request;
    request.archive = parameters["archive"_L1].toString();
    request.depth = depthFromName(parameters["depth"_L1].toString()).value_or(Depth::Read);
    request.threads = parameters["threads"_L1].toInt();
    LIFEBOAT_ASSIGN(const VerifyOutcome outcome, verifySnapshot(control, request, fileSystem));
    return QJsonObject{{u"depth"_s, depthName(outcome.depth)},
                       {u"bytesRead"_s, QString::number(outcome.bytesRead)}};
}

Result<QJsonObject> drillHere(JobControl &control, const lifeboat::Operation &operation, FileSystem &fileSystem,
                              const StageListener &listener)
{
    const QJsonObject &parameters = operation.request.parameters;
    DrillRequest request;
    LIFEBOAT_ASSIGN(request.plan, planOf(operation));
    request.nodeDirectory = parameters["node"_L1].toString();
    request.historyDirectory = parameters["history"_L1].toString();
    request.threads = parameters["threads"_L1].toInt();
    request.id = {operation.id.value};
    LIFEBOAT_ASSIGN(const DrillReport report,
                    runDrill(control, request, fileSystem, SystemClock::instance(), listener));
    return QJsonObject{{u"drill"_s, report.id.value}};
}

} // namespace

Result<DrillPlan> planOf(const lifeboat::Operation &drill)
{
    return planFromToml(drill.request.parameters["plan"_L1].toString().toUtf8(), u"/"_s);
}

OperationRequest operationOf(const TakeRequest &request, const QString &title)
{
    return {.kind = u"take"_s,
            .target = request.database,
            .parameters = {{u"title"_s, title},
                           {u"database"_s, request.database},
                           {u"store"_s, request.store},
                           {u"level"_s, request.level},
                           {u"threads"_s, request.threads}},
            .actor = u"console"_s,
            .maxAttempts = kAttempts};
}

OperationRequest operationOf(const VerifyRequest &request, const QString &title)
{
    return {.kind = u"verify"_s,
            .target = request.archive,
            .parameters = {{u"title"_s, title},
                           {u"archive"_s, request.archive},
                           {u"depth"_s, depthName(request.depth)},
                           {u"threads"_s, request.threads}},
            .actor = u"console"_s,
            .maxAttempts = kAttempts};
}

/// There is one embedded node, so drills run one after another.
OperationRequest operationOf(const DrillRequest &request, const QString &title)
{
    return {.kind = u"drill"_s,
            .target = request.nodeDirectory,
            .parameters = {{u"title"_s, title},
                           {u"plan"_s, QString::fromUtf8(toToml(request.plan))},
                           {u"node"_s, request.nodeDirectory},
                           {u"history"_s, request.historyDirectory},
                           {u"threads"_s, request.threads}},
            .actor = u"console"_s,
            .maxAttempts = kAttempts};
}

OperationRequest operationOf(const RestoreRequest &request, const QString &title)
{
    return {.kind = u"restore"_s,
            .target = request.target,
            .parameters = {{u"title"_s, title},
                           {u"archive"_s, request.archive},
                           {u"target"_s, request.target},
                           {u"confirm"_s, request.confirmedName},
                           {u"force"_s, request.force},
                           {u"full"_s, request.integrity == Integrity::Full},
                           {u"threads"_s, request.threads}},
            .actor = u"console"_s,
            .maxAttempts = kAttempts};
}

Result<QJsonObject> doLocalWork(JobControl &control, const lifeboat::Operation &operation, FileSystem &fileSystem,
                                const StageListener &listener)
{
    const QString &kind = operation.request.kind;
    const QJsonObject &parameters = operation.request.parameters;
    if (kind == "take"_L1)
        return takeHere(control, parameters, fileSystem);
    if (kind == "verify"_L1)
        return verifyHere(control, parameters, fileSystem);
    if (kind == "drill"_L1)
        return drillHere(control, operation, fileSystem, listener);
    return restoreHere(control, operation, fileSystem);
}

} // namespace lifeboat::ui
