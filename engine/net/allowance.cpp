// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/allowance.h"

#include "engine/base/clock.h"
#include "engine/net/listener.h"

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

/// Pieces on their way to a peer at one time: 4 transfers of 64 MiB, 256 KiB each.
constexpr int kMostOwed = 1024;

/// A message about a transfer takes a hundred bytes.
constexpr qint64 kSmall = 1024;

/// How small a part of what is borne of a peer each of its connections may make beyond that: one that is refused because of what
/// others do tries again a few times a second, and all connections of an address together come to a small multiple.
constexpr double kShare = 1.0 / 50;

/// Refusals at once that are no obstinacy.
constexpr double kFewRefusals = 8;

Buckets perMinute(int times)
{
    return {times / 60.0, double(times)};
}

} // namespace

PeerBuckets::PeerBuckets(const PeerLimits &limits)
    : attempts(perMinute(limits.failedTokensPerMinute))
    , calls(limits.callsPerSecond, limits.callsBurst)
    , bytes(double(limits.bytesPerSecond), double(limits.bytesBurst))
    , pieces(double(limits.bytesPerSecond), double(limits.bytesBurst))
    , takes(perMinute(limits.takesPerMinute))
    , refusals(limits.callsPerSecond, limits.callsBurst)
    , refusedBytes(double(limits.bytesPerSecond), double(limits.bytesBurst))
{
}

Allowance::Allowance(PeerBuckets &peers, const PeerLimits &limits, const Clock &clock, const QHostAddress &address)
    : m_peers(peers)
    , m_clock(clock)
    , m_address('@' + peerKey(address)) // no token's name begins so
    , m_peer(m_address)
    , m_refusals(limits.callsPerSecond * kShare, std::max(limits.callsBurst * kShare, kFewRefusals), clock.steadyNow())
    , m_refusedBytes(double(limits.bytesPerSecond) * kShare, double(limits.bytesBurst) * kShare, clock.steadyNow())
{
}

void Allowance::belongTo(const QString &token)
{
    m_peer = token.toUtf8();
}

Result<> Allowance::takeCall()
{
    if (!m_peers.calls.take(m_peer, 1, m_clock.steadyNow()))
        return failure(ErrorCode::RateLimited, {}, u"calls"_s);
    return {};
}

Result<> Allowance::take(qint64 bytes)
{
    LIFEBOAT_TRY(takeCall());
    if (!m_peers.bytes.take(m_peer, double(bytes), m_clock.steadyNow()))
        return failure(ErrorCode::RateLimited, {}, u"bytes"_s);
    return {};
}

Result<> Allowance::takeCostly(const QString &method)
{
    if (!m_peers.takes.take(m_peer, 1, m_clock.steadyNow()))
        return failure(ErrorCode::RateLimited, method, u"per minute"_s);
    return {};
}

bool Allowance::bears(qint64 bytes)
{
    const auto now = m_clock.steadyNow();
    const bool isFew = m_refusals.take(1, now);
    const bool isLittle = m_refusedBytes.take(double(bytes), now);
    return (m_peers.refusals.take(m_peer, 1, now) && m_peers.refusedBytes.take(m_peer, double(bytes), now)) || (isFew && isLittle);
}

void Allowance::owe(int messages)
{
    m_owed = std::min(m_owed + messages, kMostOwed);
}

bool Allowance::takeOwed(qint64 bytes)
{
    if (m_owed == 0 || bytes > kSmall)
        return false;
    --m_owed;
    return true;
}

bool Allowance::isShutOut()
{
    return m_peers.attempts.isEmpty(m_address, m_clock.steadyNow());
}

bool Allowance::takeAttempt()
{
    return m_peers.attempts.take(m_address, 1, m_clock.steadyNow());
}

} // namespace lifeboat::net
