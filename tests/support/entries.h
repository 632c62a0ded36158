// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/state/entry.h"

#include <QList>
#include <QTimeZone>

namespace lifeboat::test {

inline Change put(const QString &table, const QString &id, const QByteArray &document = "{}")
{
    return {table, EntryOp::Put, id, document};
}

inline Change removal(const QString &table, const QString &id)
{
    return {table, EntryOp::Delete, id, {}};
}

/// A second for every index, from 2026-01-01 on.
inline QDateTime timeOf(Index index)
{
    return QDateTime(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC).addSecs(qint64(index));
}

/// The changes at indexes from `first` on.
inline QList<Entry> entriesFrom(Index first, const QList<Change> &changes)
{
    QList<Entry> entries;
    for (const Change &change : changes) {
        entries.append({first, timeOf(first), QStringLiteral("test"), change});
        ++first;
    }
    return entries;
}

/// Puts of `count` documents "<prefix>0000" on, each with its number.
inline QList<Change> puts(const QString &table, const QString &prefix, int count)
{
    QList<Change> changes;
    for (int i = 0; i < count; ++i)
        changes.append(put(table, prefix + QStringLiteral("%1").arg(i, 4, 10, QLatin1Char('0')),
                           "{\"number\":" + QByteArray::number(i) + '}'));
    return changes;
}

} // namespace lifeboat::test
