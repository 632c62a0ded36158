// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leaseview.h"

#include <algorithm>

namespace lifeboat {

namespace {

constexpr qsizetype kKept = 20'000;

bool isOlder(const LeaseEvent &a, const LeaseEvent &b)
{
    return std::tie(a.time, a.revision, a.name, a.kind) < std::tie(b.time, b.revision, b.name, b.kind);
}

bool isRoutine(const LeaseEvent &event)
{
    return event.kind == LeaseEvent::Kind::Renewed && event.late * 2 < std::chrono::milliseconds(event.time.msecsTo(event.expires));
}

} // namespace

bool LeaseView::addToHistory(const QList<LeaseEvent> &events)
{
    bool isNews = false;
    for (const LeaseEvent &event : events) {
        if (isRoutine(event))
            continue;
        const auto place = std::ranges::lower_bound(m_history, event, isOlder);
        if (place != m_history.end() && *place == event)
            continue;
        m_history.insert(place, event);
        isNews = true;
    }
    if (m_history.size() > kKept)
        m_history.remove(0, m_history.size() - kKept);
    return isNews;
}

} // namespace lifeboat
