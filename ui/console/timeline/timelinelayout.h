// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/timeline/timelinemarks.h"

#include <QRectF>

namespace lifeboat::ui {

/// Where things stand in the timeline's area; shared by what paints and what finds the thing under the pointer.
struct TimelineLayout {
    static constexpr double kAxis = 30; ///< height of the time axis on top
    static constexpr double kLane = 60;
    static constexpr double kStrip = 30; ///< the whole of time at the bottom
    static constexpr double kStripGap = 18;
    static constexpr double kMark = 14; ///< side of a marker
    static constexpr double kMarkDistance = 23; ///< markers closer than this become one
    static constexpr double kFlagDistance = 76;

    double names = 150; ///< width of the lane names at the left
    double width = 0;
    double height = 0;
    double scroll = 0; ///< lanes moved up by this much

    double timeLeft() const { return names; }
    double timeWidth() const { return std::max(1.0, width - names - 12); }
    double lanesTop() const { return kAxis; }
    double lanesBottom() const { return height - kStrip - kStripGap; }
    double laneMiddle(qsizetype lane) const { return kAxis + (double(lane) + 0.5) * kLane - scroll + 4; }
    QRectF strip() const { return {timeLeft(), height - kStrip - 4, timeWidth(), kStrip}; }
    QRectF mark(double x, qsizetype lane) const
    {
        return {timeLeft() + x - kMark / 2, laneMiddle(lane) - kMark / 2, kMark, kMark};
    }
    /// A flag flies to the right of its pole, at the right edge to the left.
    QRectF flag(double x, qsizetype lane, double flagWidth) const
    {
        const double pole = timeLeft() + x;
        const double left = pole + flagWidth > width ? pole - flagWidth : pole;
        return {left, laneMiddle(lane) - kMark / 2 - 20, flagWidth, 15};
    }
    double contentHeight(qsizetype lanes) const { return double(lanes) * kLane; }
};

/// A mark of the timeline: which lane, which of its tracks, which events.
struct TimelineHit {
    qsizetype lane = -1;
    bool drill = false;
    TimelineMark mark;

    bool isValid() const { return lane >= 0; }
    /// True if what `other` stands for is all in here.
    bool covers(const TimelineHit &other) const
    {
        return lane == other.lane && drill == other.drill && mark.first <= other.mark.first
            && mark.last >= other.mark.last;
    }
};

} // namespace lifeboat::ui
