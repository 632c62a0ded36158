// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/models/nodeface.h"

#include <QAbstractListModel>

namespace lifeboat::ui {

/// Nodes, or the states of one node, a row each, as their cards show them. What did not change is not told again.
class NodeModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    const NodeFace &face(int row) const { return m_faces.at(row); }

    /// Rows of the same nodes and names stay the same rows.
    void setFaces(const QList<NodeFace> &faces);
    void setFace(int row, const NodeFace &face);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_faces.size()); }
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<NodeFace> m_faces;
};

} // namespace lifeboat::ui
