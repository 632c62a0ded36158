// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/calls.h"

#include "engine/base/ids.h"

#include <QJsonArray>
#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

using Type = ParameterSpec::Type;

constexpr qint64 kTransfers = std::numeric_limits<quint32>::max(); ///< as many as frames can name

const ParameterSpec kState{"state"_L1, Type::Text, false, 64};
const ParameterSpec kSnapshot{"snapshot"_L1, Type::Text, true, 64};
const ParameterSpec kOperation{"operation"_L1, Type::Text, true, 64};
const ParameterSpec kReservation{"reservation"_L1, Type::Text, true, 64};
const ParameterSpec kMayReservation{"reservation"_L1, Type::Text, false, 64};

bool isWhole(const QJsonValue &value, qint64 maximum)
{
    const double number = value.toDouble(-1);
    return value.isDouble() && number >= 0 && number <= 9007199254740992.0
        && double(qint64(number)) == number && qint64(number) <= maximum;
}

bool isChange(const QJsonValue &value)
{
    const QJsonObject change = value.toObject();
    const bool put = change["op"_L1] == "put"_L1;
    const qsizetype keys = put ? 4 : 3;
    return change.size() == keys && change["table"_L1].isString() && change["id"_L1].isString()
        && (put ? change["document"_L1].isObject() : change["op"_L1] == "delete"_L1);
}

bool fits(const ParameterSpec &spec, const QJsonValue &value)
{
    switch (spec.type) {
    case Type::Text:
        return value.isString() && value.toString().toUtf8().size() <= spec.maximum;
    case Type::Number:
        return isWhole(value, spec.maximum);
    case Type::Index:
        return value.isString() && parseDecimal(value.toString()).has_value();
    case Type::Flag:
        return value.isBool();
    case Type::Names:
        return value.isArray() && value.toArray().size() <= spec.maximum
            && std::ranges::all_of(value.toArray(), [](const QJsonValue &name) {
                   return name.isString() && name.toString().size() <= 255;
               });
    case Type::Changes:
        return value.isArray() && !value.toArray().isEmpty()
            && value.toArray().size() <= spec.maximum
            && std::ranges::all_of(value.toArray(), isChange);
    }
    return false;
}

} // namespace

const QList<CallSpec> &calls()
{
    static const QList<CallSpec> all{
        {"events.subscribe"_L1,
         Role::Viewer,
         false,
         {{"after"_L1, Type::Index, false}, {"stream"_L1, Type::Text, false, 64}}},
        {"lease.history"_L1,
         Role::Viewer,
         false,
         {{"lease"_L1, Type::Text, false, 64},
          {"from"_L1, Type::Text, false, 32},
          {"limit"_L1, Type::Number, false, 10000},
          {"renewals"_L1, Type::Flag, false}}},
        {"lease.status"_L1, Role::Viewer, false, {}},
        {"lease.stepDown"_L1, Role::Operator, true, {{"lease"_L1, Type::Text, true, 64}}},
        {"log.tail"_L1,
         Role::Viewer,
         false,
         {kState, {"from"_L1, Type::Index, false}, {"limit"_L1, Type::Number, false, 1000}}},
        {"node.status"_L1, Role::Viewer, false, {}},
        {"operations.cancel"_L1, Role::Operator, true, {kOperation}},
        {"operations.list"_L1, Role::Viewer, false, {{"limit"_L1, Type::Number, false, 1000}}},
        {"operations.retry"_L1, Role::Operator, true, {kOperation}},
        {"published.rebuild"_L1, Role::Admin, true, {kState}},
        {"restore.plan"_L1,
         Role::Viewer,
         false,
         {kState, kSnapshot, {"force"_L1, Type::Flag, false}}},
        {"restore.release"_L1, Role::Operator, true, {kState, kReservation}},
        {"restore.renew"_L1, Role::Operator, false, {kState, kReservation}},
        {"restore.reserve"_L1, Role::Operator, true, {kState, kReservation}},
        {"restore.run"_L1,
         Role::Operator,
         true,
         {kState,
          kSnapshot,
          {"confirm"_L1, Type::Text},
          {"force"_L1, Type::Flag, false},
          {"threads"_L1, Type::Number, false, 256},
          {"lineage"_L1, Type::Text, false, 64},
          {"begin"_L1, Type::Flag, false},
          kMayReservation}},
        {"restore.undo"_L1, Role::Operator, true, {kState, {"confirm"_L1, Type::Text}, kMayReservation}},
        {"restore.undoPlan"_L1, Role::Viewer, false, {kState}},
        {"snapshot.delete"_L1, Role::Admin, true, {kState, kSnapshot}},
        {"snapshot.fetch"_L1,
         Role::Operator,
         true,
         {kSnapshot,
          {"offset"_L1, Type::Index, false},
          {"window"_L1, Type::Number, false, 64 << 20}}},
        {"snapshot.list"_L1,
         Role::Viewer,
         false,
         {kState, {"limit"_L1, Type::Number, false, 10000}}},
        {"snapshot.pin"_L1, Role::Operator, true, {kState, kSnapshot, {"pinned"_L1, Type::Flag}}},
        {"snapshot.send"_L1,
         Role::Operator,
         true,
         {kState, kSnapshot, {"size"_L1, Type::Index}}},
        {"snapshot.take"_L1, Role::Operator, true, {kState}},
        {"snapshot.verify"_L1,
         Role::Operator,
         true,
         {kState, kSnapshot, {"depth"_L1, Type::Text, false, 16}}},
        {"state.change"_L1,
         Role::Operator,
         true,
         {kState, {"changes"_L1, Type::Changes, true, 5000}}},
        {"state.rows"_L1,
         Role::Viewer,
         false,
         {kState,
          {"table"_L1, Type::Text, true, 63},
          {"after"_L1, Type::Text, false, 255},
          {"limit"_L1, Type::Number, false, 1000}}},
        {"state.tables"_L1, Role::Viewer, false, {kState}},
        {"transfer.cancel"_L1,
         Role::Operator,
         false,
         {{"transfer"_L1, Type::Number, true, kTransfers}}},
        {"transfer.credit"_L1,
         Role::Operator,
         false,
         {{"transfer"_L1, Type::Number, true, kTransfers},
          {"bytes"_L1, Type::Number, true, 64 << 20}}},
        {"transfer.end"_L1,
         Role::Operator,
         false,
         {{"transfer"_L1, Type::Number, true, kTransfers}, {"xxh3"_L1, Type::Text, true, 32}}},
    };
    return all;
}

