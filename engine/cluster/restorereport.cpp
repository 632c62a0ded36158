// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/restorereport.h"

#include "engine/base/errorobject.h"

#include <QJsonArray>
#include <QMap>
#include <QUuid>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using Phase = NodeRestore::Phase;

QJsonValue moment(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonObject toJsonObject(const NodeRestore &node)
{
    return {{u"node"_s, node.node},
            {u"phase"_s, phaseName(node.phase)},
            {u"operation"_s, node.operation.isEmpty() ? QJsonValue() : QJsonValue(node.operation)},
            {u"lacksSnapshot"_s, node.lacksSnapshot},
            {u"plan"_s, node.plan ? QJsonValue(planObject(*node.plan)) : QJsonValue()},
            {u"outcome"_s, node.outcome.isEmpty() ? QJsonValue() : QJsonValue(node.outcome)},
            {u"error"_s, node.error ? QJsonValue(errorObject(*node.error)) : QJsonValue()},
            {u"startedAt"_s, moment(node.startedAt)},
            {u"endedAt"_s, moment(node.endedAt)}};
}

QString verdict(const RestoreProgress &progress)
{
    const auto count = [&](Phase phase) {
        return std::ranges::count(progress.nodes, phase, &NodeRestore::phase);
    };
    if (progress.isRunning)
        return u"running"_s;
    const auto done = count(Phase::Done);
    const auto undone = count(Phase::Undone);
    const auto bad = count(Phase::Failed) + count(Phase::Skipped);
    if (historiesReached(progress.nodes).size() > 1)
        return u"split"_s;
    if (std::ranges::any_of(progress.nodes, isInTrouble) || std::ranges::any_of(progress.nodes, isElsewhere))
        return u"partly"_s;
    if (done + undone > 0 && (done > 0 || bad > 0))
        return done == progress.nodes.size() ? u"restored"_s : u"partly"_s;
    if (undone > 0)
        return u"undone"_s;
    return bad > 0 ? u"failed"_s : u"planned"_s;
}

} // namespace

QList<Lineage> historiesReached(const QList<NodeRestore> &nodes)
{
    QMap<QString, QList<Lineage>> byLog;
    for (const NodeRestore &node : nodes) {
        const Lineage lineage{node.outcome["position"_L1]["lineage"_L1].toString()};
        const bool isOver = node.phase == Phase::Done || node.phase == Phase::Undone;
        QList<Lineage> &reached = byLog[node.outcome["log"_L1].toString()];
        if (isOver && !lineage.isEmpty() && !reached.contains(lineage))
            reached.append(lineage);
    }
    const auto most = std::ranges::max_element(byLog, {}, &QList<Lineage>::size);
    return most == byLog.end() ? QList<Lineage>() : *most;
}

std::optional<ProgressState> sendingProgress(const QList<NodeRestore> &nodes)
{
    ProgressState state;
    state.stage = Stage::Sending;
    int sum = 0;
    int sent = 0;
    for (const NodeRestore &node : nodes) {
        const bool isSending = node.phase == Phase::Sending;
        const bool isWaiting = node.lacksSnapshot && !node.wasSent;
        sent += isSending || isWaiting || node.wasSent ? 1 : 0;
        sum += isSending ? node.permille : node.wasSent ? 1000 : 0;
        state.bytesPerSecond += isSending ? node.bytesPerSecond : 0;
    }
    if (std::ranges::none_of(nodes, [](const NodeRestore &node) { return node.phase == Phase::Sending; }))
        return std::nullopt;
    state.permille = sum / sent;
    return state;
}

std::optional<Error> troubleTold(const QJsonObject &outcome)
{
    const QJsonValue trouble = outcome["trouble"_L1];
    return trouble.isObject() ? std::optional(errorFromObject(trouble.toObject(), ErrorCode::Unexpected)) : std::nullopt;
}

bool isInTrouble(const NodeRestore &node)
{
    const bool isOver = node.phase == Phase::Done || node.phase == Phase::Undone;
    return isOver && node.error && node.error == troubleTold(node.outcome);
}

Error elsewhereError(const QString &node)
{
    return {ErrorCode::RevisionDiffers, node, u"another restored it since"_s};
}

bool isElsewhere(const NodeRestore &node)
{
    const bool isOver = node.phase == Phase::Done || node.phase == Phase::Undone;
    return isOver && node.error == elsewhereError(node.node);
}

QString lineageOn(const QString &lineage, const QString &log)
{
    return log.isEmpty() ? lineage : QUuid::createUuidV5(QUuid::fromString(lineage), log).toString(QUuid::WithoutBraces);
}

QString phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Waiting:
        return u"waiting"_s;
    case Phase::Planning:
        return u"planning"_s;
    case Phase::Planned:
        return u"planned"_s;
    case Phase::Sending:
        return u"sending"_s;
    case Phase::Restoring:
        return u"restoring"_s;
    case Phase::Done:
        return u"done"_s;
    case Phase::Failed:
        return u"failed"_s;
    case Phase::Skipped:
        return u"skipped"_s;
    case Phase::Undoing:
        return u"undoing"_s;
    case Phase::Undone:
        return u"undone"_s;
    }
    return {};
}

QJsonObject restoreReport(const ClusterRestoreRequest &request, const RestoreProgress &progress)
{
    QJsonArray nodes;
    for (const NodeRestore &node : progress.nodes)
        nodes.append(toJsonObject(node));
    return {{u"cluster"_s, request.cluster},
            {u"snapshot"_s, request.snapshot},
            {u"state"_s, request.state},
            {u"lineage"_s, progress.lineage},
            {u"startedAt"_s, moment(progress.startedAt)},
            {u"endedAt"_s, moment(progress.endedAt)},
            {u"verdict"_s, verdict(progress)},
            {u"nodes"_s, nodes}};
}

} // namespace lifeboat
