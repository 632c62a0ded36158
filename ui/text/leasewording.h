// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leasetable.h"

namespace lifeboat::text {

/// "taken over", "publish refused"
QString leaseEvent(LeaseEvent::Kind kind);

/// More of an event in one line: "from n2, whose lease had run out"; may be empty.
QString leaseEventDetail(const LeaseEvent &event);

/// One sentence: "snapshot-leader changed hands three times or more within a short while."
QString leaseAlarm(const LeaseAlarm &alarm);

/// What it means and what to do.
QString leaseAlarmAdvice(const LeaseAlarm &alarm);

} // namespace lifeboat::text
