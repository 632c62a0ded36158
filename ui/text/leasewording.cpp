// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/leasewording.h"

#include "ui/text/format.h"

#include <QCoreApplication>

namespace lifeboat::text {

QString leaseEvent(LeaseEvent::Kind kind)
{
    switch (kind) {
    case LeaseEvent::Kind::Acquired:
        return QCoreApplication::translate("lifeboat::text", "acquired");
    case LeaseEvent::Kind::TakenOver:
        return QCoreApplication::translate("lifeboat::text", "taken over");
    case LeaseEvent::Kind::Renewed:
        return QCoreApplication::translate("lifeboat::text", "renewed late");
    case LeaseEvent::Kind::Released:
        return QCoreApplication::translate("lifeboat::text", "given back");
    case LeaseEvent::Kind::Expired:
        return QCoreApplication::translate("lifeboat::text", "ran out");
    case LeaseEvent::Kind::Conflict:
        return QCoreApplication::translate("lifeboat::text", "two holders");
    case LeaseEvent::Kind::StepDownAsked:
        return QCoreApplication::translate("lifeboat::text", "asked to step down");
    case LeaseEvent::Kind::PublishRefused:
        return QCoreApplication::translate("lifeboat::text", "publish refused");
    case LeaseEvent::Kind::Foreign:
        return QCoreApplication::translate("lifeboat::text", "foreign record");
    case LeaseEvent::Kind::Found:
        return QCoreApplication::translate("lifeboat::text", "held already");
    case LeaseEvent::Kind::Lost:
        return QCoreApplication::translate("lifeboat::text", "lost");
    }
    return {};
}

QString clockAgainst(std::chrono::milliseconds ahead, std::chrono::milliseconds uncertainty)
{
    if (std::chrono::abs(ahead) <= std::max(uncertainty, kClockExact))
        return QCoreApplication::translate("lifeboat::text", "agrees");
    return ahead.count() > 0 ? QCoreApplication::translate("lifeboat::text", "%1 ahead").arg(duration(ahead))
                             : QCoreApplication::translate("lifeboat::text", "%1 behind").arg(duration(-ahead));
}

QString leaseEventDetail(const LeaseEvent &event)
{
    switch (event.kind) {
    case LeaseEvent::Kind::Acquired:
        return event.other.isEmpty() ? QString()
                                     : QCoreApplication::translate("lifeboat::text", "%1 had given it back").arg(event.other);
    case LeaseEvent::Kind::TakenOver:
        return QCoreApplication::translate("lifeboat::text", "the lease of %1 had run out").arg(event.other);
    case LeaseEvent::Kind::Renewed:
        return QCoreApplication::translate("lifeboat::text", "%1 after it was due").arg(duration(event.late));
    case LeaseEvent::Kind::Expired:
        return QCoreApplication::translate("lifeboat::text", "not renewed in time");
    case LeaseEvent::Kind::Conflict:
        return event.other.isEmpty()
            ? QCoreApplication::translate("lifeboat::text", "its token is not above the last one")
            : QCoreApplication::translate("lifeboat::text", "while the lease of %1 was not over").arg(event.other);
    case LeaseEvent::Kind::StepDownAsked:
        return QCoreApplication::translate("lifeboat::text", "by %1").arg(event.holder);
    case LeaseEvent::Kind::PublishRefused:
        return QCoreApplication::translate("lifeboat::text", "its lease was no longer the newest; nothing was overwritten");
    case LeaseEvent::Kind::Foreign:
        return QCoreApplication::translate("lifeboat::text", "what stands there is not ours, or the key was removed");
    case LeaseEvent::Kind::Found:
        return QCoreApplication::translate("lifeboat::text", "when it was looked at first; since when is not known");
    case LeaseEvent::Kind::Lost:
        return QCoreApplication::translate("lifeboat::text", "stopped acting: not renewed in time, or another had it");
    case LeaseEvent::Kind::Released:
        return {};
    }
    return {};
}

QString leaseAlarm(const LeaseAlarm &alarm)
{
    switch (alarm.kind) {
    case LeaseAlarm::Kind::Flapping:
        return QCoreApplication::translate("lifeboat::text", "%1 changes hands again and again").arg(alarm.name);
    case LeaseAlarm::Kind::TwoHolders:
        return QCoreApplication::translate("lifeboat::text", "%1 had two holders at once").arg(alarm.name);
    case LeaseAlarm::Kind::LateHeartbeat:
        return QCoreApplication::translate("lifeboat::text", "%1: the heartbeat of %2 is late").arg(alarm.name, alarm.holder);
    case LeaseAlarm::Kind::NobodyHolds:
        return QCoreApplication::translate("lifeboat::text", "Nobody holds %1").arg(alarm.name);
    case LeaseAlarm::Kind::Foreign:
        return QCoreApplication::translate("lifeboat::text", "%1: the record is not ours").arg(alarm.name);
    case LeaseAlarm::Kind::TtlsDiffer:
        return QCoreApplication::translate("lifeboat::text", "%1: %2 holds it for %3 at a time, %4 would for %5")
            .arg(alarm.name, alarm.holder, seconds(alarm.ttl), alarm.other, seconds(alarm.otherTtl));
    }
    return {};
}

QString leaseAlarmAdvice(const LeaseAlarm &alarm)
{
    switch (alarm.kind) {
    case LeaseAlarm::Kind::Flapping:
        return QCoreApplication::translate(
            "lifeboat::text", "Three changes or more within ten times its length: look at the nodes’ load and at the network.");
    case LeaseAlarm::Kind::TwoHolders:
        return QCoreApplication::translate("lifeboat::text",
                                           "It was granted while another’s was not over. Only the larger token can publish; look "
                                           "at who else writes into the bucket.");
    case LeaseAlarm::Kind::LateHeartbeat:
        return QCoreApplication::translate("lifeboat::text",
                                           "By half the lease’s length or more: it may be frozen or cut off. Another takes over "
                                           "once the lease has run out.");
    case LeaseAlarm::Kind::NobodyHolds:
        return QCoreApplication::translate("lifeboat::text",
                                           "The lease of %1 ran out and nobody took it: no snapshots are published. Look "
                                           "whether a node that publishes is running.")
            .arg(alarm.holder);
    case LeaseAlarm::Kind::Foreign:
        return QCoreApplication::translate("lifeboat::text",
                                           "Another program writes into the bucket, or the key was removed. Nothing is "
                                           "published before that is mended.");
    case LeaseAlarm::Kind::TtlsDiffer:
        return QCoreApplication::translate("lifeboat::text",
                                           "A holder that dies is replaced after its own ttl only. Give all nodes the same one: "
                                           "“ttl” under [lease] in their lifeboatd.toml.");
    }
    return {};
}

} // namespace lifeboat::text
