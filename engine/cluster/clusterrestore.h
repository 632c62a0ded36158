// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/planobject.h"

#include <QFuture>
#include <QJsonObject>
#include <QJsonValue>
#include <QObject>
#include <functional>

namespace lifeboat {

class NodeConnection;

/// One node's part in a restore of several.
struct NodeRestore
{
    enum class Phase {
        Waiting,
        Planning,
        Planned, ///< `plan` is there
        Sending, ///< the archive goes to a node that lacks it
        Restoring,
        Done, ///< `outcome` is there
        Failed, ///< `error` is there; the node is as it was
        Skipped, ///< not begun, because another failed first
        Undone,
    };
    QString node;
    Phase phase = Phase::Waiting;
    std::optional<RestorePlan> plan;
    QJsonObject outcome; ///< as outcomeObject
    std::optional<Error> error;
    int permille = 0;
    double bytesPerSecond = 0;
    QDateTime startedAt, endedAt;
};

/// What to restore where.
struct ClusterRestoreRequest
{
    QString cluster; ///< its name is what must be typed
    QString snapshot;
    QString archive; ///< on this machine, for nodes that lack it; empty: they fail with NotFound
    QString state; ///< empty: each node's first
    QString confirmedName;
    bool force = false;
    int parallel = 3; ///< nodes at once
    bool stopAtFirstFailure = true; ///< nodes not begun stay as they are
};

/// Restores one snapshot on several nodes: one plan for all, then in parallel, then one report;
/// afterwards undo for all. All nodes that go back begin the same new lineage. Lives in the thread
/// of the connections.
class ClusterRestore final : public QObject
{
    Q_OBJECT

public:
    ClusterRestore(ClusterRestoreRequest request, QList<NodeConnection *> nodes,
                   QObject *parent = nullptr);
    ~ClusterRestore() override;

    /// Asks every node for its plan; planned() follows. Touches nothing.
    void plan();
    /// ConfirmationNeeded, ConfirmationWrong; Busy while it runs. finished() follows.
    Result<> run();
    /// Takes back what was restored here, on all nodes or those given; finished() follows.
    Result<> undo(const QStringList &nodes = {});
    /// Nodes in work are cancelled, those not begun are skipped.
    void cancel();

    const QList<NodeRestore> &nodes() const;
    bool isRunning() const;
    bool succeeded() const; ///< every node is Done

    /// {"cluster", "snapshot", "startedAt", "endedAt", "verdict", "nodes": […]} for the report and
    /// `--json`.
    QJsonObject report() const;

Q_SIGNALS:
    void planned();
    void changed(int node);
    void finished();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lifeboat
