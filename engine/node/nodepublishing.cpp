// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/node.h"

#include "engine/base/missing.h"

using namespace Qt::StringLiterals;

/// When a node publishes, and when it recovers from what was published.
namespace lifeboat {

namespace {

/// Between two tries to recover a state that fell out of its log.
constexpr std::chrono::seconds kRecoveryPause(30);

/// A state is in trouble for a moment whenever it is restored or its log comes back.
constexpr std::chrono::seconds kTroubleBorne(10);

/// Between two tries to publish the same snapshot, each with its attempts.
constexpr std::chrono::minutes kPublishPause(5);

/// After a rebuild that found nothing to point to: it reads all there is.
constexpr std::chrono::minutes kRebuildPause(5);

/// Between two looks at what is published.
constexpr std::chrono::seconds kSightPause(10);

/// Nothing new published for so long, though there is, or three intervals of the policy if that is longer.
constexpr std::chrono::minutes kLate(10);

bool covers(const Latest &latest, const Position &position)
{
    return !latest.snapshots.isEmpty() && latest.snapshots.first().position.lineage == position.lineage
        && latest.snapshots.first().position.appliedIndex >= position.appliedIndex;
}

} // namespace

void Node::handlePublished()
{
    if (!m_publication)
        return;
    m_runner->handle(u"publish"_s, [this](JobControl &control, const Operation &operation) -> Result<QJsonObject> {
        ProtectedState *const state = stateCalled(operation.request.target);
        if (!state)
            return missing(Missing::State, operation.request.target);
        return m_publication->publish(control, *state, operation.request.parameters["snapshot"_L1].toString());
    });
    m_runner->handle(u"recover"_s, [this](JobControl &control, const Operation &operation) -> Result<QJsonObject> {
        ProtectedState *const state = stateCalled(operation.request.target);
        if (!state)
            return missing(Missing::State, operation.request.target);
        return m_publication->recover(control, *state, operation.id.value);
    });
    m_runner->handle(u"rebuild"_s, [this](JobControl &control, const Operation &operation) -> Result<QJsonObject> {
        ProtectedState *const state = stateCalled(operation.request.target);
        if (!state)
            return failure(ErrorCode::NotFound, operation.request.target, u"no such state"_s);
        auto done = m_publication->rebuild(control, *state, operation.request.parameters["lost"_L1].toBool());
        const std::scoped_lock lock(m_mutex);
        Policing &policing = m_policing[state->name()];
        if (done && done->contains("snapshot"_L1))
            policing.nextSight = {};
        else
            policing.nextRebuild = m_clock.steadyNow() + kRebuildPause;
        return done;
    });
}

void Node::policePublished(ProtectedState &state)
{
    const auto isOpen = [&](const QString &kind) { return !m_queue->open(kind, state.name()).isEmpty(); };
    const auto ask = [&](const QString &kind, const QJsonObject &parameters) {
        (void)m_queue->add({.kind = kind, .target = state.name(), .parameters = parameters, .actor = u"policy"_s});
    };
    // Nothing is asked for under m_mutex: the queue tells operationChanged(), which takes it.
    const auto isTurn = [&](auto &&mark) {
        const std::scoped_lock lock(m_mutex);
        return mark(m_policing[state.name()]);
    };
    const std::scoped_lock admission(m_admission);
    if (const auto trouble = state.trouble(); trouble && trouble->code == ErrorCode::LogTrimmed) {
        const auto now = m_clock.steadyNow();
        if (isOpen(u"recover"_s) || isOpen(u"restore"_s) || isOpen(u"undo"_s)
            || !isTurn([now](Policing &policing) {
                   return now >= policing.nextRecovery && (policing.nextRecovery = now + kRecoveryPause, true);
               }))
            return;
        // The one that was given up is tried again: what it lacked may be published by now.
        for (const Operation &before : m_queue->list(100)) {
            if (before.request.kind == "recover"_L1 && before.request.target == state.name()
                && before.status == OperationStatus::Dead && m_queue->retry(before.id))
                return;
        }
        ask(u"recover"_s, {});
        return;
    }
    const std::optional<Lease> lease = m_leases->held();
    if (!lease || isOpen(u"publish"_s) || isOpen(u"restore"_s))
        return;
    const std::optional<Position> here = state.position();
    QList<CatalogEntry> entries = state.catalog().value_or(QList<CatalogEntry>());
    // One of a history that was left may be the newest this node has.
    entries.removeIf([&here](const CatalogEntry &each) {
        return !here || !each.summary || !each.summary->manifest.position
            || each.summary->manifest.position->lineage != here->lineage;
    });
    const CatalogEntry *const newest = newestIntact(entries, m_clock.utcNow());
    if (!newest)
        return;
    const QString snapshot = newest->summary->manifest.id.value;
    const Position position = *newest->summary->manifest.position;
    const auto now = m_clock.steadyNow();
    if (isTurn([&](Policing &policing) {
            const bool isLeft = policing.sight && !policing.sight->trouble && !covers(policing.sight->latest, position);
            // Under another token: what was asked for before may have died of the lease that was lost.
            const bool wasAskedFor = policing.published == snapshot && policing.publishedUnder == lease->token;
            if (wasAskedFor && !(isLeft && now >= policing.nextPublish))
                return false;
            policing.published = snapshot;
            policing.publishedUnder = lease->token;
            policing.nextPublish = now + kPublishPause;
            return true;
        }))
        ask(u"publish"_s, {{u"snapshot"_s, snapshot}});
}

/// At what is published, by whoever it was; the pointer that was lost is asked for anew. In a thread that may wait.
void Node::lookAtPublished(ProtectedState &state)
{
    if (!m_publication || !state.isManaged())
        return;
    const auto now = m_clock.steadyNow();
    {
        const std::scoped_lock lock(m_mutex);
        auto &next = m_policing[state.name()].nextSight;
        if (now < next)
            return;
        next = now + kSightPause;
    }
    const auto sight = m_publication->look(state);
    if (!sight)
        return;
    const std::optional<Position> position = state.position();
    const auto patience = std::max<std::chrono::nanoseconds>(kLate, 3 * m_config.policy.interval);
    bool isNews = false;
    {
        const std::scoped_lock lock(m_mutex);
        Policing &policing = m_policing[state.name()];
        const bool isAllThere = !position || position->appliedIndex == 0 || covers(sight->latest, *position);
        if (isAllThere || !policing.sight || policing.sight->latest.snapshots != sight->latest.snapshots)
            policing.movedAt = now;
        const bool isLate = m_config.policy.interval.count() > 0 && now - policing.movedAt > patience;
        isNews = std::exchange(policing.isLate, isLate) != isLate || !policing.sight
            || policing.sight->trouble != sight->trouble;
        policing.sight = *sight;
    }
    if (isNews)
        publish(u"status"_s, {});
    if (!sight->isLost || !m_leases->held())
        return;
    const std::scoped_lock admission(m_admission);
    if (!m_queue->open(u"rebuild"_s, state.name()).isEmpty() || !m_queue->open(u"publish"_s, state.name()).isEmpty())
        return;
    const bool isDue = [&] {
        const std::scoped_lock lock(m_mutex);
        return now >= m_policing[state.name()].nextRebuild; // set before the one that was open ended
    }();
    if (isDue)
        (void)m_queue->add({.kind = u"rebuild"_s,
                            .target = state.name(),
                            .parameters = {{u"lost"_s, true}},
                            .actor = u"policy"_s,
                            .maxAttempts = 1});
}

/// Why a state's snapshots are not published for the cluster as they should be.
std::optional<Error> Node::publishTrouble(const ProtectedState &state) const
{
    if (!m_leases || !state.isManaged())
        return {};
    if (const auto trouble = m_leases->lastingTrouble())
        return trouble; // whoever cannot lead says so, however long ago something was published
    if (!m_publication)
        return {};
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_policing.find(state.name());
        if (found != m_policing.end() && found->second.sight && found->second.sight->trouble)
            return found->second.sight->trouble;
        if (found != m_policing.end() && found->second.isLate)
            return Error{ErrorCode::NotPublished, state.name(), {}};
    }
    if (!m_leases->held())
        return {}; // another's to do by now
    for (const Operation &each : m_queue->list()) {
        if (each.request.kind != "publish"_L1 || each.request.target != state.name())
            continue;
        const ErrorCode code = each.lastError.value_or(Error{}).code;
        const bool isGivenUp = each.status == OperationStatus::Dead && code != ErrorCode::Canceled && code != ErrorCode::LeaseLost;
        return isGivenUp ? each.lastError : std::nullopt;
    }
    return {};
}

/// Who cannot work with its state must not lead: nobody would take and publish any more.
void Node::policeLease()
{
    const bool isWell = std::ranges::none_of(m_states, [](const auto &state) { return state->isManaged() && state->trouble(); });
    const auto now = m_clock.steadyNow();
    if (isWell || !m_wellUntil)
        m_wellUntil = now + kTroubleBorne;
    m_leases->setCompeting(now < *m_wellUntil);
}

} // namespace lifeboat
