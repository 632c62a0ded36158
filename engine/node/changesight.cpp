// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/changesight.h"

#include <QJsonObject>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

Result<ChangeSight> foresee(const ManagedState &state, std::span<const Change> changes)
{
    ChangeSight sight;
    LIFEBOAT_ASSIGN(const QList<TableCount> counts, state.tables());
    QSet<QString> tables;
    for (const TableCount &count : counts)
        tables.insert(count.name);
    QHash<std::pair<QString, QString>, bool> isThere; // by the changes before
    for (const Change &change : changes) {
        const std::pair key(change.table, change.id);
        if (change.op == EntryOp::Put) {
            if (!tables.contains(change.table)) {
                tables.insert(change.table);
                sight.newTables.append(change.table);
            }
            isThere[key] = true;
            continue;
        }
        auto known = isThere.find(key);
        if (known == isThere.end()) {
            const auto document = state.document(change.table, change.id);
            if (!document && document.error().code != ErrorCode::NotFound)
                return failure(document.error());
            known = isThere.insert(key, document.has_value());
        }
        if (!*known)
            sight.absent.append(key);
        *known = false;
    }
    return sight;
}

void addSight(QJsonObject &answer, const ChangeSight &sight)
{
    if (!sight.newTables.isEmpty())
        answer["newTables"_L1] = QJsonArray::fromStringList(sight.newTables);
    QJsonArray absent;
    for (const auto &[table, id] : sight.absent)
        absent.append(QJsonObject{{u"table"_s, table}, {u"id"_s, id}});
    if (!absent.isEmpty())
        answer["absent"_L1] = absent;
}

} // namespace lifeboat
