// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/timeline/timelinescale.h"

namespace lifeboat {
class LeaseView;
}

namespace lifeboat::ui {

class Subject;
struct TimelineLane;

/// One holder's turn with a lease, as a timeline shows it. Moments are milliseconds since 1970, UTC, by the bucket's clock.
struct LeaseBar {
    qint64 from = 0;
    qint64 to = 0; ///< known to hold it until then
    qint64 until = 0; ///< could have acted until then: the ghost
    qsizetype place = 0; ///< the holder's colour
    QString holder;
    quint64 token = 0;
    bool contested = false; ///< granted while another's was not over

    bool operator==(const LeaseBar &) const = default;
};

/// A publish that was refused.
struct LeaseCross {
    qint64 at = 0;
    QString holder;
    quint64 token = 0;

    bool operator==(const LeaseCross &) const = default;
};

/// What a lease's lane shows: turns and crosses, each in order of time.
struct LeaseTrack {
    QList<LeaseBar> bars;
    QList<LeaseCross> crosses;

    bool isEmpty() const { return bars.isEmpty() && crosses.isEmpty(); }
    bool operator==(const LeaseTrack &) const = default;
};

/// A stretch of a lane as it is painted: one turn, or several too short to be told apart.
struct LeaseStroke {
    double left = 0, right = 0, ghost = 0; ///< pixels
    qsizetype first = 0, last = 0; ///< bars

    bool isBundle() const { return last > first; }
    bool operator==(const LeaseStroke &) const = default;
};

/// What is to be painted of the bars between 0 and the scale's width, at most one stroke a pixel or two, whatever the number
/// of bars.
QList<LeaseStroke> strokesOf(const LeaseTrack &track, const TimelineScale &scale);

/// The bar at a moment, the last one that began; -1: none.
qsizetype barAt(const LeaseTrack &track, qint64 moment);

/// A lane a lease, by name; of the subject's nodes each holder has its node's colour, others the next ones.
QList<TimelineLane> laneOfLeases(const Subject &subject, const LeaseView &leases);

/// "ams-1 · token 431" and its times in words.
QString titleOf(const LeaseBar &bar);
QString detailsOf(const LeaseBar &bar, const QDateTime &now);

} // namespace lifeboat::ui
