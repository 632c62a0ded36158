// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/elidedlabel.h"

#include "ui/console/theme/tokens.h"

#include <QPainter>

namespace lifeboat::ui {

ElidedLabel::ElidedLabel(const QFont &font, QWidget *parent)
    : QWidget(parent)
{
    setFont(font);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    m_text = text;
    setToolTip(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2, fontMetrics().height() + 2};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {40, fontMetrics().height() + 2};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(tokensOf(palette()).quiet);
    painter.drawText(rect(), int(Qt::AlignVCenter | Qt::AlignLeft),
                     fontMetrics().elidedText(m_text, Qt::ElideMiddle, width()));
}

} // namespace lifeboat::ui
