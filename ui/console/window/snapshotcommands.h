// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/workspace.h"

class QWidget;

namespace lifeboat::ui {

class Actions;
class Selection;
class Subject;

/// Does what the Snapshot menu says of snapshots on this machine: asks with a dialog, runs the work as an operation, tells of the outcome.
class SnapshotCommands : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive this; `window` is what dialogs belong to.
    SnapshotCommands(Workspace &workspace, Subject &subject, Selection &selection, Actions &actions, QWidget *window);

Q_SIGNALS:
    /// `previous`: where the old state is kept, empty if there was none. `findings`: what SQLite's check said of it.
    void restored(const QString &target, const QString &previous, const QStringList &findings);

private:
    void enable();
    /// What restore is about: what is selected where one can select, else the newest that is not damaged.
    std::optional<CatalogEntry> subjectOfRecovery() const;
    void take();
    void verify();
    void restore();
    void tell(const lifeboat::Operation &operation);
    void showManifest();

    Workspace &m_workspace;
    Subject &m_subject;
    Selection &m_selection;
    Actions &m_actions;
    QWidget *const m_window;
};

} // namespace lifeboat::ui
