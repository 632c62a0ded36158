// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/succession.h"

#include "engine/base/errorobject.h"
#include "engine/log/replay.h"
#include "engine/snapshot/planobject.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

bool isKept(const LoggedHistories &histories, bool (LoggedHistory::*what)(const Position &) const, const Position &at)
{
    return histories.kept && ((*histories.kept).*what)(at);
}

/// InvalidArgument if the log has a history of that name that did not begin at `from`.
Result<> checkOwn(const LoggedHistories &histories, const Lineage &own, const Position &from)
{
    for (const auto &history : {std::optional(histories.current), histories.kept}) {
        if (history && history->bounds.lineage == own && history->origin != from)
            return failure(ErrorCode::InvalidArgument, u"lineage"_s, u"it is the name of another history"_s);
    }
    return {};
}

} // namespace

Result<Lineage> lineageAfter(ReplicatedLog &log, const Position &snapshot, const Succession &succession)
{
    const auto histories = log.histories();
    if (!histories)
        return histories.error().code == ErrorCode::LogMissing ? succession.own : snapshot.lineage;
    LIFEBOAT_TRY(checkOwn(*histories, succession.own, snapshot));
    const LoggedHistory &current = histories->current;
    if (current.holds(snapshot))
        return snapshot.lineage;
    if (current.isPast(snapshot) && !succession.isForced)
        return failure(ErrorCode::LogTrimmed, QString::number(snapshot.appliedIndex + 1));
    return current.origin == snapshot ? current.bounds.lineage : succession.own;
}

Result<bool> undoBegins(ReplicatedLog &log, const Position &back)
{
    const auto histories = log.histories();
    if (!histories)
        return histories.error().code == ErrorCode::LogMissing;
    if (histories->current.isPast(back) || isKept(*histories, &LoggedHistory::isPast, back))
        return failure(ErrorCode::LogTrimmed, QString::number(back.appliedIndex + 1));
    return !histories->current.holds(back) && !isKept(*histories, &LoggedHistory::holds, back) && histories->current.origin != back;
}

Result<> succeed(ReplicatedLog &log, ManagedState &state, const Succession &succession)
{
    LIFEBOAT_ASSIGN(const Position position, state.position());
    const auto histories = log.histories();
    const bool isGone = !histories && histories.error().code == ErrorCode::LogMissing;
    if (!isGone) {
        if (!histories)
            return failure(histories.error());
        if (histories->current.holds(position))
            return {};
        if (succession.isUndo && isKept(*histories, &LoggedHistory::holds, position))
            return log.resume(position);
        // Who follows the log goes on; this state's trouble says what it lacks.
        const bool isPast = succession.isUndo && isKept(*histories, &LoggedHistory::isPast, position);
        if (isPast || (histories->current.isPast(position) && !succession.isForced))
            return {};
    }
    if (!succession.mayBegin)
        return {};
    if (position.lineage == succession.own) { // the restore has put the state there already
        LIFEBOAT_ASSIGN(const auto origin, state.origin());
        return log.begin(position.lineage, origin.value_or(position));
    }
    if (!isGone && histories->current.origin == position)
        return state.branchOff(histories->current.bounds.lineage).transform([](const Position &) {});
    const bool mayBeOwn = !succession.own.isEmpty() && (isGone || checkOwn(*histories, succession.own, position));
    const Lineage next = mayBeOwn ? succession.own : makeLineage();
    // The log first: while it cannot be reached the state stays what it is, and if it ends in between the log's origin tells.
    LIFEBOAT_TRY(log.begin(next, position));
    return state.branchOff(next).transform([](const Position &) {});
}

void tellStanding(JobControl &control, ReplicatedLog &log, ManagedState &state, QJsonObject &result)
{
    const auto replayed = replay(control, log, state);
    if (!replayed && replayed.error().code != ErrorCode::Canceled)
        result["trouble"_L1] = errorObject(replayed.error());
    if (const auto at = state.position())
        result["position"_L1] = positionValue(*at);
}

} // namespace lifeboat
