// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leaseview.h"
#include "ui/console/theme/glyph.h"

namespace lifeboat::ui {

/// Beyond this, what was told of leases is shown with its age.
inline constexpr std::chrono::milliseconds kLeaseStale{5'000};
/// Uncertainties below this are not worth a word.
inline constexpr std::chrono::milliseconds kLeaseExact{100};

/// How a lease stands, in words.
struct LeaseFace {
    Health shape = Health::Unknown;
    QString state; ///< "held", "given back", "ran out", "not needed", "not known"
    QString holder;
    QString since; ///< "12:03:11"
    QString left; ///< "21 s ± 0.4 s", "ran out 4 s ago", "unknown"
    QString note; ///< what `left` means: "at 13:07:51 unless renewed · lasts 30 s, heartbeat every 10 s"
    QString token;
    QString renewals; ///< "281 renewals, the last 4 s ago"
    QString clock; ///< "0.2 s ahead", "agrees", "unknown"
    QString clockNote; ///< whose clock against which
};

LeaseFace faceOf(const Lease &lease, const LeaseView &leases, const QDateTime &now);

/// The worse of what the lease is and what is alarming about it.
Health healthOf(const Lease &lease, const LeaseView &leases);

} // namespace lifeboat::ui
