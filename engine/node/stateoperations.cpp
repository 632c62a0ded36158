// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/stateoperations.h"

#include "engine/archive/archivereader.h"
#include "engine/base/errorobject.h"
#include "engine/snapshot/planobject.h"
#include "engine/snapshot/retention.h"
#include "engine/snapshot/take.h"
#include "engine/snapshot/verifier.h"
#include "engine/state/fsmstate.h"
#include "engine/state/position.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonArray>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace lifeboat::stateoperations {

namespace {

QJsonArray errorObjects(const QList<Error> &errors)
{
    QJsonArray objects;
    for (const Error &error : errors)
        objects.append(errorObject(error));
    return objects;
}

QString text(const Operation &operation, QLatin1StringView key)
{
    return operation.request.parameters[key].toString();
}

/// What is told of a restore that an earlier attempt of this operation brought to its end.
Result<QJsonObject> alreadyRestored(const Context &context, const ProtectedState &state,
                                    const QString &snapshot)
{
    LIFEBOAT_ASSIGN(const auto connection,
                    Connection::open(state.databasePath(), Connection::Access::ReadOnly));
    LIFEBOAT_ASSIGN(const auto position, readPosition(*connection));
    const QString previous = state.databasePath() + u".previous"_s;
    return QJsonObject{{u"snapshot"_s, snapshot},
                       {u"action"_s, u"full"_s},
                       {u"previous"_s, context.fileSystem.exists(previous) ? previous : QString()},
                       {u"position"_s, positionValue(position)},
                       {u"finishedEarlier"_s, true}};
}

/// StateKindDiffers.
Result<> checkRestorable(const Context &context, const ProtectedState &state, const QString &archive,
                         bool force)
{
    LIFEBOAT_ASSIGN(const ArchiveSummary summary,
                    ArchiveReader::readSummary(context.fileSystem, archive));
    return force && !state.isManaged() ? Result<>() : checkStateKind(state.isManaged(), summary.manifest);
}

/// Equal on nodes of one machine that share a log, another on all that do not; empty on NATS: one for all.
QString logOf(const NodeConfig &config)
{
    if (config.nats)
        return {};
    const QFileInfo file(config.log);
    const QString directory = QFileInfo(file.path()).canonicalFilePath();
    const QByteArray where = QSysInfo::machineUniqueId() + '\n' + (directory + u'/' + file.fileName()).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(where, QCryptographicHash::Sha256).first(16).toHex());
}

QJsonObject withLog(QJsonObject result, const Context &context, const ProtectedState &state)
{
    if (const QString log = state.isManaged() ? logOf(context.node) : QString(); !log.isEmpty())
        result[u"log"_s] = log;
    return result;
}

/// As planRestore, and what the state's log makes of it.
Result<RestorePlan> planWithLog(JobControl &control, const Context &context, ProtectedState &state, const QString &archive,
                                const Succession &succession)
{
    if (succession.isForced)
        state.catchUp(control); // it would depend on how far a node has got whether it goes back
    LIFEBOAT_ASSIGN(RestorePlan plan, planRestore(control,
                                                  {.archive = archive,
                                                   .target = state.databasePath(),
                                                   .force = succession.isForced,
                                                   .threads = context.node.threads},
                                                  context.fileSystem));
    const auto &snapshot = plan.archive.manifest.position;
    const auto log = state.log();
    if (log)
        plan.log = logOf(context.node);
    if (plan.action == RestoreAction::Skip || !snapshot || !log)
        return plan;
    LIFEBOAT_ASSIGN(const Lineage then, lineageAfter(**log, *snapshot, succession));
    plan.startsLineage = plan.startsLineage || then == succession.own;
    if (!plan.startsLineage && then != snapshot->lineage)
        plan.joins = then;
    return plan;
}

} // namespace

Result<QJsonObject> take(JobControl &control, const Context &context, ProtectedState &state,
                         const Operation &)
{
    TakeRequest request;
    request.database = state.databasePath();
    request.store = state.storePath();
    request.threads = context.node.threads;
    request.node = {context.node.name};
    request.nodeMap = context.nodes.all();
    request.maxBytes = context.node.policy.maxBytes;
    request.isManaged = state.isManaged();
    state.catchUp(control);
    LIFEBOAT_ASSIGN(const TakenSnapshot taken,
                    takeSnapshot(control, request, context.fileSystem, context.clock));
    // The snapshot stands; what could not be tidied up is said, and tried again after the next one.
    QList<Error> warnings;
    if (const auto trouble = context.nodes.trouble())
        warnings.append(*trouble); // it does not hold the nodes that were learnt
    const RetentionPolicy retention{.keepLast = context.node.keepLast,
                                    .wanted = context.wantedSnapshots(state.name())
                                        << taken.summary.manifest.id.value};
    const auto removed =
        applyRetention(context.fileSystem, state.storePath(), retention, context.clock);
    if (!removed)
        warnings.append(removed.error());
    state.dropCatalog();
    // Where snapshots are published the log is trimmed below those: another node cannot get at this one.
    if (const auto trimmed = context.node.publish.isUsed() ? Result<>() : state.trimLog(); !trimmed)
        warnings.append(trimmed.error());
    return QJsonObject{{u"snapshot"_s, taken.summary.manifest.id.value},
                       {u"position"_s, positionValue(taken.summary.manifest.position)},
                       {u"archiveBytes"_s, QString::number(taken.summary.archiveBytes)},
                       {u"elementCount"_s, QString::number(taken.summary.manifest.elementCount)},
                       {u"removed"_s, QJsonArray::fromStringList(removed.value_or(QStringList()))},
                       {u"totalMs"_s, qint64(taken.totalTime.count())},
                       {u"warnings"_s, errorObjects(warnings)}};
}

