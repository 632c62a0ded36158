// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"
#include "ui/console/widgets/card.h"
#include "ui/console/workspace/heldsnapshot.h"

class QAction;

namespace lifeboat::ui {

class TextLabel;

/// Says from which snapshot a recovery would start, and offers to drill it on this machine.
class RecoveryCard : public Card
{
    Q_OBJECT

public:
    /// `drill` fetches that snapshot and drills it; it outlives this.
    explicit RecoveryCard(QAction *drill, QWidget *parent = nullptr);

    /// `drilled`: the last drill of it here. Without a snapshot nothing is shown.
    void setPoint(const std::optional<HeldSnapshot> &point, const std::optional<DrillReport> &drilled,
                  const QDateTime &now);

private:
    TextLabel *m_point;
    TextLabel *m_words;
};

} // namespace lifeboat::ui
