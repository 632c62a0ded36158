// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterrestore.h"

#include <QAbstractTableModel>
#include <QSet>

namespace lifeboat::ui {

/// What a restore would do on each node, with a tick for those that take part.
class RestorePlanModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Node, Plan, Writes, Loses, Why, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// A node without a plan takes no part; ticks of the others stay.
    void setNodes(const QList<NodeRestore> &nodes);
    const QList<NodeRestore> &nodes() const { return m_nodes; }
    /// True where the state stays as it is, as far as is known.
    static bool skips(const NodeRestore &node);
    /// Rows that take part.
    QList<int> chosen() const;
    /// Also before there is a plan.
    void leaveOut(int row, bool isLeftOut);

    /// All reasons of a row's plan, or why there is none and what to do: whole sentences.
    QString explanation(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void chosenChanged();

private:
    static bool canTakePart(const NodeRestore &node);

    QList<NodeRestore> m_nodes;
    QSet<QString> m_leftOut; ///< by name
};

} // namespace lifeboat::ui
