// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelinelane.h"

#include <algorithm>

namespace lifeboat::ui {

void TimelineTrack::setEvents(QList<TimelineEvent> events)
{
    std::ranges::stable_sort(events, {}, &TimelineEvent::at);
    m_events = std::move(events);
    m_badBefore = {0};
    m_doubtfulBefore = {0};
    m_badBefore.reserve(m_events.size() + 1);
    m_doubtfulBefore.reserve(m_events.size() + 1);
    for (const TimelineEvent &event : std::as_const(m_events)) {
        m_badBefore.append(m_badBefore.last() + (event.health == Health::Bad));
        m_doubtfulBefore.append(m_doubtfulBefore.last() + (event.health != Health::Good));
    }
}

qsizetype TimelineTrack::firstFrom(qint64 moment) const
{
    return std::ranges::lower_bound(m_events, moment, {}, &TimelineEvent::at) - m_events.begin();
}

Health TimelineTrack::worst(qsizetype first, qsizetype last) const
{
    if (m_badBefore.at(last + 1) > m_badBefore.at(first))
        return Health::Bad;
    return m_doubtfulBefore.at(last + 1) > m_doubtfulBefore.at(first) ? Health::Warning : Health::Good;
}

} // namespace lifeboat::ui
