// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

namespace lifeboat {

/// What is done to a practice cluster, one after another.
enum class ChaosStep {
    Kill, ///< the leader, and wait for the next
    Freeze, ///< the leader while it publishes; thawed, with all else, once another leads
    Cut, ///< the leader off the nats-server, and wait for the next
    Heal, ///< whatever was killed and cut off
};

/// "kill", "freeze", "cut", "heal"
QString stepName(ChaosStep step);

/// A drill plan with the parts [practice] and [[chaos]]; see engine/drill/PLAN.md.
struct ChaosPlan
{
    QString name; ///< for history and reports
    int nodes = 3;
    bool sharesFiles = false;
    QList<ChaosStep> steps; ///< at least one that takes the leader away

    bool operator==(const ChaosPlan &) const = default;
};

/// What a drill without a plan does.
QList<ChaosStep> usualChaos(bool usesNats);

/// Nothing for a plan that has neither of the two parts. PlanInvalid names the line or key: unknown keys and steps, wrong types,
/// no step, one that cuts where files are shared, more than a hundred.
Result<std::optional<ChaosPlan>> chaosPlanFromToml(QByteArrayView toml);

/// NotFound, LimitExceeded (above 256 KiB), PlanInvalid; nothing as above.
Result<std::optional<ChaosPlan>> readChaosPlan(FileSystem &fileSystem, const QString &path);

} // namespace lifeboat
