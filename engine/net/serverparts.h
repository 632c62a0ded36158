// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/net/audittrail.h"
#include "engine/net/eventring.h"
#include "engine/net/nodeserver.h"
#include "engine/net/tokenbucket.h"

#include <QHash>

namespace lifeboat::net {

/// Token buckets by a key: what is full again is forgotten.
class Buckets
{
public:
    Buckets(double perSecond, double burst)
        : m_perSecond(perSecond)
        , m_burst(burst)
    {
    }

    bool take(const QByteArray &key, std::chrono::nanoseconds now)
    {
        return of(key, now).take(1, now);
    }

    bool isEmpty(const QByteArray &key, std::chrono::nanoseconds now)
    {
        TokenBucket copy = of(key, now);
        return !copy.take(1, now);
    }

private:
    TokenBucket &of(const QByteArray &key, std::chrono::nanoseconds now)
    {
        constexpr qsizetype kMany = 10'000;
        if (m_buckets.size() >= kMany)
            m_buckets.removeIf([now](auto bucket) { return bucket.value().isFull(now); });
        auto found = m_buckets.find(key);
        if (found == m_buckets.end())
            found = m_buckets.insert(key, TokenBucket(m_perSecond, m_burst, now));
        return *found;
    }

    const double m_perSecond;
    const double m_burst;
    QHash<QByteArray, TokenBucket> m_buckets;
};

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
    EventRing events{};
    Buckets attempts; ///< by address
    Buckets takes; ///< by token
    ServerCounters counters{};
    int pendingChecks = 0; ///< of tokens
    JobRunner checks{2};
    JobRunner disk{4};
};

} // namespace lifeboat::net
