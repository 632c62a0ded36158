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

Result<> ReplicatedLog::checkCondition(const AppendIf &condition, const LogBounds &bounds)
{
    if (condition.lineage.value_or(bounds.lineage) != bounds.lineage)
        return failure(ErrorCode::EntryDuplicate, bounds.lineage.value);
    if (condition.last.value_or(bounds.last) != bounds.last)
        return failure(ErrorCode::EntryDuplicate, QString::number(bounds.last));
    if (bounds.last < condition.reaches)
        return failure(ErrorCode::EntryMissing, QString::number(condition.reaches),
                       u"the log ends at %1"_s.arg(bounds.last));
    return {};
}

} // namespace lifeboat
