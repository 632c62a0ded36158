// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/keyvaluebucket.h"

namespace lifeboat {

/// A named, time-limited claim as its record says it. All times are the bucket's.
struct Lease
{
    QString name; ///< isLeaseName
    QString holder;
    QString instance = {}; ///< the holder's process: another one of the same name is another holder
    quint64 token = 0; ///< the fencing token: the revision that granted it; every grant of a name gets a larger one
    std::chrono::milliseconds ttl{0};
    QDateTime acquired;
    QDateTime renewed; ///< or acquired
    quint64 renewals = 0;
    bool isReleased = false; ///< given back before it ran out
    bool isHeldInPassing = false; ///< for one piece of work, after which it is left to run out; not in the record
    quint64 revision = 0; ///< of the record; the next one is written over it

    /// When it runs out unless renewed; when it was given back for one that is released.
    QDateTime expires() const { return isReleased ? renewed : renewed.addDuration(ttl); }
    bool isHeldAt(const QDateTime &now) const { return !isReleased && now < expires(); }
    bool operator==(const Lease &) const = default;
};

inline constexpr std::chrono::milliseconds kShortestTtl = std::chrono::seconds(3);
/// Of a lease that is read or claimed at all.
inline constexpr std::chrono::milliseconds kLongestTtl = std::chrono::hours(24);
/// The longest that a node may be given: so long is nobody in the place of a holder that died.
inline constexpr std::chrono::milliseconds kLongestConfiguredTtl = std::chrono::minutes(10);
/// A holder stops acting at least so long before its lease can have run out.
inline constexpr std::chrono::milliseconds kShortestMargin{500};
inline constexpr std::chrono::milliseconds kUsualTtl = std::chrono::seconds(30);

/// A third of the ttl, at least a second.
std::chrono::milliseconds heartbeatOf(std::chrono::milliseconds ttl);

/// 1 to 64 letters, digits, - and _.
bool isLeaseName(const QString &text);

// What one record may become; pure. `current` is the newest record of the name, `now` the bucket's time: nothing here
// looks at a clock. Each returns the lease to write; token 0 in it stands for the revision that writing gives.

/// A claim by `holder` at `now`, which is off by at most `uncertainty`: LeaseHeld while another may still hold it (subject:
/// who, detail: until when). The same instance may claim again before its lease ran out: it never learned that it was granted.
/// A process that started anew is another instance, and waits. InvalidArgument for a name, an empty holder, an instance of more
/// than 64 characters, or a ttl outside kShortestTtl to kLongestTtl.
Result<Lease> granted(const std::optional<Lease> &current, const QString &name, const QString &holder,
                      std::chrono::milliseconds ttl, const QDateTime &now,
                      std::chrono::milliseconds uncertainty = {}, const QString &instance = {});

/// LeaseLost if `current` is not the claim `held`, or has run out at `now`.
Result<Lease> renewed(const std::optional<Lease> &current, const Lease &held, const QDateTime &now);

/// LeaseLost as for renewed(), but one that ran out and nobody took may be released.
Result<Lease> released(const std::optional<Lease> &current, const Lease &held, const QDateTime &now);

/// The record's value and back; FORMAT.md. LeaseInvalid for what we did not write.
QByteArray leaseValue(const Lease &lease);
Result<Lease> leaseOf(const QString &name, const KeyValueRecord &record);

} // namespace lifeboat
