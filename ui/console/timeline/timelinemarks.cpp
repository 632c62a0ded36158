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
    const double gap = std::min(kMarkGap, distance);
    qsizetype first = track.firstFrom(scale.moment(-margin) / bucket * bucket);
    while (first < events.size() && events.at(first).at <= end) {
        const qint64 next = (events.at(first).at / bucket + 1) * bucket;
        const qsizetype last = track.firstFrom(next) - 1;
        const double begin = scale.x(events.at(first).at);
        const double right = scale.x(events.at(last).at);
        TimelineMark mark{(begin + right) / 2, right, first, last, track.worst(first, last)};
        if (!marks.isEmpty()) {
            TimelineMark &before = marks.last();
            before.behind = mark.before = right - before.right;
            // On both sides of a border: each gives way on its own side, so that neither is moved twice.
            if (mark.x - before.x < gap) {
                const double border = scale.x(events.at(first).at / bucket * bucket);
                before.x = std::min(before.x, border - gap / 2);
                mark.x = std::max(mark.x, border + gap / 2);
            }
        }
        marks.append(mark);
        first = last + 1;
    }
    return marks;
}

QList<TimelineMark> flagsOf(const TimelineTrack &track, const TimelineScale &scale, double distance)
{
    QList<TimelineMark> flags;
    for (const TimelineMark &mark : marksOf(track, scale, distance, distance)) {
        // Never more than two: of three buckets the outer ones are `distance` apart.
        if (flags.isEmpty() || mark.before >= kLeastFlag) {
            flags.append(mark);
            continue;
        }
        TimelineMark &joined = flags.last();
        joined.before += mark.before;
        if (flags.size() > 1)
            flags[flags.size() - 2].behind = joined.before;
        joined.right = mark.right;
        joined.behind = mark.behind;
        joined.last = mark.last;
        joined.worst = track.worst(joined.first, joined.last);
    }
    return flags;
}

} // namespace lifeboat::ui
