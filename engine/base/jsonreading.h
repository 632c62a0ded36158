// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace lifeboat {

/// Reads fields of one JSON object that somebody else wrote: every getter checks presence, type and range, returns an
/// empty value on failure and remembers the first one, so that a reader asks for all fields and tests `error()` once.
class JsonReading
{
public:
    explicit JsonReading(QJsonObject object)
        : m_object(std::move(object))
    {
    }

    bool has(QLatin1StringView key) const { return m_object.contains(key); }
    QJsonValue value(QLatin1StringView key) const { return m_object.value(key); }
    QString text(QLatin1StringView key) const;
    /// A whole number that a double holds exactly.
    qint64 integer(QLatin1StringView key) const;
    double number(QLatin1StringView key) const;
    bool boolean(QLatin1StringView key) const;
    /// A 64-bit number written as a decimal string, at most `largest`.
    quint64 decimal(QLatin1StringView key, quint64 largest = std::numeric_limits<quint64>::max()) const;
    QJsonObject object(QLatin1StringView key) const;
    /// RFC 3339 with a zone; comes back as UTC.
    QDateTime moment(QLatin1StringView key) const;

    /// "pageCount is not a number", or empty.
    QString error() const { return m_error; }

private:
    void fail(QLatin1StringView key, QLatin1StringView wanted) const;

    QJsonObject m_object;
    mutable QString m_error;
};

} // namespace lifeboat
