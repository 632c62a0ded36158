// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/restorer.h"
#include "engine/snapshot/undo.h"

namespace lifeboat {

/// "TargetMissing", "LocalCovers"…
QString planReasonName(PlanReason reason);

/// A plan as nodes tell of it. Written for programs: sentences are made where they are shown.
QJsonObject planObject(const RestorePlan &plan);

/// Reads it back. ProtocolViolation.
Result<RestorePlan> planFromObject(const QJsonObject &object);

/// What a restore came to: {"snapshot", "action", "previous", "position"?, "decodedBytes",
/// "resumedBytes", times in "…Ms", "findings", "warnings"}.
QJsonObject outcomeObject(const RestoreOutcome &outcome);

/// A plan to take a restore back, in the same way.
QJsonObject undoPlanObject(const UndoPlan &plan);
Result<UndoPlan> undoPlanFromObject(const QJsonObject &object);

/// {"lineage", "appliedIndex"}, the index as a decimal string; null without a position.
QJsonValue positionValue(const std::optional<Position> &position);

} // namespace lifeboat
