// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>
#include <functional>

class QTableView;

namespace lifeboat::ui {

/// Draws a table's cells: a hairline under each row, quiet or strong text; before the text a tick, a bar or the shape of
/// a state. A cell with a tick is turned by a click anywhere in it, or the space bar in its row.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
};

/// A table in the house's manner: rows selected whole, one at a time, no grid, no frame, delegate set.
void dressTable(QTableView *table, const QString &accessibleName);

/// Widens these columns whenever what stands in them wants more room: numbers, which mean another number when they are
/// cut. (QHeaderView::ResizeToContents hears of no rows that come later.) After the model was set.
void keepWhole(QTableView *table, const QList<int> &columns);

/// Widens columns that are too narrow for their titles, which may be longer in another language.
void fitTitles(const QTableView *table);

/// Wherever what stands in the stretched column would be cut, `givers` give it the width that nothing in them needs, the first ones first.
/// After the model was set. By itself whenever rows change; the function that comes back, which must not outlive the table, is for
/// texts that become longer while none does.
std::function<void()> makeRoom(QTableView *table, int stretched, const QList<int> &givers);

} // namespace lifeboat::ui
