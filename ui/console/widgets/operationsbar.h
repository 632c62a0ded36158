// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/operations.h"

#include <QFrame>
#include <QTimer>

class QHBoxLayout;
class QPushButton;

namespace lifeboat::ui {

class OperationTile;
class TextLabel;

/// The strip at the bottom: what runs, how far it is, how fast, how long still, and a way to cancel it.
class OperationsBar : public QFrame
{
    Q_OBJECT

public:
    /// `operations` must outlive this.
    explicit OperationsBar(Operations &operations, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void rebuild();
    void refresh();

    Operations &m_operations;
    QHBoxLayout *m_row;
    TextLabel *m_idle;
    QPushButton *m_more;
    QList<OperationTile *> m_tiles;
    qsizetype m_first = 0; ///< of those running, the first that has a tile
    QTimer m_tick;
};

} // namespace lifeboat::ui
