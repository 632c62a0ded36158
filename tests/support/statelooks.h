// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/state/managedstate.h"
#include "tests/support/expect.h"

namespace lifeboat::test {

inline QStringList tableNames(const ManagedState &state)
{
    QStringList names;
    for (const TableCount &table : ok(state.tables()))
        names.append(table.name);
    return names;
}

/// What the state says it has; -1 without such a table.
inline qint64 rowsOf(const ManagedState &state, const QString &table)
{
    for (const TableCount &one : ok(state.tables())) {
        if (one.name == table)
            return qint64(one.rows);
    }
    return -1;
}

inline QStringList idsOf(const QList<Document> &documents)
{
    QStringList ids;
    for (const Document &document : documents)
        ids.append(document.id);
    return ids;
}

inline QByteArray digestOf(const ManagedState &state)
{
    UnwatchedControl control;
    return ok(state.contentDigest(control));
}

} // namespace lifeboat::test