const CallSpec *findCall(QStringView name)
{
    const auto found = std::ranges::lower_bound(
        calls(), name, [](QStringView a, QStringView b) { return a < b; },
        [](const CallSpec &call) { return QString(call.name); });
    return found != calls().end() && found->name == name ? &*found : nullptr;
}

bool isCostly(QStringView method, const QJsonObject &parameters)
{
    // Paid for with the reservation: of several nodes that were begun with none is refused in the middle.
    if ((method == "restore.run"_L1 || method == "restore.undo"_L1) && !parameters["reservation"_L1].toString().isEmpty())
        return false;
    static const auto costly = {"operations.retry"_L1, "published.rebuild"_L1, "restore.plan"_L1,  "restore.reserve"_L1,
                                "restore.run"_L1,      "restore.undo"_L1,      "snapshot.fetch"_L1, "snapshot.send"_L1,
                                "snapshot.take"_L1,    "snapshot.verify"_L1};
    return std::ranges::any_of(costly, [method](QLatin1StringView each) { return each == method; });
}

Result<> checkParameters(const CallSpec &call, const QJsonObject &parameters)
{
    for (auto given = parameters.begin(); given != parameters.end(); ++given) {
        const QString name = given.key();
        const auto spec = std::ranges::find_if(
            call.parameters, [&](const ParameterSpec &each) { return each.name == name; });
        if (spec == call.parameters.end())
            return failure(ErrorCode::InvalidArgument, name.left(64), u"no such parameter"_s);
        if (!fits(*spec, *given))
            return failure(ErrorCode::InvalidArgument, name, u"wrong type or too large"_s);
    }
    for (const ParameterSpec &spec : call.parameters) {
        if (spec.needed && !parameters.contains(spec.name))
            return failure(ErrorCode::InvalidArgument, spec.name, u"missing"_s);
    }
    return {};
}

QString roleName(Role role)
{
    switch (role) {
    case Role::Viewer:
        return u"viewer"_s;
    case Role::Operator:
        return u"operator"_s;
    case Role::Admin:
        return u"admin"_s;
    }
    return {};
}

std::optional<Role> roleFromName(QStringView name)
{
    for (const Role role : {Role::Viewer, Role::Operator, Role::Admin}) {
        if (roleName(role) == name)
            return role;
    }
    return std::nullopt;
}

} // namespace lifeboat::net
