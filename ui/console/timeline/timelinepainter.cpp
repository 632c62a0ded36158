// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelinepainter.h"

#include "ui/console/theme/stylepainting.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/timeline/leasepainter.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/text/format.h"

#include <QCoreApplication>

namespace lifeboat::ui {

namespace {

constexpr double kFlagGap = 3; ///< between a flag and the next pole
constexpr double kWidestFlag = 120;

} // namespace

TimelinePainter::TimelinePainter(QPainter &painter, const TimelineModel &model, const TimelineScale &scale,
                                 const TimelineLayout &layout, const Tokens &tokens)
    : m_painter(painter)
    , m_model(model)
    , m_scale(scale)
    , m_layout(layout)
    , m_tokens(tokens)
{
    m_painter.setRenderHint(QPainter::Antialiasing);
}

void TimelinePainter::paintAxis(qint64 now)
{
    m_painter.setFont(fontOf(TextLabel::Style::Caption));
    for (const TimelineTick &tick : ticksOf(m_scale, 74)) {
        const double x = std::round(m_layout.timeLeft() + m_scale.x(tick.moment));
        m_painter.fillRect(QRectF(x, m_layout.lanesTop(), 1, m_layout.lanesBottom() - m_layout.lanesTop()),
                           tick.strong ? m_tokens.line : m_tokens.grid);
        m_painter.setPen(tick.strong ? m_tokens.text : m_tokens.quiet);
        const double half = 40;
        const double right = x + m_painter.fontMetrics().horizontalAdvance(tick.label) / 2.0;
        if (x - half > m_layout.timeLeft() - 44 && right <= m_layout.width)
            m_painter.drawText(QRectF(x - half, 2, 2 * half, m_layout.kAxis - 8), Qt::AlignCenter, tick.label);
    }
    paintNow(now);
}

void TimelinePainter::paintNow(qint64 now)
{
    const double x = m_scale.x(now);
    if (x < 0 || x > m_layout.timeWidth())
        return;
    const double at = m_layout.timeLeft() + x;
    m_painter.setPen(QPen(m_tokens.accent, 1.5));
    m_painter.drawLine(QPointF(at, m_layout.lanesTop() - 4), QPointF(at, m_layout.lanesBottom()));
    m_painter.setBrush(m_tokens.accent);
    m_painter.drawEllipse(QPointF(at, m_layout.lanesTop() - 4), 3, 3);
}

void TimelinePainter::paintLanes(const TimelineHit &selected, const TimelineHit &hovered, qsizetype currentLane)
{
    m_painter.save();
    m_painter.setClipRect(QRectF(0, m_layout.lanesTop(), m_layout.width, m_layout.lanesBottom() - m_layout.lanesTop()));
    for (qsizetype number = 0; number < m_model.lanes().size(); ++number) {
        const TimelineLane &lane = m_model.lanes().at(number);
        const double middle = m_layout.laneMiddle(number);
        if (middle < m_layout.lanesTop() - m_layout.lane || middle > m_layout.lanesBottom() + m_layout.lane)
            continue;
        if (number == currentLane)
            m_painter.fillRect(
                QRectF(0, middle - m_layout.lane / 2, m_layout.width, m_layout.lane),
                QColor(m_tokens.selection.red(), m_tokens.selection.green(), m_tokens.selection.blue(), 90));
        m_painter.fillRect(QRectF(m_layout.timeLeft(), middle, m_layout.timeWidth(), 1), m_tokens.line);
        const QRectF name(2, middle - 17, m_layout.names - 24, 18);
        m_painter.setFont(fontOf(TextLabel::Style::Strong));
        m_painter.setPen(m_tokens.text);
        m_painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                           m_painter.fontMetrics().elidedText(lane.name, Qt::ElideMiddle, int(name.width())));
        m_painter.setFont(fontOf(TextLabel::Style::Caption));
        m_painter.setPen(m_tokens.quiet);
        m_painter.drawText(
            name.translated(0, 17), Qt::AlignLeft | Qt::AlignVCenter,
            m_painter.fontMetrics().elidedText(fileNameOf(lane.store), Qt::ElideMiddle, int(name.width())));
        m_painter.save();
        m_painter.setClipRect(QRectF(m_layout.timeLeft() - 10, m_layout.lanesTop(), m_layout.timeWidth() + 22,
                                     m_layout.lanesBottom() - m_layout.lanesTop()));
        const auto isOneOf = [&](const TimelineMark &mark, bool drill) {
            const TimelineHit hit{number, drill, mark};
            return hit.covers(selected) || hit.covers(hovered);
        };
        for (const TimelineMark &mark : marksOf(lane.snapshots, m_scale, m_layout.kMarkDistance))
            paintMark(mark, lane, number, isOneOf(mark, false));
        for (const TimelineMark &mark : flagsOf(lane.drills, m_scale, m_layout.kFlagDistance))
            paintFlag(mark, lane, number, isOneOf(mark, true));
        if (number >= m_model.firstLease())
            LeasePainter(m_painter, m_scale, m_layout, m_tokens).paint(lane.lease, middle);
        m_painter.restore();
    }
    m_painter.restore();
}

