// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/theme/stylepainting.h"

#include "ui/console/theme/tokens.h"

#include <QPainterPath>
#include <QWidget>

namespace lifeboat::ui::painting {

namespace {

bool has(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

/// `colour` with a bit of `other` in it.
QColor mixed(const QColor &colour, const QColor &other, float part)
{
    return QColor::fromRgbF(colour.redF() + (other.redF() - colour.redF()) * part,
                            colour.greenF() + (other.greenF() - colour.greenF()) * part,
                            colour.blueF() + (other.blueF() - colour.blueF()) * part);
}

QRectF barRect(const QRect &rect, int height)
{
    return QRectF(rect.left(), rect.center().y() - height / 2.0 + 0.5, rect.width(), height);
}

} // namespace

void roundedBox(QPainter *painter, const QRectF &rect, const QColor &fill, const QColor &outline, qreal radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(outline, 1));
    painter->setBrush(fill);
    painter->drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

void button(QPainter *painter, const QStyleOption &option, const QWidget *widget)
{
    const Tokens &tokens = tokensOf(option.palette);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool primary = widget && widget->property("primary").toBool() && enabled;
    const bool quiet = widget && widget->property("quiet").toBool();
    const bool on = has(option, QStyle::State_On);
    QColor fill = primary ? tokens.accent : (on ? tokens.selection : tokens.panel);
    if (enabled && has(option, QStyle::State_Sunken))
        fill = mixed(fill, tokens.text, 0.14F);
    else if (enabled && has(option, QStyle::State_MouseOver))
        fill = mixed(fill, tokens.text, primary ? 0.10F : 0.05F);
    else if (quiet && !on)
        fill = Qt::transparent;
    const QColor outline = primary ? tokens.accent : (quiet && !on ? QColor(Qt::transparent) : tokens.line);
    roundedBox(painter, option.rect, fill, outline, metrics::kRadius);
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange))
        roundedBox(painter, QRectF(option.rect).adjusted(2, 2, -2, -2), Qt::transparent,
                   primary ? tokens.onAccent : tokens.accent, metrics::kRadius - 2);
}

void field(QPainter *painter, const QStyleOption &option)
{
    const Tokens &tokens = tokensOf(option.palette);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool focus = has(option, QStyle::State_HasFocus);
    roundedBox(painter, option.rect, enabled ? tokens.panel : tokens.window, focus ? tokens.accent : tokens.line,
               metrics::kRadius);
    if (focus)
        roundedBox(painter, QRectF(option.rect).adjusted(1, 1, -1, -1), Qt::transparent, tokens.accent,
                   metrics::kRadius - 1);
}

void checkBox(QPainter *painter, const QStyleOption &option)
{
    const Tokens &tokens = tokensOf(option.palette);
    const bool on = has(option, QStyle::State_On);
    const QRectF box = option.rect;
    roundedBox(painter, box, on ? tokens.accent : tokens.panel, on ? tokens.accent : tokens.quiet, 3);
    if (!on)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(tokens.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&box](qreal x, qreal y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    painter->drawPolyline(QPolygonF{at(0.24, 0.52), at(0.43, 0.72), at(0.78, 0.30)});
    painter->restore();
}

void radioButton(QPainter *painter, const QStyleOption &option)
{
    const Tokens &tokens = tokensOf(option.palette);
    const bool on = has(option, QStyle::State_On);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF circle = QRectF(option.rect).adjusted(1, 1, -1, -1);
    painter->setPen(QPen(on ? tokens.accent : tokens.quiet, on ? 4.5 : 1));
    painter->setBrush(tokens.panel);
    painter->drawEllipse(on ? circle.adjusted(2, 2, -2, -2) : circle);
    painter->restore();
}

void focusRing(QPainter *painter, const QStyleOption &option, const QWidget *widget)
{
    if (widget && (widget->inherits("QAbstractItemView") || widget->inherits("QPushButton")))
        return;
    roundedBox(painter, QRectF(option.rect).adjusted(-1, -1, 1, 1), Qt::transparent, tokensOf(option.palette).accent,
               4);
}

void lineBelow(QPainter *painter, const QStyleOption &option, const QRect &rect)
{
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokensOf(option.palette).line);
}

