// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/reach.h"

/// `snapshot` commands on nodes of a cluster.
namespace lifeboat::cli {

ExitStatus takeOnNodes(Console &console, const NodeChoice &choice);
ExitStatus listOnNodes(Console &console, const NodeChoice &choice);
ExitStatus verifyOnNodes(Console &console, const NodeChoice &choice, const QStringList &snapshots,
                         const QString &depth);

/// The answer of every node, told by `tell`, as a document of the cluster. `damages`: what an answer says is damaged,
/// which is explained; the first stands beside the result as the node's error.
using TellNode = std::function<void(const NodeConnection &, const QJsonObject &)>;
using DamagesIn = std::function<QList<Error>(const QJsonObject &)>;
ExitStatus tellAll(const Console &console, const QString &cluster, const QList<NodeAnswer> &answers,
                   const TellNode &tell, const DamagesIn &damages = {});

/// The same of one snapshot: nodes that do not have it only say so, as long as another one has.
ExitStatus tellHolders(const Console &console, const QString &cluster, QList<NodeAnswer> answers,
                       const TellNode &tell, const DamagesIn &damages = {});

/// Of a snapshot as a node's list has it.
QList<Error> damageOf(const QJsonObject &snapshot);

/// "snapshot fetch" and "snapshot send".
void addTransferCommands(CLI::App &group, Invocation &invocation);

} // namespace lifeboat::cli
