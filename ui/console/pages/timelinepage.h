// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/timeline/timelinemodel.h"

#include <QWidget>

class QStackedLayout;

namespace lifeboat::ui {

class Actions;
class EmptyFace;
class Selection;
class Subject;
class TextLabel;
class TimelineView;

/// The timeline with its legend and, below it, what is selected and what can be done with it.
class TimelinePage : public QWidget
{
    Q_OBJECT

public:
    /// All of them must outlive this.
    TimelinePage(Subject &subject, Selection &selection, const Actions &actions, QWidget *parent = nullptr);

    TimelineView *view() const { return m_view; }

Q_SIGNALS:
    void archiveActivated(const QString &archive);
    void drillActivated(const QString &drill);
    void drillSelected(const QString &drill);

private:
    QWidget *makeLegend();
    QWidget *makeDetails();
    void connectActions();
    void refresh();
    void onSelectionChanged();

    Subject &m_subject;
    Selection &m_selection;
    const Actions &m_actions;
    TimelineModel m_model;
    TimelineView *m_view;
    TextLabel *m_title;
    TextLabel *m_details;
    QWidget *m_snapshotButtons;
    QWidget *m_drillButtons;
    EmptyFace *m_face;
    QStackedLayout *m_stack;
};

} // namespace lifeboat::ui
