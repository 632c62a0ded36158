// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leaseobserver.h"

#include <QJsonObject>

namespace lifeboat {

// Leases as the protocol and `--json` tell them; PROTOCOL.md. 64-bit numbers are decimal strings, times RFC 3339 in UTC. The
// readers take what another version may have added; ProtocolViolation for what lacks or contradicts a field.

QJsonObject leaseObject(const Lease &lease);
Result<Lease> leaseFromObject(const QJsonObject &object);

QJsonObject leaseEventObject(const LeaseEvent &event);
Result<LeaseEvent> leaseEventFromObject(const QJsonObject &object);

QJsonObject leaseSightObject(const LeaseSight &sight);
Result<LeaseSight> leaseSightFromObject(const QJsonObject &object);

QString alarmName(LeaseAlarm::Kind kind);
std::optional<LeaseAlarm::Kind> leaseAlarmKind(QStringView name);

} // namespace lifeboat
