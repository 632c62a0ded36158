// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operations/operation.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

QString statusName(OperationStatus status)
{
    switch (status) {
    case OperationStatus::Pending:
        return u"pending"_s;
    case OperationStatus::InFlight:
        return u"inFlight"_s;
    case OperationStatus::Completed:
        return u"completed"_s;
    case OperationStatus::Dead:
        return u"dead"_s;
    }
    return {};
}

std::optional<OperationStatus> statusFromName(QStringView name)
{
    using enum OperationStatus;
    for (const OperationStatus status : {Pending, InFlight, Completed, Dead}) {
        if (statusName(status) == name)
            return status;
    }
    return std::nullopt;
}

bool isOpen(const Operation &operation)
{
    return operation.status == OperationStatus::Pending || operation.status == OperationStatus::InFlight;
}

const QStringList &restoringKinds()
{
    static const QStringList kinds{u"restore"_s, u"undo"_s, u"recover"_s};
    return kinds;
}

bool isEndedRestore(const Operation &operation)
{
    return !isOpen(operation) && restoringKinds().contains(operation.request.kind);
}

bool isWorthRetrying(ErrorCode code)
{
    switch (code) {
    case ErrorCode::ReadFailed:
    case ErrorCode::WriteFailed:
    case ErrorCode::Locked:
    case ErrorCode::DatabaseBusy:
    case ErrorCode::TargetInUse:
    case ErrorCode::Busy:
    case ErrorCode::Unreachable:
    case ErrorCode::TimedOut:
    case ErrorCode::Disconnected:
    case ErrorCode::RateLimited:
        return true;
    default:
        return false;
    }
}

std::chrono::milliseconds retryDelay(int attempts, double spread)
{
    constexpr qint64 kLongestMs = 5 * 60 * 1000;
    const qint64 base = std::min(kLongestMs, 1000LL << std::clamp(attempts - 1, 0, 20));
    return std::chrono::milliseconds(base + qint64(double(base) * spread / 4));
}

} // namespace lifeboat
