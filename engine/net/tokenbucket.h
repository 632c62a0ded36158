// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace lifeboat::net {

/// What may be used up: refills steadily, holds `burst` at most, is full at first. A value.
class TokenBucket
{
public:
    TokenBucket(double perSecond, double burst, std::chrono::nanoseconds now)
        : m_perSecond(perSecond)
        , m_burst(burst)
        , m_level(burst)
        , m_at(now)
    {
    }

    /// Takes `amount` if there is so much; an amount beyond the burst needs a full bucket.
    bool take(double amount, std::chrono::nanoseconds now)
    {
        refill(now);
        if (m_level < std::min(amount, m_burst))
            return false;
        m_level -= amount;
        return true;
    }

    /// When take(amount) can succeed; at least a millisecond.
    std::chrono::milliseconds wait(double amount) const
    {
        const double missing = std::max(std::min(amount, m_burst) - m_level, 0.0);
        return std::chrono::milliseconds(1 + qint64(std::ceil(1000 * missing / m_perSecond)));
    }

    bool isFull(std::chrono::nanoseconds now)
    {
        refill(now);
        return m_level >= m_burst;
    }

private:
    void refill(std::chrono::nanoseconds now)
    {
        const double seconds = std::chrono::duration<double>(now - m_at).count();
        m_level = std::min(m_level + seconds * m_perSecond, m_burst);
        m_at = now;
    }

    double m_perSecond;
    double m_burst;
    double m_level;
    std::chrono::nanoseconds m_at;
};

/// Token buckets by a key: what is full again is forgotten.
class Buckets
{
public:
    Buckets(double perSecond, double burst)
        : m_perSecond(perSecond)
        , m_burst(burst)
    {
    }

    bool take(const QByteArray &key, double amount, std::chrono::nanoseconds now)
    {
        return of(key, now).take(amount, now);
    }

    /// As TokenBucket's.
    std::chrono::milliseconds wait(const QByteArray &key, double amount, std::chrono::nanoseconds now)
    {
        return of(key, now).wait(amount);
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

} // namespace lifeboat::net
