// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/runningrestore.h"

#include <QAbstractTableModel>

namespace lifeboat::ui {

/// How far a restore of several nodes is, or what became of it: a row a node.
class NodeRestoreModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Node, State, Done, Time, Outcome, ColumnCount };

    /// `restore` outlives this.
    explicit NodeRestoreModel(RunningRestore &restore, QObject *parent = nullptr);

    /// What became of it and what to do next, whole sentences; empty while nothing is wrong.
    QString explanation(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant words(const NodeRestore &node, int row, int column) const;

    RunningRestore &m_restore;
};

} // namespace lifeboat::ui
