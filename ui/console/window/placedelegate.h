// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace lifeboat::ui {

/// Draws the places: sections in quiet capitals, places with an icon and a quiet note at the right; nodes with a
/// shape for their health under their cluster.
class PlaceDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role { PlaceRole = Qt::UserRole, NoteRole, HealthRole };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace lifeboat::ui
