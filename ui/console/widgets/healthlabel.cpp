// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/healthlabel.h"

#include <QPainter>

namespace lifeboat::ui {

HealthLabel::HealthLabel(TextLabel::Style style, QWidget *parent)
    : QWidget(parent)
{
    setFont(fontOf(style));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void HealthLabel::setHealth(Health health, const QString &word)
{
    m_health = health;
    m_word = word;
    setAccessibleName(word);
    updateGeometry();
    update();
}

int HealthLabel::shapeSize() const
{
    return fontMetrics().capHeight() + 3;
}

QSize HealthLabel::sizeHint() const
{
    const int shape = m_health == Health::Unknown ? 0 : shapeSize() + shapeSize() / 2;
    return {shape + fontMetrics().horizontalAdvance(m_word) + 2, fontMetrics().height() + 2};
}

void HealthLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor colour = healthColour(m_health, palette());
    int left = 0;
    if (m_health != Health::Unknown) {
        const int side = shapeSize();
        const int middle =
            (height() + fontMetrics().ascent() - fontMetrics().descent()) / 2 - fontMetrics().capHeight() / 2;
        paintHealth(&painter, QRectF(0, middle - side / 2.0, side, side), m_health, colour);
        left = side + side / 2;
    }
    painter.setPen(colour);
    const QRect room = rect().adjusted(left, 0, 0, 0);
    painter.drawText(room, int(Qt::AlignVCenter | Qt::AlignLeft),
                     fontMetrics().elidedText(m_word, Qt::ElideRight, room.width()));
}

} // namespace lifeboat::ui
