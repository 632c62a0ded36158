// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

namespace lifeboat::ui {

class Actions;
class ActionButton;
class ElidedLabel;
class HealthLabel;
class Subject;
class TextLabel;
class Workspace;

/// Over the tabs: what the window is about, how its snapshots are, and the three main actions.
class SubjectHeader : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive this.
    SubjectHeader(Workspace &workspace, Subject &subject, const Actions &actions, QWidget *parent = nullptr);

    /// Whether its Drill button is the primary action: not on the page that has its own.
    void setDrillPrimary(bool primary);

private:
    void refresh();
    void refreshRemote();
    void refreshNamedStore();

    Workspace &m_workspace;
    Subject &m_subject;
    TextLabel *m_name;
    HealthLabel *m_good;
    HealthLabel *m_doubtful;
    HealthLabel *m_bad;
    ElidedLabel *m_line;
    ActionButton *m_drill;
    ActionButton *m_fetch; ///< in its place where the snapshots are somewhere else
    ActionButton *m_undo; ///< where there is something to take back
    QList<ActionButton *> m_snapshotButtons; ///< not of named stores
    QList<ActionButton *> m_storeButtons; ///< in their place there
    bool m_isDrillPrimary = true;
    QTimer m_ages;
};

} // namespace lifeboat::ui
