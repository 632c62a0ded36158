// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leasetable.h"

namespace lifeboat {

/// One holder's turn with a lease. All times are the bucket's.
struct LeaseSpan
{
    QString holder;
    quint64 token = 0;
    QDateTime from;
    QDateTime to; ///< known to hold it until then; of one that ran out: its last renewal
    QDateTime until; ///< it could have acted until then, not before `to`
    bool isHeld = false; ///< its end has not come yet
    bool isContested = false; ///< granted while another's was not over

    bool operator==(const LeaseSpan &) const = default;
};

/// What became of one lease: who held it one after the other, and what was refused.
struct LeaseCourse
{
    QString name;
    QList<LeaseSpan> spans; ///< by `from`
    QList<LeaseEvent> refused; ///< PublishRefused, oldest first

    bool operator==(const LeaseCourse &) const = default;
};

/// By name, from events (oldest first, with or without renewals) and what stands in the bucket at `now`. A turn whose
/// beginning was forgotten counts from what is known of it. Pure.
QList<LeaseCourse> leaseCourses(const QList<LeaseEvent> &events, const QList<Lease> &leases, const QDateTime &now);

} // namespace lifeboat
