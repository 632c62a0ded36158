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

Result<ReplicatedLog::Turn> ReplicatedLog::turnTo(const LoggedHistories &histories, const Lineage &lineage, const Position &from)
{
    if (lineage.isEmpty() || from.appliedIndex > kLargestIndex)
        return failure(ErrorCode::InvalidArgument, lineage.value, QString::number(from.appliedIndex));
    const auto turn = [&](const LoggedHistory &known, Turn same) -> Result<Turn> {
        // Where nobody noted the origin the index must do.
        if (known.origin ? *known.origin == from : known.bounds.first == from.appliedIndex + 1)
            return same;
        return failure(ErrorCode::InvalidArgument, lineage.value, u"it is the name of another history"_s);
    };
    if (histories.current.bounds.lineage == lineage)
        return turn(histories.current, Turn::Stay);
    if (histories.kept && histories.kept->bounds.lineage == lineage)
        return turn(*histories.kept, Turn::Back);
    return Turn::Anew;
}

Result<ReplicatedLog::Turn> ReplicatedLog::turnBack(const LoggedHistories &histories, const Position &at)
{
    const auto turn = [&](const LoggedHistory &known, Turn same) -> Result<Turn> {
        if (known.holds(at))
            return same;
        if (known.isPast(at))
            return failure(ErrorCode::LogTrimmed, QString::number(at.appliedIndex + 1));
        return failure(ErrorCode::EntryMissing, QString::number(at.appliedIndex), u"the log ends at %1"_s.arg(known.bounds.last));
    };
    const Lineage &current = histories.current.bounds.lineage;
    if (current == at.lineage)
        return turn(histories.current, Turn::Stay);
    if (histories.kept && histories.kept->bounds.lineage == at.lineage)
        return turn(*histories.kept, Turn::Back);
    return failure(ErrorCode::LineageDiffers, at.lineage.value, u"the log's history is %1"_s.arg(current.value));
}

} // namespace lifeboat
