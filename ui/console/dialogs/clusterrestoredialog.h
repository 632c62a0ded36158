// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterrestore.h"
#include "engine/cluster/leftbehind.h"
#include "engine/snapshot/catalogobject.h"
#include "ui/console/dialogs/dialogframe.h"
#include "ui/console/models/restoreplanmodel.h"

#include <QTimer>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;
class QTableView;

namespace lifeboat::ui {

class FieldNote;
class RunningRestore;
class Workspace;

/// Asks which snapshot is restored on which nodes of a cluster, shows every node's plan before anything is touched, and
/// lets nothing begin before the cluster's name is typed. Then RestoreRunDialog shows the rest.
class ClusterRestoreDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// Where the restore is to be, and what is proposed.
    struct Wish
    {
        QString cluster;
        QString state{}; ///< empty: each node's first
        QString snapshot{}; ///< empty: the newest of those that most of the ticked nodes hold
        QString archive{}; ///< on this machine, instead
        QStringList nodes{}; ///< ticked at first; empty: all
    };

    /// `workspace` and the connections outlive this.
    ClusterRestoreDialog(Workspace &workspace, const Wish &wish, const QList<NodeConnection *> &nodes,
                         QWidget *parent = nullptr);
    ~ClusterRestoreDialog() override;

    /// Restores that archive of this machine instead of a snapshot the nodes hold.
    void useArchive(const QString &path);

    /// What archiveWanted() asked for did not come: it can be asked for again.
    void offerFetchAgain();

    void accept() override;

Q_SIGNALS:
    /// The nodes' plans have arrived.
    void planned();
    /// Some nodes lack the chosen snapshot, and it is not here either: it is to be fetched, then useArchive() called.
    void archiveWanted(const QString &snapshot);
    /// It was begun; owned by the workspace, not by the dialog.
    void begun(lifeboat::ui::RunningRestore *restore);

private:
    void build();
    QWidget *makePace();
    void connectControls();
    void listSnapshots();
    void chooseArchive();
    void askForPlan();
    void update();
    QString total() const;
    LeftOut left() const;
    std::optional<Position> positionOf(const NodeConnection *node) const;
    void checkPlan(qsizetype i);
    ClusterRestoreRequest request() const;
    QStringList chosenNodes() const;

    Workspace &m_workspace;
    const Wish m_wish;
    const QList<NodeConnection *> m_nodes;
    RestorePlanModel m_model;
    std::unique_ptr<ClusterRestore> m_planner;
    QTimer m_replan; ///< runs while a plan is known to be stale
    QList<std::optional<Position>> m_plannedAt; ///< where the nodes stood when they were asked for their plans
    QComboBox *m_snapshot;
    FieldNote *m_snapshotNote;
    QSpinBox *m_parallel;
    QCheckBox *m_stop;
    QCheckBox *m_force;
    QTableView *m_table;
    TextLabel *m_why;
    QPushButton *m_fetch;
    FieldNote *m_leftOut;
    QCheckBox *m_apart;
    TextLabel *m_total;
    TextLabel *m_confirmWords;
    QLineEdit *m_confirm;
};

} // namespace lifeboat::ui
