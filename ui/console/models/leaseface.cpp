// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/leaseface.h"

#include "ui/text/format.h"
#include "ui/text/leasewording.h"

#include <QCoreApplication>

namespace lifeboat::ui {

using std::chrono::milliseconds;

namespace {

/// What translate() is asked for here, with one context.
struct LeaseFaces {
    Q_DECLARE_TR_FUNCTIONS(lifeboat::ui::LeaseFace)
};

QString margin(milliseconds uncertainty)
{
    return uncertainty >= kLeaseExact ? QStringLiteral(" ± ") + text::duration(uncertainty) : QString();
}

void tellEnd(LeaseFace &face, const Lease &lease, const LeaseView &leases, const QDateTime &now)
{
    const QDateTime here = leases.now(); // the bucket's time
    const milliseconds left(here.msecsTo(lease.expires()));
    if (lease.isReleased) {
        face.state = LeaseFaces::tr("given back");
        face.left = LeaseFaces::tr("given back");
        face.note = LeaseFaces::tr("at %1; nobody holds it").arg(text::moment(lease.renewed, now));
    } else if (leases.age() > kLeaseStale) {
        face.state = LeaseFaces::tr("not known");
        face.left = LeaseFaces::tr("unknown");
        face.note = LeaseFaces::tr("told %1 ago: it was to run out at %2 unless renewed")
                        .arg(text::seconds(leases.age()), text::moment(lease.expires(), now));
    } else if (left.count() <= 0 && lease.isHeldInPassing) {
        face.state = LeaseFaces::tr("not needed");
        face.left = LeaseFaces::tr("not needed");
        face.note = LeaseFaces::tr("since %1 ago%2; it is held only while a snapshot is taken")
                        .arg(text::seconds(-left), margin(leases.uncertainty()));
    } else if (left.count() <= 0) {
        face.state = LeaseFaces::tr("ran out");
        face.left = LeaseFaces::tr("ran out");
        face.note = LeaseFaces::tr("%1 ago%2; nobody took it yet").arg(text::seconds(-left), margin(leases.uncertainty()));
    } else {
        face.state = LeaseFaces::tr("held");
        face.left = text::seconds(left) + margin(leases.uncertainty());
        face.note = LeaseFaces::tr("unless renewed · lasts %1, heartbeat every %2")
                        .arg(text::seconds(lease.ttl), text::seconds(heartbeatOf(lease.ttl)));
    }
}

void tellClock(LeaseFace &face, const Lease &lease, const LeaseView &leases)
{
    const LeaseSight &sight = *leases.sight();
    const auto skew = sight.skews.find(lease.name);
    const auto ahead = skew != sight.skews.end() ? std::optional(skew->second) : leases.aheadOf(lease.holder);
    if (ahead) {
        face.clock = text::clockAgainst(*ahead, sight.uncertainty);
        face.clockNote = LeaseFaces::tr("the holder’s clock against the bucket’s");
    } else if (sight.now.isValid()) {
        const QString teller = leases.tellerName();
        face.clock = text::clockAgainst(sight.ahead, sight.uncertainty);
        face.clockNote = teller.isEmpty() ? LeaseFaces::tr("this machine’s against the bucket’s; %1’s is unknown").arg(lease.holder)
                                          : LeaseFaces::tr("%1’s against the bucket’s; %2’s is unknown").arg(teller, lease.holder);
    } else {
        face.clock = LeaseFaces::tr("unknown");
    }
}

} // namespace

Health healthOf(const Lease &lease, const LeaseView &leases)
{
    if (leases.age() > kLeaseStale)
        return Health::Unknown;
    Health worst = !lease.isHeldAt(leases.now()) && !lease.isHeldInPassing ? Health::Warning : Health::Good;
    for (const LeaseAlarm &alarm : leases.sight()->alarms) {
        if (alarm.name != lease.name)
            continue;
        const bool bad = alarm.kind == LeaseAlarm::Kind::TwoHolders || alarm.kind == LeaseAlarm::Kind::NobodyHolds;
        worst = bad ? Health::Bad : worst == Health::Bad ? worst : Health::Warning;
    }
    return worst;
}

LeaseFace faceOf(const Lease &lease, const LeaseView &leases, const QDateTime &now)
{
    LeaseFace face;
    face.shape = healthOf(lease, leases);
    face.holder = lease.holder;
    face.since = text::moment(lease.acquired, now);
    face.token = text::number(lease.token);
    tellEnd(face, lease, leases, now);
    const milliseconds renewed(std::max<qint64>(0, lease.renewed.msecsTo(leases.now())));
    face.renewals = lease.renewals == 0
        ? LeaseFaces::tr("not renewed yet")
        : LeaseFaces::tr("%Ln renewals, the last %1 ago", nullptr, int(std::min<quint64>(lease.renewals, INT_MAX)))
              .arg(text::seconds(renewed));
    tellClock(face, lease, leases);
    return face;
}

} // namespace lifeboat::ui