void TimelinePainter::paintMark(const TimelineMark &mark, const TimelineLane &lane, qsizetype number, bool selected)
{
    const QRectF box = m_layout.mark(mark.x, number);
    const QColor colour = m_tokens.place(lane.place < 0 ? number : lane.place);
    if (selected) {
        painting::roundedBox(&m_painter, box.adjusted(-4, -4, 4, 4), m_tokens.selection, m_tokens.accent, 6);
    }
    if (mark.worst == Health::Bad && mark.count() == 1) {
        paintHealth(&m_painter, box, Health::Bad, m_tokens.bad);
        return;
    }
    const bool verified = mark.worst == Health::Good;
    const bool delta = lane.snapshots.events().at(mark.first).kind == TimelineEvent::Kind::Delta;
    m_painter.setPen(QPen(colour, 1.8));
    m_painter.setBrush(verified ? colour : m_tokens.panel);
    if (delta && mark.count() == 1) {
        m_painter.drawPolygon(QPolygonF{{box.center().x(), box.top()}, {box.right(), box.center().y()},
                                        {box.center().x(), box.bottom()}, {box.left(), box.center().y()}});
        return;
    }
    const QRectF square = mark.count() > 1 ? box.adjusted(-1, 0, 1, 0) : box.adjusted(1, 1, -1, -1);
    m_painter.drawRoundedRect(square, 2.5, 2.5);
    if (mark.count() > 1) {
        m_painter.setFont(fontOf(TextLabel::Style::Caption));
        m_painter.setPen(mark.worst == Health::Bad ? m_tokens.bad : m_tokens.quiet);
        const QString label =
            mark.count() > 999 ? QStringLiteral("%1k").arg(mark.count() / 1000) : QString::number(mark.count());
        m_painter.drawText(QRectF(box.center().x() - 20, box.bottom() + 1, 40, 16), Qt::AlignCenter, label);
        if (mark.worst == Health::Bad)
            paintHealth(&m_painter, square.adjusted(2, 2, -2, -2), Health::Bad, m_tokens.bad);
    }
    if (verified)
        paintHealth(&m_painter, square.adjusted(1, 1, -1, -1), Health::Good, m_tokens.panel);
}

