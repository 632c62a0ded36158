// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QStyleOption>

/// How ConsoleStyle paints single controls.
namespace lifeboat::ui::painting {

/// A filled rounded rectangle with a one-pixel outline that lies inside `rect`.
void roundedBox(QPainter *painter, const QRectF &rect, const QColor &fill, const QColor &outline, qreal radius);

void button(QPainter *painter, const QStyleOption &option, const QWidget *widget);
void field(QPainter *painter, const QStyleOption &option);
void checkBox(QPainter *painter, const QStyleOption &option);
void radioButton(QPainter *painter, const QStyleOption &option);
void focusRing(QPainter *painter, const QStyleOption &option, const QWidget *widget);
void lineBelow(QPainter *painter, const QStyleOption &option, const QRect &rect);
void tabShape(QPainter *painter, const QStyleOptionTab &tab);
void tabLabel(QPainter *painter, const QStyleOptionTab &tab);
void headerSection(QPainter *painter, const QStyleOption &option);
void sortArrow(QPainter *painter, const QStyleOption &option);
void progressGroove(QPainter *painter, const QStyleOption &option, int height);
void progressContents(QPainter *painter, const QStyleOptionProgressBar &bar, int height);
void scrollBar(QPainter *painter, const QStyleOptionSlider &bar, const QRect &slider);
void chevron(QPainter *painter, const QStyleOption &option, const QRect &rect);

} // namespace lifeboat::ui::painting
