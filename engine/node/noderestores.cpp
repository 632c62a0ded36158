// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/node.h"
#include "engine/snapshot/planobject.h"
#include "engine/state/position.h"

using namespace Qt::StringLiterals;

/// How a node lets only one restore at a time begin: see PROTOCOL.md.
namespace lifeboat {

/// No second restore waits behind a first: whoever asked for it saw another plan. To be called under m_admission.
Result<> Node::checkNotRestored(const QString &state) const
{
    for (const QString &kind : {u"restore"_s, u"undo"_s}) {
        for (const Operation &open : m_queue->open(kind, state))
            return failure(ErrorCode::Busy, state, u"it is being restored, for "_s + open.request.actor);
    }
    return {};
}

Result<QJsonValue> Node::answerReservation(const net::Caller &caller, const ProtectedState &state, const QString &method,
                                           const QString &id)
{
    if (id.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"reservation"_s);
    QJsonObject answer{{u"reservation"_s, id}};
    const std::scoped_lock admission(m_admission);
    if (method == "restore.release"_L1) {
        m_reservations.release(state.name(), id);
        return QJsonValue(answer);
    }
    if (method == "restore.renew"_L1) {
        LIFEBOAT_TRY(m_reservations.renew(state.name(), id));
    } else {
        LIFEBOAT_TRY(m_reservations.mayTake(state.name(), id)); // whose it is says more than what goes on
        LIFEBOAT_TRY(checkNotRestored(state.name()));
        LIFEBOAT_TRY(m_reservations.take(state.name(), id, u"%1, %2"_s.arg(caller.token, caller.address)));
    }
    answer[u"ttlMs"_s] = qint64(std::chrono::milliseconds(Reservations::kTtl).count());
    answer[u"position"_s] = positionValue(state.position());
    return QJsonValue(answer);
}

/// A wrong name is said at once.
Result<QJsonValue> Node::enqueueRestore(const net::Caller &caller, ProtectedState &state, const QString &kind,
                                        QJsonObject parameters)
{
    const QString reservation = parameters.take("reservation"_L1).toString(); // it is nobody else's to use
    const QString lineage = parameters["lineage"_L1].toString();
    if (!lineage.isEmpty() && !isLineage(lineage))
        return failure(ErrorCode::InvalidArgument, u"lineage"_s, lineage.left(64));
    if (lineage.isEmpty())
        parameters["lineage"_L1] = makeLineage().value; // the same in every attempt
    const std::scoped_lock admission(m_admission);
    LIFEBOAT_TRY(m_reservations.check(state.name(), reservation));
    LIFEBOAT_TRY(checkNotRestored(state.name()));
    const QString wanted = fileNameOf(state.databasePath());
    const QString typed = parameters["confirm"_L1].toString();
    if (m_fileSystem.exists(state.databasePath()) && typed != wanted)
        return failure(typed.isEmpty() ? ErrorCode::ConfirmationNeeded
                                       : ErrorCode::ConfirmationWrong,
                       state.name(), wanted);
    return enqueue(kind, state.name(), parameters, caller.token);
}

/// As those who ask anew: not beside another one of its kind.
Result<QJsonValue> Node::retry(const OperationId &id)
{
    LIFEBOAT_ASSIGN(const Operation dead, m_queue->operation(id));
    const QString &target = dead.request.target;
    const QString &kind = dead.request.kind;
    const std::scoped_lock admission(m_admission);
    QJsonObject parameters = dead.request.parameters;
    if (kind == "restore"_L1 || kind == "undo"_L1) {
        LIFEBOAT_TRY(checkNotRestored(target));
        LIFEBOAT_TRY(m_reservations.check(target, {}));
        // The name it was given may have been another's since; the history that its peers began then is joined by its origin.
        parameters[u"lineage"_s] = makeLineage().value;
        parameters.remove(u"begin"_s);
    } else if (!m_queue->open(kind, target).isEmpty()) {
        return failure(ErrorCode::Busy, target);
    }
    return m_queue->retry(id, parameters).transform(
        [this](const Operation &operation) { return QJsonValue(describe(operation)); });
}

} // namespace lifeboat
