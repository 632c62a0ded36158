// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/drill/trendchart.h"

#include "ui/console/theme/glyph.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/text/format.h"

#include <QLocale>
#include <QPainter>

#include <cmath>

namespace lifeboat::ui {

namespace {

constexpr qsizetype kMostRuns = 60;
constexpr double kLeft = 58;
constexpr double kRight = 10;
constexpr double kTop = 10;
constexpr double kBottom = 24;

double seconds(std::chrono::milliseconds time)
{
    return double(time.count()) / 1000.0;
}

/// 1, 2 or 5 times a power of ten.
double roundStep(double wanted)
{
    const double power = std::pow(10.0, std::floor(std::log10(std::max(wanted, 1e-3))));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= wanted)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

TrendChart::TrendChart(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("RTO over drills"));
}

void TrendChart::setReports(const QList<DrillReport> &reports, const DrillId &current)
{
    m_reports.clear();
    m_current = current;
    double most = 0;
    for (const DrillReport &report : reports) {
        if (!report.rto || m_reports.size() == kMostRuns)
            continue;
        m_reports.prepend(report);
        most = std::max({most, seconds(*report.rto), report.forecast ? seconds(report.forecast->high) : 0});
    }
    m_step = roundStep(std::max(most, 0.001) / 2.6);
    m_top = m_step * std::max(1.0, std::ceil(most / m_step));
    QStringList spoken;
    for (const DrillReport &report : std::as_const(m_reports))
        spoken.append(text::duration(*report.rto));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

double TrendChart::x(qsizetype number) const
{
    const double room = width() - kLeft - kRight - 16;
    if (m_reports.size() < 2)
        return kLeft + 8 + room / 2;
    return kLeft + 8 + room * double(number) / double(m_reports.size() - 1);
}

double TrendChart::y(double value) const
{
    return kTop + (height() - kTop - kBottom) * (1 - value / m_top);
}

void TrendChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_reports.isEmpty()) {
        painter.setPen(tokensOf(palette()).quiet);
        painter.drawText(rect(), Qt::AlignCenter, tr("No drill got far enough to be timed"));
        return;
    }
    paintGrid(painter);
    paintBand(painter);
    paintPoints(painter);
}

void TrendChart::paintGrid(QPainter &painter) const
{
    const Tokens &tokens = tokensOf(palette());
    painter.setFont(fontOf(TextLabel::Style::Caption));
    for (double value = 0; value <= m_top * 1.001; value += m_step) {
        painter.fillRect(QRectF(kLeft, std::round(y(value)), width() - kLeft - kRight, 1),
                         value > 0 ? tokens.grid : tokens.line);
        painter.setPen(tokens.quiet);
        const QString label = value > 0 ? text::duration(std::chrono::milliseconds(qint64(std::round(value * 1000))))
                                        : QStringLiteral("0");
        painter.drawText(QRectF(0, y(value) - 9, kLeft - 8, 18), int(Qt::AlignRight | Qt::AlignVCenter), label);
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QRectF axis(kLeft, height() - kBottom + 4, width() - kLeft - kRight, kBottom - 4);
    const bool several = m_reports.size() > 1;
    painter.drawText(axis, int((several ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter),
                     text::moment(m_reports.first().startedAt, now));
    if (several)
        painter.drawText(axis, int(Qt::AlignRight | Qt::AlignVCenter), text::moment(m_reports.last().startedAt, now));
}

void TrendChart::paintBand(QPainter &painter) const
{
    QPolygonF high;
    QPolygonF low;
    for (qsizetype number = 0; number < m_reports.size(); ++number) {
        if (const auto &forecast = m_reports.at(number).forecast) {
            high.append({x(number), y(seconds(forecast->high))});
            low.prepend({x(number), y(seconds(forecast->low))});
        }
    }
    if (high.size() < 2)
        return;
    QColor band = tokensOf(palette()).accent;
    band.setAlphaF(0.15F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(band);
    painter.drawPolygon(high + low);
}

void TrendChart::paintPoints(QPainter &painter) const
{
    const Tokens &tokens = tokensOf(palette());
    for (qsizetype number = 0; number < m_reports.size(); ++number) {
        const DrillReport &report = m_reports.at(number);
        const QPointF at(x(number), y(seconds(*report.rto)));
        if (report.verdict == Verdict::Failed) {
            paintHealth(&painter, QRectF(at - QPointF(5, 5), QSizeF(10, 10)), Health::Bad, tokens.bad);
            continue;
        }
        const bool current = report.id == m_current;
        painter.setPen(current ? QPen(tokens.text, 1.5) : QPen(Qt::NoPen));
        painter.setBrush(tokens.accent);
        painter.drawEllipse(at, current ? 4.5 : 3.0, current ? 4.5 : 3.0);
    }
}

} // namespace lifeboat::ui
