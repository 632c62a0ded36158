// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/drilllog.h"

namespace lifeboat::ui {

std::optional<DrillReport> DrillLog::report(const DrillId &id) const
{
    const auto found = std::ranges::find(reports(), id, &DrillReport::id);
    return found == reports().end() ? std::nullopt : std::optional(*found);
}

} // namespace lifeboat::ui
