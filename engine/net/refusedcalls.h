// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/audittrail.h"
#include "engine/net/tokenbucket.h"

namespace lifeboat::net {

/// Records calls a role is not enough for: of one token the first ten in a minute, of the others how many they were,
/// so that whoever may do nothing cannot fill the disk. One thread.
class RefusedCalls
{
public:
    /// Both outlive this.
    RefusedCalls(AuditTrail &audit, const Clock &clock)
        : m_audit(audit)
        , m_clock(clock)
    {
    }
    ~RefusedCalls() { recordOmitted(); }
    Q_DISABLE_COPY_MOVE(RefusedCalls)

    void record(const Caller &caller, const QString &call, const QString &target);

    /// Records how many were left out since the last time. To be called now and then.
    void recordOmitted();

private:
    struct Omitted
    {
        Caller last;
        quint64 calls = 0;
    };

    AuditTrail &m_audit;
    const Clock &m_clock;
    Buckets m_buckets{10 / 60.0, 10}; ///< by token
    QHash<QString, Omitted> m_omitted; ///< by token
};

} // namespace lifeboat::net
