// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/dialogs/dialogframe.h"

#include <QUrl>

class QComboBox;
class QListWidget;

namespace lifeboat {
class Cluster;
}

namespace lifeboat::ui {

/// Asks on which nodes, and of which of their states, a snapshot is taken.
class TakeOnNodesDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// Shows what the cluster is now. `checked`: nodes that are chosen to begin with, as far as they can do it.
    TakeOnNodesDialog(const Cluster &cluster, const QList<QUrl> &checked, QWidget *parent = nullptr);

    QList<QUrl> nodes() const;
    QString state() const; ///< empty: each node's first

private:
    void update();

    const QString m_cluster;
    QListWidget *m_nodes;
    QComboBox *m_state;
};

} // namespace lifeboat::ui
