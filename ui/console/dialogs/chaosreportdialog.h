// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/practice/chaosreport.h"
#include "ui/console/dialogs/dialogframe.h"

namespace lifeboat::ui {

/// The report of a chaos drill.
class ChaosReportDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// `file`: where it is kept; empty: it is not.
    ChaosReportDialog(const ChaosReport &report, const QString &file, QWidget *parent);
};

} // namespace lifeboat::ui
