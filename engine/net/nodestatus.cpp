// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/nodestatus.h"

#include "engine/base/errorobject.h"
#include "engine/base/jsonreading.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

QString text(const QDateTime &moment)
{
    return moment.toUTC().toString(Qt::ISODateWithMs);
}

QJsonObject toJsonObject(const StateStatus &state)
{
    QJsonObject object{{u"state"_s, state.name},
                       {u"managed"_s, state.managed},
                       {u"bytes"_s, QString::number(state.bytes)},
                       {u"snapshots"_s, state.snapshots},
                       {u"damagedSnapshots"_s, state.damagedSnapshots},
                       {u"canUndo"_s, state.canUndo}};
    if (state.position) {
        object["lineage"_L1] = state.position->lineage.value;
        object["appliedIndex"_L1] = QString::number(state.position->appliedIndex);
    }
    if (state.logLast)
        object["logLast"_L1] = QString::number(*state.logLast);
    if (!state.newest.isEmpty()) {
        object["newest"_L1] = QJsonObject{{u"snapshot"_s, state.newest.value},
                                          {u"createdAt"_s, text(state.newestAt)},
                                          {u"depth"_s, state.newestDepth},
                                          {u"damaged"_s, state.newestDamaged}};
    }
    if (state.isBeingRestored)
        object["restoring"_L1] = true;
    if (!state.takenBy.isEmpty())
        object["takenBy"_L1] = state.takenBy;
    if (!state.logLineage.isEmpty())
        object["logLineage"_L1] = state.logLineage.value;
    if (state.nextTake.isValid())
        object["nextTake"_L1] = text(state.nextTake);
    if (state.takeInterval.count() > 0)
        object["takeIntervalMs"_L1] = QString::number(state.takeInterval.count());
    if (!state.published.isEmpty())
        object["published"_L1] = state.published.value;
    if (state.trouble)
        object["trouble"_L1] = errorObject(*state.trouble);
    if (state.publishTrouble)
        object["publishTrouble"_L1] = errorObject(*state.publishTrouble);
    return object;
}

Result<StateStatus> stateFromObject(const QJsonObject &object)
{
    const JsonReading reading(object);
    StateStatus state;
    state.name = reading.text("state"_L1);
    state.managed = reading.boolean("managed"_L1);
    state.bytes = qint64(reading.decimal("bytes"_L1));
    state.snapshots = int(reading.integer("snapshots"_L1));
    state.damagedSnapshots = int(reading.integer("damagedSnapshots"_L1));
    state.canUndo = reading.boolean("canUndo"_L1);
    if (reading.has("lineage"_L1))
        state.position = Position{{reading.text("lineage"_L1)}, reading.decimal("appliedIndex"_L1)};
    if (reading.has("logLast"_L1))
        state.logLast = reading.decimal("logLast"_L1);
    if (reading.has("newest"_L1)) {
        const JsonReading newest(reading.object("newest"_L1));
        state.newest = {newest.text("snapshot"_L1)};
        state.newestAt = newest.moment("createdAt"_L1);
        state.newestDepth = newest.text("depth"_L1);
        state.newestDamaged = newest.boolean("damaged"_L1);
        if (!newest.error().isEmpty())
            return failure(ErrorCode::ProtocolViolation, u"node.status"_s, newest.error());
    }
    if (reading.has("restoring"_L1))
        state.isBeingRestored = reading.boolean("restoring"_L1);
    if (reading.has("takenBy"_L1))
        state.takenBy = reading.text("takenBy"_L1);
    if (reading.has("logLineage"_L1))
        state.logLineage = {reading.text("logLineage"_L1)};
    if (reading.has("nextTake"_L1))
        state.nextTake = reading.moment("nextTake"_L1);
    if (reading.has("takeIntervalMs"_L1))
        state.takeInterval = std::chrono::milliseconds(reading.decimal("takeIntervalMs"_L1));
    if (reading.has("published"_L1))
        state.published = {reading.text("published"_L1)};
    if (reading.has("trouble"_L1))
        state.trouble = errorFromObject(reading.object("trouble"_L1), ErrorCode::Unexpected);
    if (reading.has("publishTrouble"_L1))
        state.publishTrouble = errorFromObject(reading.object("publishTrouble"_L1), ErrorCode::Unexpected);
    if (!reading.error().isEmpty())
        return failure(ErrorCode::ProtocolViolation, u"node.status"_s, reading.error());
    return state;
}

} // namespace

QJsonObject toJsonObject(const NodeStatus &status)
{
    QJsonArray states;
    for (const StateStatus &state : status.states)
        states.append(toJsonObject(state));
    QJsonObject object{
            {u"node"_s, status.node},
            {u"cluster"_s, status.cluster},
            {u"version"_s, status.version},
            {u"startedAt"_s, text(status.startedAt)},
            {u"time"_s, text(status.time)},
            {u"peers"_s, status.peers},
            {u"states"_s, states},
            {u"operations"_s,
             QJsonObject{{u"pending"_s, status.pending},
                         {u"inFlight"_s, status.inFlight},
                         {u"dead"_s, status.dead}}}};
    if (status.peersTrouble)
        object["peersTrouble"_L1] = errorObject(*status.peersTrouble);
    if (status.leaseHistoryTrouble)
        object["leaseHistoryTrouble"_L1] = errorObject(*status.leaseHistoryTrouble);
    if (status.trouble)
        object["trouble"_L1] = errorObject(*status.trouble);
    return object;
}

Result<NodeStatus> nodeStatusFromObject(const QJsonObject &object)
{
    const JsonReading reading(object);
    NodeStatus status;
    status.node = reading.text("node"_L1);
    status.cluster = reading.text("cluster"_L1);
    status.version = reading.text("version"_L1);
    status.startedAt = reading.moment("startedAt"_L1);
    status.time = reading.moment("time"_L1);
    status.peers = reading.object("peers"_L1);
    const JsonReading operations(reading.object("operations"_L1));
    status.pending = int(operations.integer("pending"_L1));
    status.inFlight = int(operations.integer("inFlight"_L1));
    status.dead = int(operations.integer("dead"_L1));
    for (const QJsonValue each : reading.value("states"_L1).toArray()) {
        LIFEBOAT_ASSIGN(const StateStatus state, stateFromObject(each.toObject()));
        status.states.append(state);
    }
    if (reading.has("peersTrouble"_L1))
        status.peersTrouble = errorFromObject(reading.object("peersTrouble"_L1), ErrorCode::Unexpected);
    if (reading.has("leaseHistoryTrouble"_L1))
        status.leaseHistoryTrouble = errorFromObject(reading.object("leaseHistoryTrouble"_L1), ErrorCode::Unexpected);
    if (reading.has("trouble"_L1))
        status.trouble = errorFromObject(reading.object("trouble"_L1), ErrorCode::Unexpected);
    if (!reading.error().isEmpty() || !operations.error().isEmpty())
        return failure(ErrorCode::ProtocolViolation, u"node.status"_s,
                       reading.error() + operations.error());
    return status;
}

} // namespace lifeboat::net
