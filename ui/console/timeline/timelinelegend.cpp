// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelinelegend.h"

#include "ui/console/theme/glyph.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/textlabel.h"

#include <QPainter>

namespace lifeboat::ui {

namespace {

enum class Sign { Full, Verified, Damaged, Bundle, Drill };

constexpr int kSign = 13;
constexpr int kGap = 18;

struct Item {
    Sign sign;
    QString words;
};

QList<Item> items()
{
    return {{Sign::Full, TimelineLegend::tr("full snapshot")},
            {Sign::Verified, TimelineLegend::tr("verified")},
            {Sign::Damaged, TimelineLegend::tr("damaged")},
            {Sign::Bundle, TimelineLegend::tr("several")},
            {Sign::Drill, TimelineLegend::tr("drill, restore")}};
}

void paintSign(QPainter &painter, Sign sign, const QRectF &box, const Tokens &tokens)
{
    painter.setPen(QPen(tokens.quiet, 1.6));
    painter.setBrush(sign == Sign::Verified ? QBrush(tokens.quiet) : QBrush(Qt::NoBrush));
    switch (sign) {
    case Sign::Damaged: return paintHealth(&painter, box, Health::Bad, tokens.bad);
    case Sign::Drill:
        painter.drawLine(box.topLeft() + QPointF(2, 1), box.bottomLeft() + QPointF(2, 0));
        painter.setBrush(tokens.quiet);
        painter.drawRect(QRectF(box.left() + 2, box.top() + 1, 9, 6));
        return;
    case Sign::Bundle:
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 2.5, 2.5);
        painter.setFont(fontOf(TextLabel::Style::Caption));
        {
            QFont small = painter.font();
            small.setPixelSize(9);
            painter.setFont(small);
        }
        painter.drawText(box, Qt::AlignCenter, QStringLiteral("n"));
        return;
    default:
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 2.5, 2.5);
        if (sign == Sign::Verified)
            paintHealth(&painter, box.adjusted(2, 2, -2, -2), Health::Good, tokens.panel);
    }
}

} // namespace

TimelineLegend::TimelineLegend(QWidget *parent)
    : QWidget(parent)
{
    setFont(fontOf(TextLabel::Style::Caption));
    QStringList words;
    for (const Item &item : items())
        words.append(item.words);
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
}

QSize TimelineLegend::sizeHint() const
{
    int width = 0;
    for (const Item &item : items())
        width += kSign + 5 + fontMetrics().horizontalAdvance(item.words) + kGap;
    return {width, 24};
}

void TimelineLegend::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int left = 0;
    for (const Item &item : items()) {
        paintSign(painter, item.sign, QRectF(left, (height() - kSign) / 2.0, kSign, kSign), tokens);
        left += kSign + 5;
        painter.setFont(font());
        painter.setPen(item.sign == Sign::Damaged ? tokens.bad : tokens.quiet);
        painter.drawText(QRect(left, 0, width() - left, height()), int(Qt::AlignLeft | Qt::AlignVCenter), item.words);
        left += fontMetrics().horizontalAdvance(item.words) + kGap;
    }
}

} // namespace lifeboat::ui
