// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/replicatedlog.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

Result<> ReplicatedLog::checkChanges(std::span<const Change> changes)
{
    for (size_t i = 0; i < changes.size(); ++i) {
        if (auto checked = checkChange(changes[i]); !checked) {
            Error error = checked.error();
            error.detail = u"change %1: %2"_s.arg(i + 1).arg(error.detail);
            return failure(error);
        }
    }
    return {};
}

} // namespace lifeboat
