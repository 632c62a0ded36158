// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/net/tokenbucket.h"

#include <QHostAddress>

namespace lifeboat {
class Clock;
} // namespace lifeboat

namespace lifeboat::net {

struct PeerLimits;

/// What the peers of one server may use up. A peer is a token with all its connections; until it has
/// authenticated, an address. One thread.
struct PeerBuckets
{
    explicit PeerBuckets(const PeerLimits &limits);

    Buckets attempts; ///< with wrong tokens, by address
    Buckets calls;
    Buckets bytes; ///< of text, and of pieces no transfer waits for
    Buckets pieces; ///< bytes of archives
    Buckets takes; ///< calls that make the node work long
    Buckets refusals, refusedBytes; ///< beyond them the connections that go on are cut off
};

/// What one connection takes of what its peer may use up. One thread.
class Allowance
{
public:
    /// `peers` and `clock` outlive this.
    Allowance(PeerBuckets &peers, const PeerLimits &limits, const Clock &clock, const QHostAddress &address);

    /// From here on the peer is that token.
    void belongTo(const QString &token);

    /// For a message before the peer has authenticated, and for a frame of data. RateLimited.
    Result<> takeCall();

    /// For a text message or something like it. RateLimited.
    Result<> take(qint64 bytes);

    /// For one of takes(). RateLimited.
    Result<> takeCostly(const QString &method);

    /// A message of that size was refused. False: the peer went on and on regardless, and more than its share of that came over
    /// this connection.
    bool bears(qint64 bytes);

    /// So many small messages may come for nothing: those a transfer cannot do without.
    void owe(int messages);

    /// Whether a message of that size is one of those; it is none any more then.
    bool takeOwed(qint64 bytes);

    /// Whether the address has tried so many wrong tokens that none of it is looked at.
    bool isShutOut();

    /// The address tried a wrong token. False: there were too many before.
    bool takeAttempt();

private:
    PeerBuckets &m_peers;
    const Clock &m_clock;
    const QByteArray m_address;
    QByteArray m_peer; ///< a key of the buckets
    TokenBucket m_refusals, m_refusedBytes; ///< this connection's share
    int m_owed = 0;
};

} // namespace lifeboat::net
