// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelineview.h"

#include "ui/text/format.h"

#include <QTimeZone>

/// What stands where in a timeline, and in words.
namespace lifeboat::ui {

QString TimelineView::titleOf(const TimelineHit &hit) const
{
    const QList<TimelineEvent> &events = trackOf(hit).events();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const TimelineEvent &first = events.at(hit.mark.first);
    if (hit.mark.count() == 1)
        return tr("%1 · %2").arg(text::moment(QDateTime::fromMSecsSinceEpoch(first.at, QTimeZone::UTC), now),
                                 first.title);
    const int count = int(hit.mark.count());
    if (hit.drill && m_model.isOfNodes())
        return tr("%n restores and drills", nullptr, count);
    return hit.drill ? tr("%n drills", nullptr, count) : tr("%n snapshots", nullptr, count);
}

QString TimelineView::detailsOf(const TimelineHit &hit) const
{
    const QList<TimelineEvent> &events = trackOf(hit).events();
    if (hit.mark.count() == 1)
        return events.at(hit.mark.first).details;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto when = [&](qsizetype number) {
        return text::moment(QDateTime::fromMSecsSinceEpoch(events.at(number).at, QTimeZone::UTC), now);
    };
    const QString range = tr("%1 to %2").arg(when(hit.mark.first), when(hit.mark.last));
    switch (hit.mark.worst) {
    case Health::Bad: return hit.drill ? tr("%1 · some failed").arg(range) : tr("%1 · some are damaged").arg(range);
    case Health::Good: return hit.drill ? tr("%1 · all passed").arg(range) : tr("%1 · all verified").arg(range);
    default: return tr("%1 · some are not verified").arg(range);
    }
}

TimelineHit TimelineView::hitAt(const QPointF &point) const
{
    if (point.y() < m_layout.lanesTop() || point.y() > m_layout.lanesBottom())
        return {};
    for (qsizetype number = 0; number < m_model.lanes().size(); ++number) {
        if (std::abs(point.y() - m_layout.laneMiddle(number)) > m_layout.lane / 2)
            continue;
        const TimelineLane &lane = m_model.lanes().at(number);
        for (const TimelineMark &mark : flagsOf(lane.drills, m_scale, m_layout.kFlagDistance)) {
            const double x = m_scale.x(lane.drills.events().at(mark.last).at);
            const double width = std::min(m_layout.kFlagDistance, mark.behind - 4);
            if (m_layout.flag(x, number, width).adjusted(-3, -2, 3, 4).contains(point))
                return {number, true, mark};
        }
        for (const TimelineMark &mark : marksOf(lane.snapshots, m_scale, m_layout.kMarkDistance)) {
            if (m_layout.mark(mark.x, number).adjusted(-4, -6, 4, 14).contains(point))
                return {number, false, mark};
        }
    }
    return {};
}

std::pair<QString, QString> TimelineView::leaseWords(const QPointF &point) const
{
    constexpr double kNear = 7;
    if (point.x() < m_layout.timeLeft() || point.y() < m_layout.lanesTop() || point.y() > m_layout.lanesBottom())
        return {};
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const double x = point.x() - m_layout.timeLeft();
    for (qsizetype number = m_model.firstLease(); number < m_model.lanes().size(); ++number) {
        if (std::abs(point.y() - m_layout.laneMiddle(number)) > m_layout.lane / 2)
            continue;
        const LeaseTrack &track = m_model.lanes().at(number).lease;
        const auto cross = std::ranges::lower_bound(track.crosses, m_scale.moment(x - kNear), {}, &LeaseCross::at);
        if (point.y() < m_layout.laneMiddle(number) && cross != track.crosses.end() && m_scale.x(cross->at) <= x + kNear)
            return {tr("Publish of %1 refused").arg(cross->holder),
                    tr("%1 · token %2, nothing was overwritten")
                        .arg(text::moment(QDateTime::fromMSecsSinceEpoch(cross->at, QTimeZone::UTC), now),
                             text::number(cross->token))};
        if (const qsizetype bar = barAt(track, m_scale.moment(x)); bar >= 0)
            return {lifeboat::ui::titleOf(track.bars.at(bar)), lifeboat::ui::detailsOf(track.bars.at(bar), now)};
    }
    return {};
}

} // namespace lifeboat::ui
