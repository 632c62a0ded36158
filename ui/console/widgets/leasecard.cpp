// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/leasecard.h"

#include "engine/node/nodeleases.h"
#include "ui/console/models/leaseface.h"
#include "ui/text/errortext.h"
#include "ui/text/leasewording.h"

namespace lifeboat::ui {

using namespace std::chrono_literals;

LeaseCard::LeaseCard(Subject &subject, QWidget &page)
    : FigureCard(tr("Publisher lease"))
    , m_source(subject, page)
{
    connect(&m_source, &LeaseSource::changed, this, &LeaseCard::refresh);
    m_tick.setInterval(250ms);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
    m_tick.start();
    refresh();
}

void LeaseCard::refresh()
{
    const LeaseView *const leases = m_source.leases();
    const bool known = leases && leases->knowledge() == LeaseView::Knowledge::Known && leases->sight();
    setVisible(known);
    if (!known)
        return;
    const auto trouble = leases->trouble();
    const auto &held = leases->sight()->leases;
    const auto lease = std::ranges::find(held, NodeLeases::kPublisher, &Lease::name);
    if (lease == held.end())
        return setFigure(tr("nobody"), trouble ? text::sentence(*trouble) : tr("nobody has held it yet"));
    const LeaseFace face = faceOf(*lease, *leases, QDateTime::currentDateTimeUtc());
    if (leases->age() > kLeaseStale)
        return setState(Health::Unknown, face.holder, face.note);
    if (!lease->isHeldAt(leases->now()))
        return setState(Health::Warning, tr("nobody"), tr("%1: %2, %3").arg(lease->holder, face.state, face.note));
    const auto alarm = std::ranges::find(leases->sight()->alarms, lease->name, &LeaseAlarm::name);
    if (alarm == leases->sight()->alarms.end())
        return setFigure(face.holder, tr("runs out in %1 unless renewed").arg(face.left));
    setState(face.shape, face.holder,
             alarm->kind == LeaseAlarm::Kind::LateHeartbeat ? tr("its heartbeat is late · runs out in %1").arg(face.left)
                                                            : text::leaseAlarm(*alarm));
}

} // namespace lifeboat::ui
