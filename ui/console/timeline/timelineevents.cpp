// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelineevents.h"

#include "ui/console/models/roles.h"
#include "ui/text/format.h"

#include <QTimeZone>

#include <algorithm>
#include <tuple>

namespace lifeboat::ui {

QString kindText(TimelineEvent::Kind kind)
{
    switch (kind) {
    case TimelineEvent::Kind::Full: return TimelineEvents::tr("Snapshot");
    case TimelineEvent::Kind::Delta: return TimelineEvents::tr("Delta");
    case TimelineEvent::Kind::Drill: return TimelineEvents::tr("Drill");
    case TimelineEvent::Kind::Restore: return TimelineEvents::tr("Restore");
    }
    return {};
}

TimelineEvents::TimelineEvents(const TimelineModel &model, QObject *parent)
    : QAbstractTableModel(parent)
    , m_model(model)
{
    connect(&model, &TimelineModel::changed, this, &TimelineEvents::collect);
    collect();
}

const TimelineEvent &TimelineEvents::event(const Place &place) const
{
    const TimelineLane &lane = m_model.lanes().at(place.lane);
    return (place.drill ? lane.drills : lane.snapshots).events().at(place.number);
}

bool TimelineEvents::isNewer(const Place &a, const Place &b) const
{
    const qint64 first = event(a).at;
    const qint64 second = event(b).at;
    return first != second ? first > second
                           : std::tuple(a.lane, a.drill, a.number) < std::tuple(b.lane, b.drill, b.number);
}

void TimelineEvents::collect()
{
    beginResetModel();
    m_places.clear();
    for (qsizetype number = 0; number < m_model.lanes().size(); ++number) {
        const TimelineLane &lane = m_model.lanes().at(number);
        for (qsizetype i = 0; i < lane.snapshots.events().size(); ++i)
            m_places.append({number, false, i});
        for (qsizetype i = 0; i < lane.drills.events().size(); ++i)
            m_places.append({number, true, i});
    }
    std::ranges::sort(m_places, [this](const Place &a, const Place &b) { return isNewer(a, b); });
    endResetModel();
}

int TimelineEvents::rowOf(const Place &place) const
{
    const auto found =
        std::ranges::lower_bound(m_places, place, [this](const Place &a, const Place &b) { return isNewer(a, b); });
    return int(found - m_places.begin());
}

QString TimelineEvents::text(int row, int column) const
{
    const Place &place = m_places.at(row);
    const TimelineEvent &one = event(place);
    switch (column) {
    case Time:
        return text::moment(QDateTime::fromMSecsSinceEpoch(one.at, QTimeZone::UTC), QDateTime::currentDateTimeUtc());
    case Kind: return kindText(one.kind);
    case Subject: return m_model.lanes().at(place.lane).name;
    case What: return one.details.isEmpty() ? one.title : tr("%1 · %2").arg(one.title, one.details);
    default: return {};
    }
}

QVariant TimelineEvents::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return index.column() == Subject ? m_model.lanes().at(place(index.row()).lane).store
                                         : text(index.row(), index.column());
    case Qt::AccessibleTextRole:
        //: For screen readers: column title, then the cell's text.
        return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
                                text(index.row(), index.column()));
    case QuietRole: return index.column() == Kind;
    case StrongRole: return index.column() == Time;
    case HealthRole: return index.column() == What ? QVariant(int(event(place(index.row())).health)) : QVariant();
    default: return {};
    }
}

QVariant TimelineEvents::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Kind: return tr("Kind");
    case Subject: return m_model.isOfNodes() ? tr("Node") : tr("Database");
    case What: return tr("What");
    default: return {};
    }
}

} // namespace lifeboat::ui
