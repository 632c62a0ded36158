// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/duration.h"

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

struct Unit
{
    QLatin1StringView suffix;
    double milliseconds;
};

constexpr std::array kUnits = {
    Unit{"ms"_L1, 1},        Unit{"min"_L1, 60'000},   Unit{"s"_L1, 1000},
    Unit{"h"_L1, 3'600'000}, Unit{"d"_L1, 86'400'000},
};

} // namespace

std::optional<std::chrono::milliseconds> parseDuration(QStringView text)
{
    QStringView number = text.trimmed();
    double factor = 1000;
    for (const Unit &unit : kUnits) {
        if (number.endsWith(unit.suffix)) {
            factor = unit.milliseconds;
            number = number.chopped(unit.suffix.size()).trimmed();
            break;
        }
    }
    bool ok = false;
    const double amount = number.toDouble(&ok);
    constexpr double kLongest = 36500.0 * 86'400'000;
    if (!ok || !std::isfinite(amount) || amount < 0 || amount * factor > kLongest)
        return std::nullopt;
    return std::chrono::milliseconds(std::llround(amount * factor));
}

QString durationText(std::chrono::milliseconds duration)
{
    const qint64 count = duration.count();
    for (const auto &[suffix, size] : {std::pair("d"_L1, 86'400'000), std::pair("h"_L1, 3'600'000),
                                       std::pair("min"_L1, 60'000), std::pair("s"_L1, 1000)}) {
        if (count > 0 && count % size == 0)
            return QString::number(count / size) + suffix;
    }
    return QString::number(count) + "ms"_L1;
}

} // namespace lifeboat
