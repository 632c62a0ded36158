// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/place.h"

#include <QHash>
#include <QTreeWidget>

namespace lifeboat {
class NodeConnection;
}

namespace lifeboat::ui {

class Workspace;

/// The places at the left: this machine, clusters with their nodes, databases, stores.
class PlaceList : public QTreeWidget
{
    Q_OBJECT

public:
    /// `workspace` must outlive this.
    explicit PlaceList(Workspace &workspace, QWidget *parent = nullptr);

    void setCurrentPlace(const Place &place);

Q_SIGNALS:
    void placeChosen(const lifeboat::ui::Place &place);

private:
    void rebuild();
    void describe();
    QTreeWidgetItem *addSection(const QString &title);
    QTreeWidgetItem *addPlace(QTreeWidgetItem *section, const Place &place, const QString &title, const QString &icon);
    void addClusters();
    void addNamedStores(QTreeWidgetItem *section);
    void describeNamedStore(const QString &name, QTreeWidgetItem *item);
    void describeNodes();
    void describeNode(NodeConnection *node, QTreeWidgetItem *item);
    void describeClusters();
    void setNote(QTreeWidgetItem *item, const QString &note) const;

    Workspace &m_workspace;
    Place m_current;
    QList<Place> m_places; ///< by the number in each item
    QHash<NodeConnection *, QTreeWidgetItem *> m_nodes;
    QHash<QString, QTreeWidgetItem *> m_stores; ///< named ones
    bool m_rebuilding = false;
};

} // namespace lifeboat::ui