void tabShape(QPainter *painter, const QStyleOptionTab &tab)
{
    const Tokens &tokens = tokensOf(tab.palette);
    if (has(tab, QStyle::State_Selected)) {
        painter->fillRect(QRect(tab.rect.left() + 10, tab.rect.bottom() - 1, tab.rect.width() - 20, 2), tokens.accent);
    } else if (has(tab, QStyle::State_MouseOver)) {
        painter->fillRect(QRect(tab.rect.left() + 10, tab.rect.bottom() - 1, tab.rect.width() - 20, 2), tokens.line);
    }
    if (has(tab, QStyle::State_HasFocus) && has(tab, QStyle::State_Selected))
        roundedBox(painter, QRectF(tab.rect).adjusted(3, 4, -3, -5), Qt::transparent, tokens.accent, 4);
}

void tabLabel(QPainter *painter, const QStyleOptionTab &tab)
{
    const Tokens &tokens = tokensOf(tab.palette);
    const bool selected = has(tab, QStyle::State_Selected);
    painter->save();
    QFont font = painter->font();
    font.setWeight(selected ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(selected || has(tab, QStyle::State_MouseOver) ? tokens.text : tokens.quiet);
    painter->drawText(tab.rect, int(Qt::AlignCenter) | Qt::TextShowMnemonic | Qt::TextSingleLine, tab.text);
    painter->restore();
}

void headerSection(QPainter *painter, const QStyleOption &option)
{
    const Tokens &tokens = tokensOf(option.palette);
    painter->fillRect(option.rect, tokens.panel);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), tokens.line);
}

void sortArrow(QPainter *painter, const QStyleOption &option)
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option);
    if (!header || header->sortIndicator == QStyleOptionHeader::None)
        return;
    // "Down" is the platform's word for ascending; the chevron points where the values grow.
    const double tip = header->sortIndicator == QStyleOptionHeader::SortDown ? -2 : 2;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(tokensOf(option.palette).quiet, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF centre = QRectF(option.rect).center();
    painter->drawPolyline(QPolygonF{centre + QPointF(-3, -tip), centre + QPointF(0, tip), centre + QPointF(3, -tip)});
    painter->restore();
}

void progressGroove(QPainter *painter, const QStyleOption &option, int height)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tokensOf(option.palette).line);
    painter->drawRoundedRect(barRect(option.rect, height), height / 2.0, height / 2.0);
    painter->restore();
}

void progressContents(QPainter *painter, const QStyleOptionProgressBar &bar, int height)
{
    const int range = bar.maximum - bar.minimum;
    if (range <= 0 || bar.progress <= bar.minimum)
        return;
    QRectF part = barRect(bar.rect, height);
    part.setWidth(std::max(qreal(height), part.width() * (bar.progress - bar.minimum) / range));
    if (bar.direction == Qt::RightToLeft)
        part.moveRight(bar.rect.right());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tokensOf(bar.palette).accent);
    painter->drawRoundedRect(part, height / 2.0, height / 2.0);
    painter->restore();
}

void scrollBar(QPainter *painter, const QStyleOptionSlider &bar, const QRect &slider)
{
    const Tokens &tokens = tokensOf(bar.palette);
    if (bar.maximum <= bar.minimum)
        return;
    QColor colour = tokens.quiet;
    colour.setAlphaF(has(bar, QStyle::State_MouseOver) || has(bar, QStyle::State_Sunken) ? 0.7F : 0.35F);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    painter->drawRoundedRect(QRectF(slider).adjusted(2, 2, -2, -2), 3, 3);
    painter->restore();
}

void chevron(QPainter *painter, const QStyleOption &option, const QRect &rect)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(tokensOf(option.palette).quiet, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF centre = QRectF(rect).center();
    painter->drawPolyline(QPolygonF{centre + QPointF(-4, -2), centre + QPointF(0, 2), centre + QPointF(4, -2)});
    painter->restore();
}

} // namespace lifeboat::ui::painting
