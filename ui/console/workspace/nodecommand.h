// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterrestore.h"

#include <QStringList>

/// As command.h, for what is done on nodes.
namespace lifeboat::ui::command {

/// `file` instead of the address where it is not empty; the token comes from standard input.
QString addNode(const QString &cluster, const QString &address, const QString &file, const QByteArray &fingerprint);

/// Without nodes, and in undoNodes() too, NODES stands for them: nobody chose any yet.
QString restoreNodes(const ClusterRestoreRequest &request, const QStringList &nodes);
QString stepDown(const QString &cluster, const QString &lease);
/// `redoes`: an undo is taken back; `isApart`: to different histories.
QString undoNodes(const QString &cluster, const QString &state, const QStringList &nodes, bool redoes = false,
                  bool isApart = false);

} // namespace lifeboat::ui::command
