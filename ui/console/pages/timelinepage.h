// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/timeline/timelineevents.h"
#include "ui/console/workspace/heldsnapshot.h"
#include "ui/console/workspace/leasesource.h"

#include <QTimer>
#include <QWidget>

class QStackedLayout;
class QTableView;

namespace lifeboat::ui {

class Actions;
class Card;
class ElidedLabel;
class EmptyFace;
class Selection;
class Subject;
class TimelineLegend;
class TimelineView;
class Workspace;

/// The timeline with its legend and, below it, its events as a table, what is selected and what can be done with it.
/// What is selected in one is selected in the other.
class TimelinePage : public QWidget
{
    Q_OBJECT

public:
    /// All of them must outlive this.
    TimelinePage(Workspace &workspace, Subject &subject, Selection &selection, const Actions &actions, QWidget *parent = nullptr);

    TimelineView *view() const { return m_view; }
    QTableView *table() const { return m_table; }
    const TimelineModel &model() const { return m_model; }

    /// Writes the timeline to `path` as its suffix says: svg, csv, else PNG. A failure goes to the message bar.
    void exportTo(const QString &path);

Q_SIGNALS:
    void archiveActivated(const QString &archive);
    void drillActivated(const QString &drill);
    void drillSelected(const QString &drill);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeLegend();
    QWidget *makeTable();
    QWidget *makeDetails();
    void askForExport();
    void showSelectionInTable();
    void showRowInChart(int row);
    void connectActions();
    void refresh();
    void showLeases();
    void showFace();
    void fitChart();
    void onSelectionChanged();
    std::optional<HeldSnapshot> snapshotOf(const TimelineEvent &event) const;

    Workspace &m_workspace;
    Subject &m_subject;
    Selection &m_selection;
    const Actions &m_actions;
    LeaseSource m_leases;
    TimelineModel m_model;
    TimelineEvents m_events;
    TimelineView *m_view;
    TimelineLegend *m_legend;
    QTableView *m_table;
    QList<QWidget *> m_ofEvents; ///< the table and what is selected in it; not seen where there are leases only
    Card *m_chart = nullptr;
    ElidedLabel *m_title;
    ElidedLabel *m_details;
    QWidget *m_snapshotButtons;
    QWidget *m_drillButtons;
    EmptyFace *m_face;
    QStackedLayout *m_stack;
    QTimer m_soon; ///< what many nodes tell is shown together
    bool m_linking = false; ///< a selection is being carried from one to the other
};

} // namespace lifeboat::ui
