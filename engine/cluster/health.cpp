// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/health.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using namespace std::chrono_literals;
using enum HealthReason;

/// A node that restarts is back by then.
constexpr auto kAway = 60s;
constexpr auto kStale = 10s;
constexpr auto kSkew = 5s;
constexpr Index kLag = 1000;
/// After its start a node takes its first snapshots, and sees who takes for it and what is published.
constexpr auto kBeginning = 60s;
constexpr int kIntervalsLate = 2; ///< after the one that passes before a take is due

Health healthOf(HealthReason reason, std::chrono::milliseconds statusAge)
{
    switch (reason) {
    case Unreachable:
        return statusAge > kAway ? Health::Failed : Health::Unknown;
    case FirstSnapshotDue:
        return Health::Unknown;
    case Refused:
    case NodeTroubled:
    case StateTroubled:
    case NoSnapshot:
    case NewestDamaged:
        return Health::Failed;
    case BeingRestored:
    case NewestUnverified:
    case NewestOld:
    case LogUnknown:
    case LogBehind:
    case NotPublished:
    case LeasesUnkept:
    case NodeMapUnread:
    case DeadOperations:
    case ClockSkew:
        return Health::Attention;
    }
    return Health::Failed;
}

bool isOld(const net::StateStatus &state, const QDateTime &now)
{
    return state.nextTake.isValid() && state.takeInterval > 0ms
        && state.nextTake.addDuration(kIntervalsLate * state.takeInterval) < now;
}

/// No take of the state was tried yet that would have come to its end. A policy that takes nothing promises nothing.
bool isFirstTakeDue(const net::StateStatus &state, const net::NodeStatus &status)
{
    if (state.takeInterval == 0ms || state.nextTake.isValid())
        return false;
    const bool isBeginning = status.startedAt.isValid() && status.startedAt.addDuration(kBeginning) > status.time;
    return isBeginning || status.pending + status.inFlight > 0;
}

/// A managed state has a log: where that cannot be read, or goes on in another history, nobody can say how far behind it is.
bool isLagUnknown(const net::StateStatus &state)
{
    return state.managed && !state.trouble && !(state.position && state.logLast);
}

/// Of a state of one node; a managed one that holds nothing yet needs no snapshot, and of one that is being restored nobody
/// knows whether it does.
QList<HealthReason> reasonsOf(const net::StateStatus &state, const net::NodeStatus &status)
{
    QList<HealthReason> reasons;
    if (state.trouble)
        reasons.append(StateTroubled);
    const bool isBlank = state.position && state.position->appliedIndex == 0;
    if (state.newest.isEmpty()) {
        if (!isBlank && !state.isBeingRestored && state.takenBy.isEmpty() && state.published.isEmpty())
            reasons.append(isFirstTakeDue(state, status) ? FirstSnapshotDue : NoSnapshot);
    } else {
        if (state.newestDamaged)
            reasons.append(NewestDamaged);
        else if (state.newestDepth.isEmpty())
            reasons.append(NewestUnverified);
        if (state.takenBy.isEmpty() && isOld(state, status.time))
            reasons.append(NewestOld);
    }
    if (state.isBeingRestored)
        reasons.append(BeingRestored);
    else if (isLagUnknown(state))
        reasons.append(LogUnknown);
    if (state.position && state.logLast && *state.logLast > state.position->appliedIndex + kLag)
        reasons.append(LogBehind);
    if (state.publishTrouble)
        reasons.append(NotPublished);
    return reasons;
}

} // namespace

QString healthName(Health health)
{
    switch (health) {
    case Health::Good:
        return u"good"_s;
    case Health::Unknown:
        return u"unknown"_s;
    case Health::Attention:
        return u"attention"_s;
    case Health::Failed:
        return u"failed"_s;
    }
    return {};
}

QString healthReasonName(HealthReason reason)
{
    switch (reason) {
    case Unreachable:
        return u"Unreachable"_s;
    case Refused:
        return u"Refused"_s;
    case NodeTroubled:
        return u"NodeTroubled"_s;
    case StateTroubled:
        return u"StateTroubled"_s;
    case NoSnapshot:
        return u"NoSnapshot"_s;
    case FirstSnapshotDue:
        return u"FirstSnapshotDue"_s;
    case NewestDamaged:
        return u"NewestDamaged"_s;
    case BeingRestored:
        return u"BeingRestored"_s;
    case NewestUnverified:
        return u"NewestUnverified"_s;
    case NewestOld:
        return u"NewestOld"_s;
    case LogUnknown:
        return u"LogUnknown"_s;
    case LogBehind:
        return u"LogBehind"_s;
    case NotPublished:
        return u"NotPublished"_s;
    case LeasesUnkept:
        return u"LeasesUnkept"_s;
    case NodeMapUnread:
        return u"NodeMapUnread"_s;
    case DeadOperations:
        return u"DeadOperations"_s;
    case ClockSkew:
        return u"ClockSkew"_s;
    }
    return {};
}

HealthVerdict judgeHealth(Link link, const std::optional<net::NodeStatus> &status,
                          std::chrono::milliseconds statusAge, std::chrono::milliseconds clockSkew)
{
    QList<HealthReason> reasons;
    const bool isStale = link == Link::Waiting || (status && statusAge > kStale);
    if (link == Link::Refused)
        reasons.append(Refused);
    else if (isStale)
        reasons.append(Unreachable);
    if (status) {
        if (status->trouble)
            reasons.append(NodeTroubled);
        for (const net::StateStatus &state : status->states)
            reasons += reasonsOf(state, *status);
        if (status->leaseHistoryTrouble)
            reasons.append(LeasesUnkept);
        if (status->peersTrouble)
            reasons.append(NodeMapUnread);
        if (status->dead > 0)
            reasons.append(DeadOperations);
        if (std::chrono::abs(clockSkew) > kSkew)
            reasons.append(ClockSkew);
    }
    const auto age = status ? statusAge : 0ms;
    std::ranges::sort(reasons);
    reasons.erase(std::ranges::unique(reasons).begin(), reasons.end());
    std::ranges::stable_sort(reasons, std::ranges::greater(),
                             [age](HealthReason reason) { return healthOf(reason, age); });
    if (reasons.isEmpty())
        return {status ? Health::Good : Health::Unknown, {}};
    const Health worst = healthOf(reasons.first(), age);
    return {worst, reasons};
}

} // namespace lifeboat
