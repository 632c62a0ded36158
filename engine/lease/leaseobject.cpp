// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leaseobject.h"

#include "engine/base/errorobject.h"
#include "engine/base/jsonreading.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat {

using std::chrono::milliseconds;

namespace {

constexpr std::array<std::pair<LeaseAlarm::Kind, QLatin1StringView>, 6> kAlarms{{
    {LeaseAlarm::Kind::Flapping, "flapping"_L1},
    {LeaseAlarm::Kind::TwoHolders, "two-holders"_L1},
    {LeaseAlarm::Kind::LateHeartbeat, "late-heartbeat"_L1},
    {LeaseAlarm::Kind::NobodyHolds, "nobody-holds"_L1},
    {LeaseAlarm::Kind::Foreign, "foreign"_L1},
    {LeaseAlarm::Kind::TtlsDiffer, "ttls-differ"_L1},
}};

QString told(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

qint64 told(milliseconds length)
{
    return length.count();
}

QJsonObject alarmObject(const LeaseAlarm &alarm)
{
    QJsonObject object{{u"kind"_s, alarmName(alarm.kind)}, {u"name"_s, alarm.name}, {u"holder"_s, alarm.holder}};
    if (alarm.kind == LeaseAlarm::Kind::TtlsDiffer) {
        object[u"other"_s] = alarm.other;
        object[u"ttlMs"_s] = told(alarm.ttl);
        object[u"otherTtlMs"_s] = told(alarm.otherTtl);
    }
    return object;
}

template <typename T>
Result<T> readOr(const JsonReading &reading, T value)
{
    if (const QString error = reading.error(); !error.isEmpty())
        return failure(ErrorCode::ProtocolViolation, u"lease"_s, error);
    return value;
}

} // namespace

QString alarmName(LeaseAlarm::Kind kind)
{
    return kAlarms[size_t(kind)].second;
}

std::optional<LeaseAlarm::Kind> leaseAlarmKind(QStringView name)
{
    for (const auto &[kind, text] : kAlarms) {
        if (text == name)
            return kind;
    }
    return {};
}

QJsonObject leaseObject(const Lease &lease)
{
    return {{u"name"_s, lease.name},
            {u"holder"_s, lease.holder},
            {u"token"_s, QString::number(lease.token)},
            {u"ttlMs"_s, told(lease.ttl)},
            {u"acquired"_s, told(lease.acquired)},
            {u"renewed"_s, told(lease.renewed)},
            {u"expires"_s, told(lease.expires())},
            {u"renewals"_s, QString::number(lease.renewals)},
            {u"released"_s, lease.isReleased},
            {u"revision"_s, QString::number(lease.revision)}};
}

Result<Lease> leaseFromObject(const QJsonObject &object)
{
    const JsonReading reading(object);
    return readOr(reading, Lease{.name = reading.text("name"_L1),
                                 .holder = reading.text("holder"_L1),
                                 .token = reading.decimal("token"_L1),
                                 .ttl = milliseconds(reading.integer("ttlMs"_L1)),
                                 .acquired = reading.moment("acquired"_L1),
                                 .renewed = reading.moment("renewed"_L1),
                                 .renewals = reading.decimal("renewals"_L1),
                                 .isReleased = reading.boolean("released"_L1),
                                 .revision = reading.decimal("revision"_L1)});
}

QJsonObject leaseEventObject(const LeaseEvent &event)
{
    QJsonObject object{{u"revision"_s, QString::number(event.revision)},
                       {u"time"_s, told(event.time)},
                       {u"kind"_s, kindName(event.kind)},
                       {u"name"_s, event.name},
                       {u"holder"_s, event.holder},
                       {u"token"_s, QString::number(event.token)},
                       {u"lateMs"_s, told(event.late)}};
    if (event.expires.isValid())
        object[u"expires"_s] = told(event.expires);
    if (!event.other.isEmpty())
        object[u"other"_s] = event.other;
    return object;
}

Result<LeaseEvent> leaseEventFromObject(const QJsonObject &object)
{
    const JsonReading reading(object);
    LeaseEvent event{.revision = reading.decimal("revision"_L1),
                     .time = reading.moment("time"_L1),
                     .name = reading.text("name"_L1),
                     .holder = reading.text("holder"_L1),
                     .token = reading.decimal("token"_L1),
                     .expires = {},
                     .late = milliseconds(reading.integer("lateMs"_L1)),
                     .other = object[u"other"_s].toString()};
    if (reading.has("expires"_L1))
        event.expires = reading.moment("expires"_L1);
    const auto kind = leaseEventKind(reading.text("kind"_L1));
    if (!kind)
        return failure(ErrorCode::ProtocolViolation, u"lease"_s, reading.text("kind"_L1));
    event.kind = *kind;
    return readOr(reading, event);
}

QJsonObject leaseSightObject(const LeaseSight &sight)
{
    QJsonArray leases;
    for (const Lease &lease : sight.leases) {
        QJsonObject object = leaseObject(lease);
        if (const auto skew = sight.skews.find(lease.name); skew != sight.skews.end())
            object[u"skewMs"_s] = told(skew->second);
        leases.append(object);
    }
    QJsonArray alarms;
    for (const LeaseAlarm &alarm : sight.alarms)
        alarms.append(alarmObject(alarm));
    QJsonObject object{{u"leases"_s, leases}, {u"alarms"_s, alarms}};
    if (sight.now.isValid()) {
        object[u"now"_s] = told(sight.now);
        object[u"uncertaintyMs"_s] = told(sight.uncertainty);
        object[u"aheadMs"_s] = told(sight.ahead);
    }
    if (sight.reachedAt.isValid())
        object[u"reachedAt"_s] = told(sight.reachedAt);
    if (sight.trouble)
        object[u"trouble"_s] = errorObject(*sight.trouble);
    return object;
}

Result<LeaseSight> leaseSightFromObject(const QJsonObject &object)
{
    const JsonReading reading(object);
    LeaseSight sight;
    for (const QJsonValue each : object[u"leases"_s].toArray()) {
        LIFEBOAT_ASSIGN(const Lease lease, leaseFromObject(each.toObject()));
        sight.leases.append(lease);
        if (const QJsonValue skew = each[u"skewMs"_s]; skew.isDouble())
            sight.skews[lease.name] = milliseconds(skew.toInteger());
    }
    for (const QJsonValue each : object[u"alarms"_s].toArray()) {
        if (const auto kind = leaseAlarmKind(each[u"kind"_s].toString())) // else of a later version
            sight.alarms.append({*kind, each[u"name"_s].toString(), each[u"holder"_s].toString(), each[u"other"_s].toString(),
                                 milliseconds(each[u"ttlMs"_s].toInteger()), milliseconds(each[u"otherTtlMs"_s].toInteger())});
    }
    if (reading.has("now"_L1)) {
        sight.now = reading.moment("now"_L1);
        sight.uncertainty = milliseconds(reading.integer("uncertaintyMs"_L1));
        sight.ahead = milliseconds(reading.integer("aheadMs"_L1));
    }
    if (reading.has("reachedAt"_L1))
        sight.reachedAt = reading.moment("reachedAt"_L1);
    if (reading.has("trouble"_L1))
        sight.trouble = errorFromObject(reading.object("trouble"_L1), ErrorCode::Unexpected);
    return readOr(reading, sight);
}

} // namespace lifeboat
