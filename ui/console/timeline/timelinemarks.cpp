// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelinemarks.h"

namespace lifeboat::ui {

QList<TimelineMark> marksOf(const TimelineTrack &track, const TimelineScale &scale, double distance, double margin)
{
    QList<TimelineMark> marks;
    const QList<TimelineEvent> &events = track.events();
    const qint64 end = scale.moment(scale.width() + margin);
    // Buckets are laid from a fixed origin, so that marks do not change their make-up while the view pans.
    const qint64 bucket = std::max<qint64>(1, qint64(distance / scale.pixelsPerMillisecond()));
    qsizetype first = track.firstFrom(scale.moment(-margin) / bucket * bucket);
    while (first < events.size() && events.at(first).at <= end) {
        const qint64 next = (events.at(first).at / bucket + 1) * bucket;
        const qsizetype last = track.firstFrom(next) - 1;
        const double begin = scale.x(events.at(first).at);
        const double right = scale.x(events.at(last).at);
        marks.append({(begin + right) / 2, right, first, last, track.worst(first, last)});
        first = last + 1;
    }
    return marks;
}

} // namespace lifeboat::ui
