// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"

#include <QJsonObject>

namespace lifeboat {

/// The newest snapshot of one state of a node, of which it tells right after its greeting, before anybody asks
/// ("snapshot.recovery" of PROTOCOL.md): who wants to recover can fetch it at once. A value.
struct RecoveryOffer
{
    QString state;
    SnapshotId snapshot;
    quint64 elementCount = 0; ///< rows
    QDateTime createdAt; ///< UTC
    qint64 size = 0; ///< bytes of the archive
    std::optional<Position> position; ///< none for a foreign state

    bool operator==(const RecoveryOffer &) const = default;
};

/// None for what is no offer, or names no snapshot that could be kept under its id.
std::optional<RecoveryOffer> recoveryOfferFrom(const QJsonObject &told);

} // namespace lifeboat
