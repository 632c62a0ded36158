// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/jsonreading.h"

#include "engine/base/ids.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace lifeboat {

void JsonReading::fail(QLatin1StringView key, QLatin1StringView wanted) const
{
    if (m_error.isEmpty())
        m_error = u"%1 is not %2"_s.arg(key, wanted);
}

QString JsonReading::text(QLatin1StringView key) const
{
    const QJsonValue found = m_object.value(key);
    if (!found.isString())
        fail(key, "a text"_L1);
    return found.toString();
}

qint64 JsonReading::integer(QLatin1StringView key) const
{
    const double found = number(key);
    if (std::trunc(found) != found || std::abs(found) > 9007199254740992.0) {
        fail(key, "a whole number"_L1);
        return 0;
    }
    return qint64(found);
}

double JsonReading::number(QLatin1StringView key) const
{
    const QJsonValue found = m_object.value(key);
    if (!found.isDouble())
        fail(key, "a number"_L1);
    return found.toDouble();
}

bool JsonReading::boolean(QLatin1StringView key) const
{
    const QJsonValue found = m_object.value(key);
    if (!found.isBool())
        fail(key, "true or false"_L1);
    return found.toBool();
}

quint64 JsonReading::decimal(QLatin1StringView key, quint64 largest) const
{
    const auto number = parseDecimal(m_object.value(key).toString());
    if (!number || *number > largest) {
        fail(key, "a decimal number as text"_L1);
        return 0;
    }
    return *number;
}

QJsonObject JsonReading::object(QLatin1StringView key) const
{
    const QJsonValue found = m_object.value(key);
    if (!found.isObject())
        fail(key, "an object"_L1);
    return found.toObject();
}

QDateTime JsonReading::moment(QLatin1StringView key) const
{
    const QDateTime found = QDateTime::fromString(m_object.value(key).toString(), Qt::ISODateWithMs);
    if (!found.isValid() || found.timeSpec() == Qt::LocalTime) {
        fail(key, "a time with zone"_L1);
        return {};
    }
    return found.toUTC();
}

} // namespace lifeboat
