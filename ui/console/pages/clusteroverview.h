// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/models/nodemodel.h"
#include "ui/console/workspace/exposures.h"

#include <QTimer>
#include <QWidget>

class QListView;
class QStackedLayout;

namespace lifeboat::ui {

class Actions;
class AlarmList;
class Card;
class FigureCard;
class NodeCardDelegate;
class RecentList;
class RecoveryCard;

/// How a cluster is, or one node of it: what could be lost, what is wrong and what mends it, a card a node (of one node:
/// a card a state), and what was done there last.
class ClusterOverview : public QWidget
{
    Q_OBJECT

public:
    /// All of them must outlive this.
    ClusterOverview(Workspace &workspace, Subject &subject, const Actions &actions, QWidget *parent = nullptr);

    QListView *cards() const { return m_cards; }
    const NodeModel &model() const { return m_model; }
    AlarmList *alarms() const { return m_alarms; }

Q_SIGNALS:
    void mendWanted(lifeboat::HealthReason reason, const QList<QUrl> &nodes);
    void placeWanted(const lifeboat::ui::Place &place);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void refreshFaces(const NodeSet &changed);
    void showStates(const NodeConnection *node, const QList<net::StateStatus> &states);
    void showCards(const QList<NodeConnection *> &nodes);
    void showRpo(const QDateTime &now);
    void showRecovery(const QDateTime &now);
    void showNodes();
    void showLastSnapshot(const QDateTime &now);
    void showOperations();
    void showRecent(const QDateTime &now);
    void layOutCards();

    Workspace &m_workspace;
    Subject &m_subject;
    Exposures m_exposures;
    NodeModel m_model;
    FigureCard *m_rpo;
    FigureCard *m_nodes;
    FigureCard *m_last;
    FigureCard *m_operations;
    AlarmList *m_alarms;
    RecoveryCard *m_recovery;
    QListView *m_cards;
    NodeCardDelegate *m_delegate;
    Card *m_recentCard;
    RecentList *m_recent;
    QStackedLayout *m_stack; ///< its content, or that there are no nodes
    QTimer m_tick;
    int m_ticks = 0;
    bool m_isRecentOld = false;
};

} // namespace lifeboat::ui
