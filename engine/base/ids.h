// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <optional>

namespace lifeboat {

/// A name of one kind of thing; names of different kinds do not mix. `Tag` is only a marker.
template <typename Tag>
struct Id {
    QString value;

    bool isEmpty() const { return value.isEmpty(); }
    auto operator<=>(const Id &) const = default;
    bool operator==(const Id &) const = default;
};

using SnapshotId = Id<struct SnapshotIdTag>;
using NodeId = Id<struct NodeIdTag>;
using Lineage = Id<struct LineageTag>;
using DrillId = Id<struct DrillIdTag>;

/// Position of an entry in the log; 0 is "before the first entry".
using Index = quint64;

/// A point in one unbroken history. Positions compare only within one lineage.
struct Position {
    Lineage lineage;
    Index appliedIndex = 0;

    bool operator==(const Position &) const = default;
};

/// "20261121T020322123Z-9f3a01c4": sorts by time, is unique by 32 random bits, is safe as a file name.
SnapshotId makeSnapshotId(const QDateTime &createdAt);

/// True for ids makeSnapshotId could have made; nothing else may become part of a file name.
bool isSnapshotId(const QString &text);

/// Same shape as a snapshot id, for a drill run.
DrillId makeDrillId(const QDateTime &startedAt);

/// A fresh random lineage.
Lineage makeLineage();

/// `text` as a decimal 64-bit number without sign, blanks or leading zeros; nothing otherwise.
std::optional<quint64> parseDecimal(QStringView text);

} // namespace lifeboat
