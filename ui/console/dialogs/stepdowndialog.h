// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/lease.h"
#include "ui/console/dialogs/dialogframe.h"

namespace lifeboat::ui {

/// Asks before the holder of a lease is asked to give it back.
class StepDownDialog : public DialogFrame
{
    Q_OBJECT

public:
    StepDownDialog(const QString &cluster, const Lease &lease, QWidget *parent = nullptr);
};

} // namespace lifeboat::ui
