// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/timeline/timelinemodel.h"

#include <QAbstractTableModel>

namespace lifeboat::ui {

/// The events of a timeline as a table, newest first: what the chart shows, for those who would rather read.
class TimelineEvents : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Kind, Subject, What, ColumnCount };

    /// Which event a row is.
    struct Place {
        qsizetype lane = -1;
        bool drill = false;
        qsizetype number = 0; ///< in its track

        bool operator==(const Place &) const = default;
    };

    /// `model` must outlive this.
    explicit TimelineEvents(const TimelineModel &model, QObject *parent = nullptr);

    const Place &place(int row) const { return m_places.at(row); }
    /// The row of an event of the model.
    int rowOf(const Place &place) const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_places.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const TimelineEvent &event(const Place &place) const;
    bool isNewer(const Place &a, const Place &b) const;
    QString text(int row, int column) const;
    void collect();

    const TimelineModel &m_model;
    QList<Place> m_places;
};

/// The word for an event's kind.
QString kindText(TimelineEvent::Kind kind);

} // namespace lifeboat::ui
