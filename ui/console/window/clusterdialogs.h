// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterprofile.h"
#include "engine/cluster/restorehistory.h"
#include "ui/console/workspace/fetchdrill.h"
#include "ui/console/workspace/heldsnapshot.h"
#include "ui/console/workspace/interruptedrestores.h"

class QWidget;

namespace lifeboat::ui {

class Actions;
class ClusterCommands;
class ClusterRestoreDialog;
class MessageBar;
class RunningRestore;
class Subject;

/// Opens the dialogs that connect to nodes, restore them and take that back, and runs what they begin: also when nobody
/// looks any more.
class ClusterDialogs : public QObject
{
    Q_OBJECT

public:
    /// What it works with; all of it outlives this.
    struct Means
    {
        Workspace &workspace;
        Subject &subject;
        Actions &actions;
        ClusterCommands &commands;
        MessageBar &messages;
    };

    ClusterDialogs(const Means &means, QWidget *window);

Q_SIGNALS:
    /// Nodes were kept in that cluster.
    void connected(const QString &cluster);

private:
    void connectNodes();
    void reconnectRefused(const QString &cluster);
    void restore(const HeldSnapshot &wanted);
    void undo();
    void follow(RunningRestore *restore);
    void keep(const RunningRestore &restore);
    void tell(const RunningRestore &restore);
    void listPast();
    void showPast(const PastRestore &past);
    void fetchFor(ClusterRestoreDialog *dialog, const QString &cluster, const QString &snapshot);
    void fetchAndDrill(const HeldSnapshot &wanted);
    void enable();
    RunningRestore *running(const QString &cluster) const;
    bool isShown(const RunningRestore &restore) const;

    const Means m_means;
    QWidget *const m_window;
    ProfileStore m_profiles;
    InterruptedRestores m_interrupted;
    FetchDrill m_fetch;
};

} // namespace lifeboat::ui
