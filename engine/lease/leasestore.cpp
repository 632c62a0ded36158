// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasestore.h"

#include "engine/base/jsonreading.h"
#include "engine/base/missing.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr auto kLeasePrefix = "lease."_L1;

/// How often a wish or note is tried again when another's came between: each try saw a newer record.
constexpr int kTries = 10;

/// Histories go back no further than this.
constexpr std::chrono::milliseconds kLongestAgo = std::chrono::days(30);

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QString LeaseStore::leaseKey(const QString &name)
{
    return kLeasePrefix + name;
}

QString LeaseStore::wishKey(const QString &name)
{
    return "step-down."_L1 + name;
}

QString LeaseStore::refusedKey(const QString &name)
{
    return "refused."_L1 + name;
}

QString LeaseStore::lostKey(const QString &name)
{
    return "lost."_L1 + name;
}

QString LeaseStore::namesakeKey(const QString &name)
{
    return "namesake."_L1 + name;
}

QString LeaseStore::ttlKey(const QString &name)
{
    return "ttl."_L1 + name;
}

LeaseStore::LeaseStore(KeyValueBucket &bucket)
    : m_bucket(bucket)
{
}

/// Over the revision the lease carries.
Result<Lease> LeaseStore::write(const Lease &lease)
{
    LIFEBOAT_ASSIGN(const KeyValueRecord record,
                    m_bucket.put(leaseKey(lease.name), leaseValue(lease), lease.revision));
    return leaseOf(lease.name, record);
}

Result<Lease> LeaseStore::acquire(const QString &name, const QString &holder, std::chrono::milliseconds ttl,
                                 const QString &instance)
{
    if (!isLeaseName(name))
        return failure(ErrorCode::InvalidArgument, name.left(64), u"a lease's name"_s);
    LIFEBOAT_ASSIGN(const std::optional<Lease> current, read(name));
    LIFEBOAT_ASSIGN(const BucketTime time, m_bucket.time());
    LIFEBOAT_ASSIGN(const Lease lease, granted(current, name, holder, ttl, time.now, time.uncertainty, instance));
    const Result<Lease> written = write(lease);
    if (!written && written.error().code == ErrorCode::RevisionDiffers)
        return failure(ErrorCode::LeaseHeld, name, u"another was quicker"_s);
    return written;
}

Result<Lease> LeaseStore::renew(const Lease &held)
{
    LIFEBOAT_ASSIGN(const BucketTime time, m_bucket.time());
    LIFEBOAT_ASSIGN(const Lease next, renewed(held, held, time.now));
    const Result<Lease> written = write(next);
    if (written || written.error().code != ErrorCode::RevisionDiffers)
        return written;
    // Perhaps the record over which this one should go is our own, of a renewal whose answer was lost.
    LIFEBOAT_ASSIGN(const std::optional<Lease> current, read(held.name));
    LIFEBOAT_ASSIGN(const Lease again, renewed(current, held, time.now));
    const Result<Lease> second = write(again);
    if (!second && second.error().code == ErrorCode::RevisionDiffers)
        return failure(ErrorCode::LeaseLost, held.name, u"taken"_s);
    return second;
}

Result<> LeaseStore::release(const Lease &held)
{
    LIFEBOAT_ASSIGN(const std::optional<Lease> current, read(held.name));
    LIFEBOAT_ASSIGN(const BucketTime time, m_bucket.time());
    LIFEBOAT_ASSIGN(const Lease next, released(current, held, time.now));
    const Result<Lease> written = write(next);
    if (!written && written.error().code == ErrorCode::RevisionDiffers)
        return failure(ErrorCode::LeaseLost, held.name, u"taken"_s);
    if (!written)
        return failure(written.error());
    return {};
}

Result<std::optional<Lease>> LeaseStore::read(const QString &name)
{
    LIFEBOAT_ASSIGN(const std::optional<KeyValueRecord> record, m_bucket.get(leaseKey(name)));
    if (!record)
        return std::nullopt;
    LIFEBOAT_ASSIGN(const Lease lease, leaseOf(name, *record));
    return lease;
}

Result<QList<Lease>> LeaseStore::list()
{
    LIFEBOAT_ASSIGN(const QList<KeyValueRecord> records, m_bucket.list(kLeasePrefix));
    QList<Lease> leases;
    for (const KeyValueRecord &record : records) {
        if (const Result<Lease> lease = leaseOf(record.key.sliced(kLeasePrefix.size()), record))
            leases.append(*lease);
    }
    return leases;
}

Result<BucketTime> LeaseStore::time()
{
    return m_bucket.time();
}

/// Over whatever stands there.
Result<> LeaseStore::overwrite(const QString &key, const QByteArray &value)
{
    for (int tries = 0;; ++tries) {
        LIFEBOAT_ASSIGN(const std::optional<KeyValueRecord> current, m_bucket.get(key));
        const Result<KeyValueRecord> written = m_bucket.put(key, value, current ? current->revision : 0);
        if (written)
            return {};
        if (written.error().code != ErrorCode::RevisionDiffers || tries == kTries)
            return failure(written.error());
    }
}

