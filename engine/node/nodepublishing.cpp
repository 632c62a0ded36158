// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/node.h"

using namespace Qt::StringLiterals;

/// When a node publishes, and when it recovers from what was published.
namespace lifeboat {

namespace {

/// Between two tries to recover a state that fell out of its log.
constexpr std::chrono::seconds kRecoveryPause(30);

} // namespace

void Node::handlePublished()
{
    if (!m_publication)
        return;
    m_runner->handle(u"publish"_s, [this](JobControl &control, const Operation &operation) -> Result<QJsonObject> {
        ProtectedState *const state = stateCalled(operation.request.target);
        if (!state)
            return failure(ErrorCode::NotFound, operation.request.target, u"no such state"_s);
        return m_publication->publish(control, *state, operation.request.parameters["snapshot"_L1].toString());
    });
    m_runner->handle(u"recover"_s, [this](JobControl &control, const Operation &operation) -> Result<QJsonObject> {
        ProtectedState *const state = stateCalled(operation.request.target);
        if (!state)
            return failure(ErrorCode::NotFound, operation.request.target, u"no such state"_s);
        return m_publication->recover(control, *state, operation.id.value);
    });
}

void Node::policePublished(ProtectedState &state)
{
    const auto isOpen = [&](const QString &kind) { return !m_queue->open(kind, state.name()).isEmpty(); };
    const auto ask = [&](const QString &kind, const QJsonObject &parameters) {
        (void)m_queue->add({.kind = kind, .target = state.name(), .parameters = parameters, .actor = u"policy"_s});
    };
    const std::scoped_lock admission(m_admission);
    if (const auto trouble = state.trouble(); trouble && trouble->code == ErrorCode::LogTrimmed) {
        const std::scoped_lock lock(m_mutex);
        auto &next = m_policing[state.name()].nextRecovery;
        if (m_clock.steadyNow() < next || isOpen(u"recover"_s) || isOpen(u"restore"_s) || isOpen(u"undo"_s))
            return;
        next = m_clock.steadyNow() + kRecoveryPause;
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
    const std::scoped_lock lock(m_mutex);
    if (std::exchange(m_policing[state.name()].published, snapshot) != snapshot)
        ask(u"publish"_s, {{u"snapshot"_s, snapshot}});
}

} // namespace lifeboat
