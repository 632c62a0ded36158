// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/health.h"
#include "engine/jobs/progress.h"
#include "ui/console/theme/glyph.h"

#include <QCoreApplication>

namespace lifeboat::ui {

class Clusters;

/// The shape a node's health is shown with.
Health shapeOf(lifeboat::Health health);

/// What stands beside a node's name in the list: how far it lags, else the worst that is wrong with it, else nothing.
QString noteOf(const NodeConnection &node, const HealthVerdict &verdict);

/// "3 healthy", "1 failed", "2 to look at": the worst that several nodes have.
QString healthSummary(const Clusters &clusters, const QList<NodeConnection *> &nodes);

/// What the console says of one node, in words. A value: two that are equal look the same.
struct NodeFace {
    QUrl url;
    QString name; ///< of the node, or of one state of it
    Health shape = Health::Unknown;
    QString word; ///< "healthy"
    QStringList reasons; ///< sentences, worst first
    QString role; ///< of the token: "operator"
    QString state; ///< the state that is shown, where the node has several
    QString figure; ///< applied index, or the size of a database without one
    QString figureCaption;
    QString lag;
    QString snapshot; ///< "Last snapshot 32 s ago · 412 kB"
    Health verified = Health::Unknown;
    QString verification; ///< "read"
    QString work; ///< "Capturing 63 % · 612 MB/s"; empty: none is in flight
    int permille = 0;
    QString stale; ///< "as of 2 min ago"; empty while it is fresh

    bool operator==(const NodeFace &) const = default;

    Q_DECLARE_TR_FUNCTIONS(lifeboat::ui::NodeFace)
};

/// `cluster`: the nodes among which the one is that takes snapshots for all.
NodeFace faceOf(const NodeConnection &node, const HealthVerdict &verdict, const QDateTime &now,
                const QList<NodeConnection *> &cluster = {});

/// The same of one of the node's states, under the state's name.
NodeFace faceOfState(const NodeConnection &node, const net::StateStatus &state, const QDateTime &now,
                     const QList<NodeConnection *> &cluster = {});

/// Why it is not online, told of the node by its name rather than its address.
std::optional<Error> troubleOf(const NodeConnection &node);

/// It is online, and the token lets more be done there than looking.
bool mayOperate(const NodeConnection &node);

/// How many entries a state lags behind its log.
quint64 lagOf(const net::StateStatus &state);

/// How far an operation in flight is.
ProgressState workProgress(const NodeConnection &node, const lifeboat::Operation &operation);

/// How often the node's data may be late before it is told with its age.
inline constexpr std::chrono::seconds kFresh{5};

} // namespace lifeboat::ui
