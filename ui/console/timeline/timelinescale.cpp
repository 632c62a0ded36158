// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelinescale.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace lifeboat::ui {

namespace {

constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

constexpr std::array kSteps{kSecond,      2 * kSecond,  5 * kSecond, 15 * kSecond, 30 * kSecond, kMinute,
                            2 * kMinute,  5 * kMinute,  15 * kMinute, 30 * kMinute, kHour,       2 * kHour,
                            3 * kHour,    6 * kHour,    12 * kHour,  kDay,         2 * kDay,     7 * kDay,
                            14 * kDay,    30 * kDay,    91 * kDay,   182 * kDay,   365 * kDay,   5 * 365 * kDay,
                            25 * 365 * kDay};

QString labelOf(const QDateTime &moment, qint64 step)
{
    const QLocale locale;
    if (step >= 91 * kDay)
        return locale.toString(moment.date(), QStringLiteral("MMM yyyy"));
    if (step >= kDay || moment.time() == QTime(0, 0))
        return locale.toString(moment.date(), QCoreApplication::translate("lifeboat::ui::TimelineScale", "MMM d", "date format"));
    return moment.time().toString(step < kMinute ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

} // namespace

TimelineScale::TimelineScale(qint64 from, qint64 to, double width)
    : m_width(std::max(1.0, width))
{
    setRange(from, to);
}

void TimelineScale::setRange(qint64 from, qint64 to)
{
    const qint64 wanted = std::clamp(to - from, kShortest, kLongest);
    const qint64 middle = from + (to - from) / 2;
    m_from = wanted == to - from ? from : middle - wanted / 2;
    m_to = m_from + wanted;
}

void TimelineScale::zoom(double x, double factor)
{
    if (factor <= 0)
        return;
    const qint64 wanted = std::clamp(qint64(double(span()) / factor), kShortest, kLongest);
    const double part = x / m_width;
    const qint64 fixed = moment(x);
    m_from = fixed - qint64(part * double(wanted));
    m_to = m_from + wanted;
}

void TimelineScale::pan(double pixels)
{
    const qint64 shift = qint64(pixels / m_width * double(span()));
    m_from += shift;
    m_to += shift;
}

QList<TimelineTick> ticksOf(const TimelineScale &scale, double distance)
{
    qint64 step = kSteps.back();
    for (const qint64 candidate : kSteps) {
        if (double(candidate) * scale.pixelsPerMillisecond() >= distance) {
            step = candidate;
            break;
        }
    }
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(scale.from()).offsetFromUtc() * kSecond;
    qint64 moment = (scale.from() + offset) / step * step - offset;
    QList<TimelineTick> ticks;
    for (; moment <= scale.to(); moment += step) {
        if (moment < scale.from())
            continue;
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(moment);
        ticks.append({moment, labelOf(local, step), local.time() == QTime(0, 0)});
    }
    return ticks;
}

} // namespace lifeboat::ui
