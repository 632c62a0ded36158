// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelinelegend.h"

#include "ui/console/theme/glyph.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/textlabel.h"

#include <QPainter>

namespace lifeboat::ui {

namespace {

enum class Sign { Full, Verified, Damaged, Bundle, Drill, Lease, Ghost, Refused };

constexpr int kSign = 13;
constexpr int kGap = 18;

struct Item {
    Sign sign;
    QString words;
};

QList<Item> items(int parts)
{
    QList<Item> items;
    if (parts & TimelineLegend::Snapshots)
        items += {{Sign::Full, TimelineLegend::tr("full snapshot")},
            {Sign::Verified, TimelineLegend::tr("verified")},
            {Sign::Damaged, TimelineLegend::tr("damaged")},
            {Sign::Bundle, TimelineLegend::tr("several")},
            {Sign::Drill, TimelineLegend::tr("drill, restore")}};
    if (parts == (TimelineLegend::Snapshots | TimelineLegend::Leases)) // little room: a bar's words tell of its ghost
        items += {{Sign::Lease, TimelineLegend::tr("lease")}, {Sign::Refused, TimelineLegend::tr("refused")}};
    else if (parts & TimelineLegend::Leases)
        items += {{Sign::Lease, TimelineLegend::tr("lease held")},
                  {Sign::Ghost, TimelineLegend::tr("could have lived until")},
                  {Sign::Refused, TimelineLegend::tr("publish refused")}};
    return items;
}

void paintSign(QPainter &painter, Sign sign, const QRectF &box, const Tokens &tokens)
{
    painter.setPen(QPen(tokens.quiet, 1.6));
    painter.setBrush(sign == Sign::Verified ? QBrush(tokens.quiet) : QBrush(Qt::NoBrush));
    switch (sign) {
    case Sign::Lease: return painter.fillRect(box.adjusted(0, 3, 0, -3), tokens.quiet);
    case Sign::Ghost:
        painter.setPen(QPen(tokens.quiet, 1.2, Qt::DashLine));
        return painter.drawRect(box.adjusted(0, 3, 0, -3));
    case Sign::Refused:
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

TimelineLegend::TimelineLegend(int parts, QWidget *parent)
    : QWidget(parent)
{
    setFont(fontOf(TextLabel::Style::Caption));
    setAccessibleName(tr("Legend"));
    setParts(parts);
}

void TimelineLegend::setParts(int parts)
{
    if (parts == m_parts)
        return;
    m_parts = parts;
    QStringList words;
    for (const Item &item : items(m_parts))
        words.append(item.words);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    setToolTip(accessibleDescription()); // where there is no room for all of them
    updateGeometry();
    update();
}

QSize TimelineLegend::sizeHint() const
{
    int width = 0;
    for (const Item &item : items(m_parts))
        width += kSign + 5 + fontMetrics().horizontalAdvance(item.words) + kGap;
    return {width, 24};
}

void TimelineLegend::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int left = 0;
    for (const Item &item : items(m_parts)) {
        const int whole = left + kSign + 5 + fontMetrics().horizontalAdvance(item.words);
        if (whole > width() + 1)
            return; // half a word would say something else
        paintSign(painter, item.sign, QRectF(left, (height() - kSign) / 2.0, kSign, kSign), tokens);
        left += kSign + 5;
        painter.setFont(font());
        painter.setPen(item.sign == Sign::Damaged || item.sign == Sign::Refused ? tokens.bad : tokens.quiet);
        painter.drawText(QRect(left, 0, width() - left, height()), int(Qt::AlignLeft | Qt::AlignVCenter), item.words);
        left += fontMetrics().horizontalAdvance(item.words) + kGap;
    }
}

} // namespace lifeboat::ui
