// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/timeline/timelinemarks.h"

#include <QRectF>

namespace lifeboat::ui {

/// Where things stand in the timeline's area; shared by what paints and what finds the thing under the pointer.
struct TimelineLayout {
    static constexpr double kAxis = 30; ///< height of the time axis on top
    static constexpr double kLane = 60; ///< of a lane, where there is room
    static constexpr double kLeastLane = 44; ///< with less the marks of one would touch the next one's
    static constexpr double kStrip = 30; ///< the whole of time at the bottom
    static constexpr double kStripGap = 18;
    static constexpr double kMark = 14; ///< side of a marker
    static constexpr double kMarkDistance = 23; ///< markers closer than this become one
    static constexpr double kFlagDistance = 76;

    double names = 150; ///< width of the lane names at the left
    double width = 0;
    double height = 0;
    double scroll = 0; ///< lanes moved up by this much
    double lane = kLane; ///< height of each
    bool hasStrip = true;

    double timeLeft() const { return names; }
    double timeWidth() const { return std::max(1.0, width - names - 12); }
    double lanesTop() const { return kAxis; }
    double lanesBottom() const { return height - (hasStrip ? kStrip + kStripGap : 4); }
    double laneMiddle(qsizetype number) const { return kAxis + (double(number) + 0.5) * lane - scroll + 4; }
    /// Null where there is none.
    QRectF strip() const { return hasStrip ? QRectF(timeLeft(), height - kStrip - 4, timeWidth(), kStrip) : QRectF(); }
    QRectF mark(double x, qsizetype number) const
    {
        return {timeLeft() + x - kMark / 2, laneMiddle(number) - kMark / 2, kMark, kMark};
    }
    /// A flag flies to the right of its pole, at the right edge to the left.
    QRectF flag(double x, qsizetype number, double flagWidth) const
    {
        const double pole = timeLeft() + x;
        const double left = pole + flagWidth > width ? pole - flagWidth : pole;
        return {left, laneMiddle(number) - kMark / 2 - 20, flagWidth, 15};
    }
    double contentHeight(qsizetype lanes) const { return double(lanes) * lane; }
    /// Lanes become lower where all of them are in sight then; what is scrolled away comes back where there is room for it.
    void fitLanes(qsizetype lanes)
    {
        const double room = lanesBottom() - lanesTop();
        const double each = room / double(std::max<qsizetype>(1, lanes));
        lane = each < kLeastLane ? kLane : std::min(each, kLane);
        scroll = std::clamp(scroll, 0.0, std::max(0.0, contentHeight(lanes) - room));
    }
    /// Of an area that shows so many lanes in full.
    static int heightFor(qsizetype lanes) { return int(kAxis + kLane * double(lanes) + kStrip + kStripGap) + 10; }
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
