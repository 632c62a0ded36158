// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/undo.h"

namespace lifeboat::cli {

/// "index 100 → 200"; empty where neither is known.
QString indexes(const std::optional<Position> &now, const std::optional<Position> &then);

/// "index 100 → 200, 12.3 MB; takes back the restore of 20261121T…, 3 min ago"
QString undoSentence(const UndoPlan &plan);

} // namespace lifeboat::cli
