// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"
#include "engine/snapshot/catalog.h"
#include "ui/console/timeline/nodehistory.h"
#include "ui/console/timeline/timelinelane.h"

#include <QHash>
#include <QObject>

namespace lifeboat::ui {

/// What the timeline shows, without knowing how: lanes of events. Grows by lanes and tracks; the view asks for both.
class TimelineModel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const QList<TimelineLane> &lanes() const { return m_lanes; }
    bool isEmpty() const { return m_lanes.isEmpty(); }

    /// Of all events, {0, 0} without any. What was dated ahead when it was read counts only where nothing else is: one
    /// wrong clock would press years of events into a line.
    std::pair<qint64, qint64> extent() const;

    /// Sorts archives and drills into lanes: a lane per database and store. Damaged archives whose manifest cannot be
    /// read stand in the lane named after their store. Of those in directories that are `unreadable` now nothing is known.
    void setContent(const QList<CatalogEntry> &entries, const QList<DrillReport> &drills, const QDateTime &now,
                    const QSet<QString> &unreadable = {});

    /// A lane for every state of every node, also for those that nothing happened to. `drills` stand in the lane that
    /// holds the snapshot they restored.
    void setNodes(const QList<NodeHistory> &nodes, const QList<DrillReport> &drills, const QDateTime &now);
    bool isOfNodes() const { return m_isOfNodes; }

    /// Lanes of leases, below the others. Nothing but leasesChanged() tells of them: they move all the time.
    void setLeases(const QList<TimelineLane> &lanes);
    /// Lanes before these have events, these and those behind have turns of leases.
    qsizetype firstLease() const { return m_firstLease; }

Q_SIGNALS:
    void changed();
    void leasesChanged();

private:
    struct Worded {
        quint64 version;
        QStringList flags; ///< ids of restores and drills
        qint64 at; ///< when it was worded
        TimelineLane lane;
    };

    TimelineLane worded(const NodeHistory &node, const QList<DrillReport> &drills, const QDateTime &now) const;
    void setLanes(QList<TimelineLane> lanes, bool ofNodes, const QDateTime &now);

    QList<TimelineLane> m_lanes;
    qsizetype m_firstLease = 0;
    QHash<QString, Worded> m_worded; ///< by the lane's key
    bool m_isOfNodes = false;
    qint64 m_present = std::numeric_limits<qint64>::max(); ///< what is later was dated ahead
};

} // namespace lifeboat::ui
