// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/planobject.h"

#include <QFuture>
#include <QJsonObject>
#include <QObject>
#include <functional>

namespace lifeboat {

class Clock;
class NodeConnection;

/// One node's part in a restore of several.
struct NodeRestore
{
    enum class Phase {
        Waiting,
        Planning,
        Planned, ///< `plan` is there, or it `lacksSnapshot`
        Sending, ///< the archive goes to a node that lacks it
        Restoring,
        Done, ///< `outcome` is there; `error` too after an undo that failed, or where it does not go on with its log
        Failed, ///< `error` is there; the node is as it was (Disconnected, Unnoted: that is not known)
        Skipped, ///< not begun, because another failed first, or cancelled
        Undoing,
        Undone, ///< as Done
    };
    QString node;
    Phase phase = Phase::Waiting;
    std::optional<RestorePlan> plan;
    bool lacksSnapshot = false; ///< it is planned once the archive was sent
    std::optional<RestorePlan> expected; ///< then, as expectedPlan
    bool wasSent = false; ///< it was tried, since this run began
    QString operation; ///< the node's own, once it is known; of the last restore or undo
    QJsonObject outcome; ///< as outcomeObject; after an undo {"previous", "position", "warnings"}
    std::optional<Error> error;
    int permille = 0;
    double bytesPerSecond = 0;
    bool isAway = false; ///< in work, and out of reach: it may go on, and is followed again once it answers
    QDateTime startedAt, endedAt;
};

/// "waiting", "planning", …
QString phaseName(NodeRestore::Phase phase);

/// What to restore where.
struct ClusterRestoreRequest
{
    QString cluster; ///< its name is what must be typed
    QString snapshot;
    QString archive{}; ///< on this machine, for nodes that lack it; empty: they fail with NotFound
    QString state{}; ///< empty: each node's first
    QString confirmedName{};
    bool force = false;
    int parallel = 3; ///< nodes at once, at least 1
    int threads = 0; ///< workers on each node; 0: as the node is configured
    bool stopAtFirstFailure = true; ///< nodes not begun stay as they are
    bool apart = false; ///< nodes that are not restored may be left behind
};

/// Restores one snapshot on several nodes: one plan for all, then in parallel, then one report;
/// afterwards undo for all. All nodes of one log that go back begin the same new lineage. Before the first is touched all
/// are reserved, so that nobody else restores some of them meanwhile: where one is taken already, nothing is begun
/// anywhere, whatever the request says, and that node fails with Busy (detail: by whom). Then those without the snapshot
/// are sent it and planned; where one of them fails no state is touched anywhere, unless the request goes on with the
/// others. Lives in the thread of the connections, which outlive it. Its end cancels nothing: nodes finish what they began.
class ClusterRestore final : public QObject
{
    Q_OBJECT

public:
    ClusterRestore(ClusterRestoreRequest request, const QList<NodeConnection *> &nodes,
                   FileSystem &fileSystem, const Clock &clock, QObject *parent = nullptr);
    ~ClusterRestore() override;

    /// Nodes of the cluster that are not restored: where these, or chosen ones that failed before their restore, would be
    /// left behind (see leftBehind()) nothing is begun, and the first node fails with NodesWouldPart, unless the request
    /// lets them go apart. One that goes away is forgotten.
    void setPeers(const QList<NodeConnection *> &others);

    /// A node is told to begin once what this gives then is over, whatever came of it: where what goes on is noted, changed() told of the
    /// step before.
    void beginWhen(std::function<QFuture<Result<>>()> noted);

    /// Goes on with what an earlier one came to that could not go on itself (see InterruptedRestore): what is Done or Undone there stays
    /// so, and the rest goes to the history that was begun. Before run() or undo(), after plan().
    void takeUp(const QList<NodeRestore> &nodes, const QString &lineage);

    /// The next run() or undo() keeps nodes free under this name, in place of one of its own: an earlier one that was killed had it, and
    /// they are kept for that still. Empty: nothing. What that kept is given back in the end, also where nothing is left to do.
    void reserveAs(const QString &name);
    /// What nodes are kept free under, or were last. changed() tells of it before the first is asked: whoever notes it then can go on at once.
    QString reservation() const;

    /// Asks every node for its plan; planned() follows. Touches nothing. Nothing while it runs.
    void plan();

    /// What the operator typed, once the plan was seen.
    void confirm(const QString &typed);

    /// ConfirmationNeeded, ConfirmationWrong (detail: what is wanted); Busy while it runs.
    /// finished() follows, perhaps before this returns. Nodes without a plan are planned first, nodes that are Done stay so; where
    /// somebody else restored one of these since, nothing is begun: RevisionDiffers on the first that was to be. Where all
    /// are Done no node is asked for anything.
    Result<> run();

    /// Takes back what was restored here, on all nodes or on those given, whether they were
    /// restored here or not; finished() follows. As run(); NotFound for a node that is none.
    Result<> undo(const QStringList &nodes = {});

    /// Nodes in work are cancelled, those not begun are skipped; finished() follows. One that cannot be reached, or cannot note
    /// what it does, is not waited for.
    void cancel();

    /// Waits no longer for a node that was lost in the middle of its work, or cannot note what it does: it fails with Disconnected
    /// or Unnoted, for the work may go on there, and the others go on or stop as the request says. Nothing for any other node.
    void giveUp(int node);

    const QList<NodeRestore> &nodes() const;
    bool isRunning() const;
    bool succeeded() const; ///< every node is Done, and goes on with its log

    /// {"cluster", "snapshot", "state", "lineage", "startedAt", "endedAt", "verdict", "nodes": [{"node",
    /// "phase", "operation", "plan", "outcome", "error", "startedAt", "endedAt"}]} for the report and `--json`.
    /// The verdict: "planned", "running", "restored", "partly", "failed", "undone"; "split" where nodes that were restored or taken back
    /// have reached different histories. Where one does not go on with its log, or is of another history by now, it is "partly".
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
