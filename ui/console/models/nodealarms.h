// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/health.h"
#include "ui/console/theme/glyph.h"

#include <QUrl>

namespace lifeboat::ui {

class Clusters;

/// One thing that is wrong, with all nodes it is wrong with.
struct NodeAlarm {
    HealthReason reason = HealthReason::Unreachable;
    Health shape = Health::Warning;
    QString sentence; ///< what, and with which nodes
    QString words; ///< what it means or what to do
    QString mending; ///< text of the button that mends it; empty: no button does
    QList<QUrl> nodes;

    bool operator==(const NodeAlarm &) const = default;
};

/// Worst first.
QList<NodeAlarm> alarmsOf(const Clusters &clusters, const QList<NodeConnection *> &nodes, const QDateTime &now);

} // namespace lifeboat::ui
