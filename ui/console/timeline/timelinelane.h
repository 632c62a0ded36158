// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/theme/glyph.h"
#include "ui/console/timeline/leaselane.h"

#include <QList>
#include <QString>

namespace lifeboat::ui {

/// Something that happened at one moment: a snapshot, a drill, or a restore on a node.
struct TimelineEvent {
    enum class Kind { Full, Delta, Drill, Restore };

    qint64 at = 0; ///< ms since 1970, UTC
    Kind kind = Kind::Full;
    Health health = Health::Warning; ///< Good: verified or passed; Bad: damaged or failed
    QString id; ///< HeldSnapshot::key() of the snapshot, or id of the drill or the operation
    QString title; ///< "index 48,211"
    QString details; ///< one quiet line
    QString flag; ///< short text of a drill's flag: "4.10 s", all of a restore's: "restored"

    bool operator==(const TimelineEvent &) const = default;
};

/// Events of one kind of a lane in order of time, with what is needed to sum up any stretch of them at once.
class TimelineTrack
{
public:
    void setEvents(QList<TimelineEvent> events);

    const QList<TimelineEvent> &events() const { return m_events; }
    bool isEmpty() const { return m_events.isEmpty(); }

    /// Index of the first event at or after `moment`.
    qsizetype firstFrom(qint64 moment) const;
    /// The worst health among [first, last].
    Health worst(qsizetype first, qsizetype last) const;

    bool operator==(const TimelineTrack &) const = default;

private:
    QList<TimelineEvent> m_events;
    QList<int> m_badBefore; ///< one more than events
    QList<int> m_doubtfulBefore;
};

/// One line of the timeline: one database in one store, one state of one node, or one lease.
struct TimelineLane {
    QString key; ///< identity: store and name
    QString name; ///< "orders.db"
    QString store; ///< where its archives are; of a node: the state, or why it tells of none
    TimelineTrack snapshots;
    TimelineTrack drills; ///< and restores: what flies a flag
    qsizetype place = -1; ///< whose colour it has; -1: its own number
    LeaseTrack lease{}; ///< of a lease

    bool operator==(const TimelineLane &) const = default;
};

} // namespace lifeboat::ui
