// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/timeline/timelinelane.h"
#include "ui/console/timeline/timelinescale.h"

namespace lifeboat::ui {

/// What is drawn at one place: one event, or several that would overlap.
struct TimelineMark {
    double x = 0; ///< its middle
    double right = 0; ///< of the last event in it
    qsizetype first = 0; ///< events [first, last] of the track
    qsizetype last = 0;
    Health worst = Health::Unknown;

    qsizetype count() const { return last - first + 1; }
};

/// The marks of a track within the scale and a `margin` of pixels around it, at least `distance` pixels apart: events
/// closer than that become one mark. Costs as much as there are marks, however many events they stand for.
QList<TimelineMark> marksOf(const TimelineTrack &track, const TimelineScale &scale, double distance,
                            double margin = 20);

} // namespace lifeboat::ui
