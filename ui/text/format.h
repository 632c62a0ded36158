// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <chrono>

/// Figures for people, in the user's locale. Unknown values are the caller's to word: these take known ones.
namespace lifeboat::text {

/// "965 MB" (decimal units, three significant digits).
QString bytes(qint64 count);

/// "612 MB/s"
QString rate(double bytesPerSecond);

/// "0.02 s", "4.10 s", "1 min 04 s", "2 h 05 min"
QString duration(std::chrono::milliseconds time);

/// The same of time that passes while one looks: "4 s", "1 min 04 s", "2 h 05 min"
QString seconds(std::chrono::milliseconds time);

/// The same of what would be lost, which is something: below a second "< 1 s"
QString lossTime(std::chrono::milliseconds time);

/// "just now", "2 min ago", "3 days ago"; what is dated ahead of `now` beyond a clock's drift is "in the future:
/// clocks differ".
QString age(const QDateTime &moment, const QDateTime &now);

/// "12:52:07" today, else "Nov 20, 12:52", in local time.
QString moment(const QDateTime &moment, const QDateTime &now);

/// "128,402"
QString number(quint64 count);

/// "2.4:1"
QString ratio(qint64 raw, qint64 stored);

} // namespace lifeboat::text
