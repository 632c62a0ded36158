// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/placedelegate.h"

#include "ui/console/theme/glyph.h"
#include "ui/console/theme/stylepainting.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/textlabel.h"

#include <QIcon>
#include <QPainter>

namespace lifeboat::ui {

namespace {

void paintPlace(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Tokens &tokens = tokensOf(option.palette);
    const QRect row = option.rect.adjusted(8, 1, -8, -1);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected)
        painting::roundedBox(painter, row, tokens.selection,
                             option.state.testFlags(QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange)
                                 ? tokens.accent
                                 : tokens.selection,
                             6);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painting::roundedBox(painter, row, tokens.grid, tokens.grid, 6);
    const QRect icon(row.left() + 8, row.center().y() - 7, 15, 15);
    const QVariant health = index.data(PlaceDelegate::HealthRole);
    const int indent = health.isValid() ? 20 : 0;
    if (health.isValid()) {
        const Health state = Health(health.toInt());
        paintHealth(painter, QRectF(icon).translated(indent, 0).adjusted(2, 2, -2, -2), state,
                    healthColour(state, option.palette));
    } else {
        qvariant_cast<QIcon>(index.data(Qt::DecorationRole)).paint(painter, icon);
    }
    // Where both have no room the name stays whole: what is wrong stands in the shape too.
    const QFont nameFont = fontOf(selected ? TextLabel::Style::Strong : TextLabel::Style::Body);
    const int nameWidth = QFontMetrics(nameFont).horizontalAdvance(index.data().toString());
    const int noteRoom = row.width() - (31 + indent) - nameWidth - 8 - 8;
    painter->setFont(fontOf(TextLabel::Style::Caption));
    painter->setPen(tokens.quiet);
    const QString note = painter->fontMetrics().elidedText(index.data(PlaceDelegate::NoteRole).toString(),
                                                           Qt::ElideRight, std::max(0, noteRoom));
    const QRect right = row.adjusted(0, 0, -8, 0);
    painter->drawText(right, int(Qt::AlignVCenter | Qt::AlignRight), note);
    const int noteWidth = note.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(note) + 8;
    painter->setFont(nameFont);
    painter->setPen(tokens.text);
    const QRect words = row.adjusted(31 + indent, 0, -8 - noteWidth, 0);
    painter->drawText(words, int(Qt::AlignVCenter | Qt::AlignLeft),
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, words.width()));
}

} // namespace

void PlaceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (index.data(PlaceRole).isValid()) {
        paintPlace(painter, option, index);
    } else {
        QFont font = fontOf(TextLabel::Style::Caption);
        font.setPixelSize(font.pixelSize() - 1);
        font.setWeight(QFont::DemiBold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        painter->setFont(font);
        painter->setPen(tokensOf(option.palette).quiet);
        painter->drawText(option.rect.adjusted(16, 8, -8, 0), int(Qt::AlignVCenter | Qt::AlignLeft),
                          index.data().toString());
    }
    painter->restore();
}

QSize PlaceDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {100, index.data(PlaceRole).isValid() ? 30 : 34};
}

} // namespace lifeboat::ui
