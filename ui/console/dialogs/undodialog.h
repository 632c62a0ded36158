// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/undo.h"
#include "ui/console/dialogs/dialogframe.h"

#include <QPointer>
#include <QStandardItemModel>

class QCheckBox;
class QLineEdit;
class QTableView;

namespace lifeboat {
class NodeConnection;
}

namespace lifeboat::ui {

class FieldNote;

/// Asks on which nodes the last restore is taken back: each says what would come back there; the cluster's name must be
/// typed. Nodes of one history that would go back to different ones are refused unless somebody says that each has a log
/// of its own.
class UndoDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// `nodes`: those of the cluster; `offered`: names of those that keep the state from before, all ticked; `state` as
    /// ClusterRestoreRequest's. A node that goes away meanwhile does not answer.
    UndoDialog(const QString &cluster, const QString &state, const QList<NodeConnection *> &nodes, const QStringList &offered,
               QWidget *parent = nullptr);

    /// Which of these nodes' states tell that a restore can be taken back there, with the token at hand.
    static QStringList undoable(const QList<NodeConnection *> &nodes, const QString &state);

    QStringList chosen() const;
    /// Somebody said that they may go back to different histories.
    bool isApart() const;
    /// On one of those chosen an undo was last, which is what is taken back.
    bool redoes() const;

Q_SIGNALS:
    /// The name was typed and the button pressed.
    void confirmed(const QStringList &nodes);

private:
    /// A row of the table.
    struct Offer
    {
        bool isAsked = true; ///< and has not answered
        std::optional<UndoPlan> plan;
    };
    void build();
    void ask(int row, NodeConnection &node);
    void tell(int row, const Result<UndoPlan> &plan);
    QList<UndoPlan> chosenPlans() const;
    QString warning() const;
    void update();

    const QString m_cluster;
    const QString m_state;
    QList<QPointer<NodeConnection>> m_nodes;
    QList<Offer> m_offers;
    QStandardItemModel m_model;
    QTableView *m_table;
    FieldNote *m_note;
    QCheckBox *m_apart;
    QLineEdit *m_confirm;
};

} // namespace lifeboat::ui
