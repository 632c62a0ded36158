// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"
#include "ui/console/dialogs/dialogframe.h"

#include <QStandardItemModel>

class QLineEdit;
class QTableView;

namespace lifeboat {
class NodeConnection;
}

namespace lifeboat::ui {

/// Asks on which nodes the last restore is taken back; the cluster's name must be typed.
class UndoDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// `nodes`: those that keep the state from before, all ticked; `state` as ClusterRestoreRequest's; `before`: which
    /// position that state is at, of nodes where it is known.
    UndoDialog(const QString &cluster, const QString &state, const QStringList &nodes,
               const QMap<QString, Position> &before, QWidget *parent = nullptr);

    /// Which of these nodes' states tell that a restore can be taken back there.
    static QStringList undoable(const QList<NodeConnection *> &nodes, const QString &state);

    QStringList chosen() const;

Q_SIGNALS:
    /// The name was typed and the button pressed.
    void confirmed(const QStringList &nodes);

private:
    void update();

    const QString m_cluster;
    const QString m_state;
    QStandardItemModel m_model;
    QTableView *m_table;
    QLineEdit *m_confirm;
};

} // namespace lifeboat::ui
