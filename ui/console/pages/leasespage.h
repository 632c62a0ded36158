// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/models/leaseeventmodel.h"
#include "ui/console/models/leasemodel.h"
#include "ui/console/timeline/timelinemodel.h"
#include "ui/console/workspace/leasesource.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QStackedLayout;
class QTableView;

namespace lifeboat {
class ClusterLeases;
}

namespace lifeboat::ui {

class Actions;
class AlarmList;
class Card;
class EmptyFace;
class FigureCard;
class HealthLabel;
class Subject;
class TextLabel;
class TimelineView;
class Workspace;

/// Who leads the cluster, as its nodes or its bucket tell: one lease in figures, all of them as a table where there are several, their course as a chart, and
/// what happened to them.
class LeasesPage : public QWidget
{
    Q_OBJECT

public:
    /// All of them must outlive this.
    LeasesPage(Workspace &workspace, Subject &subject, const Actions &actions, QWidget *parent = nullptr);

    TimelineView *chart() const { return m_chart; }
    QTableView *leases() const { return m_table; }
    QTableView *events() const { return m_history; }
    AlarmList *alarms() const { return m_alarms; }
    EmptyFace *face() const { return m_face; }

protected:
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHead(const Actions &actions);
    QWidget *makeChart();
    QWidget *makeLeases();
    QWidget *makeEvents();
    /// Whom nodes tell of; null: nobody, or straight from a bucket.
    ClusterLeases *nodes() const;
    /// The one whose figures are shown; null: there is none.
    const Lease *chosen() const;
    void refresh();
    void fitChart();
    void showFigures();
    void showAlarms();
    /// What stands there instead of leases; false: there are some.
    bool showFace();
    void askToStepDown();

    Workspace &m_workspace;
    Subject &m_subject;
    const QPointer<QAction> m_stepDown; ///< gone before this page when the window is
    QAction *const m_startPractice;
    LeaseSource m_source;
    LeaseModel m_model;
    LeaseEventModel m_events;
    TimelineModel m_course;
    AlarmList *m_alarms;
    TextLabel *m_name;
    HealthLabel *m_state;
    TextLabel *m_trouble;
    FigureCard *m_holder;
    FigureCard *m_left;
    FigureCard *m_token;
    FigureCard *m_clock;
    QTableView *m_table;
    Card *m_tableCard;
    Card *m_chartCard;
    TimelineView *m_chart;
    QTableView *m_history;
    EmptyFace *m_face;
    QStackedLayout *m_stack;
    QString m_chosen; ///< name
    QTimer m_tick;
};

} // namespace lifeboat::ui
