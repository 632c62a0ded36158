// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/harmonylease.h"

#include <QCborStreamReader>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace lifeboat {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds kSnapshotTtl = std::chrono::seconds(10);

/// How deep what we do not know may be nested.
constexpr int kDepth = 8;

using Numbers = std::map<QString, quint64>;

/// Those of a map's values that are numbers not below 0; nothing if it is none. A QCborValue holds numbers from 2^63 on as
/// floating point: half of all node ids.
std::optional<Numbers> numbersIn(const QByteArray &cbor)
{
    QCborStreamReader reader(cbor);
    if (!reader.isMap() || !reader.enterContainer())
        return {};
    Numbers numbers;
    while (reader.lastError() == QCborError::NoError && reader.hasNext()) {
        if (!reader.isString())
            return {};
        const QString key = reader.readAllString();
        if (reader.isUnsignedInteger())
            numbers[key] = reader.toUnsignedInteger();
        reader.next(kDepth);
    }
    if (reader.lastError() != QCborError::NoError || !reader.leaveContainer())
        return {};
    return numbers;
}

} // namespace

Result<HarmonyLease> harmonyLeaseOf(const KeyValueRecord &record)
{
    const auto numbers = numbersIn(record.value).value_or(Numbers());
    const auto node = numbers.find(u"NodeID"_s);
    const auto time = numbers.find(u"Timestamp"_s);
    if (node == numbers.end() || time == numbers.end() || time->second > quint64(std::numeric_limits<qint64>::max()))
        return failure(ErrorCode::LeaseInvalid, record.key, u"not a lease of HarmonyLite"_s);
    HarmonyLease lease;
    lease.nodeId = node->second;
    lease.holderTime = QDateTime::fromMSecsSinceEpoch(qint64(time->second), QTimeZone::UTC);
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
                .isHeldInPassing = name == kHarmonySnapshot,
                .revision = record.revision};
    if (before && before->holder == lease.holder && before->isHeldAt(record.time)) {
        lease.token = before->token;
        lease.acquired = before->acquired;
        lease.renewals = before->renewals + 1;
    }
    return lease;
}

} // namespace lifeboat
