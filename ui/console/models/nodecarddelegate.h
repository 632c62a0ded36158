// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class QListView;

namespace lifeboat::ui {

struct NodeFace;

/// Draws a NodeModel's rows as cards: name, health, figures, last snapshot, and what is going on or wrong.
class NodeCardDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int kHeight = 172;
    static constexpr int kLeastWidth = 300;
    static constexpr int kGap = 12;

    using QStyledItemDelegate::QStyledItemDelegate;

    /// Of the cells of a row, which has `columns` of them and no gap at its ends.
    void setCells(const QSize &size, int columns)
    {
        m_cell = size;
        m_columns = columns;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return m_cell; }

private:
    QSize m_cell{kLeastWidth, kHeight};
    int m_columns = 1;
};

} // namespace lifeboat::ui
