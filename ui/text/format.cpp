// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format.h"

#include "engine/snapshot/catalog.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>
#include <span>

using namespace Qt::StringLiterals;

namespace lifeboat::text {

namespace {

/// Three significant digits: 1.23, 12.3, 123.
QString threeDigits(double value)
{
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return QLocale().toString(value, 'f', decimals);
}

/// A size in the largest decimal unit that leaves a whole digit, by one pattern a unit.
QString scaled(double size, std::span<const char *const> patterns)
{
    size_t unit = 0;
    while (size >= 999.5 && unit + 1 < patterns.size()) {
        size /= 1000;
        ++unit;
    }
    const QString figure = unit == 0 ? QLocale().toString(size, 'f', 0) : threeDigits(size);
    return QCoreApplication::translate("lifeboat::text", patterns[unit]).arg(figure);
}

/// "1 min 04 s": a large unit and a two-digit small one.
QString paired(const char *pattern, qint64 large, qint64 small)
{
    return QCoreApplication::translate("lifeboat::text", pattern)
        .arg(QLocale().toString(large), QString::number(small).rightJustified(2, u'0'));
}

QString past(int minutes)
{
    const int hours = minutes / 60;
    const int days = hours / 24;
    if (hours == 0)
        return QCoreApplication::translate("lifeboat::text", "%n min ago", nullptr, minutes);
    if (days == 0)
        return QCoreApplication::translate("lifeboat::text", "%n h ago", nullptr, hours);
    // One day is worded apart, so that the English text needs no translation file to read well.
    return days == 1 ? QCoreApplication::translate("lifeboat::text", "1 day ago")
                     : QCoreApplication::translate("lifeboat::text", "%n days ago", nullptr, days);
}

} // namespace

QString seconds(std::chrono::milliseconds time)
{
    const auto whole = std::chrono::floor<std::chrono::seconds>(time);
    return whole < std::chrono::minutes(1) ? QCoreApplication::translate("lifeboat::text", "%1 s").arg(whole.count())
                                           : duration(whole);
}

QString lossTime(std::chrono::milliseconds time)
{
    return time < std::chrono::seconds(1) ? QCoreApplication::translate("lifeboat::text", "< 1 s") : seconds(time);
}

QString bytes(qint64 count)
{
    static constexpr std::array kPatterns = {
        QT_TRANSLATE_NOOP("lifeboat::text", "%1 B"),  QT_TRANSLATE_NOOP("lifeboat::text", "%1 kB"),
        QT_TRANSLATE_NOOP("lifeboat::text", "%1 MB"), QT_TRANSLATE_NOOP("lifeboat::text", "%1 GB"),
        QT_TRANSLATE_NOOP("lifeboat::text", "%1 TB"), QT_TRANSLATE_NOOP("lifeboat::text", "%1 PB"),
    };
    return scaled(double(std::max<qint64>(count, 0)), kPatterns);
}

QString rate(double bytesPerSecond)
{
    static constexpr std::array kPatterns = {
        QT_TRANSLATE_NOOP("lifeboat::text", "%1 B/s"),  QT_TRANSLATE_NOOP("lifeboat::text", "%1 kB/s"),
        QT_TRANSLATE_NOOP("lifeboat::text", "%1 MB/s"), QT_TRANSLATE_NOOP("lifeboat::text", "%1 GB/s"),
        QT_TRANSLATE_NOOP("lifeboat::text", "%1 TB/s"),
    };
    return scaled(std::max(bytesPerSecond, 0.0), kPatterns);
}

QString duration(std::chrono::milliseconds time)
{
    const qint64 count = std::max<qint64>(time.count(), 0);
    if (count < 59'950) {
        // Below ten milliseconds two decimals would say nothing.
        const QString figure = count > 0 && count < 10 ? QLocale().toString(double(count) / 1000, 'f', 3)
                                                       : threeDigits(double(count) / 1000);
        return QCoreApplication::translate("lifeboat::text", "%1 s").arg(figure);
    }
    const qint64 seconds = (count + 500) / 1000;
    if (seconds < 3600)
        return paired(QT_TRANSLATE_NOOP("lifeboat::text", "%1 min %2 s"), seconds / 60, seconds % 60);
    const qint64 minutes = (seconds + 30) / 60;
    if (minutes < 24 * 60)
        return paired(QT_TRANSLATE_NOOP("lifeboat::text", "%1 h %2 min"), minutes / 60, minutes % 60);
    const qint64 hours = (minutes + 30) / 60;
    return paired(QT_TRANSLATE_NOOP("lifeboat::text", "%1 d %2 h"), hours / 24, hours % 24);
}

QString age(const QDateTime &moment, const QDateTime &now)
{
    const qint64 seconds = moment.secsTo(now);
    if (aheadOf(moment, now))
        return QCoreApplication::translate("lifeboat::text", "in the future: clocks differ");
    if (seconds < 60)
        return QCoreApplication::translate("lifeboat::text", "just now");
    // Ages beyond an int of minutes are 4,000 years.
    return past(int(std::min<qint64>(seconds / 60, std::numeric_limits<int>::max())));
}

QString moment(const QDateTime &moment, const QDateTime &now)
{
    const QDateTime local = moment.toLocalTime();
    const QDate today = now.toLocalTime().date();
    if (local.date() == today)
        return local.toString(u"HH:mm:ss"_s);
    if (local.date().year() == today.year())
        return QLocale().toString(local, QCoreApplication::translate("lifeboat::text", "MMM d, HH:mm", "date format"));
    return QLocale().toString(local, QCoreApplication::translate("lifeboat::text", "MMM d yyyy, HH:mm", "date format"));
}

QString number(quint64 count)
{
    return QLocale().toString(count);
}

QString ratio(qint64 raw, qint64 stored)
{
    if (raw <= 0 || stored <= 0)
        return u"1:1"_s;
    const double times = double(raw) / double(stored);
    return QLocale().toString(times, 'f', times < 99.95 ? 1 : 0) + u":1"_s;
}

} // namespace lifeboat::text
