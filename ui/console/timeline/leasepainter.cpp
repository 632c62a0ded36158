// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/leasepainter.h"

#include "ui/console/theme/glyph.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/text/format.h"

#include <QCoreApplication>

namespace lifeboat::ui {

namespace {

constexpr double kBar = 20; ///< height
constexpr double kCross = 11;
constexpr double kBeyond = 30; ///< painted outside of what is in view, so that edges stay there

} // namespace

LeasePainter::LeasePainter(QPainter &painter, const TimelineScale &scale, const TimelineLayout &layout, const Tokens &tokens)
    : m_painter(painter)
    , m_scale(scale)
    , m_layout(layout)
    , m_tokens(tokens)
{
}

void LeasePainter::paint(const LeaseTrack &track, double middle)
{
    const LeaseStroke *before = nullptr;
    const QList<LeaseStroke> strokes = strokesOf(track, m_scale);
    for (const LeaseStroke &stroke : strokes) {
        paintStroke(track, stroke, middle);
        if (before)
            paintGap(track, before->last, stroke.first, middle);
        before = &stroke;
    }
    paintCrosses(track, middle);
}

void LeasePainter::paintStroke(const LeaseTrack &track, const LeaseStroke &stroke, double middle)
{
    const LeaseBar &bar = track.bars.at(stroke.first);
    const auto clipped = [this](double x) { return m_layout.timeLeft() + std::clamp(x, -kBeyond, m_scale.width() + kBeyond); };
    const double left = clipped(stroke.left);
    const double right = std::max(left + 1.5, clipped(stroke.right));
    const QRectF box(left, middle - kBar / 2, right - left, kBar);
    const QColor colour = stroke.isBundle() ? m_tokens.quiet : m_tokens.place(bar.place);
    if (const double ghost = clipped(stroke.ghost); ghost > right + 1) {
        m_painter.setPen(QPen(colour, 1.2, Qt::DashLine));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(QRectF(right, box.top() + 0.5, ghost - right, kBar - 1));
    }
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(colour);
    m_painter.drawRoundedRect(box, 2.5, 2.5);
    if (stroke.isBundle())
        return;
    if (bar.contested) {
        m_painter.setPen(QPen(m_tokens.bad, 2));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 2.5, 2.5);
    }
    const double textLeft = std::max(box.left(), m_layout.timeLeft()) + 8;
    const double room = std::min(box.right(), m_layout.timeLeft() + m_scale.width()) - textLeft - 4;
    m_painter.setFont(fontOf(TextLabel::Style::Caption));
    const QFontMetrics metrics = m_painter.fontMetrics();
    QString words = titleOf(bar);
    if (metrics.horizontalAdvance(words) > room)
        words = bar.holder;
    if (metrics.horizontalAdvance(words) > room)
        return;
    m_painter.setPen(m_tokens.panel);
    m_painter.drawText(QRectF(textLeft, box.top(), room, kBar), Qt::AlignLeft | Qt::AlignVCenter, words);
}

/// Nobody held it: how long, where there is room for it.
void LeasePainter::paintGap(const LeaseTrack &track, qsizetype before, qsizetype after, double middle)
{
    const qint64 from = track.bars.at(before).until;
    const qint64 to = track.bars.at(after).from;
    if (to - from < 1000)
        return;
    const double left = m_layout.timeLeft() + m_scale.x(from);
    const double right = m_layout.timeLeft() + m_scale.x(to);
    if (right - left >= 2) {
        m_painter.setPen(QPen(m_tokens.warning, 1.5));
        m_painter.drawLine(QPointF(left, middle + kBar / 2), QPointF(right, middle + kBar / 2));
    }
    m_painter.setFont(fontOf(TextLabel::Style::Caption));
    const QString words = QCoreApplication::translate("lifeboat::ui::TimelinePainter", "free for %1")
                              .arg(text::duration(std::chrono::milliseconds(to - from)));
    if (m_painter.fontMetrics().horizontalAdvance(words) > right - left)
        return;
    m_painter.setPen(m_tokens.warning);
    m_painter.drawText(QRectF(left, middle + kBar / 2, right - left, 18), Qt::AlignCenter, words);
}

void LeasePainter::paintCrosses(const LeaseTrack &track, double middle)
{
    const QList<LeaseCross> &crosses = track.crosses;
    const auto from = [&](double x) {
        return std::ranges::lower_bound(crosses, m_scale.moment(x), {}, &LeaseCross::at) - crosses.begin();
    };
    qsizetype number = from(-kCross);
    while (number < crosses.size()) {
        const double x = m_scale.x(crosses.at(number).at);
        if (x > m_scale.width() + kCross)
            return;
        paintHealth(&m_painter, QRectF(m_layout.timeLeft() + x - kCross / 2, middle - kBar / 2 - kCross - 1, kCross, kCross),
                    Health::Bad, m_tokens.bad);
        number = std::max(number + 1, from(x + kCross / 2)); // those closer would only thicken it
    }
}

void LeasePainter::paintStrip(const LeaseTrack &track, const QRectF &strip)
{
    const QList<LeaseStroke> strokes = strokesOf(track, m_scale);
    for (const LeaseStroke &stroke : strokes) {
        QColor colour = stroke.isBundle() ? m_tokens.quiet : m_tokens.place(track.bars.at(stroke.first).place);
        colour.setAlphaF(0.6F);
        m_painter.fillRect(QRectF(strip.left() + std::max(0.0, stroke.left), strip.center().y() - 5,
                                  std::max(1.0, stroke.right - std::max(0.0, stroke.left)), 10),
                           colour);
    }
}

} // namespace lifeboat::ui
