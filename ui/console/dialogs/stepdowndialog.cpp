// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/stepdowndialog.h"

#include "ui/console/widgets/commandline.h"
#include "ui/console/workspace/nodecommand.h"

namespace lifeboat::ui {

StepDownDialog::StepDownDialog(const QString &cluster, const Lease &lease, QWidget *parent)
    : DialogFrame(tr("Ask %1 to step down").arg(lease.holder),
                  tr("It gives back %1 of %2 as soon as it can, and lets others go first. Another node that publishes takes "
                     "over, usually within a second. A snapshot it is publishing meanwhile may be refused; nothing is overwritten.")
                      .arg(lease.name, cluster),
                  tr("Step down"), parent)
{
    command()->setCommand(command::stepDown(cluster, lease.name));
    resize(560, 230);
}

} // namespace lifeboat::ui