Result<Depth> depthAsked(const QJsonObject &parameters)
{
    const QString name = parameters["depth"_L1].toString(depthName(Depth::Read));
    const auto depth = depthFromName(name);
    if (!depth || *depth == Depth::Restored)
        return failure(ErrorCode::InvalidArgument, u"depth"_s, name.left(64));
    return *depth;
}

Result<QJsonObject> verify(JobControl &control, const Context &context, ProtectedState &state,
                           const Operation &operation)
{
    LIFEBOAT_ASSIGN(const QString archive, state.archivePath(text(operation, "snapshot"_L1)));
    LIFEBOAT_ASSIGN(const Depth depth, depthAsked(operation.request.parameters));
    const auto verified = verifySnapshot(
        control, {.archive = archive, .depth = depth, .threads = context.node.threads},
        context.fileSystem, context.clock);
    state.dropCatalog();
    if (!verified)
        return failure(verified.error());
    return QJsonObject{{u"snapshot"_s, verified->summary.manifest.id.value},
                       {u"depth"_s, depthName(verified->depth)},
                       {u"bytesRead"_s, QString::number(verified->bytesRead)},
                       {u"totalMs"_s, qint64(verified->time.count())}};
}

Result<QJsonObject> restore(JobControl &control, const Context &context, ProtectedState &state,
                            const Operation &operation)
{
    const QString snapshot = text(operation, "snapshot"_L1);
    const QJsonObject &parameters = operation.request.parameters;
    const Succession succession{.own = {text(operation, "lineage"_L1)}, .isForced = parameters["force"_L1].toBool()};
    const auto toldOf = [&](QJsonObject result) { return withLog(std::move(result), context, state); };
    if (wasRestoredBy(context.fileSystem, state.databasePath(), operation.id.value))
        return state.whileClosed(control, succession, [&] { return alreadyRestored(context, state, snapshot); }).transform(toldOf);
    LIFEBOAT_ASSIGN(const QString archive, state.archivePath(snapshot));
    RestoreRequest request;
    request.archive = archive;
    request.target = state.databasePath();
    request.confirmedName = text(operation, "confirm"_L1);
    request.force = succession.isForced;
    request.threads = parameters["threads"_L1].toInt(context.node.threads);
    request.operation = operation.id.value;
    request.lineage = succession.own;
    request.beginsLineage = parameters["begin"_L1].toBool();
    LIFEBOAT_TRY(checkRestorable(context, state, archive, request.force));
    if (state.isManaged()) {
        LIFEBOAT_ASSIGN(const RestorePlan plan, planWithLog(control, context, state, archive, succession));
        request.beginsLineage = request.beginsLineage || plan.startsLineage;
        request.joins = plan.joins;
    }
    return state.whileClosed(control, succession, [&]() -> Result<QJsonObject> {
        LIFEBOAT_ASSIGN(const RestoreOutcome outcome,
                        runRestore(control, request, context.fileSystem, context.clock));
        return outcomeObject(outcome);
    }).transform(toldOf);
}

Result<QJsonObject> undo(JobControl &control, const Context &context, ProtectedState &state,
                         const Operation &operation)
{
    const UndoRequest request{.target = state.databasePath(),
                              .confirmedName = text(operation, "confirm"_L1),
                              .operation = operation.id.value,
                              .isManaged = state.isManaged()};
    // What is not there is said by the undo itself.
    if (const auto plan = planUndo(context, state); !plan && plan.error().code == ErrorCode::LogTrimmed
        && !wasRestoredBy(context.fileSystem, state.databasePath(), operation.id.value))
        return failure(plan.error());
    const Succession succession{.own = {text(operation, "lineage"_L1)}, .isUndo = true};
    return state.whileClosed(control, succession, [&]() -> Result<QJsonObject> {
        LIFEBOAT_ASSIGN(const UndoOutcome outcome,
                        undoRestore(control, request, context.fileSystem, context.clock));
        return QJsonObject{{u"previous"_s, outcome.previousPath},
                           {u"position"_s, positionValue(outcome.position)},
                           {u"warnings"_s, errorObjects(outcome.warnings)}};
    }).transform([&](QJsonObject result) { return withLog(std::move(result), context, state); });
}

Result<QJsonObject> plan(JobControl &control, const Context &context, ProtectedState &state,
                         const QString &snapshot, bool force)
{
    LIFEBOAT_ASSIGN(const QString archive, state.archivePath(snapshot));
    LIFEBOAT_TRY(checkRestorable(context, state, archive, force));
    return planWithLog(control, context, state, archive, {.own = makeLineage(), .isForced = force}).transform(planObject);
}

Result<UndoPlan> planUndo(const Context &context, const ProtectedState &state)
{
    LIFEBOAT_ASSIGN(UndoPlan plan, lifeboat::planUndo(state.databasePath(), context.fileSystem));
    if (state.isManaged())
        LIFEBOAT_TRY(checkKeptIsManaged(state.databasePath(), context.fileSystem));
    const auto log = state.log();
    if (!log || !plan.position)
        return plan;
    plan.log = logOf(context.node);
    LIFEBOAT_ASSIGN(plan.startsLineage, undoBegins(**log, *plan.position));
    return plan;
}

} // namespace lifeboat::stateoperations
