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
    double before = kAlone; ///< from the `right` of the mark before; kAlone: there is none in view
    double behind = kAlone; ///< to the `right` of the next

    static constexpr double kAlone = 1e9;

    qsizetype count() const { return last - first + 1; }
};

/// No two marks' middles are nearer than this.
inline constexpr double kMarkGap = 17;
/// Room for a flag with nothing but a shape on it.
inline constexpr double kLeastFlag = 25;

/// The marks of a track within the scale and a `margin` of pixels around it, events within `distance` pixels
/// become one mark, and marks nearer than kMarkGap are moved apart. Costs as much as there are marks, however many events they stand for.
QList<TimelineMark> marksOf(const TimelineTrack &track, const TimelineScale &scale, double distance,
                            double margin = 20);

/// The poles of flags, which are wider than marks: as marksOf(), and those whose poles are nearer than kLeastFlag are one.
QList<TimelineMark> flagsOf(const TimelineTrack &track, const TimelineScale &scale, double distance);

} // namespace lifeboat::ui
