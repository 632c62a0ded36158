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
    if (!m_leases->held() || isOpen(u"publish"_s) || isOpen(u"restore"_s))
        return;
    const auto entries = state.catalog();
    const CatalogEntry *const newest = entries ? newestIntact(*entries, m_clock.utcNow()) : nullptr;
    if (!newest || !newest->summary->manifest.position)
        return;
    const QString snapshot = newest->summary->manifest.id.value;
    if (isTurn([&snapshot](Policing &policing) { return std::exchange(policing.published, snapshot) != snapshot; }))
        ask(u"publish"_s, {{u"snapshot"_s, snapshot}});
}

/// Who cannot work with its state must not lead: nobody would take and publish any more.
void Node::policeLease()
{
    const bool isWell = std::ranges::none_of(m_states, [](const auto &state) { return state->isManaged() && state->trouble(); });
    const auto now = m_clock.steadyNow();
    if (isWell)
        m_wellUntil = now + kTroubleBorne;
    m_leases->setCompeting(now < m_wellUntil);
}

} // namespace lifeboat
