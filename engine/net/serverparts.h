// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/net/allowance.h"
#include "engine/net/audittrail.h"
#include "engine/net/eventring.h"
#include "engine/net/nodeserver.h"
#include "engine/net/refusedcalls.h"

namespace lifeboat::net {

/// What /metrics tells of the server itself.
struct ServerCounters
{
    quint64 calls = 0;
    quint64 refusedCalls = 0;
    quint64 failedAuthentications = 0;
    quint64 bytesReceived = 0;
    quint64 bytesSent = 0;
};

/// What the sessions of one server share. Used in the server's thread.
struct ServerParts
{
    const PeerLimits &limits;
    CallHandler &handler;
    TokenStore &tokens;
    FileSystem &fileSystem;
    const Clock &clock;
    AuditTrail audit;
    RefusedCalls refused{audit, clock};
    EventRing events{};
    PeerBuckets peers{limits};
    ServerCounters counters{};
    int pendingChecks = 0; ///< of tokens
    JobRunner checks{2};
    JobRunner disk{4};
};

} // namespace lifeboat::net
