// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"
#include "engine/base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>
#include <optional>

namespace lifeboat {

using OperationId = Id<struct OperationIdTag>;

enum class OperationStatus {
    Pending, ///< waits for its turn, or for the time of its next attempt
    InFlight, ///< an attempt is going on
    Completed, ///< done, once
    Dead, ///< given up: cancelled, failed for good, or out of attempts
};

/// "pending", "inFlight", "completed", "dead".
QString statusName(OperationStatus status);
std::optional<OperationStatus> statusFromName(QStringView name);

/// What somebody wants done.
struct OperationRequest
{
    QString kind; ///< "take", "verify", "restore", "undo"…: which work it is
    QString target; ///< what it works on: operations on one target run one after another
    QJsonObject parameters; ///< never a secret
    QString actor; ///< who asked
    int maxAttempts = 5;
};

/// A durable unit of work. A value: what the queue knew when it was asked.
struct Operation
{
    OperationId id;
    quint64 sequence = 0; ///< the order of arrival, which is the order of turns
    OperationRequest request;
    OperationStatus status = OperationStatus::Pending;
    int attempts = 0; ///< begun so far, those a kill ended included
    QDateTime createdAt; ///< UTC, as all others
    QDateTime startedAt; ///< of the last attempt
    QDateTime endedAt;
    QDateTime notBefore; ///< when the next attempt may begin
    std::optional<Error> lastError;
    QJsonObject result; ///< of a completed one; else what was noted of it so far
};

/// It waits, or is worked on.
bool isOpen(const Operation &operation);

/// Kinds of what brings a state to another content.
const QStringList &restoringKinds();

/// One of those, and it is over.
bool isEndedRestore(const Operation &operation);

/// True for failures another attempt may not meet: busy, locked, no connection. Not for want of space:
/// every attempt would copy it all again until somebody makes room, who then asks for another one.
bool isWorthRetrying(ErrorCode code);

/// No attempt waits longer: one that seems to was put off before the clock went back.
inline constexpr std::chrono::minutes kLongestRetryDelay(7);

/// The wait before the attempt after `attempts` failed ones: a second, doubled each time, at most
/// five minutes, and `spread` (of [0, 1)) of a quarter more so that many do not come back at once.
std::chrono::milliseconds retryDelay(int attempts, double spread);

} // namespace lifeboat
