// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/absences.h"

#include "app/lifeboatctl/reach.h"
#include "engine/base/clock.h"
#include "engine/base/errorobject.h"

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

bool Absences::isLost(const NodeConnection &node)
{
    const auto now = SystemClock::instance().steadyNow();
    if (node.link() == Link::Online) {
        if (m_since.remove(&node))
            m_console.note(u"lifeboatctl: node %1 is back"_s.arg(node.name()));
        return isUnnoted(node, now);
    }
    m_unnotedSince.remove(&node);
    if (!m_since.contains(&node)) {
        m_since.insert(&node, now);
        m_console.note(u"lifeboatctl: node %1 cannot be reached any more; waiting for it (--wait %2)"_s.arg(
            node.name(), QString::number(m_wait.count())));
    }
    return now - m_since[&node] >= m_wait;
}

bool Absences::isUnnoted(const NodeConnection &node, std::chrono::nanoseconds now)
{
    if (!node.unnoted()) {
        if (m_unnotedSince.remove(&node))
            m_console.note(u"lifeboatctl: node %1 notes what it does again"_s.arg(node.name()));
        return false;
    }
    if (!m_unnotedSince.contains(&node)) {
        m_unnotedSince.insert(&node, now);
        explainUnnoted(m_console, node);
        m_console.note(u"lifeboatctl: waiting for %1 (--wait %2)"_s.arg(node.name(), QString::number(m_wait.count())));
    }
    return now - m_unnotedSince[&node] >= m_wait;
}

Error lostError(const NodeConnection &node)
{
    if (const auto unnoted = node.unnoted())
        return *unnoted;
    return {ErrorCode::Disconnected, node.name(), u"it may go on there"_s};
}

} // namespace lifeboat::cli