Result<Lease> LeaseStore::askToStepDown(const QString &name, const QString &by)
{
    if (!isLeaseName(name))
        return failure(ErrorCode::InvalidArgument, name.left(64), u"a lease's name"_s);
    LIFEBOAT_ASSIGN(const std::optional<Lease> current, read(name));
    LIFEBOAT_ASSIGN(const BucketTime time, m_bucket.time());
    if (!current || !current->isHeldAt(time.now))
        return missing(Missing::Lease, name);
    LIFEBOAT_TRY(overwrite(wishKey(name), compact({{u"token"_s, QString::number(current->token)}, {u"by"_s, by}})));
    return *current;
}

Result<std::optional<StepDownWish>> LeaseStore::wish(const QString &name)
{
    LIFEBOAT_ASSIGN(const std::optional<KeyValueRecord> record, m_bucket.get(wishKey(name)));
    if (!record)
        return std::nullopt;
    return wishOf(*record);
}

Result<StepDownWish> LeaseStore::wishOf(const KeyValueRecord &record)
{
    const JsonReading reading(QJsonDocument::fromJson(record.value).object());
    const StepDownWish wish{reading.decimal("token"_L1), reading.text("by"_L1), record.time};
    if (!reading.error().isEmpty())
        return failure(ErrorCode::LeaseInvalid, record.key, reading.error());
    return wish;
}

Result<> LeaseStore::noteRefused(const QString &name, const RefusedPublish &refused)
{
    return overwrite(refusedKey(name), compact({{u"holder"_s, refused.holder},
                                                {u"token"_s, QString::number(refused.token)},
                                                {u"newest"_s, QString::number(refused.newest)}}));
}

Result<> LeaseStore::noteLost(const Lease &lost, std::chrono::milliseconds ago)
{
    return overwrite(lostKey(lost.name), compact({{u"holder"_s, lost.holder},
                                                  {u"token"_s, QString::number(lost.token)},
                                                  {u"agoMs"_s, qint64(ago.count())}}));
}

Result<LostLease> LeaseStore::lostOf(const KeyValueRecord &record)
{
    const JsonReading reading(QJsonDocument::fromJson(record.value).object());
    const auto ago = std::clamp(std::chrono::milliseconds(reading.integer("agoMs"_L1)), std::chrono::milliseconds(0), kLongestAgo);
    const LostLease lost{reading.text("holder"_L1), reading.decimal("token"_L1), record.time.addDuration(-ago)};
    if (!reading.error().isEmpty())
        return failure(ErrorCode::LeaseInvalid, record.key, reading.error());
    return lost;
}

Result<RefusedPublish> LeaseStore::refusedOf(const KeyValueRecord &record)
{
    const JsonReading reading(QJsonDocument::fromJson(record.value).object());
    const RefusedPublish refused{reading.text("holder"_L1), reading.decimal("token"_L1), reading.decimal("newest"_L1),
                                 record.time};
    if (!reading.error().isEmpty())
        return failure(ErrorCode::LeaseInvalid, record.key, reading.error());
    return refused;
}

Result<> LeaseStore::noteNamesake(const QString &name, const Namesake &namesake)
{
    return overwrite(namesakeKey(name), compact({{u"holder"_s, namesake.holder}, {u"instance"_s, namesake.instance}}));
}

Result<Namesake> LeaseStore::namesakeOf(const KeyValueRecord &record)
{
    const JsonReading reading(QJsonDocument::fromJson(record.value).object());
    const Namesake namesake{reading.text("holder"_L1), reading.text("instance"_L1)};
    if (!reading.error().isEmpty())
        return failure(ErrorCode::LeaseInvalid, record.key, reading.error());
    return namesake;
}

Result<> LeaseStore::noteTtl(const Lease &held, const OtherTtl &other)
{
    const QString key = ttlKey(held.name);
    if (held.ttl == other.ttl) {
        LIFEBOAT_ASSIGN(const std::optional<KeyValueRecord> current, m_bucket.get(key));
        const auto before = current ? ttlOf(*current) : Result<OtherTtl>();
        if (!before || before->holder != other.holder || before->ttl == other.ttl)
            return {};
    }
    return overwrite(key, compact({{u"holder"_s, other.holder}, {u"ttlMs"_s, qint64(other.ttl.count())}}));
}

Result<OtherTtl> LeaseStore::ttlOf(const KeyValueRecord &record)
{
    const JsonReading reading(QJsonDocument::fromJson(record.value).object());
    const OtherTtl other{reading.text("holder"_L1), std::chrono::milliseconds(reading.integer("ttlMs"_L1)), record.time};
    if (!reading.error().isEmpty())
        return failure(ErrorCode::LeaseInvalid, record.key, reading.error());
    return other;
}

} // namespace lifeboat
