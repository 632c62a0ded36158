// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/leaselane.h"

#include "engine/lease/leaseview.h"
#include "engine/lease/leasecourse.h"
#include "ui/console/timeline/timelinelane.h"
#include "ui/console/workspace/subject.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

namespace lifeboat::ui {

namespace {

constexpr double kThin = 2; ///< turns narrower than this are painted together

QDateTime timeOf(qint64 moment)
{
    return QDateTime::fromMSecsSinceEpoch(moment, QTimeZone::UTC);
}

/// Node names to colours; whoever is none of the nodes gets the next one.
class HolderColours
{
public:
    explicit HolderColours(const Subject &subject)
    {
        const Cluster *const cluster = subject.cluster();
        for (const NodeConnection *node : cluster ? cluster->nodes() : QList<NodeConnection *>()) {
            m_places.insert(node->name(), subject.placeOf(node->profile().url));
            m_next = std::max(m_next, m_places.value(node->name()) + 1);
        }
    }

    qsizetype of(const QString &holder)
    {
        const auto known = m_places.constFind(holder);
        return known != m_places.constEnd() ? *known : *m_places.insert(holder, m_next++);
    }

private:
    QHash<QString, qsizetype> m_places;
    qsizetype m_next = 0;
};

} // namespace

QList<LeaseStroke> strokesOf(const LeaseTrack &track, const TimelineScale &scale)
{
    QList<LeaseStroke> strokes;
    const QList<LeaseBar> &bars = track.bars;
    const auto firstFrom = [&](qsizetype start, qint64 moment) {
        return std::ranges::lower_bound(bars.begin() + start, bars.end(), moment, {}, &LeaseBar::from) - bars.begin();
    };
    // The one before the first that begins in view may reach into it.
    qsizetype number = std::max<qsizetype>(0, firstFrom(0, scale.from()) - 1);
    while (number < bars.size() && bars.at(number).from <= scale.to()) {
        const LeaseBar &bar = bars.at(number);
        LeaseStroke stroke{scale.x(bar.from), scale.x(bar.to), scale.x(bar.until), number, number};
        const bool thin = stroke.ghost - stroke.left < kThin;
        const qsizetype next = thin ? std::max(number + 1, firstFrom(number, scale.moment(stroke.left + kThin))) : number + 1;
        if (next > number + 1) {
            stroke.last = next - 1;
            stroke.right = std::max(stroke.left + kThin, scale.x(bars.at(stroke.last).to));
            stroke.ghost = std::max(stroke.right, scale.x(bars.at(stroke.last).until));
        }
        if (stroke.ghost >= 0)
            strokes.append(stroke);
        number = next;
    }
    return strokes;
}

qsizetype barAt(const LeaseTrack &track, qint64 moment)
{
    const auto after = std::ranges::upper_bound(track.bars, moment, {}, &LeaseBar::from);
    const qsizetype number = after - track.bars.begin() - 1;
    return number >= 0 && moment <= track.bars.at(number).until ? number : -1;
}

QList<TimelineLane> laneOfLeases(const Subject &subject, const LeaseView &leases)
{
    QList<TimelineLane> lanes;
    if (!leases.sight())
        return lanes;
    // Nobody knows who holds it by now where nothing new comes: bars end with what was told.
    const QDateTime told = leases.now().addDuration(-leases.age());
    HolderColours colours(subject);
    for (const LeaseCourse &course : leaseCourses(leases.history(), leases.sight()->leases, told)) {
        TimelineLane lane;
        lane.key = QStringLiteral("lease\n") + course.name;
        lane.name = course.name;
        lane.store = QCoreApplication::translate("lifeboat::ui::TimelineModel", "lease");
        lane.place = 0;
        for (const LeaseSpan &span : course.spans)
            lane.lease.bars.append({span.from.toMSecsSinceEpoch(), span.to.toMSecsSinceEpoch(), span.until.toMSecsSinceEpoch(),
                                    colours.of(span.holder), span.holder, span.token, span.isContested});
        for (const LeaseEvent &refused : course.refused)
            lane.lease.crosses.append({refused.time.toMSecsSinceEpoch(), refused.holder, refused.token});
        lanes.append(lane);
    }
    return lanes;
}

QString titleOf(const LeaseBar &bar)
{
    return QCoreApplication::translate("lifeboat::ui::TimelineModel", "%1 · token %2").arg(bar.holder, text::number(bar.token));
}

QString detailsOf(const LeaseBar &bar, const QDateTime &now)
{
    QString words = QCoreApplication::translate("lifeboat::ui::TimelineModel", "%1 to %2")
                        .arg(text::moment(timeOf(bar.from), now), text::moment(timeOf(bar.to), now));
    if (bar.until - bar.to >= 1000)
        words += QCoreApplication::translate("lifeboat::ui::TimelineModel", ", could have lived until %1")
                     .arg(text::moment(timeOf(bar.until), now));
    if (bar.contested)
        words += QCoreApplication::translate("lifeboat::ui::TimelineModel", ", while another’s was not over");
    return words;
}

} // namespace lifeboat::ui
