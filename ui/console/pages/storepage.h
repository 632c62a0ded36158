// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/models/sortedfilter.h"
#include "ui/console/models/storeobjectmodel.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QStackedLayout;
class QTableView;

namespace lifeboat::ui {

class Actions;
class CommandLine;
class EmptyFace;
class HealthLabel;
class StoreContents;
class Subject;
class TextLabel;
class Workspace;

/// What is in the named store that is the subject, with what can be done to the selected object. Lists it whenever it is
/// looked at anew.
class StorePage : public QWidget
{
    Q_OBJECT

public:
    /// All of them must outlive this.
    StorePage(Workspace &workspace, Subject &subject, const Actions &actions, QWidget *parent = nullptr);

    QTableView *table() const { return m_table; }
    EmptyFace *face() const { return m_face; }
    std::optional<StoreObject> selected() const;
    void focusFilter();

Q_SIGNALS:
    void selectionChanged();

protected:
    bool event(QEvent *event) override;

private:
    QWidget *makeToolbar();
    QWidget *makeTable();
    StoreContents *contents() const; ///< null: the subject is no named store
    void list();
    void refresh();
    void showAge();
    void showFace();

    Workspace &m_workspace;
    Subject &m_subject;
    const Actions &m_actions;
    StoreObjectModel m_model;
    SortedFilter m_sorted;
    QTableView *m_table;
    QLineEdit *m_filter;
    HealthLabel *m_state;
    TextLabel *m_count;
    CommandLine *m_command;
    EmptyFace *m_face;
    QStackedLayout *m_stack;
    QTimer m_ages;
};

} // namespace lifeboat::ui
