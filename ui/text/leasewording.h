// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leasetable.h"

namespace lifeboat::text {

/// Differences of clocks below this are not worth a word.
inline constexpr std::chrono::milliseconds kClockExact{100};

/// "taken over", "publish refused"
QString leaseEvent(LeaseEvent::Kind kind);

/// How a clock stands against the bucket's, of which `uncertainty` is not known: "0.20 s ahead", "2 min behind", "agrees".
QString clockAgainst(std::chrono::milliseconds ahead, std::chrono::milliseconds uncertainty);

/// More of an event in one line: "from n2, whose lease had run out"; may be empty.
QString leaseEventDetail(const LeaseEvent &event);

/// One sentence: "snapshot-leader changed hands three times or more within a short while."
QString leaseAlarm(const LeaseAlarm &alarm);

/// What it means and what to do.
QString leaseAlarmAdvice(const LeaseAlarm &alarm);

} // namespace lifeboat::text
