// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/lease.h"

#include "engine/base/ids.h"
#include "engine/base/jsonreading.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lifeboat {

using std::chrono::milliseconds;

namespace {

constexpr qsizetype kLongestHolder = 200;
constexpr qsizetype kLongestInstance = 64;

} // namespace

milliseconds heartbeatOf(milliseconds ttl)
{
    return std::max<milliseconds>(ttl / 3, std::chrono::seconds(1));
}

bool isLeaseName(const QString &text)
{
    static const QRegularExpression form(u"\\A[-_a-zA-Z0-9]{1,64}\\z"_s);
    return form.match(text).hasMatch();
}

Result<Lease> granted(const std::optional<Lease> &current, const QString &name, const QString &holder, milliseconds ttl,
                      const QDateTime &now, milliseconds uncertainty, const QString &instance)
{
    if (!isLeaseName(name))
        return failure(ErrorCode::InvalidArgument, name.left(64), u"a lease's name"_s);
    if (holder.isEmpty() || holder.size() > kLongestHolder)
        return failure(ErrorCode::InvalidArgument, holder.left(kLongestHolder), u"a holder's name"_s);
    if (instance.size() > kLongestInstance)
        return failure(ErrorCode::InvalidArgument, instance.left(kLongestInstance), u"a holder's instance"_s);
    if (ttl < kShortestTtl || ttl > kLongestTtl)
        return failure(ErrorCode::InvalidArgument, name, u"ttl of %1 ms"_s.arg(ttl.count()));
    const bool isOwn = current && current->holder == holder && current->instance == instance;
    if (current && !isOwn && current->isHeldAt(now.addDuration(-uncertainty)))
        return failure(ErrorCode::LeaseHeld, current->holder, current->expires().toString(Qt::ISODateWithMs));
    return Lease{.name = name,
                 .holder = holder,
                 .instance = instance,
                 .ttl = ttl,
                 .acquired = now,
                 .renewed = now,
                 .revision = current ? current->revision : 0};
}

namespace {

Result<Lease> ours(const std::optional<Lease> &current, const Lease &held)
{
    if (!current)
        return failure(ErrorCode::LeaseLost, held.name, u"its record is gone"_s);
    if (current->token != held.token || current->holder != held.holder || current->instance != held.instance
        || current->isReleased)
        return failure(ErrorCode::LeaseLost, held.name, current->holder);
    return *current;
}

} // namespace

Result<Lease> renewed(const std::optional<Lease> &current, const Lease &held, const QDateTime &now)
{
    LIFEBOAT_ASSIGN(Lease next, ours(current, held));
    if (!next.isHeldAt(now))
        return failure(ErrorCode::LeaseLost, held.name, u"it ran out"_s);
    next.ttl = held.ttl;
    next.renewed = now;
    ++next.renewals;
    return next;
}

Result<Lease> released(const std::optional<Lease> &current, const Lease &held, const QDateTime &now)
{
    LIFEBOAT_ASSIGN(Lease next, ours(current, held));
    next.renewed = std::min(now, next.expires());
    next.isReleased = true;
    return next;
}

QByteArray leaseValue(const Lease &lease)
{
    QJsonObject object{{u"lifeboat"_s, u"lease"_s},
                       {u"holder"_s, lease.holder},
                       {u"ttlMs"_s, qint64(lease.ttl.count())}};
    if (!lease.instance.isEmpty())
        object[u"instance"_s] = lease.instance;
    if (lease.token != 0) {
        object[u"token"_s] = QString::number(lease.token);
        object[u"acquired"_s] = lease.acquired.toString(Qt::ISODateWithMs);
        object[u"renewals"_s] = QString::number(lease.renewals);
    }
    if (lease.isReleased)
        object[u"released"_s] = true;
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<Lease> leaseOf(const QString &name, const KeyValueRecord &record)
{
    const auto invalid = [&](const QString &why) { return failure(ErrorCode::LeaseInvalid, record.key, why); };
    const QJsonDocument document = QJsonDocument::fromJson(record.value);
    const JsonReading reading(document.object());
    if (!document.isObject() || reading.value("lifeboat"_L1) != u"lease"_s)
        return invalid(u"not a lease of Lifeboat"_s);
    Lease lease{.name = name,
                .holder = reading.text("holder"_L1),
                .token = record.revision,
                .ttl = milliseconds(reading.integer("ttlMs"_L1)),
                .acquired = record.time,
                .renewed = record.time,
                .revision = record.revision};
    if (reading.has("instance"_L1))
        lease.instance = reading.text("instance"_L1);
    if (reading.has("token"_L1)) {
        lease.token = reading.decimal("token"_L1);
        lease.acquired = reading.moment("acquired"_L1);
        lease.renewals = reading.decimal("renewals"_L1);
    }
    if (reading.has("released"_L1))
        lease.isReleased = reading.boolean("released"_L1);
    if (const QString error = reading.error(); !error.isEmpty())
        return invalid(error);
    if (lease.holder.isEmpty() || lease.holder.size() > kLongestHolder || lease.instance.size() > kLongestInstance || lease.ttl < kShortestTtl || lease.ttl > kLongestTtl || lease.token == 0
        || lease.token > record.revision)
        return invalid(u"values out of range"_s);
    return lease;
}

} // namespace lifeboat
