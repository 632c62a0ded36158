// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/harmonylease.h"

#include <QCborMap>
#include <QCborValue>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace lifeboat {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds kSnapshotTtl = std::chrono::seconds(10);

} // namespace

Result<HarmonyLease> harmonyLeaseOf(const KeyValueRecord &record)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(record.value, &error);
    const QCborValue node = value[u"NodeID"_s];
    const QCborValue time = value[u"Timestamp"_s];
    if (error.error != QCborError::NoError || !value.isMap() || !node.isInteger() || !time.isInteger())
        return failure(ErrorCode::LeaseInvalid, record.key, u"not a lease of HarmonyLite"_s);
    HarmonyLease lease;
    lease.nodeId = quint64(node.toInteger());
    lease.holderTime = QDateTime::fromMSecsSinceEpoch(time.toInteger(), QTimeZone::UTC);
    // Far outside of what a clock shows; the difference below stays representable.
    if (!lease.holderTime.isValid() || lease.holderTime.date().year() > 9999 || lease.holderTime.date().year() < 1970)
        return failure(ErrorCode::LeaseInvalid, record.key, u"a time out of range"_s);
    lease.skew = milliseconds(record.time.msecsTo(lease.holderTime));
    return lease;
}

Result<Lease> leaseOfHarmony(const QString &name, const KeyValueRecord &record, const std::optional<Lease> &before,
                             std::optional<milliseconds> ttl)
{
    LIFEBOAT_ASSIGN(const HarmonyLease read, harmonyLeaseOf(record));
    Lease lease{.name = name,
                .holder = u"node %1"_s.arg(read.nodeId),
                .token = record.revision,
                .ttl = name == kHarmonySnapshot ? kSnapshotTtl : ttl.value_or(kUsualTtl),
                .acquired = record.time,
                .renewed = record.time,
                .revision = record.revision};
    if (before && before->holder == lease.holder && before->isHeldAt(record.time)) {
        lease.token = before->token;
        lease.acquired = before->acquired;
        lease.renewals = before->renewals + 1;
    }
    return lease;
}

} // namespace lifeboat
