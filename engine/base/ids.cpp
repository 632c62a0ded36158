// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/ids.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTimeZone>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

QString timedName(const QDateTime &moment)
{
    return moment.toUTC().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s)
        + u"-%1"_s.arg(QRandomGenerator::system()->generate(), 8, 16, '0'_L1);
}

} // namespace

SnapshotId makeSnapshotId(const QDateTime &createdAt)
{
    return {timedName(createdAt)};
}

bool isSnapshotId(const QString &text)
{
    static const QRegularExpression pattern(u"\\A[0-9]{8}T[0-9]{9}Z-[0-9a-f]{8}\\z"_s);
    return pattern.match(text).hasMatch();
}

DrillId makeDrillId(const QDateTime &startedAt)
{
    return {timedName(startedAt)};
}

Lineage makeLineage()
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces)};
}

std::optional<quint64> parseDecimal(QStringView text)
{
    if (text.isEmpty() || text.size() > 20 || (text.size() > 1 && text.front() == '0'_L1))
        return std::nullopt;
    for (const QChar c : text) {
        if (c < '0'_L1 || c > '9'_L1)
            return std::nullopt;
    }
    bool ok = false;
    const quint64 number = text.toULongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

} // namespace lifeboat
