// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/dialogs/dialogframe.h"
#include "ui/console/models/noderestoremodel.h"

#include <QPointer>

class QProgressBar;
class QTableView;

namespace lifeboat::ui {

class HealthLabel;
class Workspace;

/// Shows a restore of several nodes while it runs, and then what became of it: undo, retry, and a report to keep.
/// Closing it stops nothing.
class RestoreRunDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// Both outlive this.
    RestoreRunDialog(Workspace &workspace, RunningRestore &restore, QWidget *parent = nullptr);

    const RunningRestore &restore() const { return m_restore; }

    /// Writes the report as JSON; a failure is shown here.
    void saveReport(const QString &path);

Q_SIGNALS:
    void saved(const QString &path);

private:
    void build();
    void chooseReport();
    void askForUndo();
    void retry();
    void update();
    void showVerdict();
    void showNote(const Error &error);

    Workspace &m_workspace;
    RunningRestore &m_restore;
    NodeRestoreModel m_model;
    HealthLabel *m_verdict;
    QProgressBar *m_bar;
    TextLabel *m_progress;
    QTableView *m_table;
    TextLabel *m_why;
    QPushButton *m_cancel;
    QPushButton *m_undo;
    QPushButton *m_retry;
    QPushButton *m_save;
    bool m_isCanceling = false;
};

} // namespace lifeboat::ui
