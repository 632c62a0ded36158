// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/models/snapshotmodel.h"
#include "ui/console/models/sortedfilter.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QStackedLayout;
class QTableView;

namespace lifeboat::ui {

class Actions;
class CommandLine;
class EmptyFace;
class Selection;
class Subject;
class TextLabel;

/// The subject's snapshots as a table, with what can be done to the selected one.
class SnapshotsPage : public QWidget
{
    Q_OBJECT

public:
    /// All of them must outlive this.
    SnapshotsPage(Subject &subject, Selection &selection, const Actions &actions, QWidget *parent = nullptr);

    QTableView *table() const { return m_table; }
    /// Selects the snapshot of that HeldSnapshot::key() if it is listed.
    void select(const QString &key);
    void focusFilter();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeToolbar();
    QWidget *makeTable();
    void refresh();
    void growOlder();
    void filter(const QString &text);
    void selectNewest();
    void noteChoice();
    void showColumns();
    void showHistories();
    void showFace();
    void showRemoteFace();
    void onCurrentChanged();

    Subject &m_subject;
    Selection &m_selection;
    const Actions &m_actions;
    SnapshotModel m_model;
    SortedFilter m_sorted;
    QTableView *m_table;
    QLineEdit *m_filter;
    TextLabel *m_count;
    CommandLine *m_command;
    EmptyFace *m_face;
    QStackedLayout *m_stack;
    QString m_chosen; ///< key of the snapshot that somebody selected; empty: the newest is selected, whichever that comes to be
    bool m_isRefreshing = false; ///< what is selected now is not somebody's choice
    QTimer m_ages{this};
    std::function<void()> m_makeRoom;
    QTimer m_later; ///< until what nodes told meanwhile is taken in
};

} // namespace lifeboat::ui
