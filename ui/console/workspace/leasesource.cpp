// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/leasesource.h"

#include "ui/console/workspace/subject.h"

#include <QEvent>

namespace lifeboat::ui {

LeaseSource::LeaseSource(Subject &subject, QWidget &page)
    : m_subject(subject)
    , m_page(page)
{
    page.installEventFilter(this);
    connect(&subject, &Subject::nodesUpdated, this, &LeaseSource::follow);
    follow();
}

LeaseSource::~LeaseSource()
{
    if (m_leases)
        m_leases->setWatched(this, false);
}

void LeaseSource::follow()
{
    LeaseView *const next = m_subject.leases();
    if (next == m_leases)
        return;
    if (m_leases) {
        m_leases->setWatched(this, false);
        m_leases->disconnect(this);
    }
    m_leases = next;
    if (m_leases) {
        connect(m_leases, &LeaseView::changed, this, [this] {
            if (m_isSeen)
                Q_EMIT changed();
        });
        m_leases->setWatched(this, m_isSeen);
    }
    Q_EMIT changed();
}

bool LeaseSource::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_page && (event->type() == QEvent::Show || event->type() == QEvent::Hide)) {
        m_isSeen = event->type() == QEvent::Show;
        if (m_leases)
            m_leases->setWatched(this, m_isSeen);
        if (m_isSeen)
            Q_EMIT changed();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace lifeboat::ui
