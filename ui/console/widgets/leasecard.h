// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/widgets/figurecard.h"
#include "ui/console/workspace/leasesource.h"

#include <QTimer>

namespace lifeboat::ui {

/// Who holds the publisher's lease of the subject's cluster, and for how long still. Nothing where nodes share no leases.
class LeaseCard : public FigureCard
{
    Q_OBJECT

public:
    /// Both outlive it. The leases are watched while `page` is seen.
    LeaseCard(Subject &subject, QWidget &page);

private:
    void refresh();

    LeaseSource m_source;
    QTimer m_tick;
};

} // namespace lifeboat::ui