void TimelinePainter::paintFlag(const TimelineMark &mark, const TimelineLane &lane, qsizetype number, bool selected)
{
    const TimelineEvent &event = lane.drills.events().at(mark.last);
    const auto words = [&]() -> QString {
        if (mark.count() > 1)
            return m_model.isOfNodes()
                ? QCoreApplication::translate("lifeboat::ui::TimelinePainter", "%n events", nullptr, int(mark.count()))
                : QCoreApplication::translate("lifeboat::ui::TimelinePainter", "%n drills", nullptr, int(mark.count()));
        if (event.kind == TimelineEvent::Kind::Restore)
            return event.flag;
        const QString drill = QCoreApplication::translate("lifeboat::ui::TimelinePainter", "drill");
        return event.flag.isEmpty() ? drill : drill + u' ' + event.flag;
    }();
    QFont font = fontOf(TextLabel::Style::Caption);
    font.setPixelSize(font.pixelSize() - 1);
    m_painter.setFont(font);
    const double whole = m_painter.fontMetrics().horizontalAdvance(words) + 30;
    // Where the next one stands too near its words give way: the pointer and the table tell them.
    const double x = m_scale.x(lane.drills.events().at(mark.last).at);
    const bool fliesLeft = m_layout.flag(x, number, whole).left() < m_layout.timeLeft() + x;
    const bool isNarrow = fliesLeft ? whole + kWidestFlag > mark.before : whole + kFlagGap > mark.behind;
    const double width = isNarrow ? kLeastFlag - kFlagGap : whole;
    const QRectF flag = m_layout.flag(x, number, width);
    const double pole = m_layout.timeLeft() + x;
    const bool mirrored = flag.left() < pole;
    const double tail = mirrored ? flag.left() : flag.right();
    const double notch = mirrored ? tail + 5 : tail - 5;
    const QColor colour = mark.worst == Health::Good ? m_tokens.good : m_tokens.bad;
    m_painter.setPen(QPen(m_tokens.text, 1.2));
    m_painter.drawLine(QPointF(pole, flag.top()), QPointF(pole, m_layout.laneMiddle(number)));
    m_painter.setPen(selected ? QPen(m_tokens.text, 1.5) : QPen(Qt::NoPen));
    m_painter.setBrush(colour);
    m_painter.drawPolygon(QPolygonF{{pole, flag.top()}, {tail, flag.top()}, {notch, flag.center().y()},
                                    {tail, flag.bottom()}, {pole, flag.bottom()}});
    const double indent = mirrored ? 7 : 0;
    paintHealth(&m_painter, QRectF(flag.left() + 4 + indent, flag.top() + 3, 9, 9), mark.worst, m_tokens.panel);
    m_painter.setPen(m_tokens.panel);
    if (isNarrow)
        return;
    m_painter.drawText(flag.adjusted(17 + indent, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, words);
}

void TimelinePainter::paintStrip(qint64 from, qint64 to)
{
    const QRectF strip = m_layout.strip();
    if (strip.isNull())
        return;
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_tokens.grid);
    m_painter.drawRoundedRect(strip, 4, 4);
    if (to <= from)
        return;
    const TimelineScale whole(from, to, strip.width());
    constexpr double kBar = 5;
    qsizetype most = 1;
    QHash<int, qsizetype> counts;
    for (const TimelineLane &lane : m_model.lanes()) {
        for (const TimelineMark &mark : marksOf(lane.snapshots, whole, kBar, 0)) {
            qsizetype &count = counts[int(mark.x / kBar)];
            count += mark.count();
            most = std::max(most, count);
        }
    }
    QColor bar = m_tokens.quiet;
    bar.setAlphaF(0.5F);
    if (m_model.firstLease() == 0) {
        for (const TimelineLane &lane : m_model.lanes().first(std::min<qsizetype>(1, m_model.lanes().size())))
            LeasePainter(m_painter, whole, m_layout, m_tokens).paintStrip(lane.lease, strip);
    }
    for (const auto [slot, count] : counts.asKeyValueRange()) {
        const double height = 4 + (strip.height() - 10) * double(count) / double(most);
        m_painter.fillRect(QRectF(strip.left() + slot * kBar + 1, strip.bottom() - height, kBar - 2, height), bar);
    }
    const double left = std::clamp(whole.x(m_scale.from()), 0.0, strip.width() - 6);
    const double right = std::clamp(whole.x(m_scale.to()), left + 6, strip.width());
    QColor window = m_tokens.accent;
    window.setAlphaF(0.18F);
    m_painter.setPen(QPen(m_tokens.accent, 1.5));
    m_painter.setBrush(window);
    m_painter.drawRoundedRect(QRectF(strip.left() + left, strip.top() - 1, right - left, strip.height() + 2), 4, 4);
}

void TimelinePainter::paintHover(const QPointF &pointer, const QString &title, const QString &details)
{
    const QFontMetrics strong(fontOf(TextLabel::Style::Strong));
    const QFontMetrics caption(fontOf(TextLabel::Style::Caption));
    const double width =
        std::min(360, std::max(strong.horizontalAdvance(title), caption.horizontalAdvance(details)) + 28);
    QRectF box(pointer.x() + 14, pointer.y() + 12, width, 50);
    if (box.right() > m_layout.width - 8)
        box.moveRight(pointer.x() - 14);
    if (box.bottom() > m_layout.height - 8)
        box.moveBottom(pointer.y() - 12);
    painting::roundedBox(&m_painter, box, m_tokens.panel, m_tokens.line, 6);
    m_painter.setFont(fontOf(TextLabel::Style::Strong));
    m_painter.setPen(m_tokens.text);
    m_painter.drawText(box.adjusted(13, 7, -8, -24), Qt::AlignLeft | Qt::AlignVCenter, title);
    m_painter.setFont(fontOf(TextLabel::Style::Caption));
    m_painter.setPen(m_tokens.quiet);
    m_painter.drawText(box.adjusted(13, 25, -8, -6), Qt::AlignLeft | Qt::AlignVCenter,
                       caption.elidedText(details, Qt::ElideRight, int(width) - 22));
}

} // namespace lifeboat::ui
