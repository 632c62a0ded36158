// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/lease.h"

namespace lifeboat {

/// HarmonyLite's lease record as it stands in its bucket `e-harmonylite`: CBOR {"NodeID": uint, "Timestamp": int}, where
/// Timestamp is the holder's wall clock in milliseconds since 1970. It has no ttl, no token and no release.
struct HarmonyLease
{
    quint64 nodeId = 0;
    QDateTime holderTime; ///< by the holder's clock, when it wrote the record
    std::chrono::milliseconds skew{0}; ///< how far the holder's clock was ahead of the bucket's then
};

/// LeaseInvalid for anything else.
Result<HarmonyLease> harmonyLeaseOf(const KeyValueRecord &record);

/// The bucket and keys HarmonyLite uses; none can be configured there.
inline constexpr QLatin1StringView kHarmonyBucket("e-harmonylite");
inline constexpr QLatin1StringView kHarmonyLeader("snapshot-leader"); ///< who may take snapshots
inline constexpr QLatin1StringView kHarmonySnapshot("snapshot"); ///< held while one is taken; ttl 10 s

/// The same as a lease of ours, to be shown beside them: `before` is what stood there before. The holder is "node <id>", the
/// token the revision with which it began to hold without a gap. The ttl is not in the record: kUsualTtl, which is
/// HarmonyLite's, unless `ttl` says what its configuration does; that of `snapshot` cannot be configured.
Result<Lease> leaseOfHarmony(const QString &name, const KeyValueRecord &record, const std::optional<Lease> &before,
                             std::optional<std::chrono::milliseconds> ttl = {});

} // namespace lifeboat
