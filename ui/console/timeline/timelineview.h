// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/timeline/timelinelayout.h"
#include "ui/console/timeline/timelinemodel.h"

#include <QPointF>
#include <QTimer>
#include <QWidget>

namespace lifeboat::ui {

/// Shows a TimelineModel. Wheel zooms at the pointer, drag pans, arrows pan and change the lane, Ctrl+arrows go from
/// mark to mark, Enter zooms into a bundle or opens an event, Home fits everything, F follows the present.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    /// `model` must outlive this.
    explicit TimelineView(const TimelineModel &model, QWidget *parent = nullptr);

    const TimelineScale &scale() const { return m_scale; }
    bool isFollowing() const { return m_follow.isActive(); }

    /// The selected event; null if none or several are selected.
    const TimelineEvent *selectedEvent() const;
    const TimelineHit &selection() const { return m_selected; }
    /// What a mark stands for, in words.
    QString titleOf(const TimelineHit &hit) const;
    QString detailsOf(const TimelineHit &hit) const;

    void fitAll();
    /// Shows the end of it, at most so much, and goes on doing so until the user moves.
    void fitLatest(std::chrono::milliseconds most);
    void setFollowing(bool following);
    /// The whole of time at the bottom, in which the part that is shown can be moved.
    void setStripShown(bool shown);
    void zoomBy(double factor);
    /// Selects one event, which may stand in a mark of several, and brings it into view.
    void selectEvent(qsizetype lane, bool drill, qsizetype number);
    /// What is shown, without what only a pointer shows.
    void paintChart(QPainter &painter);
    /// Whether all of a lane, from its name's top to what stands below its marks, is in sight.
    bool showsLane(qsizetype lane) const
    {
        const double middle = m_layout.laneMiddle(lane);
        const double half = m_layout.lane / 2 - 0.5;
        return middle - half >= m_layout.lanesTop() && middle + half <= m_layout.lanesBottom() + 4;
    }
    /// To the next mark of the lane in either direction, bringing it into view.
    void stepSelection(int direction);

    QSize sizeHint() const override { return {900, 420}; }
    QSize minimumSizeHint() const override { return {420, 180}; }

Q_SIGNALS:
    void selectionChanged();
    void followingChanged(bool following);
    /// Double click or Enter on a single event.
    void activated(const QString &id, bool drill);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    TimelineHit hitAt(const QPointF &point) const;
    /// What a pointer at a lease's lane is told: title and details; empty where nothing is.
    std::pair<QString, QString> leaseWords(const QPointF &point) const;
    void onLeasesChanged();
    const TimelineTrack &trackOf(const TimelineHit &hit) const;
    /// A mark of one event, which may stand in one of several.
    TimelineHit only(qsizetype lane, bool drill, qsizetype number) const;
    TimelineHit found(const QString &lane, bool drill, const QString &id) const;
    void select(const TimelineHit &hit);
    void open(const TimelineHit &hit);
    void moveLane(int by);
    void moved();
    void bringIntoView(qint64 moment);
    void bringLaneIntoView();
    void onModelChanged();
    void panStripTo(double x);
    void fit();
    /// `most` of its end; 0: all.
    std::pair<qint64, qint64> range(std::chrono::milliseconds most = {}) const;

    const TimelineModel &m_model;
    TimelineScale m_scale;
    TimelineLayout m_layout;
    TimelineHit m_selected;
    QString m_selectedLane; ///< key
    QString m_selectedId; ///< of the one selected event
    TimelineHit m_hovered;
    qsizetype m_lane = 0;
    QPointF m_pointer;
    QPointF m_dragFrom;
    bool m_dragging = false;
    bool m_stripDragging = false;
    std::chrono::milliseconds m_most{0}; ///< that is fitted in
    bool m_fitted = true; ///< until the user moves, new events are fitted in
    QTimer m_follow;
};

} // namespace lifeboat::ui
