// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/jobs/jobrunner.h"
#include "engine/net/auditlog.h"
#include "engine/net/callhandler.h"

#include <atomic>

namespace lifeboat::net {

/// What of a call's parameters an audit record names.
QString auditTarget(const QJsonObject &parameters);

/// Writes audit records in a thread of its own, in the order they were asked for. One thread asks.
class AuditTrail
{
public:
    /// Both outlive this.
    AuditTrail(AuditLog &log, const Clock &clock);

    /// Waits until everything asked for is written.
    ~AuditTrail();
    Q_DISABLE_COPY_MOVE(AuditTrail)

    /// Ready once the record is durable, or with why it is not.
    QFuture<Result<bool>> record(const Caller &caller, const QString &call, const QString &target,
                                 const QString &result);

    /// Records that could not be written.
    quint64 failures() const { return m_failures; }

private:
    AuditLog &m_log;
    const Clock &m_clock;
    std::atomic<quint64> m_failures = 0;
    JobRunner m_runner{1};
    QFuture<Result<bool>> m_last;
};

} // namespace lifeboat::net
