// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/models/nodeface.h"

#include <QAbstractListModel>

namespace lifeboat::ui {

/// Nodes, or the states of one node, a row each. Words are found for those that are looked at: of two hundred nodes a
/// screen shows nine.
class NodeModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using MakeFace = std::function<NodeFace(int row)>;

    using QAbstractListModel::QAbstractListModel;

    /// Rows of the same names in the same order stay the same rows, and are asked for anew.
    void setRows(const QStringList &keys, MakeFace make);
    /// These are asked for anew.
    void changed(int first, int last);

    const NodeFace &face(int row) const;
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_keys.size()); }
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QStringList m_keys;
    MakeFace m_make;
    mutable std::vector<std::optional<NodeFace>> m_faces;
};

} // namespace lifeboat::ui
