// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasecourse.h"

#include <map>

namespace lifeboat {

using Kind = LeaseEvent::Kind;

namespace {

/// A course while it is made.
struct Making
{
    LeaseCourse course;
    bool isOpen = false; ///< the last span has not ended

    LeaseSpan &last() { return course.spans.last(); }

    /// Ended by somebody else at `time`: it acted no longer than that, nor than it was granted for.
    void cut(const QDateTime &time)
    {
        if (!std::exchange(isOpen, false))
            return;
        last().to = std::max(last().to, std::min(last().until, time));
        last().until = last().to;
    }

    void begin(const LeaseEvent &event)
    {
        if (isOpen && (last().token == event.token || (event.kind == Kind::Found && last().holder == event.holder))) {
            last().token = event.token; // it goes on, as far as is known
            last().to = std::max(last().to, event.time);
            last().until = std::max(last().until, event.expires);
            return;
        }
        if (event.kind == Kind::Conflict)
            isOpen = false; // the one before goes on as long as it may
        cut(event.time);
        course.spans.append({.holder = event.holder,
                             .token = event.token,
                             .from = event.time,
                             .to = event.time,
                             .until = event.expires.isValid() ? event.expires : event.time,
                             .isContested = event.kind == Kind::Conflict});
        isOpen = true;
    }

    void apply(const LeaseEvent &event)
    {
        if (isGrant(event.kind) || event.kind == Kind::Found)
            return begin(event);
        if (event.kind == Kind::PublishRefused) {
            course.refused.append(event);
            return;
        }
        if (event.kind == Kind::Foreign)
            return cut(event.time);
        if (!isOpen || last().token != event.token)
            return;
        const auto length = std::chrono::milliseconds(last().to.msecsTo(last().until));
        if (event.kind == Kind::Renewed) {
            last().to = event.time;
            last().until = event.expires;
        } else if (event.kind == Kind::Released) {
            last().to = last().until = event.time;
            isOpen = false;
        } else if (event.kind == Kind::Expired) {
            last().to = std::max(last().to, event.time.addDuration(-length));
            last().until = event.time;
            isOpen = false;
        }
    }

    void stand(const Lease &lease, const QDateTime &now)
    {
        if (course.spans.isEmpty() || last().token != lease.token) {
            cut(lease.acquired);
            course.spans.append({.holder = lease.holder, .token = lease.token, .from = lease.acquired, .to = {}, .until = {}});
        }
        last().isHeld = lease.isHeldAt(now);
        last().to = last().isHeld ? std::max(lease.renewed, now) : lease.renewed;
        last().until = lease.expires();
    }
};

} // namespace

QList<LeaseCourse> leaseCourses(const QList<LeaseEvent> &events, const QList<Lease> &leases, const QDateTime &now)
{
    std::map<QString, Making> makings;
    for (const LeaseEvent &event : events)
        makings[event.name].apply(event);
    for (const Lease &lease : leases)
        makings[lease.name].stand(lease, now);
    QList<LeaseCourse> courses;
    for (auto &[name, making] : makings) {
        making.course.name = name;
        courses.append(std::move(making.course));
    }
    return courses;
}

} // namespace lifeboat
