// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leaseview.h"

#include <algorithm>

namespace lifeboat {

namespace {

constexpr qsizetype kKept = 20'000;
constexpr std::chrono::seconds kSameGrant(10);

bool isOlder(const LeaseEvent &a, const LeaseEvent &b)
{
    return std::tie(a.time, a.revision, a.name, a.kind) < std::tie(b.time, b.revision, b.name, b.kind);
}

bool isRoutine(const LeaseEvent &event)
{
    return event.kind == LeaseEvent::Kind::Renewed && event.late * 2 < std::chrono::milliseconds(event.time.msecsTo(event.expires));
}

/// What was told of the same grant before.
QList<LeaseEvent>::iterator sameGrant(QList<LeaseEvent> &history, const LeaseEvent &event)
{
    if (!isGrant(event.kind))
        return history.end();
    // Who saw it has its record's time, others what the record says of when it was acquired.
    const auto begin = std::ranges::lower_bound(history, event.time.addDuration(-kSameGrant), {}, &LeaseEvent::time);
    const auto end = std::ranges::upper_bound(history, event.time.addDuration(kSameGrant), {}, &LeaseEvent::time);
    const auto found = std::find_if(begin, end, [&event](const LeaseEvent &each) {
        return isGrant(each.kind) && each.name == event.name && each.revision == event.revision;
    });
    return found == end ? history.end() : found;
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
        if (const auto known = sameGrant(m_history, event); known != m_history.end()) {
            // Who did not see it happen knows no more than that it was acquired.
            if (event.kind == LeaseEvent::Kind::Acquired)
                continue;
            m_history.erase(known);
        }
        m_history.insert(std::ranges::lower_bound(m_history, event, isOlder), event);
        isNews = true;
    }
    if (m_history.size() > kKept)
        m_history.remove(0, m_history.size() - kKept);
    return isNews;
}

} // namespace lifeboat
