// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/recoveryoffer.h"

#include "engine/base/jsonreading.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

std::optional<RecoveryOffer> recoveryOfferFrom(const QJsonObject &told)
{
    const JsonReading reading(told);
    RecoveryOffer offer;
    offer.state = reading.text("state"_L1);
    offer.snapshot = {reading.text("snapshot"_L1)};
    offer.elementCount = reading.decimal("elementCount"_L1);
    offer.createdAt = reading.moment("createdAt"_L1);
    offer.size = qint64(reading.decimal("size"_L1, std::numeric_limits<qint64>::max()));
    if (reading.has("appliedIndex"_L1))
        offer.position = Position{{reading.text("lineage"_L1)}, reading.decimal("appliedIndex"_L1)};
    if (!reading.error().isEmpty() || !isSnapshotId(offer.snapshot.value))
        return std::nullopt;
    return offer;
}

} // namespace lifeboat
