// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/health.h"

namespace lifeboat::text {

/// "healthy", "unknown", "attention", "failed"
QString healthWord(Health health);

/// What it means for a node, one sentence: "Its newest snapshot is damaged."
QString healthSentence(HealthReason reason);

/// The same in two or three words for a narrow place: "not reachable"
QString healthNote(HealthReason reason);

} // namespace lifeboat::text
